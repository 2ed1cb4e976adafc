import type { Venue } from "../../api/contract.ts";
import { useText } from "../../i18n/language.ts";
import { states } from "../../i18n/texts/everyday.ts";
import { StateMark } from "../../ui/marks.tsx";

const marks = { open: "live", before_open: "plan", closed: "off" } as const;

/** Closing may lie past midnight: 25:00 is 01:00 of the next day. */
export function useClosing(): (venue: Venue | undefined) => string {
  const t = useText(states);
  return (venue) => {
    const [hours = "0", minutes = "00"] = (venue?.closes_at ?? "").split(":");
    if (Number(hours) < 24 || venue?.closes_at === "24:00") return venue?.closes_at ?? "";
    return t("next_day", { time: `${String(Number(hours) - 24).padStart(2, "0")}:${minutes}` });
  };
}

const allDay = (venue: Venue | undefined) => venue?.opens_at === "00:00" && venue.closes_at === "24:00";

export function VenueState({ venue, status }: { venue: Venue | undefined; status: Venue["status"] }) {
  const t = useText(states);
  const closing = useClosing();
  const words = {
    open: allDay(venue) ? t("all_day") : t("open", { time: closing(venue) }),
    before_open: t("before_open", { time: venue?.opens_at ?? "" }),
    closed: t("closed"),
  };
  return <StateMark mark={marks[status]}>{words[status]}</StateMark>;
}
