import { z } from "zod";
import {
  wireId,
  wireIdOut,
  zCount,
  zInstantOut,
  zPage,
  zPageOf,
  zPoints,
  zText,
} from "../../../platform/http/schema.ts";
import { ADJUSTMENT_STATES } from "../adjustments/adjustment.ts";
import { sensitive } from "../../../platform/http/sensitive.ts";

const LARGEST = 1_000_000_000;
/** More or less; a change of nothing is none. */
const zChange = z
  .int()
  .min(-LARGEST)
  .max(LARGEST)
  .refine((points) => points !== 0, { params: { code: "not_zero" } });

const change = { member_id: wireId("member"), points: zChange };

export const zAdjustmentTrial = z.strictObject(change);

export const zNewAdjustment = z.strictObject({
  ...change,
  reason: zText(500).meta({ description: "For the house; the member does not see it" }),
  external_id: zText(100).optional().meta({ description: "The caller's own number: asked for once" }),
});

export const zReason = z.strictObject({ reason: zText(500) });
export const zAdjustmentPath = z.strictObject({ adjustment_id: wireId("adjustment") });

export const zDrawnLot = z.object({
  lot_id: wireIdOut("lot").nullable().meta({ description: "Null: made when the adjustment is posted" }),
  amount: zCount,
  expires_at: zInstantOut.nullable(),
});

export const zEffect = z
  .object({
    balance_before: zPoints,
    balance_after: zPoints,
    available: zPoints,
    debt_before: zPoints,
    debt_after: zPoints,
    lots: z.array(zDrawnLot).meta({ description: "Drawn from, or created" }),
    covered: z.boolean().meta({ description: "False: fewer points are spendable than it takes" }),
  })
  .meta({ id: "AdjustmentEffect" });

export const zTrial = z
  .object({ ...zEffect.shape, threshold: zPoints.nullable(), needs_approval: z.boolean() })
  .meta({ id: "AdjustmentTrial" });

const zActor = z.object({ staff_id: wireIdOut("staff").optional(), key_id: wireIdOut("api_key").optional() });

const zAdjustmentHead = z.object({
  adjustment_id: wireIdOut("adjustment"),
  member_id: wireIdOut("member"),
  points: zPoints,
  reason: z.string(),
  external_id: z.string().nullable(),
  state: z.enum(ADJUSTMENT_STATES),
  threshold: zPoints.nullable(),
  requested_by: zActor,
  requested_at: zInstantOut,
  ends_at: zInstantOut.meta({ description: "When a request that nobody decides ends by itself" }),
  decided_by: zActor.nullable(),
  decided_at: zInstantOut.nullable(),
  decision_reason: z.string().nullable(),
  transaction_id: wireIdOut("transaction").nullable(),
});

export const zAdjustment = zAdjustmentHead.meta({ id: "Adjustment" });
export const zAdjustmentFound = zAdjustmentHead
  .extend({
    effect: zEffect.nullable().meta({ description: "What approving it would do now; null when it is closed" }),
  })
  .meta({ id: "AdjustmentWithEffect" });

export const zAdjustmentRow = zAdjustmentHead
  .extend({ member_name: sensitive("name", z.string()), member_card_no: z.string() })
  .meta({ id: "AdjustmentRow" });

export const zAdjustmentPage = zPageOf(zAdjustmentRow);

export const zAdjustmentQuery = zPage.extend({
  state: z.enum(ADJUSTMENT_STATES).optional(),
  member_id: wireId("member").optional(),
});
