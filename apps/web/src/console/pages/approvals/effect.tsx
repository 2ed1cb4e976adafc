import { Fragment } from "react";
import type { ApprovalEffect } from "../../../api/contract.ts";
import { number, signed, yuan } from "../../../i18n/format.ts";

type Line = ApprovalEffect["lines"][number];

function shown(value: Line["after"], unit: Line["unit"], alone: boolean): string {
  if (value === null || value === undefined) return "—";
  if (typeof value === "string") return value;
  if (unit === "fen") return `¥${yuan(value)}`;
  return alone && unit === "points" ? signed(value) : number(value);
}

/** What saying yes does, line by line. */
export function ApprovalEffectView({ effect, title }: { effect: ApprovalEffect; title: string }) {
  return (
    <section className="apr-effect sheet" aria-label={title}>
      <h4>{title}</h4>
      <dl>
        {effect.lines.map((line) => (
          <Fragment key={line.label}>
            <dt>{line.text}</dt>
            <dd>
              {line.before === undefined ? null : `${shown(line.before, line.unit, false)} → `}
              <b>{shown(line.after, line.unit, line.before === undefined)}</b>
            </dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}
