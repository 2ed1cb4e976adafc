import { useMemo } from "react";
import type { VisitsReport } from "../../../api/contract.ts";
import { number } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { visits } from "../../../i18n/texts/visits.ts";
import { ChartCard } from "../../../ui/chart.tsx";
import { ink, plain } from "../../../ui/chart-style.ts";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";

type Place = VisitsReport["by_place"][number];

/** Area, not diameter, stands for the count. */
const sizeOf = (count: number, top: number) => 6 + 26 * Math.sqrt(count / Math.max(1, top));

const hidden = {
  axisLabel: { show: false },
  axisTick: { show: false },
  axisLine: { show: true, onZero: false, lineStyle: { color: ink.strong } },
  splitLine: { lineStyle: { color: ink.line } },
};

export function MapCard({ places, map }: { places: Place[]; map: { width: number; height: number } | null }) {
  const t = useText(visits);
  const option = useMemo(() => {
    const middle = (map?.width ?? Math.max(...places.map((p) => p.x ?? 0))) / 2;
    const top = Math.max(...places.map((p) => p.check_ins));
    const extent = (pick: (p: Place) => number, size: number | undefined) => ({
      min: size ? 0 : Math.min(...places.map(pick)),
      max: size ?? Math.max(...places.map(pick)),
    });
    return {
      ...plain,
      grid: { left: 4, right: 4, top: 4, bottom: 4 },
      xAxis: { type: "value", ...extent((p) => p.x ?? 0, map?.width), ...hidden },
      yAxis: { type: "value", inverse: true, ...extent((p) => p.y ?? 0, map?.height), ...hidden },
      tooltip: {
        ...plain.tooltip,
        trigger: "item",
        formatter: (item: { data: { name: string; value: number[] } }) =>
          `${item.data.name} ${number(item.data.value[2] ?? 0)}`,
      },
      series: [
        {
          type: "scatter",
          name: t("check_ins"),
          itemStyle: { color: ink.series[2], opacity: 0.72, borderColor: ink.surface, borderWidth: 1 },
          symbolSize: (value: number[]) => sizeOf(value[2] ?? 0, top),
          data: places.map((p, i) => ({
            name: p.name,
            value: [p.x, p.y, p.check_ins],
            label: {
              show: i < 3,
              formatter: p.name,
              position: (p.x ?? 0) > middle ? "left" : "right",
              color: ink.text,
              fontSize: 12,
            },
          })),
        },
      ],
    };
  }, [places, map, t]);
  const columns: Column<Place>[] = [
    { key: "place", head: t("place"), cell: (p) => p.name, title: (p) => p.name },
    { key: "position", head: t("position"), width: 112, tone: "mut", cell: (p) => `${p.x}, ${p.y}` },
    { key: "count", head: t("check_ins"), width: 96, numeric: true, cell: (p) => number(p.check_ins) },
  ];
  return (
    <ChartCard
      title={t("map")}
      sentence={t("map_say")}
      option={option}
      height={280}
      twin={<LedgerTable compact label={t("map")} columns={columns} rows={places} rowKey={(p) => p.gate_id} />}
    />
  );
}
