import { Button, DatePicker, Select } from "antd";
import dayjs from "dayjs";
import { useSearchParams } from "react-router";
import type { Venue, VisitsReport } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { number, percent, useDates } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { visits } from "../../../i18n/texts/visits.ts";
import { Card, PageHead } from "../../../ui/card.tsx";
import { Metric } from "../../../ui/metric.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { EmptyState } from "../../../ui/states.tsx";
import { useScope } from "../../shell/scope.tsx";
import { useToday } from "../../today.ts";
import { HoursCard } from "./hours-card.tsx";
import { MapCard } from "./map-card.tsx";
import { PlacesCard } from "./places-card.tsx";
import "./visits.css";

function Strip({ report }: { report: VisitsReport }) {
  const t = useText(visits);
  const c = useText(everyday);
  const hour = report.by_hour.toSorted((a, b) => b.entries - a.entries)[0];
  const place = report.by_place[0];
  return (
    <section className="card metrics" aria-label={t("strip")}>
      <Metric name={t("entries")} figure={number(report.entries)} unit={c("visits_unit")} />
      <Metric
        name={t("check_ins")}
        definition={t("check_ins_note")}
        figure={number(report.check_ins)}
        unit={t("times")}
      >
        <span className="mut">
          {report.entries > 0 ? `${t("per_visit")} ${(report.check_ins / report.entries).toFixed(1)}` : null}
        </span>
      </Metric>
      <Metric name={t("busiest_hour")} figure={hour && hour.entries > 0 ? t("hour_label", { hour: hour.hour }) : "—"}>
        <span className="mut">
          {hour && report.entries > 0 ? t("of_day", { share: percent(hour.entries / report.entries) }) : null}
        </span>
      </Metric>
      <Metric name={t("busiest_place")} figure={place ? number(place.check_ins) : "—"} unit={t("times")}>
        <span className="mut">{place?.name}</span>
      </Metric>
    </section>
  );
}

function Report({ report, venue, onToday }: { report: VisitsReport; venue: Venue; onToday: () => void }) {
  const t = useText(visits);
  if (report.entries === 0 && report.check_ins === 0) {
    return (
      <Card label={t("title")}>
        <EmptyState title={t("none")} reason={t("none_why")} action={<Button onClick={onToday}>{t("today")}</Button>} />
      </Card>
    );
  }
  const placed = report.by_place.filter((p) => p.x !== null && p.y !== null);
  return (
    <div className="stack">
      <Strip report={report} />
      <div className={placed.length > 0 ? "row visits__two" : "row"}>
        <HoursCard report={report} venue={venue} />
        {placed.length > 0 ? <MapCard places={placed} map={venue.map} /> : null}
      </div>
      {report.by_place.length > 0 ? <PlacesCard report={report} /> : null}
    </div>
  );
}

export function Visits() {
  const t = useText(visits);
  const { longDate } = useDates();
  const { venue, venues, choose } = useScope();
  const [params, setParams] = useSearchParams();
  const today = useToday();
  const chosen = params.get("date") ?? undefined;
  const report = useApi(
    "GET /v1/insights/visits",
    { query: { venue_id: venue?.venue_id, date: chosen } },
    { enabled: venue !== undefined },
  );
  // Without a choice the server says which business day it is.
  const date = chosen ?? report.data?.date ?? today;
  const venueChoice = (
    <Select
      aria-label={t("choose_venue")}
      placeholder={t("choose_venue")}
      style={{ minWidth: 176 }}
      options={venues.map((v) => ({ value: v.venue_id, label: v.name }))}
      onChange={(id: string) => choose(id)}
      {...(venue ? { value: venue.venue_id } : {})}
    />
  );
  return (
    <>
      <PageHead title={t("title")} note={longDate(date)}>
        {venue ? venueChoice : null}
        <DatePicker
          aria-label={t("day")}
          allowClear={false}
          value={dayjs(date)}
          maxDate={dayjs(today)}
          onChange={(day) => day && setParams({ date: day.format("YYYY-MM-DD") })}
        />
      </PageHead>
      {venue ? (
        <QueryView query={report}>
          {(data) => <Report report={data} venue={venue} onToday={() => setParams({})} />}
        </QueryView>
      ) : (
        <Card label={t("title")}>
          <EmptyState title={t("no_venue")} reason={t("no_venue_why")} action={venueChoice} />
        </Card>
      )}
    </>
  );
}
