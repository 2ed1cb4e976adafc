import { useId } from "react";

const DAY_MS = 86_400_000;
export const AXIS_WIDTH = 216;

/** A row of months, one day resolution; every bar of a table is drawn on the same one. */
export interface Axis {
  from: string;
  /** Exclusive. */
  until: string;
  months: string[];
  today: string;
}

const dayOf = (date: string) => Date.parse(`${date}T00:00:00Z`) / DAY_MS;
const shiftMonth = (date: string, months: number) => {
  const first = new Date(`${date.slice(0, 7)}-01T00:00:00Z`);
  first.setUTCMonth(first.getUTCMonth() + months);
  return first.toISOString().slice(0, 10);
};

/** From the first of the month before today, `count` months on. */
export function axisAround(today: string, count = 4, before = 1): Axis {
  const months = Array.from({ length: count }, (_, i) => shiftMonth(today, i - before));
  return { from: months[0] ?? today, until: shiftMonth(today, count - before), months, today };
}

function scale(axis: Axis, width: number) {
  const start = dayOf(axis.from);
  const perDay = width / (dayOf(axis.until) - start);
  return (date: string) => (dayOf(date) - start) * perDay;
}

export function AxisHead({
  axis,
  month,
  width = AXIS_WIDTH,
}: {
  axis: Axis;
  month: (date: string) => string;
  width?: number;
}) {
  const x = scale(axis, width);
  return (
    <svg className="axis" width={width} height="36" viewBox={`0 0 ${width} 36`} aria-hidden="true">
      {axis.months.map((m, i) => (
        <text key={m} x={x(m) + (i ? 5 : 0)} y="23" fontSize="12" fill="var(--ink-2)">
          {month(m)}
        </text>
      ))}
    </svg>
  );
}

export type BarForm = "live" | "plan" | "draft" | "past";

interface Props {
  axis: Axis;
  form: BarForm;
  /** Business dates, both inclusive; null: no beginning, or no end. */
  from: string | null;
  until: string | null;
  label: string;
  width?: number;
}

/** Solid live, outline planned, dashed draft; what has no end is a thin line; the ink line is today. */
export function SeasonBar({ axis, form, from, until, label, width = AXIS_WIDTH }: Props) {
  const clip = useId();
  const x = scale(axis, width);
  const day = x(`${axis.from.slice(0, 8)}02`);
  const left = from === null ? -4 : Math.max(-4, x(from));
  const right = until === null ? width + 4 : Math.min(width + 4, x(until) + day);
  const now = x(axis.today);
  return (
    <svg className="axis" width={width} height="39" viewBox={`0 0 ${width} 39`} role="img" aria-label={label}>
      <clipPath id={clip}>
        <rect width={width} height="39" />
      </clipPath>
      <g stroke="var(--line-2)">
        {axis.months.slice(1).map((m) => (
          <path key={m} d={`M${x(m).toFixed(1)} 0V39`} />
        ))}
      </g>
      <g clipPath={`url(#${clip})`}>
        {left >= width || right <= 0 ? <Beyond form={form} at={left >= width ? width : 0} /> : null}
        {right > left && left < width && right > 0 ? (
          <Bar form={form} left={left} width={Math.max(2, right - left)} endless={until === null} />
        ) : null}
      </g>
      {now >= 0 && now <= width ? <path d={`M${now.toFixed(1)} 0V39`} stroke="var(--ink)" /> : null}
    </svg>
  );
}

/** Before or after what the axis shows: an arrow at that edge. */
function Beyond({ form, at }: { form: BarForm; at: number }) {
  const path = at > 0 ? `M${at - 7} 16l4 4-4 4` : "M7 16l-4 4 4 4";
  return <path d={path} fill="none" stroke={INK[form]} strokeWidth="1.5" />;
}

const INK: Record<BarForm, string> = {
  live: "var(--malachite)",
  plan: "var(--azurite)",
  draft: "var(--ink-2)",
  past: "var(--line-strong)",
};

function Bar({ form, left, width, endless }: { form: BarForm; left: number; width: number; endless: boolean }) {
  const dash = form === "draft" ? "3 2" : undefined;
  if (endless) {
    return (
      <>
        <path d={`M${left} 20h${width}`} stroke={INK[form]} strokeWidth="2" strokeDasharray={dash} />
        {left > 0 ? <path d={`M${left} 16v8`} stroke={INK[form]} strokeWidth="1.5" /> : null}
      </>
    );
  }
  if (form === "live" || form === "past") return <rect x={left} y="16" width={width} height="8" fill={INK[form]} />;
  return (
    <rect
      x={left + 0.75}
      y="16.75"
      width={Math.max(1, width - 1.5)}
      height="6.5"
      fill={form === "plan" ? "var(--azurite-wash)" : "none"}
      stroke={INK[form]}
      strokeWidth="1.5"
      strokeDasharray={dash}
    />
  );
}
