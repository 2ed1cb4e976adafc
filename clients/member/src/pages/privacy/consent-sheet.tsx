import type { ReactNode } from "react";
import { call } from "../../api/api.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import { useAction } from "../../state/use-action.ts";
import { Box } from "../../ui/elements";
import { AnswerSheet } from "../../ui/sheet";
import { type ConsentRow, PURPOSE_WORDS } from "./consents";
import type { Said } from "./index";

interface Props {
  row: ConsentRow;
  onDone: (said: Said) => void;
  onClose: () => void;
}

/** The whole text of a purpose, and the two answers there are now. */
export function ConsentSheet({ row, onDone, onClose }: Props): ReactNode {
  const { t } = useLanguage();
  const action = useAction();
  const { purpose, standing, text } = row;
  const is_granted = standing?.state === "granted";
  const is_needed = purpose === "membership";
  const say = (what: "granted" | "withdrawn") =>
    void action.run(async () => {
      const text_version = what === "granted" ? text?.text_version : undefined;
      const body = { purpose, action: what, ...(text_version === undefined ? {} : { text_version }) };
      onDone(await call("POST /v1/member/consents", { body }));
    });
  const answers = is_granted
    ? { yes: t("consent_keep"), no: t("consent_withdraw"), onYes: onClose, onNo: () => say("withdrawn") }
    : { yes: t("consent_agree"), no: t("consent_refuse"), onYes: () => say("granted"), onNo: onClose };
  const closed = { yes: t("sheet_close"), no: undefined, onYes: onClose, onNo: onClose };
  return (
    <AnswerSheet
      title={text?.title ?? t(PURPOSE_WORDS[purpose].name)}
      busy={action.is_busy}
      onEscape={onClose}
      {...(is_needed ? closed : answers)}
    >
      <Box className="sheet__body">{text?.body ?? t(PURPOSE_WORDS[purpose].why)}</Box>
      <Box className={`formfield__said ${action.problem === undefined ? "" : "bad"}`} role="status">
        {action.problem ?? (is_needed ? t("consent_needed") : is_granted ? t("consent_withdraw_why") : "")}
      </Box>
    </AnswerSheet>
  );
}
