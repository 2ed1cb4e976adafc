import { useState } from "react";
import { ApiError } from "@huiyou/api-client";
import { newKey } from "../../api/new-key.ts";
import { inFours } from "../../format/numbers.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import { usePrivacyTexts } from "../../state/privacy-texts.ts";
import { callAsStaff, type StaffSession } from "../../state/staff.ts";
import { useAnswer } from "../../state/use-answer.ts";
import { type CustomField, type Draft, type FieldValue, readDraft } from "../../ui/custom-field";
import { type Action, useAction } from "../../state/use-action.ts";

const PHONE_DIGITS = 11;

export interface Registration {
  phone: string;
  name: string;
  is_agreed: boolean;
  typePhone: (text: string) => void;
  setName: (text: string) => void;
  toggleAgreed: () => void;
  /** What the group's front desks do not leave empty. */
  fields: readonly CustomField[];
  drafts: Readonly<Record<string, Draft>>;
  setDraft: (key: string, draft: Draft) => void;
  action: Action;
  submit: () => void;
  done: { name: string; card: string } | undefined;
  /** Somebody has this number already. */
  known_phone: string | undefined;
  startAgain: () => void;
}

/** What the group's front desks do not leave empty. */
async function readRequired(): Promise<CustomField[]> {
  const { data } = await callAsStaff("GET /v1/member_fields", {});
  return data
    .filter(({ required_on }) => required_on.includes("front_desk"))
    .map(({ key, label, type, options }) => ({
      key,
      label,
      type,
      options: options.filter(({ archived }) => !archived).map(({ code, label: name }) => ({ code, label: name })),
    }));
}

/** Phone and name; the visitor's consent is written down with the text they read, where the group has published one. */
export function useRegistration(session: StaffSession): Registration {
  const { t, locale } = useLanguage();
  const action = useAction();
  const texts = usePrivacyTexts();
  const [phone, setPhone] = useState("");
  const [name, setName] = useState("");
  const [is_agreed, setAgreed] = useState(false);
  const { value: fields = [] } = useAnswer(locale, readRequired);
  const [drafts, setDrafts] = useState<Readonly<Record<string, Draft>>>({});
  const [done, setDone] = useState<Registration["done"]>();
  const [known_phone, setKnown] = useState<string>();
  const [key, setKey] = useState(newKey);
  /** What was filled in; undefined, and said, where something is missing or cannot be. */
  const readFields = (): Record<string, FieldValue> | undefined => {
    const values: Record<string, FieldValue> = {};
    for (const field of fields) {
      const read = readDraft(field, drafts[field.key], t);
      const problem = "problem" in read ? read.problem : read.value === null ? t("fields_required") : undefined;
      if (problem !== undefined) {
        action.refuse(`${field.label}: ${problem}`);
        return undefined;
      }
      if ("value" in read) values[field.key] = read.value;
    }
    return values;
  };
  const register = async (values: Record<string, FieldValue>) => {
    const given = { fields: values };
    const body = { name: name.trim(), phone, home_unit_id: session.unit.unit_id, language: locale, ...given };
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
    const values = readFields();
    if (values === undefined) return;
    void action.run(() =>
      register(values).catch((error: unknown) => {
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
    fields,
    drafts,
    setDraft: (key, draft) => setDrafts((before) => ({ ...before, [key]: draft })),
    action,
    submit,
    done,
    known_phone,
    startAgain: () => {
      setPhone("");
      setName("");
      setAgreed(false);
      setDrafts({});
      setDone(undefined);
      setKey(newKey());
    },
  };
}
