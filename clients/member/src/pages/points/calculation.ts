import type { Entry, Transaction } from "@huiyou/api-client";
import { lastDayOf } from "../../format/dates.ts";
import { grouped, groupedDecimal, ratio, yuan } from "../../format/numbers.ts";
import type { Key, Translate } from "../../i18n/i18n.ts";
import { timesText } from "./why.ts";

type Award = NonNullable<Transaction["trace"]>;
type Line = Award["lines"][number];
type Factor = Line["factors"][number];
type Cap = Award["caps"][number];
type Rejection = Award["rejected"][number];

/** One line of the arithmetic on screen. */
export interface CalcLine {
  what: string;
  value: string;
  notes?: string[];
  /** Under a hairline: a step that is reached. */
  is_step?: boolean;
  /** The first line of one item of several. */
  is_item?: boolean;
}

/** The base rate is told per yuan; other factors as they multiply. */
function factorLine(factor: Factor, t: Translate): CalcLine {
  const { kind, num, den } = factor;
  const label = factor.label ?? "";
  if (kind === "rate") return { what: label === "" ? t("calc_rate") : label, value: `× ${ratio(num * 100, den)}` };
  if (kind === "payment") return { what: t("calc_payment"), value: `× ${ratio(num, den)}` };
  return { what: kind === "tier" ? t("calc_tier", { tier: label }) : label, value: `× ${ratio(num, den)}` };
}

const REJECTIONS: Readonly<Record<Rejection["code"], Key>> = {
  not_largest: "not_largest",
  business_type: "not_business_type",
  stack_group: "not_group",
  per_purchase: "not_limit",
  per_day: "not_limit",
  per_month: "not_limit",
  budget: "not_budget",
  times_per_day: "not_times",
  times_per_month: "not_times",
  times_per_subject: "not_times",
  times_ever: "not_times",
};

function rejectionText({ label, factor, code }: Rejection, t: Translate): string {
  const name = label ?? t("base_rule");
  return t(REJECTIONS[code], { label: factor === null ? name : timesText(name, factor.num, factor.den, t) });
}

const distinct = (texts: readonly string[]): string[] => texts.filter((text, at) => texts.indexOf(text) === at);

/** What was true of all lines alike stands beside the only one. */
const isOf = ({ line_no }: Line, one: Rejection, is_only: boolean): boolean =>
  one.line_no === line_no || (is_only && one.line_no === null && one.code === "not_largest");

/** One bought item: what was paid, what of it counts, each factor, what did not count, and the rounding. */
function itemLines(line: Line, { rejected }: Award, is_only: boolean, t: Translate): CalcLine[] {
  const not_own_fen = line.amount_fen - line.own_money_fen;
  const product = line.product.includes("/") ? line.product : groupedDecimal(line.product);
  const lines: CalcLine[] = [
    {
      what: line.title === "" ? t("calc_amount") : line.title,
      value: `¥${yuan(line.amount_fen)}`,
      ...(is_only ? {} : { is_item: true }),
    },
  ];
  if (not_own_fen !== 0) {
    lines.push({ what: t("calc_gift"), value: `− ¥${yuan(not_own_fen)}` });
    lines.push({ what: t("calc_own"), value: `¥${yuan(line.own_money_fen)}`, is_step: true });
  }
  const factors = line.factors.map((factor) => ({ kind: factor.kind, shown: factorLine(factor, t) }));
  const notes = distinct(rejected.filter((one) => isOf(line, one, is_only)).map((one) => rejectionText(one, t)));
  // Beside what did count: the last promotion, or the rate where none counts.
  const beside =
    factors.filter(({ kind }) => kind === "promotion").at(-1) ?? factors.find(({ kind }) => kind === "rate");
  if (beside !== undefined && notes.length > 0) beside.shown.notes = notes;
  lines.push(...factors.map(({ shown }) => shown));
  const value = is_only ? product : `${product} → ${grouped(line.points)}`;
  return [...lines, { what: t("calc_line"), value, is_step: true }];
}

function fixedLine({ label, quantity, factors, points }: Award["fixed"][number], t: Translate): CalcLine {
  const what = quantity > 1 ? t("calc_times_each", { label, count: quantity }) : label;
  const notes = factors.map((factor) => timesText(factor.label ?? "", factor.num, factor.den, t));
  return { what, value: grouped(points), ...(notes.length > 0 ? { notes } : {}) };
}

const CAPS: Readonly<Partial<Record<Cap["kind"], { over: Key; bitten: Key; fine: Key }>>> = {
  daily: { over: "calc_capped", bitten: "calc_cap", fine: "calc_cap_fine" },
  monthly: { over: "calc_month_capped", bitten: "calc_month", fine: "calc_month_fine" },
};

function capLine({ kind, label, limit, used_before, removed }: Cap, t: Translate): CalcLine {
  const own = CAPS[kind];
  const what = own === undefined ? t("calc_rule_capped", { label: label ?? t("base_rule") }) : t(own.over);
  const vars = { limit: grouped(limit ?? 0), used: grouped(used_before) };
  const note = limit === null ? t("calc_budget") : t(own?.bitten ?? "calc_rule_cap", vars);
  return { what, value: `− ${grouped(removed)}`, notes: [note] };
}

/** Limits of day and month that were not reached: said once, where the sum stands. */
function fineNotes({ caps }: Award, t: Translate): string[] {
  return caps.flatMap(({ kind, limit, removed }) => {
    const own = CAPS[kind];
    return own === undefined || removed > 0 || limit === null ? [] : [t(own.fine, { limit: grouped(limit) })];
  });
}

/** From the money paid to the points: factor by factor, then limits, and what counts only once a day. */
export function earningLines(award: Award, t: Translate): CalcLine[] {
  const { lines: items, fixed, sum, caps, groups } = award;
  const is_only = items.length + fixed.length === 1;
  const lines = items.flatMap((item) => itemLines(item, award, is_only, t));
  lines.push(...fixed.map((one) => fixedLine(one, t)));
  if (!is_only) lines.push({ what: t("calc_sum"), value: grouped(sum), is_step: true });
  const fine = items.length > 0 ? fineNotes(award, t) : [];
  const last = lines.at(-1);
  if (last !== undefined && fine.length > 0) last.notes = [...(last.notes ?? []), ...fine];
  lines.push(...caps.filter(({ removed }) => removed > 0).map((cap) => capLine(cap, t)));
  for (const { outcome, best_before, removed } of groups) {
    if (removed === 0 && outcome !== "replaced") continue;
    const note = t(outcome === "replaced" ? "calc_replaced" : "calc_group_best", { best: grouped(best_before) });
    lines.push({ what: t("calc_group"), value: `− ${grouped(removed)}`, notes: [note] });
  }
  return lines;
}

/** What was looked at and belongs to no single item. */
export function turnedDown({ rejected, lines, fixed }: Award, t: Translate): string[] {
  const only = lines.length + fixed.length === 1 ? lines[0] : undefined;
  const rest = rejected.filter((one) => one.line_no === null && (only === undefined || !isOf(only, one, true)));
  return distinct(rest.map((one) => rejectionText(one, t)));
}

/** The points before, those that what is left would have earned, and the difference. */
export function refundLines({ refund }: Award, taken: number, t: Translate): CalcLine[] {
  if (refund === null) return [];
  const { amount_fen, points_before, points_after } = refund;
  const lines: CalcLine[] = [];
  if (amount_fen !== null) lines.push({ what: t("calc_refund"), value: `¥${yuan(amount_fen)}` });
  if (points_before === null || points_after === null) return lines;
  lines.push({ what: t("calc_before"), value: grouped(points_before) });
  lines.push({ what: t("calc_after"), value: `− ${grouped(points_after)}` });
  const owed = points_before - points_after - taken;
  if (owed > 0) lines.push({ what: t("calc_owed"), value: `− ${grouped(owed)}` });
  return lines;
}

/** Which points were taken: those that expire first. */
function drawnLines(drawn: Transaction["drawn_from"], t: Translate): CalcLine[] {
  return drawn
    .filter(({ asset }) => asset === "points")
    .map(({ amount, expires_at }) => ({
      what: expires_at === null ? t("calc_drawn_open") : t("calc_drawn", { day: lastDayOf(expires_at) }),
      value: grouped(Math.abs(amount)),
    }));
}

/** The arithmetic of one row: a transaction may stand in the statement twice, for what it earned and what that repaid. */
export function linesOf(entry: Entry, { trace, drawn_from }: Transaction, t: Translate): CalcLine[] {
  const { what } = entry.why;
  if (what === "earned" && trace !== null) return earningLines(trace, t);
  if (what === "refund" && trace !== null) return refundLines(trace, Math.abs(entry.amount), t);
  if (what === "debt") return trace === null ? [] : [{ what: t("calc_result"), value: grouped(trace.result) }];
  return drawnLines(drawn_from, t);
}
