import { useState } from "react";
import { ApiError } from "@huiyou/api-client";
import { newKey } from "../../api/new-key.ts";
import { inFours } from "../../format/numbers.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import { usePrivacyTexts } from "../../state/privacy-texts.ts";
import { callAsStaff, type StaffSession } from "../../state/staff.ts";
import { type Action, useAction } from "../../state/use-action.ts";

const PHONE_DIGITS = 11;

export interface Registration {
  phone: string;
  name: string;
  is_agreed: boolean;
  typePhone: (text: string) => void;
  setName: (text: string) => void;
  toggleAgreed: () => void;
  action: Action;
  submit: () => void;
  done: { name: string; card: string } | undefined;
  /** Somebody has this number already. */
  known_phone: string | undefined;
  startAgain: () => void;
}

/** Phone and name; the visitor's consent is written down with the text they read, where the group has published one. */
export function useRegistration(session: StaffSession): Registration {
  const { t, locale } = useLanguage();
  const action = useAction();
  const texts = usePrivacyTexts();
  const [phone, setPhone] = useState("");
  const [name, setName] = useState("");
  const [is_agreed, setAgreed] = useState(false);
  const [done, setDone] = useState<Registration["done"]>();
  const [known_phone, setKnown] = useState<string>();
  const [key, setKey] = useState(newKey);
  const register = async () => {
    const body = { name: name.trim(), phone, home_unit_id: session.unit.unit_id, language: locale };
    const { member_id, card_no } = await callAsStaff("POST /v1/members", {
      body: { ...body, source: "front_desk" },
      idempotency_key: key,
    });
    const text = texts.value?.find((one) => one.purpose === "membership");
    if (text !== undefined) {
      const said = { member_id, purpose: "membership", action: "granted", channel: "front_desk" } as const;
      await callAsStaff("POST /v1/consents", { body: { ...said, text_version: text.text_version, language: locale } });
    }
    setDone({ name: name.trim(), card: inFours(card_no) });
  };
  const submit = () => {
    setKnown(undefined);
    if (phone.length !== PHONE_DIGITS) return action.refuse(t("login_phone_bad"));
    if (name.trim() === "") return action.refuse(t("me_name_bad"));
    if (!is_agreed) return action.refuse(t("register_consent_ask"));
    void action.run(() =>
      register().catch((error: unknown) => {
        if (error instanceof ApiError && error.code === "phone_taken") setKnown(phone);
        throw error;
      }),
    );
  };
  return {
    phone,
    name,
    is_agreed,
    typePhone: (text) => setPhone(text.replace(/\D/g, "").slice(0, PHONE_DIGITS)),
    setName,
    toggleAgreed: () => setAgreed(!is_agreed),
    action,
    submit,
    done,
    known_phone,
    startAgain: () => {
      setPhone("");
      setName("");
      setAgreed(false);
      setDone(undefined);
      setKey(newKey());
    },
  };
}
