import { type ReactNode, useState } from "react";
import { call } from "../../api/api.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import { useAction } from "../../state/use-action.ts";
import { Box } from "../../ui/elements";
import { FormField } from "../../ui/form";
import { AnswerSheet } from "../../ui/sheet";

const NOTE_MAX = 500;

export function CorrectionSheet({ onDone, onClose }: { onDone: () => void; onClose: () => void }): ReactNode {
  const { t } = useLanguage();
  const action = useAction();
  const [note, setNote] = useState("");
  const send = async () => {
    const said = note.trim();
    if (said === "") return action.refuse(t("correct_what"));
    const body = { kind: "correction", note: said } as const;
    if (await action.run(() => call("POST /v1/member/subject_requests", { body }))) onDone();
  };
  const answers = { yes: t("correct_send"), no: t("me_cancel"), onYes: () => void send(), onNo: onClose };
  return (
    <AnswerSheet title={t("correct_ask")} busy={action.is_busy} {...answers}>
      <Box as="p" className="sheet__text">
        {t("correct_why")}
      </Box>
      <FormField
        id="correction"
        tall
        kind="text"
        label={t("correct_what")}
        value={note}
        onValue={setNote}
        max_length={NOTE_MAX}
        placeholder={t("correct_hint")}
        problem={action.problem}
        onDone={() => void send()}
        focus
      />
    </AnswerSheet>
  );
}
