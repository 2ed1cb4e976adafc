import type { ReactNode } from "react";
import type { MemberVisit } from "@huiyou/api-client";
import { clockOf, nearOrToday, venueTime } from "../format/dates.ts";
import { type Key, useLanguage } from "../i18n/i18n.ts";
import { serverNow } from "../state/clock.ts";
import { Box } from "./elements";

/** A phone may run an older version than the server: what it does not know is told as a visit. */
const VERDICTS: Readonly<Record<string, Key>> = { exit: "visit_out", check_in: "visit_check_in" };

interface VisitRowProps {
  visit: MemberVisit;
  /** Where no heading tells the day. */
  with_day?: boolean;
}

export function VisitRow({ visit, with_day = false }: VisitRowProps): ReactNode {
  const { t, locale } = useLanguage();
  const clock = clockOf(visit.business_time);
  const when = with_day ? `${nearOrToday(locale, t, visit.business_time, venueTime(serverNow()))} ${clock}` : clock;
  return (
    <Box as="li" className="brief">
      <Box className="brief__what">
        <Box as="p" className="brief__title">
          {visit.venue_name}
        </Box>
        <Box as="p" className="brief__when">
          {`${when}　${visit.gate_name}`}
        </Box>
      </Box>
      <Box as="p" className={`brief__verdict ${visit.admitted ? "good" : "bad"}`}>
        {t(visit.admitted ? (VERDICTS[visit.kind] ?? "visit_in") : "visit_no")}
      </Box>
    </Box>
  );
}
