import { Alert, Button, Form, Input } from "antd";
import { useSend } from "../../../api/query.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { signIn } from "../../../i18n/texts/sign-in.ts";
import { Door, Refusal } from "./door.tsx";

export function ForgotPassword({ onBack }: { onBack: () => void }) {
  const t = useText(signIn);
  const c = useText(everyday);
  const send = useSend("POST /v1/password_resets");
  return (
    <Door title={t("forgot_title")}>
      {send.error ? <Refusal error={send.error} /> : null}
      {send.isSuccess ? (
        <Alert type="success" className="sign-in__failure" title={t("link_sent")} role="status" />
      ) : (
        <>
          <p className="sign-in__why">{t("forgot_why")}</p>
          <Form<{ email: string }>
            layout="vertical"
            requiredMark={false}
            onFinish={(body) => send.mutate({ body })}
            disabled={send.isPending}
            validateTrigger="onBlur"
          >
            <Form.Item
              name="email"
              label={t("email")}
              rules={[
                { required: true, message: c("required") },
                { type: "email", message: t("email_wrong") },
              ]}
            >
              <Input autoFocus type="email" autoComplete="username" inputMode="email" size="large" />
            </Form.Item>
            <Button type="primary" htmlType="submit" size="large" block loading={send.isPending}>
              {t("send_link")}
            </Button>
          </Form>
        </>
      )}
      <p className="sign-in__aside">
        <Button type="link" onClick={onBack}>
          {t("to_sign_in")}
        </Button>
      </p>
    </Door>
  );
}
