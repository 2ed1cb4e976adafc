import { useState } from "react";
import type { Routes } from "@huiyou/api-client";
import { call } from "../../api/api.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import { startStaffSession } from "../../state/staff.ts";
import { loadTenant } from "../../state/tenant.ts";
import { type Action, useAction } from "../../state/use-action.ts";
import { useWait } from "../../state/use-wait.ts";

type Signed = Extract<Routes["POST /v1/staff_sessions/phone"]["response"], { staff: unknown }>;

const PHONE_DIGITS = 11;
const CODE_DIGITS = 6;
const digits = (text: string, most: number) => text.replace(/\D/g, "").slice(0, most);

/** Keeps what the pages need of a session. */
function keep(signed: Signed): void {
  const { token = "", staff, role, scope, permissions } = signed;
  startStaffSession({
    token,
    staff: { staff_id: staff.staff_id, name: staff.name },
    role: role.name,
    unit: { unit_id: scope.unit_id, name: scope.name },
    permissions: [...permissions],
  });
}

export interface StaffSignIn {
  phone: string;
  code: string;
  typePhone: (text: string) => void;
  typeCode: (text: string) => void;
  /** A second factor is asked for. */
  is_second: boolean;
  wait_seconds: number;
  sent_to: string | undefined;
  action: Action;
  send: () => void;
  submit: () => void;
}

/** Phone, code, and for who has one the second factor. */
export function useStaffSignIn(onDone: () => void): StaffSignIn {
  const { t } = useLanguage();
  const action = useAction();
  const { wait_seconds, waitFor } = useWait();
  const [phone, setPhone] = useState("");
  const [code, setCode] = useState("");
  const [sent_to, setSentTo] = useState<string>();
  const [challenge, setChallenge] = useState<string>();
  const send = () => {
    if (phone.length !== PHONE_DIGITS) return action.refuse(t("login_phone_bad"));
    void action.run(async () => {
      const { tenant_id } = await loadTenant();
      const sent = await call("POST /v1/staff_sessions/phone/codes", { body: { tenant_id, phone } });
      waitFor(sent.resend_after_seconds);
      setSentTo(phone);
    });
  };
  const accept = (signed: Signed) => {
    if (signed.totp_setup_required) return action.refuse(t("staff_setup"));
    keep(signed);
    onDone();
  };
  const submit = () => {
    if (code.length !== CODE_DIGITS) return action.refuse(t("login_code_bad"));
    void action.run(async () => {
      if (challenge !== undefined) {
        return accept(await call("POST /v1/sessions/second_step", { body: { challenge, code } }));
      }
      const { tenant_id } = await loadTenant();
      const signed = await call("POST /v1/staff_sessions/phone", { body: { tenant_id, phone, code } });
      if ("staff" in signed) return accept(signed);
      setChallenge(signed.challenge);
      setCode("");
    });
  };
  return {
    phone,
    code,
    typePhone: (text) => setPhone(digits(text, PHONE_DIGITS)),
    typeCode: (text) => setCode(digits(text, CODE_DIGITS)),
    is_second: challenge !== undefined,
    wait_seconds,
    sent_to,
    action,
    send,
    submit,
  };
}
