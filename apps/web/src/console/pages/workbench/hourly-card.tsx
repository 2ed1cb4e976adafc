import { useMemo } from "react";
import type { Workbench } from "../../../api/contract.ts";
import { number } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { workbench } from "../../../i18n/texts/workbench.ts";
import { ChartCard } from "../../../ui/chart.tsx";
import { categories, hollowLine, ink, plain, thinLine, values } from "../../../ui/chart-style.ts";
import { Delta } from "../../../ui/metric.tsx";
import { LedgerTable } from "../../../ui/ledger-table.tsx";

type Hour = Workbench["hourly"][number];
/** An hour of today that lies ahead has no value yet. */
type Begun = Hour & { value: number };

function Key({ dashed, children }: { dashed?: boolean; children: string }) {
  const stroke = dashed ? ink.series[5] : ink.series[0];
  return (
    <span style={{ display: "inline-flex", alignItems: "center", gap: 6, marginRight: 12, whiteSpace: "nowrap" }}>
      <svg width="18" height="8" aria-hidden="true">
        <path
          d="M0 4h18"
          stroke={stroke}
          strokeWidth={dashed ? 1.25 : 2}
          strokeDasharray={dashed ? "4 3" : undefined}
        />
      </svg>
      {children}
    </span>
  );
}

function summarise(hourly: Hour[]) {
  const begun = hourly.filter((h): h is Begun => h.value !== null);
  return {
    total: begun.reduce((sum, h) => sum + h.value, 0),
    compared: begun.reduce((sum, h) => sum + h.compare, 0),
    peak: begun.reduce<Begun | undefined>((top, h) => (top && top.value >= h.value ? top : h), undefined),
  };
}

export function HourlyCard({ hourly }: { hourly: Hour[] }) {
  const t = useText(workbench);
  const c = useText(everyday);
  const { total, compared, peak } = useMemo(() => summarise(hourly), [hourly]);
  const option = useMemo(() => {
    const actual = hourly.map((h) =>
      h.hour === peak?.hour && h.value !== null
        ? {
            value: h.value,
            label: {
              show: true,
              position: "top",
              color: ink.text,
              fontSize: 12,
              // The dashed line may run through where it stands.
              backgroundColor: "#FFFFFF",
              padding: [1, 4],
              formatter: `${t("hour_label", { hour: h.hour })} ${number(h.value)}`,
            },
          }
        : h.value,
    );
    return {
      ...plain,
      xAxis: { ...categories(hourly.map((h) => String(h.hour))), boundaryGap: true },
      yAxis: values(),
      series: [
        thinLine(
          t("hourly_compare"),
          hourly.map((h) => h.compare),
        ),
        { ...hollowLine(t("hourly_now"), []), data: actual },
      ],
    };
  }, [hourly, peak, t]);
  const columns = [
    { key: "hour", head: t("hour"), cell: (h: Hour) => t("hour_label", { hour: h.hour }) },
    {
      key: "value",
      head: t("hourly_now"),
      numeric: true,
      cell: (h: Hour) => (h.value === null ? "—" : number(h.value)),
    },
    {
      key: "compare",
      head: t("hourly_compare"),
      numeric: true,
      cell: (h: Hour) => number(h.compare),
    },
    {
      key: "delta",
      head: t("change"),
      numeric: true,
      cell: (h: Hour) => (h.value === null ? "—" : <Delta value={h.value} compare={h.compare} />),
    },
  ];
  return (
    <ChartCard
      title={t("hourly")}
      note={
        <>
          <Key>{t("hourly_now")}</Key>
          <Key dashed>{t("hourly_compare")}</Key>
        </>
      }
      sentence={total > 0 && peak ? t("hourly_say", { total, hour: peak.hour, peak: peak.value }) : t("hourly_none")}
      option={option}
      twin={
        <LedgerTable
          compact
          label={t("hourly")}
          columns={columns}
          rows={hourly}
          rowKey={(h) => String(h.hour)}
          total={[c("total"), number(total), number(compared), <Delta key="d" value={total} compare={compared} />]}
        />
      }
    />
  );
}
