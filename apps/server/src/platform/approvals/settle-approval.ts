import type { Caller } from "../audit/by.ts";
import { recordAudit } from "../audit/record-audit.ts";
import type { Tx } from "../db/pool.ts";
import { appendEvents } from "../events/outbox.ts";
import { present } from "../kernel/assert.ts";
import type { Runtime } from "../kernel/runtime.ts";
import type { TenantTimes } from "../tenant-time.ts";
import { type Approval, closeApproval } from "./approval.ts";
import { approvalEvent } from "./approval-event.ts";
import type { Effect } from "./operations.ts";
import { subjectOf } from "./subject.ts";

export interface Settlement {
  approval_id: string;
  state: "approved" | "rejected" | "canceled";
  by: Caller;
  times: Pick<TenantTimes, "now" | "recorded_at">;
  reason?: string | null;
  delegation_id?: string | null;
  /** What the second person saw, and what came of it. */
  effect?: Effect;
  result?: Record<string, unknown>;
}

/** Ends a waiting approval that the caller holds the lock of, tells of it and records by whom. */
export async function settleApproval(tx: Tx, runtime: Runtime, settlement: Settlement): Promise<Approval> {
  const { by, times, reason = null, delegation_id = null, state, ...rest } = settlement;
  const closed = present(
    await closeApproval(tx, {
      ...rest,
      state,
      decided_by_kind: by.actor === "api_key" ? "api_key" : "staff",
      decided_by: by.actor_id,
      decided_at: times.now,
      decision_reason: reason,
      delegation_id,
    }),
    "the approval under its lock",
  );
  await appendEvents(tx, [approvalEvent(runtime, `approval.${state}`, closed, times)]);
  const { kind, approval_id } = closed;
  const lent = delegation_id === null ? {} : { delegation_id };
  const seen = rest.effect === undefined ? {} : { effect: rest.effect };
  await recordAudit(tx, runtime, by, {
    action: `approval.${state}`,
    subject: subjectOf(closed),
    after: { kind, ...seen, ...lent },
    reason,
    approval_id,
  });
  return closed;
}
