import { EVERYBODY, type Reach } from "../../../platform/kernel/reach.ts";
import type { App } from "../../../platform/app.ts";
import { lockApproval, settleApproval } from "../../../platform/approvals/index.ts";
import type { Caller } from "../../../platform/audit/by.ts";
import { sql_builder } from "../../../platform/db/builder.ts";
import type { Tx } from "../../../platform/db/pool.ts";
import { appendEvents } from "../../../platform/events/outbox.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import type { Runtime } from "../../../platform/kernel/runtime.ts";
import { personOf } from "../../members/index.ts";
import type { Times } from "../../org/index.ts";
import { getProgram } from "../program.ts";
import { type Actor, callerActor, isSameActor } from "../actor.ts";
import { ADJUSTMENT_COLUMNS, getAdjustment, type Adjustment } from "./adjustment.ts";
import { adjustmentEvent } from "./adjustment-event.ts";
import { lockPoints, postAdjustment } from "./post-adjustment.ts";

export interface Decision {
  adjustment_id: string;
  by: Caller;
  reach: Reach;
  times: Times;
}

/**
 * A second person's yes: posted now. Said again by the same person it answers the same.
 * @throws not_found · same_person · adjustment_closed · insufficient_balance (the request goes on waiting)
 */
export async function approveAdjustment(tx: Tx, app: App, decision: Decision): Promise<Adjustment> {
  const { adjustment_id, by, reach, times } = decision;
  await lockApproval(tx, adjustment_id);
  const adjustment = await getAdjustment(tx, app, adjustment_id, reach);
  const actor = callerActor(by);
  if (isSameActor(actor, adjustment.requested_by_kind, adjustment.requested_by)) throw new AppError("same_person");
  if (adjustment.state === "posted" && isSameActor(actor, adjustment.decided_by_kind, adjustment.decided_by)) {
    return adjustment;
  }
  const posted = await postWaiting(tx, app, decision);
  const result = { adjustment_id, transaction_id: posted.transaction_id };
  await settleApproval(tx, app.runtime, { approval_id: adjustment_id, state: "approved", by, times, result });
  return posted;
}

/** Posts what waits, whoever has said yes to it. @throws adjustment_closed · insufficient_balance */
export async function postWaiting(
  tx: Tx,
  app: App,
  { adjustment_id, by, times }: Omit<Decision, "reach">,
): Promise<Adjustment> {
  const asked = await getAdjustment(tx, app, adjustment_id, EVERYBODY);
  // Whose points they are by now.
  const member_id = await personOf(tx, asked.member_id);
  // Under the member's account lock: whoever waited for it sees what the other one did.
  const { debt } = await lockPoints(tx, member_id, times);
  const adjustment = { ...(await getAdjustment(tx, app, adjustment_id, EVERYBODY)), member_id };
  if (adjustment.state !== "waiting") throw closed(adjustment);
  return postAdjustment(tx, app.runtime, { program: await getProgram(tx), adjustment, by, times, debt });
}

/** A no, or the requester's own withdrawal. @throws not_found · adjustment_closed */
export async function rejectAdjustment(tx: Tx, app: App, decision: Decision & { reason: string }): Promise<Adjustment> {
  const { adjustment_id, by, reach, times, reason } = decision;
  await lockApproval(tx, adjustment_id);
  const adjustment = await getAdjustment(tx, app, adjustment_id, reach);
  if (adjustment.state !== "waiting" || adjustment.ends_at.getTime() <= times.now.getTime()) throw closed(adjustment);
  const actor = callerActor(by);
  const own = isSameActor(actor, adjustment.requested_by_kind, adjustment.requested_by);
  const state = own ? "canceled" : "rejected";
  await settleApproval(tx, app.runtime, { approval_id: adjustment_id, state, by, times, reason });
  const ending = { adjustment_id, state: "rejected", actor, at: times.now, reason } as const;
  return (await closeAdjustment(tx, app.runtime, ending)) ?? adjustment;
}

interface AdjustmentEnding {
  adjustment_id: string;
  state: "rejected" | "expired";
  /** Null: its time was over. */
  actor: Actor | null;
  at: Date;
  reason: string | null;
}

/** Undefined when it waits no longer. */
export async function closeAdjustment(
  tx: Tx,
  runtime: Runtime,
  { adjustment_id, state, actor, at, reason }: AdjustmentEnding,
): Promise<Adjustment | undefined> {
  const adjustment = await tx.first(
    sql_builder
      .updateTable("points.adjustment")
      .set({
        state,
        decided_by_kind: actor?.kind ?? null,
        decided_by: actor?.id ?? null,
        decided_at: at,
        decision_reason: reason,
      })
      .where("tenant_id", "=", tx.tenant_id)
      .where("adjustment_id", "=", adjustment_id)
      .where("state", "=", "waiting")
      .returning(ADJUSTMENT_COLUMNS),
  );
  if (!adjustment) return undefined;
  const times = { now: at, recorded_at: runtime.clock.now() };
  await appendEvents(tx, [adjustmentEvent(runtime, `points.adjustment_${state}`, adjustment, times)]);
  return adjustment;
}

const closed = ({ state }: Adjustment) => new AppError("adjustment_closed", { state });
