import type { Venue } from "../../api/contract.ts";
import { useText } from "../../i18n/language.ts";
import { states } from "../../i18n/texts/common.ts";
import { StateMark } from "../../ui/marks.tsx";

const marks = { open: "live", before_open: "plan", closed: "off" } as const;

export function VenueState({ venue, status }: { venue: Venue | undefined; status: Venue["status"] }) {
  const t = useText(states);
  const words = {
    open: t("open", { time: venue?.closes_at ?? "" }),
    before_open: t("before_open", { time: venue?.opens_at ?? "" }),
    closed: t("closed"),
  };
  return <StateMark mark={marks[status]}>{words[status]}</StateMark>;
}
