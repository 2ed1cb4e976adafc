import { Alert, Button, Form, Input } from "antd";
import { codeOf, type Failure, requestIdOf } from "../../../api/client.ts";
import { useSend } from "../../../api/query.ts";
import { startSession } from "../../../api/session.ts";
import { setLanguage, useLanguage, useText } from "../../../i18n/language.ts";
import { LANGUAGES, lookup } from "../../../i18n/text.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { languageNames } from "../../../i18n/texts/shell.ts";
import { signIn } from "../../../i18n/texts/sign-in.ts";
import { Range } from "../../../ui/art/range.tsx";
import { BrandMark } from "../../../ui/mark.tsx";
import { RequestId, useAdvice } from "../../../ui/states.tsx";
import "./sign-in.css";

interface Fields {
  email: string;
  password: string;
}

function Refusal({ error }: { error: Failure }) {
  const language = useLanguage();
  const advice = useAdvice();
  const known = lookup(signIn, codeOf(error), language);
  return (
    <Alert
      type={codeOf(error) === "locked_out" ? "warning" : "error"}
      className="sign-in__failure"
      title={known ?? advice(error)}
      description={known ? undefined : <RequestId id={requestIdOf(error)} />}
      role="alert"
    />
  );
}

function Languages() {
  const t = useText(signIn);
  const language = useLanguage();
  return (
    <p className="sign-in__languages" role="group" aria-label={t("language")}>
      {LANGUAGES.map((l) => (
        <button key={l} type="button" lang={l} aria-pressed={l === language} onClick={() => setLanguage(l)}>
          {languageNames[l]}
        </button>
      ))}
    </p>
  );
}

export function SignIn() {
  const t = useText(signIn);
  const c = useText(everyday);
  const send = useSend("POST /v1/sessions");
  const submit = (fields: Fields) =>
    send.mutate({ body: { ...fields, transport: "cookie" } }, { onSuccess: startSession });
  return (
    <div className="sign-in">
      <div className="sign-in__art">
        <p className="sign-in__brand">
          <BrandMark />
          {c("brand")}
        </p>
        <p className="sign-in__lead">{t("lead")}</p>
        <Range className="sign-in__range" />
      </div>
      <main className="sign-in__panel">
        <h1>{t("title")}</h1>
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
        <Languages />
      </main>
    </div>
  );
}
