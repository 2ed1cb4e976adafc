import { shortDate } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { findTexts } from "../../../i18n/texts/members-find.ts";

type End = string | undefined;

/** How two ends read of which one may be open. */
export function useEnds() {
  const t = useText(findTexts);
  return {
    days: (from: End, to: End): string => {
      if (from !== undefined && to !== undefined) return t("between", { from: shortDate(from), to: shortDate(to) });
      return from === undefined ? t("until", { to: shortDate(to ?? "") }) : t("since", { from: shortDate(from) });
    },
    numbers: (from: End | number, to: End | number): string => {
      if (from !== undefined && to !== undefined) return t("between", { from, to });
      return from === undefined ? t("at_most", { to: to ?? "0" }) : t("at_least", { from });
    },
  };
}
