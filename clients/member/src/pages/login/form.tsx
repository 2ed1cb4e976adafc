import { type ReactNode, useState } from "react";
import { phoneInGroups } from "../../format/numbers.ts";
import { type Key, useLanguage } from "../../i18n/i18n.ts";
import { signIn } from "../../state/sign-in.ts";
import { useStore } from "../../state/store.ts";
import { tenant } from "../../state/tenant.ts";
import { Box, Field, Tap } from "../../ui/elements";
import { Button, explain } from "../../ui/parts";
import { useSmsCode } from "./use-sms-code.ts";

/** A pasted or autofilled number may carry +86, spaces and dashes. */
function phoneDigits(text: string): string {
  const digits = text.replace(/\D/g, "");
  return (digits.length > 11 && digits.startsWith("86") ? digits.slice(2) : digits).slice(0, 11);
}

const codeDigits = (text: string) => text.replace(/\D/g, "").slice(0, 6);

interface SignInFormProps {
  onDone: () => void;
  /** Given while the privacy sheet has no answer: asks again instead of sending anything. */
  onAsk: (() => void) | undefined;
}

export function SignInForm({ onDone, onAsk }: SignInFormProps): ReactNode {
  const { t } = useLanguage();
  const is_test = useStore(tenant)?.test_channel === true;
  const sms = useSmsCode();
  const [phone, setPhone] = useState("");
  const [code, setCode] = useState("");
  const [sent_to, setSentTo] = useState<string>();
  const [problem, setProblem] = useState<{ at: "phone" | "code"; text: string }>();
  const [is_busy, setBusy] = useState(false);

  const refuse = (at: "phone" | "code", key: Key) => setProblem({ at, text: t(key) });
  const send = async () => {
    if (onAsk !== undefined) return onAsk();
    if (phone.length !== 11) return refuse("phone", "login_phone_bad");
    setProblem(undefined);
    try {
      await sms.send(phone);
      setSentTo(phone);
    } catch (error) {
      setProblem({ at: "phone", text: explain(error, t) });
    }
  };
  const submit = async () => {
    if (onAsk !== undefined) return onAsk();
    if (phone.length !== 11) return refuse("phone", "login_phone_bad");
    if (code.length !== 6) return refuse("code", "login_code_bad");
    setProblem(undefined);
    setBusy(true);
    try {
      await signIn(phone, code);
      onDone();
    } catch (error) {
      setProblem({ at: "code", text: explain(error, t) });
      setBusy(false);
    }
  };

  const can_send = sms.wait_seconds === 0 && !sms.is_sending;
  const hint =
    sent_to !== undefined && problem === undefined ? t("login_sent", { phone: phoneInGroups(sent_to) }) : undefined;
  return (
    <Box className="login__form">
      <Box className="field">
        <Box as="span" className="field__label">
          {t("login_phone")}
        </Box>
        <Box as="span" className="field__lead">
          +86
        </Box>
        <Field
          id="phone"
          kind="phone"
          label={t("login_phone")}
          value={process.env.TARO_ENV === "h5" ? phoneInGroups(phone) : phone}
          onValue={(text) => setPhone(phoneDigits(text))}
          max_length={process.env.TARO_ENV === "h5" ? 20 : 11}
          placeholder={t("login_phone_hint")}
          invalid={problem?.at === "phone"}
          described_by="login-problem"
        />
      </Box>
      <Box className="field">
        <Box as="span" className="field__label">
          {t("login_code")}
        </Box>
        <Field
          id="sms_code"
          kind="sms_code"
          label={t("login_code")}
          value={code}
          onValue={(text) => setCode(codeDigits(text))}
          max_length={process.env.TARO_ENV === "h5" ? 12 : 6}
          placeholder={t("login_code_hint")}
          onDone={() => void submit()}
          invalid={problem?.at === "code"}
          described_by="login-problem"
          focus={sent_to !== undefined}
        />
        <Tap className="field__do" onTap={() => void send()} disabled={!can_send}>
          {sms.wait_seconds > 0 ? t("login_resend", { seconds: sms.wait_seconds }) : t("login_send")}
        </Tap>
      </Box>
      <Box id="login-problem" className={`login__say ${problem === undefined ? "" : "bad"}`} role="status">
        {problem?.text ?? hint ?? ""}
      </Box>
      {hint !== undefined && is_test && (
        <Box as="p" className="login__test">
          {t("login_test")}
        </Box>
      )}
      <Button label={is_busy ? t("login_busy") : t("login_submit")} onTap={() => void submit()} busy={is_busy} wide />
    </Box>
  );
}
