import { type ReactNode, useState } from "react";
import { call } from "../../api/api.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import { usePrivacyTexts } from "../../state/privacy-texts.ts";
import type { Household } from "../../state/household.ts";
import { useAction } from "../../state/use-action.ts";
import { Box } from "../../ui/elements";
import { FormField } from "../../ui/form";
import { AnswerSheet, ConfirmSheet } from "../../ui/sheet";

const NAME_MAX = 50;
const DATE_DIGITS = 8;

interface Props {
  onDone: (household: Household | null) => void;
  onClose: () => void;
}

interface Born {
  calendar: "solar";
  year: number;
  month: number;
  day: number;
}

/** 20180305 as a day, if there is one. */
function readDate(digits: string): Born | undefined {
  const [year, month, day] = [Number(digits.slice(0, 4)), Number(digits.slice(4, 6)), Number(digits.slice(6))];
  const at = new Date(Date.UTC(year, month - 1, day));
  const is_day = digits.length === DATE_DIGITS && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return is_day && year >= 1900 ? { calendar: "solar", year, month, day } : undefined;
}

/** Who the child is; then the text for guardians, whole, and the two answers to it. */
export function ChildSheet({ onDone, onClose }: Props): ReactNode {
  const { t } = useLanguage();
  const action = useAction();
  const texts = usePrivacyTexts();
  const [name, setName] = useState("");
  const [digits, setDigits] = useState("");
  const [is_reading, setReading] = useState(false);
  const text = texts.value?.find((one) => one.purpose === "guardian");
  const birthday = readDate(digits);
  if (texts.value !== undefined && text === undefined) {
    const close = { onConfirm: onClose, onCancel: onClose, confirm: t("sheet_close") };
    return <ConfirmSheet title={t("family_child")} text={t("family_child_no_text")} {...close} />;
  }
  const go = () => {
    if (name.trim() === "") return action.refuse(t("me_name_bad"));
    if (birthday === undefined) return action.refuse(t("family_child_birth_bad"));
    setReading(true);
  };
  const agree = () =>
    void action.run(async () => {
      if (birthday === undefined || text === undefined) return;
      const body = { name: name.trim(), birthday, text_version: text.text_version };
      const { household } = await call("POST /v1/member/household/children", { body });
      onDone(household);
    });
  if (is_reading && text !== undefined) {
    const answers = { yes: t("family_child_agree"), no: t("family_child_no"), onYes: agree, onNo: onClose };
    return (
      <AnswerSheet title={text.title} busy={action.is_busy} {...answers}>
        <Box className="sheet__body">{text.body}</Box>
        <Box className={`formfield__said ${action.problem === undefined ? "" : "bad"}`} role="status">
          {action.problem ?? t("policy_version", { version: text.text_version })}
        </Box>
      </AnswerSheet>
    );
  }
  const steps = { yes: t("sheet_next"), no: t("me_cancel"), onYes: go, onNo: onClose, busy: text === undefined };
  return (
    <AnswerSheet title={t("family_child")} {...steps}>
      <FormField
        id="child_name"
        kind="text"
        label={t("family_child_name")}
        value={name}
        onValue={setName}
        max_length={NAME_MAX}
        focus
      />
      <FormField
        id="child_birth"
        kind="number"
        label={t("family_child_birth")}
        value={digits}
        onValue={(typed) => setDigits(typed.replace(/\D/g, "").slice(0, DATE_DIGITS))}
        max_length={10}
        placeholder={t("family_child_birth_hint")}
        problem={action.problem}
        onDone={go}
      />
    </AnswerSheet>
  );
}
