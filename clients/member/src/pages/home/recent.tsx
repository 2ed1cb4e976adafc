import type { ReactNode } from "react";
import { clockOf, nearOrToday, venueTime } from "../../format/dates.ts";
import { signed } from "../../format/numbers.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import { serverNow } from "../../state/clock.ts";
import { Box } from "../../ui/elements";
import { Empty, Failure, goTo, goToTab, SectionHead, Skeleton } from "../../ui/parts";
import { VisitRow } from "../../ui/visit-row";
import type { RecentView } from "./use-recent.ts";

interface PartProps {
  found: NonNullable<RecentView["found"]>;
}

function RecentPoints({ found }: PartProps): ReactNode {
  const { t, locale } = useLanguage();
  const today = venueTime(serverNow());
  return (
    <Box as="section" className="sec">
      <SectionHead title={t("home_recent")} more={{ label: t("all"), onTap: () => goToTab("points") }} />
      <Box as="ul" className="card">
        {found.entries.map((entry) => (
          <Box as="li" key={entry.entry_no} className="brief">
            <Box className="brief__what">
              <Box as="p" className="brief__title">
                {entry.title}
              </Box>
              <Box as="p" className="brief__when">
                {`${nearOrToday(locale, t, entry.business_time, today)} ${clockOf(entry.business_time)}`}
              </Box>
            </Box>
            <Box className="brief__sum">
              <Box as="p" className={`brief__amount ${entry.amount > 0 ? "good" : ""}`}>
                {signed(entry.amount)}
              </Box>
              {entry.state === "pending" && (
                <Box as="p" className="brief__state warn">
                  {t("points_pending")}
                </Box>
              )}
            </Box>
          </Box>
        ))}
      </Box>
    </Box>
  );
}

function RecentVisits({ found }: PartProps): ReactNode {
  const { t } = useLanguage();
  return (
    <Box as="section" className="sec">
      <SectionHead title={t("home_visits")} more={{ label: t("all"), onTap: () => goTo("visits") }} />
      <Box as="ul" className="card">
        {found.visits.map((visit) => (
          <VisitRow key={visit.admission_id} visit={visit} with_day />
        ))}
      </Box>
    </Box>
  );
}

export function Recent({ recent }: { recent: RecentView }): ReactNode {
  const { t } = useLanguage();
  const { found, failure } = recent;
  if (found === undefined) {
    return (
      <Box className="home__wait">
        {failure === undefined ? <Skeleton rows={3} /> : <Failure error={failure} onRetry={recent.refresh} />}
      </Box>
    );
  }
  const is_new = found.entries.length === 0 && found.visits.length === 0;
  if (is_new) {
    const action = { label: t("home_show"), onTap: () => goToTab("code") };
    return <Empty title={t("empty_all")} why={t("empty_all_why")} action={action} />;
  }
  return (
    <>
      {found.entries.length > 0 && <RecentPoints found={found} />}
      {found.visits.length > 0 && <RecentVisits found={found} />}
    </>
  );
}
