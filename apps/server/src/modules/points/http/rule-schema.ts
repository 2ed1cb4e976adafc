// Earning rules on the wire.
import { z } from "zod";
import { wireIdOut, zBusinessDate, zInstant, zInstantOut, zText } from "../../../platform/http/schema.ts";
import { zConditions, zConditionsOut } from "../../rules/index.ts";

const MAX_POINTS = 1_000_000_000;
const zLimit = z.int().min(1).max(MAX_POINTS);
const zLimitsShape = {
  per_line: zLimit.optional(),
  per_purchase: zLimit.optional(),
  per_day: zLimit.optional(),
  per_month: zLimit.optional(),
  times_per_day: zLimit.optional(),
  times_per_month: zLimit.optional(),
  times_per_subject: zLimit.optional(),
  times_ever: zLimit.optional(),
  /** Points the rule may give in all, to everybody. */
  budget: zLimit.optional(),
};
export const zFraction = z.strictObject({ num: z.int().min(0).max(1_000_000), den: z.int().min(1).max(1_000_000) });
export const zBehaviour = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/)
  .meta({ example: "sign_in" });
export const zStackGroup = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/)
  .meta({ example: "welcome" });
export const zPendingDays = z.int().min(0).max(366);
const zLabel = z.strictObject({ "zh-CN": zText(60), en: zText(60), ko: zText(60) });
export const zRate = z.strictObject({
  points: z.int().min(0).max(1_000_000),
  per_fen: z.int().min(1).max(100_000_000),
});

const shared = {
  /** A purchase, or a behaviour by its code. */
  trigger: z.union([z.literal("purchase"), z.strictObject({ behaviour: zBehaviour })]),
  limits: z.strictObject(zLimitsShape).optional(),
  /** Instead of the programme's. */
  pending_days: zPendingDays.optional(),
  label: zLabel.optional(),
};
const competing = { stack_group: zStackGroup.nullable().optional() };
const kinds = {
  rate: { kind: z.literal("rate"), rate: zRate, ...competing },
  multiplier: { kind: z.literal("multiplier"), factor: zFraction },
  fixed: {
    kind: z.literal("fixed"),
    points: z.int().min(1).max(MAX_POINTS),
    /** Once for every unit of the quantity, instead of once. */
    per_unit: z.boolean().optional(),
    ...competing,
  },
};

/** A rule as callers write it. A rate needs a purchase; multipliers do not compete in groups. */
export const zRuleDefinition = z
  .discriminatedUnion("kind", [
    z.strictObject({ ...kinds.rate, ...shared, trigger: z.literal("purchase"), conditions: zConditions }),
    z.strictObject({ ...kinds.multiplier, ...shared, conditions: zConditions }),
    z.strictObject({ ...kinds.fixed, ...shared, conditions: zConditions }),
  ])
  .meta({ id: "NewRuleDefinition" });

export const zRuleDefinitionOut = z
  .discriminatedUnion("kind", [
    z.object({ ...kinds.rate, ...shared, trigger: z.literal("purchase"), conditions: zConditionsOut }),
    z.object({ ...kinds.multiplier, ...shared, conditions: zConditionsOut }),
    z.object({ ...kinds.fixed, ...shared, conditions: zConditionsOut }),
  ])
  .meta({ id: "RuleDefinition" });

export const RULE_STATUSES = ["draft", "scheduled", "live", "retired"] as const;

export const zRuleVersion = z
  .object({
    version: z.int().min(1),
    status: z.enum(RULE_STATUSES),
    /** Counts the changes of a draft: the next one names it. */
    edit_no: z.int(),
    name: z.string(),
    definition: zRuleDefinitionOut,
    valid_from: zInstantOut.nullable(),
    /** Exclusive. */
    valid_until: zInstantOut.nullable(),
    published_at: zInstantOut.nullable(),
  })
  .meta({ id: "RuleVersion" });

export const zRule = z
  .object({
    rule_id: wireIdOut("earning_rule"),
    name: z.string(),
    /** Of what counts now: live before scheduled before draft before retired. */
    status: z.enum(RULE_STATUSES),
    created_at: zInstantOut,
    /** The version that `status` is of. */
    current: zRuleVersion,
    /** What takes its place, when there is something: a scheduled version or a draft. */
    next: zRuleVersion.nullable(),
    /** Newest first. */
    versions: z.array(zRuleVersion),
  })
  .meta({ id: "EarningRule" });

const period = {
  /** From when on, unless publishing says otherwise; left out or null: from then. */
  valid_from: zInstant.nullable().optional(),
  valid_until: zInstant.nullable().optional(),
};
const endsLater = {
  check: ({
    valid_from,
    valid_until,
  }: {
    valid_from?: Date | null | undefined;
    valid_until?: Date | null | undefined;
  }) => !valid_from || !valid_until || valid_from < valid_until,
  params: { path: ["valid_until"], params: { code: "from_after_to" } },
};

export const zNewRule = z
  .strictObject({ name: zText(60), definition: zRuleDefinition, ...period })
  .refine(endsLater.check, endsLater.params);
export const zDraft = z
  .strictObject({
    /** The `edit_no` of the draft this change was made from; 0 begins a draft of the next version. */
    edit_no: z.int().min(0),
    name: zText(60).optional(),
    definition: zRuleDefinition,
    ...period,
  })
  .refine(endsLater.check, endsLater.params);

export const zSeasonInput = z
  .strictObject({
    name: zText(60),
    /** First and last business date. */
    valid_from: zBusinessDate,
    valid_until: zBusinessDate,
    stacking: z.enum(["largest_only", "multiply", "add"]),
    groups: z.enum(["largest_only", "stack"]),
  })
  .refine(({ valid_from, valid_until }) => valid_from <= valid_until, {
    path: ["valid_until"],
    params: { code: "from_after_to" },
  });
