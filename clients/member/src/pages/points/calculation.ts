import type { Transaction } from "@huiyou/api-client";
import { lastDayOf } from "../../format/dates.ts";
import { grouped, groupedDecimal, ratio, yuan } from "../../format/numbers.ts";
import type { Translate } from "../../i18n/i18n.ts";
import type { Trace, TraceFactor, TraceLine } from "./trace.ts";

/** One line of the arithmetic on screen. */
export interface CalcLine {
  what: string;
  value: string;
  note?: string;
  /** Under a hairline: a step that is reached. */
  is_step?: boolean;
}

/** The base rate is told per yuan; other factors as they multiply. */
function factorLine(factor: TraceFactor, t: Translate): CalcLine {
  if (factor.kind === "rate") return { what: t("calc_rate"), value: `× ${ratio(factor.num * 100, factor.den)}` };
  return { what: factor.label, value: `× ${ratio(factor.num, factor.den)}` };
}

/** One bought item: what was paid, what of it counts, each factor, and the rounding. */
function itemLines(line: TraceLine, is_only: boolean, t: Translate): CalcLine[] {
  const not_own_fen = line.amount_fen - line.own_money_fen;
  const product = line.product.includes("/") ? line.product : groupedDecimal(line.product);
  const lines: CalcLine[] = [
    { what: line.title === "" ? t("calc_amount") : line.title, value: `¥${yuan(line.amount_fen)}` },
  ];
  if (not_own_fen !== 0) {
    lines.push({ what: t("calc_gift"), value: `− ¥${yuan(not_own_fen)}` });
    lines.push({ what: t("calc_own"), value: `¥${yuan(line.own_money_fen)}`, is_step: true });
  }
  lines.push(...line.factors.map((factor) => factorLine(factor, t)));
  const value = is_only ? product : `${product} → ${grouped(line.points)}`;
  return [...lines, { what: t("calc_line"), value, is_step: true }];
}

/** From the money paid to the points, factor by factor, then the day's limit. */
export function earningLines({ lines: items, fixed, sum, cap, other_removed }: Trace, t: Translate): CalcLine[] {
  const is_only = items.length + fixed.length === 1;
  const lines = items.flatMap((item) => itemLines(item, is_only, t));
  lines.push(...fixed.map(({ label, points }) => ({ what: label, value: grouped(points) })));
  if (!is_only) lines.push({ what: t("calc_sum"), value: grouped(sum), is_step: true });
  if (other_removed > 0) lines.push({ what: t("calc_limited"), value: `− ${grouped(other_removed)}` });
  if (cap === undefined || items.length === 0) return lines;
  const vars = { limit: grouped(cap.limit), used: grouped(cap.used_before) };
  if (cap.removed > 0) {
    return [...lines, { what: t("calc_capped"), value: `− ${grouped(cap.removed)}`, note: t("calc_cap", vars) }];
  }
  const last = lines.at(-1);
  if (last !== undefined) last.note = t("calc_cap_fine", vars);
  return lines;
}

/** Which points were taken: those that expire first. */
export function drawnLines(drawn: Transaction["drawn_from"], t: Translate): CalcLine[] {
  return drawn.map(({ amount, expires_at }) => ({
    what: expires_at === null ? t("calc_drawn_open") : t("calc_drawn", { day: lastDayOf(expires_at) }),
    value: grouped(Math.abs(amount)),
  }));
}
