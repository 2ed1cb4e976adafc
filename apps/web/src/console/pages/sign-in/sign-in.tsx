import { Button, Form, Input } from "antd";
import { useState } from "react";
import { useSend } from "../../../api/query.ts";
import { startSession } from "../../../api/session.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { signIn } from "../../../i18n/texts/sign-in.ts";
import { Door, Refusal } from "./door.tsx";
import { ForgotPassword } from "./forgot-password.tsx";
import { SecondStep } from "./second-step.tsx";

interface Fields {
  email: string;
  password: string;
}

function Password({ onChallenge, onForgot }: { onChallenge: (challenge: string) => void; onForgot: () => void }) {
  const t = useText(signIn);
  const c = useText(everyday);
  const send = useSend("POST /v1/sessions");
  const submit = (fields: Fields) =>
    send.mutate(
      { body: { ...fields, transport: "cookie" } },
      { onSuccess: (answer) => ("challenge" in answer ? onChallenge(answer.challenge) : startSession(answer)) },
    );
  return (
    <Door title={t("title")}>
      {send.error ? <Refusal error={send.error} /> : null}
      <Form<Fields>
        layout="vertical"
        requiredMark={false}
        onFinish={submit}
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
        <Form.Item name="password" label={t("password")} rules={[{ required: true, message: c("required") }]}>
          <Input.Password autoComplete="current-password" size="large" />
        </Form.Item>
        <Button type="primary" htmlType="submit" size="large" block loading={send.isPending}>
          {t("submit")}
        </Button>
      </Form>
      <p className="sign-in__aside">
        <Button type="link" onClick={onForgot}>
          {t("forgot")}
        </Button>
      </p>
    </Door>
  );
}

export function SignIn() {
  const [step, setStep] = useState<"password" | "forgot" | { challenge: string }>("password");
  const back = () => setStep("password");
  if (step === "forgot") return <ForgotPassword onBack={back} />;
  if (step !== "password") return <SecondStep challenge={step.challenge} onBack={back} />;
  return <Password onChallenge={(challenge) => setStep({ challenge })} onForgot={() => setStep("forgot")} />;
}
