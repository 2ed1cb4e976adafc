import type { App } from "../app.ts";
import type { Caller } from "../audit/by.ts";
import { recordAudit } from "../audit/record-audit.ts";
import { sql_builder } from "../db/builder.ts";
import type { Tx } from "../db/pool.ts";
import type { Auth } from "../http/auth.ts";
import { AppError } from "../kernel/errors.ts";
import { findPerson } from "../people.ts";
import type { TenantTimes } from "../tenant-time.ts";
import { type Approval, lockApproval } from "./approval.ts";
import { type Effect, getOperation, type OperationContext } from "./operations.ts";
import { findRight, isOneHand, isOwnRequest, maySee, type Right, rightsOf } from "./rights.ts";
import { settleApproval } from "./settle-approval.ts";
import { subjectOf } from "./subject.ts";
import { attempt, effectHash, previewOperation } from "./try-out.ts";

export interface Decision {
  approval_id: string;
  auth: Auth;
  by: Caller;
  times: TenantTimes;
}

/**
 * A second person's yes to the effect that they saw: carried out now. Said again by the same person it answers the same.
 * A refusal by the operation itself comes back as a value: the approval keeps it as the reason and goes on waiting.
 * @throws not_found · same_person · approval_not_yours · approval_closed · requester_lost_right · effect_changed
 */
export async function approve(
  tx: Tx,
  app: App,
  decision: Decision & { effect_hash: string },
): Promise<Approval | AppError> {
  const { approval, right } = await take(tx, decision);
  const { by, times } = decision;
  if (await isOneHand(tx, approval, decision.auth)) throw new AppError("same_person");
  if (!right) throw new AppError("approval_not_yours", { permission: getOperation(approval.kind).permission });
  if (approval.state === "approved" && approval.decided_by === by.actor_id) return approval;
  requireWaiting(approval, times.now);
  await requireStanding(tx, approval, times.recorded_at);
  const context: OperationContext = {
    app,
    approval_id: approval.approval_id,
    by,
    requested_by: { kind: approval.requested_by_kind, id: approval.requested_by },
    times,
  };
  const done = await attempt(tx, () => carryOut(tx, context, approval, decision.effect_hash));
  const { approval_id } = approval;
  if (!(done instanceof AppError)) {
    const delegation_id = right.delegation?.delegation_id ?? null;
    return settleApproval(tx, app.runtime, { approval_id, state: "approved", by, times, delegation_id, ...done });
  }
  if (done.code === "effect_changed") throw done;
  await keepFailure(tx, app, { approval, by, times, error: done });
  return done;
}

/** Locked first, so that of two who decide at once the second sees what the first did. */
async function take(
  tx: Tx,
  { approval_id, auth, times }: Decision,
): Promise<{ approval: Approval; right: Right | undefined }> {
  const approval = await lockApproval(tx, approval_id);
  const rights = await rightsOf(tx, auth, times.now);
  if (!approval || !maySee(approval, auth, rights)) throw new AppError("not_found");
  return { approval, right: findRight(rights, approval) };
}

/** One whose time is over waits for its timer only. */
function requireWaiting({ state, ends_at }: Approval, now: Date): void {
  const ended = state === "waiting" && ends_at.getTime() <= now.getTime();
  if (state !== "waiting" || ended) throw new AppError("approval_closed", { state: ended ? "expired" : state });
}

/** The requester could ask for it themselves, still: a yes does not lend them what they have lost since. */
async function requireStanding(tx: Tx, approval: Approval, at: Date): Promise<void> {
  const { requires } = getOperation(approval.kind);
  const person = await findPerson(tx, approval.requested_by_kind, approval.requested_by);
  const { unit_id } = approval;
  const reaches = person && (person.scope === "all" || (unit_id !== null && person.scope.includes(unit_id)));
  const may = person && (requires === null || person.permissions.has(requires));
  const ended = person?.until && person.until <= at;
  if (!person?.is_active || ended || !reaches || !may) throw new AppError("requester_lost_right");
}

async function carryOut(
  tx: Tx,
  context: OperationContext,
  approval: Approval,
  seen: string,
): Promise<{ effect: Effect; result: Record<string, unknown> }> {
  const effect = await previewOperation(tx, context, approval);
  if (effectHash(effect) !== seen) throw new AppError("effect_changed");
  const operation = getOperation(approval.kind);
  return { effect, result: await operation.execute(tx, context, operation.input.parse(approval.input)) };
}

async function keepFailure(
  tx: Tx,
  app: App,
  { approval, by, times, error }: { approval: Approval; by: Caller; times: TenantTimes; error: AppError },
): Promise<void> {
  const failure = { code: error.code, data: error.data, at: times.now.toISOString() };
  await tx.run(
    sql_builder
      .updateTable("platform.approval")
      .set({ failure: JSON.stringify(failure) })
      .where("tenant_id", "=", tx.tenant_id)
      .where("approval_id", "=", approval.approval_id),
  );
  await recordAudit(tx, app.runtime, by, {
    action: "approval.failed",
    subject: subjectOf(approval),
    after: { kind: approval.kind, code: error.code },
    approval_id: approval.approval_id,
  });
}

/** A second person's no. @throws not_found · same_person (who asked withdraws instead) · approval_not_yours · approval_closed */
export async function reject(tx: Tx, app: App, decision: Decision & { reason: string }): Promise<Approval> {
  const { approval, right } = await take(tx, decision);
  if (isOwnRequest(approval, decision.auth)) throw new AppError("same_person");
  if (!right) throw new AppError("approval_not_yours", { permission: getOperation(approval.kind).permission });
  return close(tx, app, { ...decision, approval, right, outcome: "rejected" });
}

/** The requester's own withdrawal. @throws not_found · not_your_request · approval_closed */
export async function cancel(tx: Tx, app: App, decision: Decision): Promise<Approval> {
  const { approval } = await take(tx, decision);
  if (!isOwnRequest(approval, decision.auth)) throw new AppError("not_your_request");
  return close(tx, app, { ...decision, approval, outcome: "canceled", reason: null });
}

interface Refusal extends Decision {
  approval: Approval;
  right?: Right;
  outcome: "rejected" | "canceled";
  reason: string | null;
}

async function close(tx: Tx, app: App, refusal: Refusal): Promise<Approval> {
  const { approval, right, outcome, reason, by, times } = refusal;
  requireWaiting(approval, times.now);
  const closed = await settleApproval(tx, app.runtime, {
    approval_id: approval.approval_id,
    state: outcome,
    by,
    times,
    reason,
    delegation_id: right?.delegation?.delegation_id ?? null,
  });
  const operation = getOperation(approval.kind);
  const input = operation.input.parse(approval.input);
  await operation.closed?.(tx, app.runtime, { approval: closed, input, outcome, by, at: times.now, reason });
  return closed;
}
