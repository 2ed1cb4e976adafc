import type { Dayjs } from "dayjs";
import dayjs from "dayjs";
import type {
  ConditionGroup,
  DefinitionIn,
  Fraction,
  RuleDefinition,
  RuleIn,
  RuleLimits,
  RuleVersion,
} from "../../../../api/points.ts";
import type { Labels } from "../../../../api/trace.ts";
import { bare } from "../conditions/fields.ts";
import { datesOf } from "../rules/rule-words.ts";

export const LIMITS = [
  "per_line",
  "per_purchase",
  "per_day",
  "per_month",
  "times_per_day",
  "times_per_month",
  "times_per_subject",
  "times_ever",
  "budget",
] as const satisfies (keyof RuleLimits)[];

/** The form as people fill it: yuan, decimals and days instead of fen, fractions and instants. */
export interface DraftFields {
  label: Labels;
  from: Dayjs | null;
  until: Dayjs | null;
  kind: RuleDefinition["kind"];
  trigger: "purchase" | "behaviour";
  behaviour?: string;
  factor?: number | null;
  rate_points?: number | null;
  rate_yuan?: number | null;
  points?: number | null;
  per_unit?: boolean;
  conditions: ConditionGroup;
  stack_group?: string;
  limits: { [Name in keyof RuleLimits]?: number | null };
  pending_days?: number | null;
}

export const NOTHING: ConditionGroup = { combinator: "and", rules: [] };

export const newFields = (): DraftFields => ({
  label: { "zh-CN": "", en: "", ko: "" },
  from: null,
  until: null,
  kind: "multiplier",
  trigger: "purchase",
  factor: 2,
  conditions: NOTHING,
  limits: {},
});

function gives(d: RuleDefinition): Partial<DraftFields> {
  switch (d.kind) {
    case "multiplier":
      return { factor: d.factor.num / d.factor.den };
    case "rate":
      return { rate_points: d.rate.points, rate_yuan: d.rate.per_fen / 100, stack_group: d.stack_group ?? "" };
    case "fixed":
      return { points: d.points, per_unit: d.per_unit ?? false, stack_group: d.stack_group ?? "" };
  }
}

export function fieldsOf(name: string, version: RuleVersion): DraftFields {
  const { definition: d } = version;
  const { from, until } = datesOf(version);
  return {
    label: d.label ?? { "zh-CN": name, en: name, ko: name },
    from: from ? dayjs(from) : null,
    until: until ? dayjs(until) : null,
    kind: d.kind,
    trigger: d.trigger === "purchase" ? "purchase" : "behaviour",
    ...(d.trigger === "purchase" ? {} : { behaviour: d.trigger.behaviour }),
    ...gives(d),
    conditions: d.conditions,
    limits: d.limits ?? {},
    pending_days: d.pending_days ?? null,
  };
}

/** 1.25 → 125/100 → 5/4, exact: factors are typed with at most four places. */
export function fractionOf(value: number): Fraction {
  const [num, den] = [Math.round(value * 10_000), 10_000];
  const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
  const by = gcd(num, den) || 1;
  return { num: num / by, den: den / by };
}

const midnight = (day: Dayjs) => `${day.format("YYYY-MM-DD")}T00:00:00+08:00`;

function definitionOf(f: DraftFields): DefinitionIn {
  const limits = Object.fromEntries(LIMITS.flatMap((name) => (f.limits[name] ? [[name, f.limits[name]]] : [])));
  const zh = f.label["zh-CN"].trim();
  const shared = {
    // The server says which field, operator or value does not do.
    conditions: bare(f.conditions) as DefinitionIn["conditions"],
    ...(Object.keys(limits).length > 0 ? { limits } : {}),
    ...(typeof f.pending_days === "number" ? { pending_days: f.pending_days } : {}),
    label: { "zh-CN": zh, en: f.label.en.trim() || zh, ko: f.label.ko.trim() || zh },
  };
  const trigger = f.trigger === "purchase" ? ("purchase" as const) : { behaviour: f.behaviour ?? "" };
  const stack_group = f.stack_group?.trim();
  const competing = stack_group ? { stack_group } : {};
  switch (f.kind) {
    case "multiplier":
      return { ...shared, kind: "multiplier", trigger, factor: fractionOf(f.factor ?? 1) };
    case "rate": {
      const rate = { points: f.rate_points ?? 0, per_fen: Math.round((f.rate_yuan ?? 1) * 100) };
      return { ...shared, ...competing, kind: "rate", trigger: "purchase", rate };
    }
    case "fixed": {
      const per_unit = f.per_unit ? { per_unit: true } : {};
      return { ...shared, ...competing, ...per_unit, kind: "fixed", trigger, points: f.points ?? 0 };
    }
  }
}

export const draftOf = (f: DraftFields): RuleIn => ({
  name: f.label["zh-CN"].trim(),
  definition: definitionOf(f),
  valid_from: f.from ? midnight(f.from) : null,
  valid_until: f.until ? midnight(f.until.add(1, "day")) : null,
});
