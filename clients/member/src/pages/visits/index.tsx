import type { ReactNode } from "react";
import { call } from "../../api/api.ts";
import type { MemberVisit } from "@huiyou/api-client";
import { dayHeading, dayOf, venueTime } from "../../format/dates.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import { serverNow } from "../../state/clock.ts";
import { session } from "../../state/personal.ts";
import { useStore } from "../../state/store.ts";
import { useFresh } from "../../state/use-fresh.ts";
import { type List, useList } from "../../state/use-list.ts";
import { Box } from "../../ui/elements";
import { ListEnd } from "../../ui/list-end";
import { Page } from "../../ui/page";
import { Empty, goToTab, SignInFirst, Skeleton } from "../../ui/parts";
import { VisitRow } from "../../ui/visit-row";
import "./index.scss";

const PAGE_SIZE = 30;

function groupByDay(visits: readonly MemberVisit[]): { day: string; visits: MemberVisit[] }[] {
  const days: { day: string; visits: MemberVisit[] }[] = [];
  for (const visit of visits) {
    const day = dayOf(visit.business_time);
    const last = days.at(-1);
    if (last?.day === day) last.visits.push(visit);
    else days.push({ day, visits: [visit] });
  }
  return days;
}

function VisitList({ list }: { list: List<MemberVisit> }): ReactNode {
  const { t, locale } = useLanguage();
  const this_year = Number(venueTime(serverNow()).slice(0, 4));
  if (!list.is_loaded && list.error === undefined) return <Skeleton rows={5} />;
  if (list.is_loaded && list.rows.length === 0 && list.error === undefined) {
    const action = { label: t("home_show"), onTap: () => goToTab("code") };
    return <Empty title={t("visits_empty")} why={t("visits_empty_why")} action={action} />;
  }
  return (
    <>
      {groupByDay(list.rows).map(({ day, visits }) => (
        <Box as="section" key={day}>
          <Box as="h2" className="visits__day">
            {dayHeading(locale, day, this_year)}
          </Box>
          <Box as="ul" className="card">
            {visits.map((visit) => (
              <VisitRow key={visit.admission_id} visit={visit} />
            ))}
          </Box>
        </Box>
      ))}
      <ListEnd list={list} />
    </>
  );
}

function SignedIn({ token }: { token: string }): ReactNode {
  const { locale } = useLanguage();
  const list = useList<MemberVisit>(`${token} ${locale}`, (cursor) =>
    call("GET /v1/member/visits", { query: { limit: PAGE_SIZE, ...(cursor === undefined ? {} : { cursor }) } }),
  );
  useFresh(list.refresh);
  return (
    <Box className="visits">
      <VisitList list={list} />
    </Box>
  );
}

export default function VisitsPage(): ReactNode {
  const token = useStore(session)?.token;
  return (
    <Page title="title_visits" name="visits">
      {token === undefined ? (
        <SignInFirst title="visits_guest" why="visits_guest_why" icon="gate" />
      ) : (
        <SignedIn token={token} />
      )}
    </Page>
  );
}
