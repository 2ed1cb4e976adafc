import { Fragment, useState } from "react";
import type { ExpiryCalendar } from "../../../../api/contract.ts";
import { useApi } from "../../../../api/query.ts";
import { number } from "../../../../i18n/format.ts";
import { useText } from "../../../../i18n/language.ts";
import { everyday } from "../../../../i18n/texts/everyday.ts";
import { program as texts } from "../../../../i18n/texts/points-program.ts";
import { Card } from "../../../../ui/card.tsx";
import { LedgerTable } from "../../../../ui/ledger-table.tsx";
import { QueryView } from "../../../../ui/query-view.tsx";
import { Seg } from "../../../../ui/seg.tsx";
import { EmptyState, Skeleton } from "../../../../ui/states.tsx";
import { useToday } from "../../../today.ts";

const MONTHS = 18;
type Day = ExpiryCalendar["days"][number];

const monthAt = (today: string, offset: number): Date => {
  const [year = 0, month = 1] = today.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1 + offset, 1));
};
const text = (date: Date) => date.toISOString().slice(0, 10);
const monthsFrom = (today: string): string[] =>
  Array.from({ length: MONTHS }, (_, i) => text(monthAt(today, i)).slice(0, 7));
const lastDayOf = (today: string): string => text(new Date(monthAt(today, MONTHS).getTime() - 86_400_000));
const daysIn = (month: string): number => {
  const [year = 0, no = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, no, 0)).getUTCDate();
};

/** Five tints of the hill; a tenfold of points is about one and a half steps, so that small days are seen beside the great one. */
const STEPS = [2, 4, 6, 8, 10] as const;
const tintOf = (points: number, peak: number): number => {
  const share = Math.log10(1 + points) / Math.log10(1 + peak);
  return STEPS[Math.min(STEPS.length - 1, Math.max(0, Math.ceil(share ** 2 * STEPS.length) - 1))] ?? 2;
};

function HeatMap({ days, months }: { days: Day[]; months: string[] }) {
  const t = useText(texts);
  const byDate = new Map(days.map((d) => [d.date, d]));
  const peak = Math.max(1, ...days.map((d) => d.points));
  const total = (month: string) => days.filter((d) => d.date.startsWith(month)).reduce((sum, d) => sum + d.points, 0);
  return (
    <div className="scroll-x">
      <table className="heat" aria-label={t("calendar")}>
        <thead>
          <tr>
            <th scope="col">{t("month")}</th>
            {Array.from({ length: 31 }, (_, i) => (
              <th scope="col" key={i}>
                {i + 1}
              </th>
            ))}
            <th scope="col" className="num">
              {t("month_total")}
            </th>
          </tr>
        </thead>
        <tbody>
          {months.map((month) => (
            <tr key={month}>
              <th scope="row">{month}</th>
              {Array.from({ length: 31 }, (_, i) => {
                const date = `${month}-${String(i + 1).padStart(2, "0")}`;
                const day = byDate.get(date);
                if (i >= daysIn(month)) return <td key={date} className="out" />;
                if (!day || day.points === 0) return <td key={date} />;
                const said = t("day_cell", { date, points: number(day.points), members: number(day.members) });
                return (
                  <td key={date} title={said} style={{ background: `var(--hill-${tintOf(day.points, peak)})` }}>
                    <span className="sr">{said}</span>
                  </td>
                );
              })}
              <td className="num total">{total(month) > 0 ? number(total(month)) : ""}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Twin({ days }: { days: Day[] }) {
  const t = useText(texts);
  const c = useText(everyday);
  const sum = days.reduce((total, d) => total + d.points, 0);
  return (
    <div className="heat__twin">
      <LedgerTable
        compact
        label={t("calendar")}
        rows={days}
        rowKey={(d) => d.date}
        columns={[
          { key: "date", head: t("date"), width: 160, cell: (d) => d.date },
          { key: "points", head: t("points"), width: 160, numeric: true, cell: (d) => number(d.points) },
          { key: "members", head: t("members"), width: 160, numeric: true, cell: (d) => number(d.members) },
        ]}
        total={[c("total"), number(sum), ""]}
      />
    </div>
  );
}

function Legend() {
  const t = useText(texts);
  return (
    <p className="s mut heat__legend">
      {t("less")}
      {STEPS.map((step) => (
        <Fragment key={step}>
          <i style={{ background: `var(--hill-${step})` }} />
        </Fragment>
      ))}
      {t("more")}
    </p>
  );
}

/** What runs out on which day of the next eighteen months. */
export function CalendarCard() {
  const t = useText(texts);
  const c = useText(everyday);
  const today = useToday();
  const [form, setForm] = useState<"chart" | "table">("chart");
  const calendar = useApi("GET /v1/points/expiry_calendar", { query: { from: today, to: lastDayOf(today) } });
  const forms = [
    { value: "chart" as const, label: c("chart") },
    { value: "table" as const, label: c("table") },
  ];
  return (
    <Card
      title={t("calendar")}
      tools={<Seg label={c("chart_or_table")} choices={forms} value={form} onChange={setForm} />}
    >
      <QueryView query={calendar} skeleton={<Skeleton rows={9} />}>
        {({ days }) => {
          const [first, ...rest] = days;
          if (!first) return <EmptyState title={t("calendar_none")} reason={t("calendar_none_why")} />;
          const top = rest.reduce((best, d) => (d.points > best.points ? d : best), first);
          const points = number(days.reduce((sum, d) => sum + d.points, 0));
          return (
            <>
              <p className="heat__say">
                {t("calendar_say", { points, date: top.date, peak: number(top.points), members: number(top.members) })}
              </p>
              {form === "chart" ? (
                <>
                  <HeatMap days={days} months={monthsFrom(today)} />
                  <Legend />
                </>
              ) : (
                <Twin days={days} />
              )}
            </>
          );
        }}
      </QueryView>
    </Card>
  );
}
