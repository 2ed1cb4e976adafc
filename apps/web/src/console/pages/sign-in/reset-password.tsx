import { Alert, Button, Form, Input } from "antd";
import { useSend } from "../../../api/query.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { security } from "../../../i18n/texts/security.ts";
import { signIn } from "../../../i18n/texts/sign-in.ts";
import { Door, Refusal } from "./door.tsx";

/** Where the link of the mail leads: the token stands behind the #. */
export function ResetPassword({ token, onLeave }: { token: string; onLeave: () => void }) {
  const t = useText(signIn);
  const s = useText(security);
  const c = useText(everyday);
  const send = useSend("POST /v1/password_resets/complete");
  const submit = ({ password }: { password: string }) => send.mutate({ body: { token, password } });
  return (
    <Door title={t("forgot_title")}>
      {send.error ? <Refusal error={send.error} /> : null}
      {send.isSuccess ? (
        <Alert type="success" className="sign-in__failure" title={t("password_set")} role="status" />
      ) : (
        <Form layout="vertical" requiredMark={false} onFinish={submit} disabled={send.isPending}>
          <Form.Item
            name="password"
            label={t("new_password")}
            extra={s("password_hint")}
            rules={[{ required: true, message: c("required") }]}
          >
            <Input.Password autoFocus autoComplete="new-password" maxLength={200} size="large" />
          </Form.Item>
          <Button type="primary" htmlType="submit" size="large" block loading={send.isPending}>
            {t("set_password")}
          </Button>
        </Form>
      )}
      <p className="sign-in__aside">
        <Button type="link" onClick={onLeave}>
          {t("to_sign_in")}
        </Button>
      </p>
    </Door>
  );
}
