import type { ReactNode } from "react";
import type { Visit } from "../api/routes.ts";
import { clockOf, nearOrToday, venueTime } from "../format/dates.ts";
import { useLanguage } from "../i18n/i18n.ts";
import { Box } from "./elements";

interface VisitRowProps {
  visit: Visit;
  /** Where no heading tells the day. */
  with_day?: boolean;
}

export function VisitRow({ visit, with_day = false }: VisitRowProps): ReactNode {
  const { t, locale } = useLanguage();
  const clock = clockOf(visit.business_time);
  const when = with_day ? `${nearOrToday(locale, t, visit.business_time, venueTime(Date.now()))} ${clock}` : clock;
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
        {visit.admitted ? t("visit_in") : t("visit_no")}
      </Box>
    </Box>
  );
}
