import { useState } from "react";
import { type Key, useLanguage } from "../../i18n/i18n.ts";
import { signIn } from "../../state/sign-in.ts";
import { useAction } from "../../state/use-action.ts";
import { useSmsCode } from "./use-sms-code.ts";

const PHONE_DIGITS = 11;
const CODE_DIGITS = 6;

/** A pasted or autofilled number may carry +86, spaces and dashes. */
function phoneDigits(text: string): string {
  const digits = text.replace(/\D/g, "");
  const is_international = digits.length > PHONE_DIGITS && digits.startsWith("86");
  return (is_international ? digits.slice(2) : digits).slice(0, PHONE_DIGITS);
}

const codeDigits = (text: string) => text.replace(/\D/g, "").slice(0, CODE_DIGITS);

type At = "phone" | "code";

export interface SignInState {
  phone: string;
  code: string;
  typePhone: (text: string) => void;
  typeCode: (text: string) => void;
  /** Where a code went, while nothing is wrong. */
  sent_to: string | undefined;
  problem: { at: At; text: string } | undefined;
  wait_seconds: number;
  can_send: boolean;
  is_busy: boolean;
  send: () => void;
  submit: () => void;
}

/** `onAsk` is given while the privacy sheet has no answer: it is asked again, and nothing is sent. */
export function useSignIn(onDone: () => void, onAsk: (() => void) | undefined): SignInState {
  const { t } = useLanguage();
  const sms = useSmsCode();
  const [phone, setPhone] = useState("");
  const [code, setCode] = useState("");
  const [sent_to, setSentTo] = useState<string>();
  const [is_entering, setEntering] = useState(false);
  const [at, setAt] = useState<At>("phone");
  const action = useAction();
  const problem = action.problem === undefined ? undefined : { at, text: action.problem };

  const attempt = async (where: At, missing: Key | undefined, act: () => Promise<void>) => {
    if (onAsk !== undefined) return onAsk();
    setAt(where);
    if (missing !== undefined) return action.refuse(t(missing));
    await action.run(act);
  };
  const no_phone = phone.length === PHONE_DIGITS ? undefined : "login_phone_bad";
  const no_code = code.length === CODE_DIGITS ? undefined : "login_code_bad";
  const send = () =>
    attempt("phone", no_phone, async () => {
      await sms.send(phone);
      setSentTo(phone);
    });
  const submit = () =>
    attempt(no_phone === undefined ? "code" : "phone", no_phone ?? no_code, async () => {
      setEntering(true);
      await signIn(phone, code).finally(() => setEntering(false));
      onDone();
    });
  return {
    phone,
    code,
    typePhone: (text) => {
      action.refuse(undefined);
      setPhone(phoneDigits(text));
    },
    typeCode: (text) => {
      action.refuse(undefined);
      setCode(codeDigits(text));
    },
    sent_to: problem === undefined ? sent_to : undefined,
    problem,
    wait_seconds: sms.wait_seconds,
    can_send: sms.wait_seconds === 0 && !action.is_busy,
    is_busy: is_entering,
    send: () => void send(),
    submit: () => void submit(),
  };
}
