import type { NewEvent } from "../../../platform/events/outbox.ts";
import type { Runtime } from "../../../platform/kernel/runtime.ts";
import type { Times } from "../../org/index.ts";
import type { Adjustment } from "./adjustment.ts";

type AdjustmentEventType =
  | "points.adjustment_requested"
  | "points.adjusted"
  | "points.adjustment_rejected"
  | "points.adjustment_expired";

/** The reason stays inside: whoever needs it asks for the adjustment. */
export function adjustmentEvent(
  runtime: Runtime,
  type: AdjustmentEventType,
  { adjustment_id, member_id, points, transaction_id }: Adjustment,
  { now, recorded_at }: Pick<Times, "now" | "recorded_at">,
): NewEvent {
  return {
    event_id: runtime.ids.next(),
    type,
    subject_id: member_id,
    payload: { adjustment_id, points, transaction_id },
    business_time: now,
    recorded_at,
  };
}
