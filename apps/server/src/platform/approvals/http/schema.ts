import { z } from "zod";
import { sensitive } from "../../http/sensitive.ts";
import { wireId, wireIdOut, zCount, zInstant, zInstantOut, zPage, zPageOf, zText } from "../../http/schema.ts";
import { APPROVAL_STATES } from "../approval.ts";
import { MEASURES } from "../operations.ts";

const zKind = zText(60).regex(/^[a-z_]+\.[a-z_]+$/);

export const zApprovalPath = z.strictObject({ approval_id: wireId("approval") });

export const zApprovalQuery = zPage.extend({
  state: z.enum(APPROVAL_STATES).optional(),
  kind: zKind.optional(),
  view: z
    .enum(["to_decide", "mine"])
    .optional()
    .meta({ description: "What the caller may decide, or what they asked for; all that they may see without it" }),
});

const zActor = z.object({
  staff_id: wireIdOut("staff").optional(),
  key_id: wireIdOut("api_key").optional(),
  name: z.string().nullable(),
});

const zValue = z.union([z.string(), z.number()]).nullable();
const zEffect = z
  .object({
    lines: z.array(
      z.object({
        label: z.string(),
        text: z.string().meta({ description: "The label in the caller's language" }),
        before: zValue.optional(),
        after: zValue.optional(),
        unit: z.enum(["fen", "points", "count", "codes"]).optional(),
      }),
    ),
    amount_fen: sensitive("amounts", zCount.optional()),
    points: z.int().optional(),
    people: zCount.optional(),
    rows: zCount.optional(),
  })
  .meta({ id: "ApprovalEffect" });

const zProblem = z.object({ code: z.string(), title: z.string(), detail: z.string() });

const head = {
  approval_id: wireIdOut("approval"),
  kind: z.string(),
  title: z.string().meta({ description: "The kind in the caller's language" }),
  state: z.enum(APPROVAL_STATES),
  subject: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string().nullable() }),
  reason: z.string(),
  requested_by: zActor,
  requested_at: zInstantOut,
  ends_at: zInstantOut,
  decided_by: zActor.nullable(),
  decided_at: zInstantOut.nullable(),
  decision_reason: z.string().nullable(),
  stood_in: z.boolean().meta({ description: "Decided by somebody who stood in for another" }),
  /** The effect when it was asked for; of one that was approved, the one the second person saw. */
  effect: zEffect.nullable(),
  failure: zProblem
    .extend({ at: zInstantOut })
    .nullable()
    .meta({ description: "Why the last yes could not be carried out" }),
  mine: z.boolean(),
  may_decide: z.boolean(),
};
export const zApproval = z.object(head).meta({ id: "Approval" });
export const zApprovalPage = zPageOf(zApproval);

export const zApprovalFound = z
  .object({
    ...head,
    effect_now: zEffect.nullable().meta({ description: "What approving would do now; null when it is closed" }),
    effect_hash: z.string().nullable().meta({ description: "Goes with the approval: it stands for what was seen" }),
    changed: z.boolean().meta({ description: "The effect is not what it was when it was asked for" }),
    problem: zProblem.nullable().meta({ description: "Why approving would be refused now" }),
    result: z.record(z.string(), z.unknown()).nullable(),
  })
  .meta({ id: "ApprovalWithEffect" });

export const zPending = z
  .object({ approval_id: wireIdOut("approval"), state: z.literal("waiting"), kind: z.string(), ends_at: zInstantOut })
  .meta({ id: "ApprovalPending", description: "It waits for a second person" });

export const zApprove = z.strictObject({ effect_hash: z.string().regex(/^[0-9a-f]{32}$/) });
export const zReject = z.strictObject({ reason: zText(500) });

export const zCounts = z.object({ to_decide: zCount, mine: zCount });

export const zRulePath = z.strictObject({ kind: zKind });
const zThreshold = z.int().min(0).max(1_000_000_000_000).nullable();
const zHours = z.int().min(1).max(720);
export const zRuleInput = z.strictObject({
  version: zCount,
  enabled: z.boolean(),
  threshold: zThreshold.meta({ description: "Above it a second person is asked; null: always" }),
  hours: zHours,
});
export const zRule = z
  .object({
    kind: z.string(),
    title: z.string(),
    permission: z.string().meta({ description: "Who may approve" }),
    measure: z.enum(MEASURES).nullable(),
    kept_in: z.string().nullable().meta({ description: "The console's page that sets it instead" }),
    enabled: z.boolean(),
    threshold: zThreshold,
    hours: zHours,
    version: zCount,
  })
  .meta({ id: "ApprovalRule" });

const zPermission = zText(60).regex(/^[a-z_]+:[a-z_]+$/);
export const zNewDelegation = z.strictObject({
  to_staff_id: wireId("staff"),
  permissions: z.array(zPermission).min(1).max(50),
  from: zInstant,
  until: zInstant,
  reason: zText(500),
});
export const zDelegationPath = z.strictObject({ delegation_id: wireId("delegation") });
export const zDelegation = z
  .object({
    delegation_id: wireIdOut("delegation"),
    from: zActor,
    to: zActor,
    permissions: z.array(z.string()),
    valid_from: zInstantOut,
    valid_until: zInstantOut,
    reason: z.string(),
    state: z.enum(["coming", "active", "over", "ended"]),
    mine: z.boolean(),
  })
  .meta({ id: "Delegation" });
