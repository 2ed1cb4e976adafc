import { type ReactNode, useState } from "react";
import { call } from "../../api/api.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import type { Household } from "../../state/household.ts";
import { useAction } from "../../state/use-action.ts";
import { FormField } from "../../ui/form";
import { AnswerSheet } from "../../ui/sheet";

const NAME_MAX = 60;

interface Props {
  onDone: (household: Household | null) => void;
  onClose: () => void;
}

export function CreateSheet({ onDone, onClose }: Props): ReactNode {
  const { t } = useLanguage();
  const action = useAction();
  const [name, setName] = useState("");
  const create = () => {
    const chosen = name.trim();
    if (chosen === "" || [...chosen].length > NAME_MAX) return action.refuse(t("family_name_bad"));
    void action.run(async () => {
      const { household } = await call("POST /v1/member/household", { body: { name: chosen } });
      onDone(household);
    });
  };
  return (
    <AnswerSheet
      title={t("family_create")}
      yes={t("family_create")}
      no={t("me_cancel")}
      onYes={create}
      onNo={onClose}
      busy={action.is_busy}
    >
      <FormField
        id="family_name"
        kind="text"
        label={t("family_name")}
        value={name}
        onValue={setName}
        max_length={NAME_MAX}
        placeholder={t("family_name_hint")}
        problem={action.problem}
        onDone={create}
        focus
      />
    </AnswerSheet>
  );
}
