import { Button, Form, Input } from "antd";
import { useSend } from "../../../api/query.ts";
import { startSession } from "../../../api/session.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { signIn } from "../../../i18n/texts/sign-in.ts";
import { Door, Refusal } from "./door.tsx";

interface Props {
  challenge: string;
  onBack: () => void;
  /** Before the session starts. */
  onDone?: () => void;
}

/** The password was right; now the code of the authenticator app, or a recovery code. */
export function SecondStep({ challenge, onBack, onDone }: Props) {
  const t = useText(signIn);
  const c = useText(everyday);
  const send = useSend("POST /v1/sessions/second_step");
  const submit = ({ code }: { code: string }) =>
    send.mutate(
      { body: { challenge, code } },
      {
        onSuccess: (session) => {
          onDone?.();
          startSession(session);
        },
      },
    );
  return (
    <Door title={t("second_title")}>
      {send.error ? <Refusal error={send.error} /> : null}
      <p className="sign-in__why">{t("second_why")}</p>
      <Form layout="vertical" requiredMark={false} onFinish={submit} disabled={send.isPending}>
        <Form.Item name="code" label={t("code")} rules={[{ required: true, whitespace: true, message: c("required") }]}>
          <Input autoFocus autoComplete="one-time-code" maxLength={40} size="large" />
        </Form.Item>
        <Button type="primary" htmlType="submit" size="large" block loading={send.isPending}>
          {t("verify")}
        </Button>
      </Form>
      <p className="sign-in__aside">
        <Button type="link" onClick={onBack}>
          {t("to_sign_in")}
        </Button>
      </p>
    </Door>
  );
}
