import { useMemo } from "react";
import type { VisitsReport } from "../../../api/contract.ts";
import { number, percent } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { visits } from "../../../i18n/texts/visits.ts";
import { ChartCard } from "../../../ui/chart.tsx";
import { categories, plain, rows, values } from "../../../ui/chart-style.ts";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";

type Place = VisitsReport["by_place"][number];
const TOP = 15;

export function PlacesCard({ report }: { report: VisitsReport }) {
  const t = useText(visits);
  const c = useText(everyday);
  const places = report.by_place;
  const top = useMemo(() => places.slice(0, TOP), [places]);
  const sum = top.reduce((total, p) => total + p.check_ins, 0);
  const option = useMemo(
    () => ({
      ...plain,
      grid: { ...plain.grid, top: 4, right: 64 },
      xAxis: values(),
      yAxis: {
        ...categories(top.map((p) => p.name)),
        inverse: true,
        axisLabel: { ...categories([]).axisLabel, width: 160, overflow: "truncate" },
      },
      series: [
        rows(
          t("check_ins"),
          top.map((p) => p.check_ins),
        ),
      ],
    }),
    [top, t],
  );
  const columns: Column<Place>[] = [
    { key: "place", head: t("place"), cell: (p) => p.name, title: (p) => p.name, tone: "med" },
    { key: "code", head: t("code"), width: 128, tone: "mut", cell: (p) => p.code },
    { key: "count", head: t("check_ins"), width: 128, numeric: true, cell: (p) => number(p.check_ins) },
    {
      key: "share",
      head: t("share"),
      width: 128,
      numeric: true,
      cell: (p) => (report.check_ins ? percent(p.check_ins / report.check_ins) : "—"),
    },
  ];
  const first = places[0];
  return (
    <ChartCard
      title={t("by_place")}
      sentence={
        first
          ? t("by_place_say", {
              place: first.name,
              count: first.check_ins,
              top: top.length,
              share: percent(report.check_ins ? sum / report.check_ins : 0),
            })
          : ""
      }
      option={option}
      height={top.length * 26 + 36}
      twin={
        <LedgerTable
          compact
          label={t("by_place")}
          columns={columns}
          rows={places}
          rowKey={(p) => p.gate_id}
          total={[c("total"), "", number(report.check_ins), "100.0%"]}
        />
      }
    />
  );
}
