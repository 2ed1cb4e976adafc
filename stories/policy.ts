// What head office sets before a story begins: tiers, rules, seasons, the programme.
import type { Stage } from "./stage.ts";

export type Ratio = readonly [num: number, den: number];

/** One of the tiers that every tenant begins with gets another coefficient. */
export async function putTier(stage: Stage, code: "silver" | "gold", [num, den]: Ratio): Promise<void> {
  const { data } = await stage.call("GET /v1/tiers");
  const tier = data?.find((one) => String(one.code) === code);
  const body = { version: tier?.version, name: tier?.name, rank: tier?.rank, coefficient: { num, den } };
  await stage.call(`PUT /v1/tiers/${code}`, { body });
}

export async function promote(stage: Stage, member_id: string, tier_code: string): Promise<void> {
  await stage.call(`PUT /v1/members/${member_id}/tier`, { body: { tier_code, reason: "开业礼遇" } });
}

export interface Condition {
  readonly field: string;
  readonly operator: string;
  readonly value: unknown;
}

export interface RuleTerms {
  readonly kind: "rate" | "multiplier" | "fixed";
  readonly trigger: "purchase" | { readonly behaviour: string };
  readonly factor?: Ratio;
  readonly points?: number;
  readonly per_unit?: boolean;
  readonly when?: readonly Condition[];
  readonly stack_group?: string;
  readonly limits?: Readonly<Record<string, number>>;
}

/** A rule that is live from now on. */
export async function publishRule(stage: Stage, name: string, terms: RuleTerms): Promise<string> {
  const { factor, when = [], ...rest } = terms;
  const definition = {
    ...rest,
    conditions: { combinator: "and", rules: when },
    ...(factor ? { factor: { num: factor[0], den: factor[1] } } : {}),
  };
  const { rule_id } = await stage.call("POST /v1/points/rules", { body: { name, definition }, expect_status: 201 });
  await stage.call(`POST /v1/points/rules/${String(rule_id)}/publish`, { body: { version: 1 } });
  return String(rule_id);
}

export const onHolidays: Condition = { field: "holiday", operator: "=", value: "off" };
export const onBirthdays: Condition = { field: "is_birthday", operator: "=", value: true };

export interface Season {
  readonly valid_from: string;
  readonly valid_until: string;
  readonly stacking: "largest_only" | "multiply" | "add";
  readonly groups: "largest_only" | "stack";
}

export async function openSeason(stage: Stage, season: Season): Promise<void> {
  await stage.call("POST /v1/points/seasons", { body: { name: "叠加季", ...season }, expect_status: 201 });
}

/** A new version of the programme with these settings instead of its own. */
export async function setProgramme(stage: Stage, changes: object): Promise<void> {
  const { version, rate, daily_cap } = await stage.call("GET /v1/points/program");
  await stage.call("PUT /v1/points/program", { body: { version, rate, daily_cap, ...changes } });
}
