import { type ReactNode, useState } from "react";
import { call } from "../../api/api.ts";
import { grouped } from "../../format/numbers.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import { newKey } from "../../api/new-key.ts";
import type { Household } from "../../state/household.ts";
import { refreshMember } from "../../state/member.ts";
import { known_member } from "../../state/personal.ts";
import { useStore } from "../../state/store.ts";
import { useAction } from "../../state/use-action.ts";
import { Box } from "../../ui/elements";
import { FormField } from "../../ui/form";
import { AnswerSheet } from "../../ui/sheet";

const DIGITS = 9;

interface Props {
  household: Household;
  direction: "in" | "out";
  onDone: (household: Household | null) => void;
  onClose: () => void;
}

/** What may be moved now: what there is, and within the limit of the month. */
function mostOf({ household, direction }: Pick<Props, "household" | "direction">, mine: number): number {
  if (direction === "in") return mine;
  const me = household.members.find((one) => one.is_me);
  const left = me === undefined || me.monthly_limit === null ? Infinity : me.monthly_limit - me.taken_this_month;
  return Math.max(0, Math.min(household.pool.available, left));
}

export function MoveSheet({ household, direction, onDone, onClose }: Props): ReactNode {
  const { t } = useLanguage();
  const action = useAction();
  const mine = useStore(known_member)?.profile.points.available ?? 0;
  const [typed, setTyped] = useState("");
  // The same key however often the button is touched: one move.
  const [key] = useState(newKey);
  const most = mostOf({ household, direction }, mine);
  const move = () => {
    const amount = Number(typed);
    if (typed === "" || amount < 1 || amount > most) {
      return action.refuse(t("family_amount_bad", { most: grouped(most) }));
    }
    void action.run(async () => {
      const options = { body: { direction, amount }, idempotency_key: key };
      const { household: after } = await call("POST /v1/member/household/transfers", options);
      void refreshMember();
      onDone(after);
    });
  };
  const verb = t(direction === "in" ? "family_put" : "family_take");
  return (
    <AnswerSheet title={verb} yes={verb} no={t("me_cancel")} onYes={move} onNo={onClose} busy={action.is_busy}>
      <FormField
        id="amount"
        kind="number"
        label={t("family_amount")}
        value={typed}
        onValue={(text) => setTyped(text.replace(/\D/g, "").slice(0, DIGITS))}
        max_length={DIGITS}
        placeholder={t("family_amount_hint", { most: grouped(most) })}
        problem={action.problem}
        onDone={move}
        focus
      />
      <Box as="p" className="sheet__text">
        {t("family_keeps_life")}
      </Box>
    </AnswerSheet>
  );
}
