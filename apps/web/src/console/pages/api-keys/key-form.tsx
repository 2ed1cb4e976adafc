import { Button, Form, Input, InputNumber, Modal, Select } from "antd";
import type { Permission } from "../../../api/contract.ts";
import { useSend } from "../../../api/query.ts";
import { useSession } from "../../../api/session.ts";
import { useText } from "../../../i18n/language.ts";
import { apiKeys } from "../../../i18n/texts/api-keys.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { useRefusal } from "../refusal.ts";
import { UnitSelect } from "../unit-select.tsx";
import { endOf, TERMS, type Term } from "./expiry.ts";

/** What one kind of system usually needs. */
const PRESETS = {
  preset_till: [
    "org:read",
    "members:identify",
    "members:read",
    "members:write",
    "points:read",
    "purchases:read",
    "purchases:write",
  ],
  preset_gate: ["members:identify", "visits:read", "visits:write", "org:read"],
  preset_read: ["members:read", "points:read", "purchases:read", "visits:read", "org:read"],
} as const satisfies Record<string, Permission[]>;

interface Values {
  name: string;
  unit_id: string;
  permissions: Permission[];
  term: Term;
  rate_limit_per_minute?: number | null;
}

export function KeyForm({ onClose, onToken }: { onClose: () => void; onToken: (token: string) => void }) {
  const t = useText(apiKeys);
  const c = useText(everyday);
  const refuse = useRefusal();
  const session = useSession();
  const [form] = Form.useForm<Values>();
  const create = useSend("POST /v1/api_keys", ["GET /v1/api_keys"]);
  const mine = session.permissions;
  const required = { required: true, message: c("required") };
  const submit = ({ term, rate_limit_per_minute = null, ...rest }: Values) =>
    create.mutate(
      { body: { ...rest, rate_limit_per_minute, expires_at: endOf(term) } },
      { onSuccess: ({ token }) => onToken(token), onError: refuse },
    );
  return (
    <Modal
      open
      width={560}
      title={t("create")}
      okText={t("issue")}
      cancelText={c("cancel")}
      confirmLoading={create.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form<Values>
        form={form}
        name="key_form"
        layout="vertical"
        requiredMark={false}
        initialValues={{ unit_id: session.scope.unit_id, permissions: [], term: "days_365" }}
        onFinish={submit}
      >
        <Form.Item name="name" label={t("name")} extra={t("name_hint")} rules={[{ ...required, whitespace: true }]}>
          <Input maxLength={100} autoFocus />
        </Form.Item>
        <Form.Item name="unit_id" label={t("unit")} extra={t("unit_hint")} rules={[required]}>
          <UnitSelect label={t("unit")} />
        </Form.Item>
        <Form.Item label={t("permissions")} required={false}>
          <div className="code-tags" style={{ marginBottom: 8 }}>
            {(Object.keys(PRESETS) as (keyof typeof PRESETS)[]).map((preset) => (
              <Button
                key={preset}
                size="small"
                onClick={() =>
                  form.setFieldValue(
                    "permissions",
                    PRESETS[preset].filter((one) => mine.includes(one)),
                  )
                }
              >
                {t(preset)}
              </Button>
            ))}
          </div>
          <Form.Item name="permissions" noStyle rules={[required]}>
            <Select
              mode="multiple"
              aria-label={t("permissions")}
              placeholder={t("permissions")}
              options={mine.map((value) => ({ value, label: value }))}
            />
          </Form.Item>
        </Form.Item>
        <Form.Item name="term" label={t("expires")}>
          <Select options={TERMS.map((value) => ({ value, label: t(value) }))} />
        </Form.Item>
        <Form.Item name="rate_limit_per_minute" label={t("limit")} extra={t("limit_hint")}>
          <InputNumber min={1} max={10_000_000} precision={0} style={{ width: "100%" }} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
