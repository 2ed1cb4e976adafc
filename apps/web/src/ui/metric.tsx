import type { ReactNode } from "react";
import { percent } from "../i18n/format.ts";
import { Icon } from "./icon.tsx";

/** Change against a compared value: triangle and words, never colour alone. */
export function Delta({ value, compare }: { value: number; compare: number | null }) {
  if (compare === null || compare === 0) return <span className="mut">—</span>;
  const ratio = (value - compare) / compare;
  if (ratio === 0) return <span className="delta mut">0.0%</span>;
  return (
    <span className={`delta ${ratio > 0 ? "pos" : "neg"}`}>
      <Icon name={ratio > 0 ? "tri-up" : "tri-down"} filled />
      <span className="sr">{ratio > 0 ? "+" : "−"}</span>
      {percent(Math.abs(ratio))}
    </span>
  );
}

export function Sparkline({ values, width = 88, height = 28 }: { values: number[]; width?: number; height?: number }) {
  if (values.length < 2) return null;
  const top = Math.max(...values);
  const low = Math.min(...values);
  const span = top - low || 1;
  const at = (v: number, i: number) =>
    [2 + (i * (width - 6)) / (values.length - 1), height - 3 - ((v - low) / span) * (height - 6)] as const;
  const points = values.map((v, i) =>
    at(v, i)
      .map((n) => n.toFixed(1))
      .join(","),
  );
  const [x, y] = at(values.at(-1) ?? 0, values.length - 1);
  return (
    <svg className="spark" width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <polyline
        points={points.join(" ")}
        fill="none"
        stroke="var(--chart-1)"
        strokeWidth="1.5"
        strokeLinejoin="round"
      />
      <circle cx={x} cy={y} r="2.5" fill="var(--chart-1)" />
    </svg>
  );
}

interface MetricProps {
  name: string;
  definition?: string;
  /** The whole definition, for whoever points at the name. */
  about?: string;
  figure: string;
  unit?: string;
  spark?: number[];
  children?: ReactNode;
}

/** Cells of one strip share hairlines; the figure has its unit once, small, after it. */
export function Metric({ name, definition, about, figure, unit, spark, children }: MetricProps) {
  return (
    <article className="metric">
      <h2 title={about ?? definition}>
        {name}
        {definition ? <span className="mut">{definition}</span> : null}
      </h2>
      <p className="fig">
        {figure}
        {unit ? <small>{unit}</small> : null}
      </p>
      {spark ? <Sparkline values={spark} /> : null}
      <div className="s">{children}</div>
    </article>
  );
}
