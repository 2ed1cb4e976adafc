import { App, Form, Input, InputNumber, Modal, Select } from "antd";
import type { ApiKey } from "../../../api/contract.ts";
import { useSend } from "../../../api/query.ts";
import { useText } from "../../../i18n/language.ts";
import { apiKeys } from "../../../i18n/texts/api-keys.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { useRefusal } from "../refusal.ts";
import { endOf, TERMS, type Term } from "./expiry.ts";

interface Values {
  name: string;
  term: Term | "keep";
  rate_limit_per_minute: number | null;
}

export function KeyEdit({ row, onClose }: { row: ApiKey; onClose: () => void }) {
  const t = useText(apiKeys);
  const c = useText(everyday);
  const { message } = App.useApp();
  const refuse = useRefusal();
  const [form] = Form.useForm<Values>();
  const change = useSend("PATCH /v1/api_keys/{api_key_id}", ["GET /v1/api_keys"]);
  const submit = ({ name, term, rate_limit_per_minute }: Values) =>
    change.mutate(
      {
        path: { api_key_id: row.api_key_id },
        body: { name, rate_limit_per_minute, ...(term === "keep" ? {} : { expires_at: endOf(term) }) },
      },
      {
        onSuccess: () => {
          void message.success(t("done_saved"));
          onClose();
        },
        onError: refuse,
      },
    );
  return (
    <Modal
      open
      title={t("edit")}
      okText={c("save")}
      cancelText={c("cancel")}
      confirmLoading={change.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form<Values>
        form={form}
        name="key_edit"
        layout="vertical"
        requiredMark={false}
        initialValues={{ name: row.name, term: "keep", rate_limit_per_minute: row.rate_limit_per_minute }}
        onFinish={submit}
      >
        <Form.Item name="name" label={t("name")} rules={[{ required: true, whitespace: true, message: c("required") }]}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="term" label={t("expires")}>
          <Select options={["keep" as const, ...TERMS].map((value) => ({ value, label: t(value) }))} />
        </Form.Item>
        <Form.Item name="rate_limit_per_minute" label={t("limit")} extra={t("limit_hint")}>
          <InputNumber min={1} max={10_000_000} precision={0} style={{ width: "100%" }} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
