import { App, Button, Form, Input } from "antd";
import { useSend } from "../../../api/query.ts";
import { startSession } from "../../../api/session.ts";
import { stamp } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { security } from "../../../i18n/texts/security.ts";
import { Card } from "../../../ui/card.tsx";
import { useAdvice } from "../../../ui/states.tsx";

interface Fields {
  current_password: string;
  password: string;
}

export function PasswordCard({ email, changed_at }: { email: string; changed_at: string }) {
  const t = useText(security);
  const c = useText(everyday);
  const { message } = App.useApp();
  const advice = useAdvice();
  const [form] = Form.useForm<Fields>();
  const change = useSend("POST /v1/me/password", ["GET /v1/me/security", "GET /v1/sessions"]);
  const submit = (body: Fields) =>
    change.mutate(
      { body },
      {
        onSuccess: (session) => {
          form.resetFields();
          startSession(session);
          void message.success(t("password_done"));
        },
        onError: (e) => void message.error(advice(e)),
      },
    );
  const needed = [{ required: true, message: c("required") }];
  return (
    <Card title={t("password")} note={t("password_changed", { time: stamp(changed_at) })}>
      <div className="security__body">
        <Form name="password_change" form={form} layout="vertical" requiredMark={false} onFinish={submit}>
          <input type="text" autoComplete="username" value={email} readOnly hidden />
          <Form.Item name="current_password" label={t("current_password")} rules={needed}>
            <Input.Password autoComplete="current-password" maxLength={200} />
          </Form.Item>
          <Form.Item name="password" label={t("new_password")} extra={t("password_hint")} rules={needed}>
            <Input.Password autoComplete="new-password" maxLength={200} />
          </Form.Item>
          <div className="security__acts">
            <Button type="primary" htmlType="submit" loading={change.isPending}>
              {t("change_password")}
            </Button>
            <span className="s mut">{t("password_effect")}</span>
          </div>
        </Form>
      </div>
    </Card>
  );
}
