import { type ReactNode, useEffect, useState } from "react";
import { useText } from "../../i18n/language.ts";
import { kiosk as words } from "../../i18n/texts/kiosk.ts";
import { useFloor } from "../floor-context.ts";
import { useAct } from "../use-act.ts";
import { Keypad } from "./keypad.tsx";
import { Problem } from "./problem.tsx";

const PHONE_DIGITS = 11;
const CODE_DIGITS = 6;

/** 138 0013 8000 */
const grouped = (phone: string) => [phone.slice(0, 3), phone.slice(3, 7), phone.slice(7)].filter(Boolean).join(" ");

function useCountdown(): [number, (seconds: number) => void] {
  const [until, setUntil] = useState(0);
  const [left, setLeft] = useState(0);
  useEffect(() => {
    const look = () => setLeft(Math.max(0, Math.ceil((until - Date.now()) / 1000)));
    look();
    const timer = setInterval(look, 500);
    return () => clearInterval(timer);
  }, [until]);
  return [left, (seconds) => setUntil(Date.now() + seconds * 1000)];
}

interface Props {
  label: string;
  /** Where the way out of this screen stands. */
  back: ReactNode;
  /** What the proof is for; a refusal is thrown. */
  onProved: (proof: { phone: string; code: string }) => Promise<void>;
}

/** A phone number, then the code that was sent to it. */
export function PhoneProof({ label, back, onProved }: Props) {
  const t = useText(words);
  const { api, online } = useFloor();
  const act = useAct();
  const [phone, setPhone] = useState("");
  const [code, setCode] = useState("");
  const [sent, setSent] = useState(false);
  const [wait, setWait] = useCountdown();
  const send = async () => {
    const answer = await act.run(() => api.call("POST /v1/kiosk/codes", { body: { phone } }));
    if (!answer) return;
    setSent(true);
    setCode("");
    setWait(answer.resend_after_seconds);
  };
  const prove = async () => {
    const done = await act.run(async () => {
      await onProved({ phone, code });
      return true;
    });
    if (!done) setCode("");
  };
  const again = () => {
    setSent(false);
    setCode("");
    act.setProblem(undefined);
  };
  return (
    <section className="proof" aria-label={label}>
      <h2>{sent ? t("code_sent", { phone: grouped(phone) }) : label}</h2>
      <output className="proof__field" aria-label={sent ? t("code_sent", { phone: "" }) : t("your_phone")}>
        {sent ? code.padEnd(CODE_DIGITS, "·").split("").join(" ") : grouped(phone) || " "}
      </output>
      <Problem text={act.problem} />
      {sent ? (
        <Keypad key="code" value={code} longest={CODE_DIGITS} onChange={setCode} />
      ) : (
        <Keypad key="phone" value={phone} longest={PHONE_DIGITS} onChange={setPhone} />
      )}
      {sent ? (
        <>
          <div className="row">
            <button type="button" className="kbtn kbtn--plain" onClick={again}>
              {t("change_phone")}
            </button>
            <button type="button" className="kbtn" disabled={wait > 0 || act.busy} onClick={() => void send()}>
              {wait > 0 ? t("resend_in", { seconds: wait }) : t("resend")}
            </button>
          </div>
          <div className="row">
            {back}
            <button
              type="button"
              className="kbtn kbtn--go"
              disabled={code.length < CODE_DIGITS || act.busy || !online}
              onClick={() => void prove()}
            >
              {t("confirm")}
            </button>
          </div>
        </>
      ) : (
        <div className="row">
          {back}
          <button
            type="button"
            className="kbtn kbtn--go"
            disabled={phone.length < PHONE_DIGITS || act.busy || !online}
            onClick={() => void send()}
          >
            {t("send_code")}
          </button>
        </div>
      )}
    </section>
  );
}
