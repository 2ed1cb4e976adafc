import type { EChartsCoreOption, EChartsType } from "echarts/core";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useText } from "../i18n/language.ts";
import { everyday } from "../i18n/texts/everyday.ts";
import { Card } from "./card.tsx";
import { Seg } from "./seg.tsx";

const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

interface PlotProps {
  option: EChartsCoreOption;
  height: number;
  label: string;
  /** The program that draws did not arrive. */
  onFail: () => void;
}

function Plot({ option, height, label, onFail }: PlotProps) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | undefined>(undefined);
  const latest = useRef(option);
  latest.current = option;
  const failed = useRef(onFail);
  failed.current = onFail;
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    let gone = false;
    const resizer = new ResizeObserver(() => chart.current?.resize());
    void import("./echarts.ts").then(
      ({ init }) => {
        if (gone) return;
        chart.current = init(element, null, { renderer: "svg" });
        chart.current.setOption({ animation: !still(), animationDuration: 200, ...latest.current });
        resizer.observe(element);
      },
      () => gone || failed.current(),
    );
    return () => {
      gone = true;
      resizer.disconnect();
      chart.current?.dispose();
      chart.current = undefined;
    };
  }, []);
  useEffect(() => {
    chart.current?.setOption(option, { replaceMerge: ["series"] });
  }, [option]);
  return <div ref={box} role="img" aria-label={label} style={{ height }} />;
}

interface Props {
  title: string;
  note?: ReactNode;
  /** One sentence that says what the chart shows. */
  sentence: string;
  option: EChartsCoreOption;
  height?: number;
  twin: ReactNode;
}

/** A chart never comes without the table of its figures. */
export function ChartCard({ title, note, sentence, option, height = 248, twin }: Props) {
  const t = useText(everyday);
  const [form, setForm] = useState<"chart" | "table">("chart");
  const forms = [
    { value: "chart" as const, label: t("chart") },
    { value: "table" as const, label: t("table") },
  ];
  return (
    <Card
      title={title}
      note={note}
      tools={<Seg label={t("chart_or_table")} choices={forms} value={form} onChange={setForm} />}
    >
      <p style={{ padding: "0 16px 4px" }}>{sentence}</p>
      {form === "chart" ? (
        <div style={{ padding: "0 16px 10px" }}>
          <Plot option={option} height={height} label={`${title}${sentence}`} onFail={() => setForm("table")} />
        </div>
      ) : (
        <div style={{ maxHeight: height + 10, overflow: "auto" }}>{twin}</div>
      )}
    </Card>
  );
}
