import { App, Button, Form, Input } from "antd";
import { useSend } from "../../../api/query.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { security } from "../../../i18n/texts/security.ts";
import { Card } from "../../../ui/card.tsx";
import { useAdvice } from "../../../ui/states.tsx";

interface Fields {
  phone: string;
  password: string;
}

/** The number by which one signs in on the handheld; only its end is shown. */
export function PhoneCard({ tail }: { tail: string | null }) {
  const t = useText(security);
  const c = useText(everyday);
  const { message } = App.useApp();
  const advice = useAdvice();
  const [form] = Form.useForm<Fields>();
  const set = useSend("PUT /v1/me/phone", ["GET /v1/me/security"]);
  const submit = ({ phone, password }: Fields) =>
    set.mutate(
      { body: { phone: phone.trim() === "" ? null : phone.trim(), password } },
      {
        onSuccess: () => {
          form.resetFields();
          void message.success(t("phone_done"));
        },
        onError: (error) => void message.error("detail" in error && error.detail ? error.detail : advice(error)),
      },
    );
  return (
    <Card title={t("phone")} note={tail === null ? t("phone_none") : t("phone_set", { tail })}>
      <div className="security__body">
        <Form
          name="phone_change"
          form={form}
          layout="vertical"
          requiredMark={false}
          initialValues={{ phone: "" }}
          onFinish={submit}
        >
          <Form.Item name="phone" label={t("phone_number")} extra={t("phone_hint")}>
            <Input inputMode="tel" autoComplete="tel" maxLength={40} />
          </Form.Item>
          <Form.Item name="password" label={t("current_password")} rules={[{ required: true, message: c("required") }]}>
            <Input.Password autoComplete="current-password" maxLength={200} />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={set.isPending}>
            {c("save")}
          </Button>
        </Form>
      </div>
    </Card>
  );
}
