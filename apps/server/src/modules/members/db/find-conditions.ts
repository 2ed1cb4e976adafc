// Each condition of the list as SQL over `m`. They combine with "and"; those about other tables are probes by the member's id.
import { type Expression, expressionBuilder, type SelectQueryBuilder, type SqlBool } from "kysely";
import type { Tables } from "../../../platform/db/tables.gen.ts";
import type { BirthMonth, LIFECYCLES } from "../domain/find-words.ts";

/** Ids of members who have, or have not, something in a field of the tenant's own. */
export interface FieldSet {
  ids: SelectQueryBuilder<Tables, "members.field_value", { member_id: string }>;
  within: boolean;
}

export interface ListFilter {
  tenant_id: string;
  /** The instant at which a tier holds. */
  at: Date;
  tags_all?: readonly string[] | undefined;
  tags_any?: readonly string[] | undefined;
  tags_none?: readonly string[] | undefined;
  tier?: readonly string[] | undefined;
  /** Whoever has no tier of their own has this one. */
  lowest_tier?: string | undefined;
  source?: readonly string[] | undefined;
  sex?: readonly ("female" | "male" | "other" | "none")[] | undefined;
  without_owner?: boolean | undefined;
  birth?: BirthMonth | undefined;
  joined_from?: Date | undefined;
  joined_before?: Date | undefined;
  last_visit_from?: string | undefined;
  last_visit_to?: string | undefined;
  no_visit_since?: string | undefined;
  last_purchase_from?: string | undefined;
  last_purchase_to?: string | undefined;
  no_purchase_since?: string | undefined;
  purchases_min?: number | undefined;
  purchases_max?: number | undefined;
  spent_min?: number | undefined;
  spent_max?: number | undefined;
  visits_min?: number | undefined;
  visits_max?: number | undefined;
  lifecycle?: readonly (typeof LIFECYCLES)[number][] | undefined;
  completeness_min?: number | undefined;
  completeness_max?: number | undefined;
  field_sets?: readonly FieldSet[] | undefined;
}

type WithMember = Tables & { m: Tables["members.member"] };
const of = expressionBuilder<WithMember, "m">();
type Condition = Expression<SqlBool>;

export function listConditions(filter: ListFilter): Condition[] {
  const of_fields = (filter.field_sets ?? []).map(({ ids, within }) =>
    of("m.member_id", within ? "in" : "not in", ids),
  );
  return [...ofMember(filter), ...ofTags(filter), ...ofTier(filter), ...ofFigures(filter), ...of_fields];
}

function ofMember({ source, sex, without_owner, birth, joined_from, joined_before }: ListFilter): Condition[] {
  const all: Condition[] = [];
  if (source) all.push(of(of.cast<string>("m.source", "text"), "in", [...source]));
  if (sex) {
    const told = sex.filter((one) => one !== "none");
    const any: Condition[] = told.length > 0 ? [of("m.sex", "in", told)] : [];
    all.push(of.or(sex.includes("none") ? [...any, of("m.sex", "is", null)] : any));
  }
  if (without_owner !== undefined) all.push(of("m.owner_staff_id", without_owner ? "is" : "is not", null));
  if (birth) all.push(bornIn(birth));
  if (joined_from) all.push(of("m.joined_at", ">=", joined_from));
  if (joined_before) all.push(of("m.joined_at", "<", joined_before));
  return all;
}

function bornIn({ month, lunar_days }: BirthMonth): Condition {
  const within = (leap: boolean, days: readonly number[]) =>
    of.and([
      of("m.birth_calendar", "=", "lunar"),
      of("m.birth_leap_month", "=", leap),
      of(of(of("m.birth_month", "*", 100), "+", of.ref("m.birth_day")), "=", of.fn.any(of.val([...days]))),
    ]);
  return of.or([
    of.and([of("m.birth_calendar", "=", "solar"), of("m.birth_month", "=", month)]),
    within(
      false,
      lunar_days.filter((day) => day > 0),
    ),
    within(
      true,
      lunar_days.flatMap((day) => (day < 0 ? [-day] : [])),
    ),
  ]);
}

function ofTags({ tenant_id, tags_all = [], tags_any, tags_none }: ListFilter): Condition[] {
  const has = (tag_ids: readonly string[]) =>
    of.exists(
      of
        .selectFrom("members.member_tag as mt")
        .select("mt.tag_id")
        .where("mt.tenant_id", "=", tenant_id)
        .where("mt.tag_id", "in", [...tag_ids])
        .whereRef("mt.member_id", "=", "m.member_id"),
    );
  return [
    ...tags_all.map((tag_id) => has([tag_id])),
    ...(tags_any ? [has(tags_any)] : []),
    ...(tags_none ? [of.not(has(tags_none))] : []),
  ];
}

function ofTier({ tenant_id, tier, lowest_tier, at }: ListFilter): Condition[] {
  if (!tier) return [];
  const holding = () =>
    of
      .selectFrom("tiers.v_member_tier as t")
      .select("t.member_tier_id")
      .where("t.tenant_id", "=", tenant_id)
      .whereRef("t.member_id", "=", "m.member_id")
      .where("t.valid_from", "<=", at)
      .where((e) => e.or([e("t.valid_until", "is", null), e("t.valid_until", ">", at)]));
  const own = of.exists(holding().where("t.code", "in", [...tier]));
  const is_lowest = lowest_tier !== undefined && tier.includes(lowest_tier);
  return [is_lowest ? of.or([own, of.not(of.exists(holding()))]) : own];
}

/** Whoever has no figures has joined and done nothing: counts of 0, no last day, new. */
function ofFigures(filter: ListFilter): Condition[] {
  const { lifecycle, no_visit_since, no_purchase_since } = filter;
  const kept = figureTests(filter);
  const figure = () =>
    of
      .selectFrom("members.figure as f")
      .select("f.member_id")
      .where("f.tenant_id", "=", filter.tenant_id)
      .whereRef("f.member_id", "=", "m.member_id");
  const all: Condition[] = [];
  if (kept.length > 0) {
    const own = of.exists(figure().where((e) => e.and(kept)));
    all.push(holdsForNobody(filter) ? of.or([own, of.not(of.exists(figure()))]) : own);
  }
  if (lifecycle) {
    const own = of.exists(figure().where("f.lifecycle", "in", [...lifecycle]));
    all.push(lifecycle.includes("new") ? of.or([own, of.not(of.exists(figure()))]) : own);
  }
  if (no_visit_since) all.push(of.not(of.exists(figure().where("f.last_visit_on", ">=", no_visit_since))));
  if (no_purchase_since) all.push(of.not(of.exists(figure().where("f.last_purchase_on", ">=", no_purchase_since))));
  return all;
}

const RANGES = [
  ["last_visit_on", ">=", "last_visit_from"],
  ["last_visit_on", "<=", "last_visit_to"],
  ["last_purchase_on", ">=", "last_purchase_from"],
  ["last_purchase_on", "<=", "last_purchase_to"],
  ["purchases_365", ">=", "purchases_min"],
  ["purchases_365", "<=", "purchases_max"],
  ["spent_365", ">=", "spent_min"],
  ["spent_365", "<=", "spent_max"],
  ["visits_365", ">=", "visits_min"],
  ["visits_365", "<=", "visits_max"],
  ["completeness", ">=", "completeness_min"],
  ["completeness", "<=", "completeness_max"],
] as const;

function figureTests(filter: ListFilter): Condition[] {
  const f = expressionBuilder<Tables & { f: Tables["members.figure"] }, "f">();
  return RANGES.flatMap(([column, operator, name]) => {
    const limit = filter[name];
    return limit === undefined ? [] : [f(`f.${column}`, operator, limit)];
  });
}

/** Whether the ranges that are asked for hold for counts of 0 and no last day. */
function holdsForNobody(filter: ListFilter): boolean {
  return RANGES.every(([column, operator, name]) => {
    const limit = filter[name];
    if (limit === undefined) return true;
    if (column === "last_visit_on" || column === "last_purchase_on") return false;
    return operator === "<=" || Number(limit) === 0;
  });
}
