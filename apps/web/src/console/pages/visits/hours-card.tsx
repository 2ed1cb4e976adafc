import { useMemo } from "react";
import type { Venue, VisitsReport } from "../../../api/contract.ts";
import { number, percent } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { visits } from "../../../i18n/texts/visits.ts";
import { ChartCard } from "../../../ui/chart.tsx";
import { bars, categories, plain, values } from "../../../ui/chart-style.ts";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";

type Hour = VisitsReport["by_hour"][number];

/** Every opening hour has its place on the axis, also the quiet ones, in the order of the business day. */
function wholeDay(found: Hour[], venue: Venue): Hour[] {
  const hourOf = (time: string) => Number(time.slice(0, 2));
  const start = hourOf(venue.day_cutoff);
  const opens = hourOf(venue.opens_at);
  const closes = hourOf(venue.closes_at) + (venue.closes_at.endsWith(":00") ? 0 : 1);
  const isOpen = (hour: number) => (hour >= opens && hour < closes) || hour + 24 < closes;
  return Array.from({ length: 24 }, (_, i) => (start + i) % 24)
    .map((hour) => found.find((h) => h.hour === hour) ?? { hour, entries: 0 })
    .filter((h) => h.entries > 0 || isOpen(h.hour));
}

export function HoursCard({ report, venue }: { report: VisitsReport; venue: Venue }) {
  const t = useText(visits);
  const c = useText(everyday);
  const hours = useMemo(() => wholeDay(report.by_hour, venue), [report.by_hour, venue]);
  const peak = hours.reduce<Hour>((top, h) => (h.entries > top.entries ? h : top), hours[0] ?? { hour: 0, entries: 0 });
  const option = useMemo(
    () => ({
      ...plain,
      xAxis: categories(hours.map((h) => String(h.hour))),
      yAxis: values(),
      series: [
        bars(
          t("entries"),
          hours.map((h) => h.entries),
          hours.findIndex((h) => h.hour === peak.hour),
        ),
      ],
    }),
    [hours, peak.hour, t],
  );
  const columns: Column<Hour>[] = [
    { key: "hour", head: t("hour"), cell: (h) => t("hour_label", { hour: h.hour }) },
    { key: "entries", head: t("entries"), numeric: true, cell: (h) => number(h.entries) },
    {
      key: "share",
      head: t("share"),
      numeric: true,
      cell: (h) => (report.entries ? percent(h.entries / report.entries) : "—"),
    },
  ];
  return (
    <ChartCard
      title={t("by_hour")}
      sentence={t("by_hour_say", { hour: peak.hour, peak: peak.entries, total: report.entries })}
      option={option}
      height={280}
      twin={
        <LedgerTable
          compact
          label={t("by_hour")}
          columns={columns}
          rows={hours}
          rowKey={(h) => String(h.hour)}
          total={[c("total"), number(report.entries), "100.0%"]}
        />
      }
    />
  );
}
