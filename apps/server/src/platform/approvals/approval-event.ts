import type { NewEvent } from "../events/outbox.ts";
import type { Runtime } from "../kernel/runtime.ts";
import type { TenantTimes } from "../tenant-time.ts";
import type { Approval } from "./approval.ts";

/** The reason and the effect stay inside: whoever needs them asks for the approval. */
export function approvalEvent(
  runtime: Runtime,
  type: `approval.${"requested" | "approved" | "rejected" | "canceled" | "expired"}`,
  { approval_id, kind, state }: Approval,
  { now, recorded_at }: Pick<TenantTimes, "now" | "recorded_at">,
): NewEvent {
  return {
    event_id: runtime.ids.next(),
    type,
    subject_id: approval_id,
    payload: { approval_id, kind, state },
    business_time: now,
    recorded_at,
  };
}
