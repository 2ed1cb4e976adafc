import { DatePicker } from "antd";
import dayjs from "dayjs";
import { useSearchParams } from "react-router";
import type { Workbench as Figures } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { secondsOf, useDates } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { workbench } from "../../../i18n/texts/workbench.ts";
import { PageHead, Sep } from "../../../ui/card.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { useScope } from "../../shell/scope.tsx";
import { useToday } from "../../today.ts";
import { HourlyCard } from "./hourly-card.tsx";
import { useLiveCards } from "./live.ts";
import { MetricCards } from "./metric-cards.tsx";
import { VenuesCard } from "./venues-card.tsx";

function Freshness({ figures, live }: { figures: Figures; live: ReturnType<typeof useLiveCards> }) {
  const t = useText(workbench);
  const at = secondsOf(live.at ?? figures.as_of);
  return (
    <span className={`s ${live.lost ? "warn" : "mut"}`}>
      {live.lost ? t("live_lost", { time: at }) : t("live_at", { time: at })}
    </span>
  );
}

export function Workbench() {
  const t = useText(workbench);
  const { longDate, weekday, monthDay } = useDates();
  const { venue } = useScope();
  const [params, setParams] = useSearchParams();
  const today = useToday();
  const date = params.get("date") ?? undefined;
  const figures = useApi(
    "GET /v1/insights/workbench",
    { query: { venue_id: venue?.venue_id, date } },
    { refreshSeconds: 30 },
  );
  const live = useLiveCards(venue?.venue_id, date === undefined);
  const shown = figures.data;
  const note = shown ? (
    <>
      {longDate(shown.date)}
      <Sep />
      {t("compare", { day: `${monthDay(shown.compare_date)} ${weekday(shown.compare_date)}` })}
    </>
  ) : undefined;
  return (
    <>
      <PageHead title={t("title")} note={note}>
        {shown && !date ? <Freshness figures={shown} live={live} /> : null}
        <DatePicker
          aria-label={t("day")}
          value={dayjs(date ?? shown?.date ?? today)}
          maxDate={dayjs(today)}
          allowClear={false}
          onChange={(day) =>
            setParams(!day || day.format("YYYY-MM-DD") === today ? {} : { date: day.format("YYYY-MM-DD") })
          }
        />
      </PageHead>
      <QueryView query={figures}>
        {(data) => (
          <div className="stack">
            <MetricCards cards={live.cards ?? data.cards} venues={data.venues} weekday={weekday(data.compare_date)} />
            <HourlyCard hourly={data.hourly} />
            <VenuesCard figures={data} />
          </div>
        )}
      </QueryView>
    </>
  );
}
