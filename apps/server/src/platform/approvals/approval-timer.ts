import { SYSTEM } from "../audit/by.ts";
import { recordAudit } from "../audit/record-audit.ts";
import { appendEvents } from "../events/outbox.ts";
import { registerTimer, type Timer } from "../jobs/timers.ts";
import { type Approval, closeApproval, lockApproval } from "./approval.ts";
import { approvalEvent } from "./approval-event.ts";
import { subjectOf } from "./subject.ts";
import { getOperation } from "./operations.ts";

const APPROVAL_TIMER = "approvals.end";

export function approvalTimer({ approval_id, ends_at }: Pick<Approval, "approval_id" | "ends_at">): Timer {
  return { kind: APPROVAL_TIMER, key: approval_id, due_at: ends_at, payload: {} };
}

/** A request that nobody decided ends. One that was decided meanwhile stays as it is. */
registerTimer(APPROVAL_TIMER, async (tx, runtime, timer) => {
  const at = new Date(timer.due_at);
  const found = await lockApproval(tx, timer.key);
  if (found?.state !== "waiting") return;
  const nobody = { decided_by_kind: null, decided_by: null };
  const approval = await closeApproval(tx, {
    approval_id: found.approval_id,
    state: "expired",
    decided_at: at,
    ...nobody,
  });
  if (!approval) return;
  const operation = getOperation(approval.kind);
  const input = operation.input.parse(approval.input);
  await operation.closed?.(tx, runtime, { approval, input, outcome: "expired", by: SYSTEM, at, reason: null });
  await appendEvents(tx, [
    approvalEvent(runtime, "approval.expired", approval, { now: at, recorded_at: runtime.clock.now() }),
  ]);
  await recordAudit(tx, runtime, SYSTEM, {
    action: "approval.expired",
    subject: subjectOf(approval),
    after: { kind: approval.kind },
    approval_id: approval.approval_id,
  });
});
