import type { ReactNode } from "react";
import { call } from "../../api/api.ts";
import { grouped } from "../../format/numbers.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import { useHousehold } from "../../state/household.ts";
import { known_member } from "../../state/personal.ts";
import { useStore } from "../../state/store.ts";
import { useAction } from "../../state/use-action.ts";
import { Box } from "../../ui/elements";
import { Icon } from "../../ui/icon";
import { AnswerSheet } from "../../ui/sheet";

/** What is lost, line by line; what the law keeps; then two answers of the same weight. */
export function DeleteSheet({ onDone, onClose }: { onDone: () => void; onClose: () => void }): ReactNode {
  const { t } = useLanguage();
  const action = useAction();
  const profile = useStore(known_member)?.profile;
  const household = useHousehold();
  const ask = async () => {
    const body = { kind: "erasure" } as const;
    if (await action.run(() => call("POST /v1/member/subject_requests", { body }))) onDone();
  };
  const points = profile?.points;
  const lost = [
    ...(points === undefined
      ? []
      : [t("delete_points", { available: grouped(points.available), pending: grouped(points.pending) })]),
    ...(profile?.tier ? [t("delete_tier", { tier: profile.tier.name })] : []),
    t("delete_code"),
    ...(household === undefined ? [] : [t("delete_family")]),
  ];
  const answers = { yes: t("delete_confirm"), no: t("delete_keep"), onYes: () => void ask(), onNo: onClose };
  return (
    <AnswerSheet title={t("delete_ask")} busy={action.is_busy} {...answers}>
      <Box as="p" className="sheet__group">
        {t("delete_lost")}
      </Box>
      <Box as="ul" className="lost">
        {lost.map((line) => (
          <Box as="li" key={line} className="lost__one">
            <Icon name="warn" ink="ochre" />
            <Box as="span">{line}</Box>
          </Box>
        ))}
      </Box>
      <Box as="p" className={`sheet__text ${action.problem === undefined ? "" : "bad"}`} role="status">
        {action.problem ?? t("delete_kept")}
      </Box>
    </AnswerSheet>
  );
}
