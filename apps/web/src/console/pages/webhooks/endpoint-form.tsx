import { Form, Input, Modal, Select } from "antd";
import type { WebhookEndpoint } from "../../../api/contract.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { useSession } from "../../../api/session.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { webhooks } from "../../../i18n/texts/webhooks.ts";
import { useRefusal } from "../refusal.ts";
import { UnitSelect } from "../unit-select.tsx";

interface Values {
  url: string;
  description: string;
  event_types: string[];
  unit_id?: string | undefined;
}

interface Props {
  /** Absent: a new one. */
  row?: WebhookEndpoint;
  onClose: () => void;
  onSecret: (secret: string) => void;
}

function usePatterns(): { value: string; label: string }[] {
  const t = useText(webhooks);
  const types = useApi("GET /v1/webhook_event_types", {}).data?.data.map((one) => one.event_type) ?? [];
  const kinds = [...new Set(types.map((type) => `${type.split(".")[0]}.*`))];
  return ["*", ...kinds, ...types].map((value) => ({ value, label: value === "*" ? t("all_events") : value }));
}

export function EndpointForm({ row, onClose, onSecret }: Props) {
  const t = useText(webhooks);
  const c = useText(everyday);
  const refuse = useRefusal();
  const { scope } = useSession();
  const patterns = usePatterns();
  const [form] = Form.useForm<Values>();
  const refreshes = ["GET /v1/webhook_endpoints", "GET /v1/webhook_endpoints/{webhook_endpoint_id}"] as const;
  const create = useSend("POST /v1/webhook_endpoints", [...refreshes]);
  const change = useSend("PATCH /v1/webhook_endpoints/{webhook_endpoint_id}", [...refreshes]);
  const required = { required: true, message: c("required") };
  const submit = ({ unit_id, ...rest }: Values) => {
    const body = { ...rest, unit_id: unit_id ?? null };
    if (row) {
      const { webhook_endpoint_id } = row;
      change.mutate({ path: { webhook_endpoint_id }, body }, { onSuccess: onClose, onError: refuse });
    } else create.mutate({ body }, { onSuccess: ({ secret }) => onSecret(secret), onError: refuse });
  };
  const initial = row ?? { url: "", description: "", event_types: [], unit_id: scope.all ? null : scope.unit_id };
  return (
    <Modal
      open
      width={560}
      title={t(row ? "edit" : "create")}
      okText={c("save")}
      cancelText={c("cancel")}
      confirmLoading={create.isPending || change.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form<Values>
        form={form}
        name="endpoint_form"
        layout="vertical"
        requiredMark={false}
        initialValues={{ ...initial, unit_id: initial.unit_id ?? undefined }}
        onFinish={submit}
      >
        <Form.Item name="url" label={t("url")} extra={t("url_hint")} rules={[{ ...required, whitespace: true }]}>
          <Input maxLength={2_000} inputMode="url" placeholder="https://hooks.example.com/huiyou" autoFocus />
        </Form.Item>
        <Form.Item name="event_types" label={t("types")} extra={t("types_hint")} rules={[required]}>
          <Select mode="multiple" aria-label={t("types")} options={patterns} />
        </Form.Item>
        <Form.Item name="unit_id" label={t("unit")}>
          <UnitSelect label={scope.all ? t("whole_group") : t("unit")} allowClear={scope.all} />
        </Form.Item>
        <Form.Item name="description" label={t("description")}>
          <Input maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
