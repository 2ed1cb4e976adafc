import type { App } from "../../../platform/app.ts";
import { sql_builder } from "../../../platform/db/builder.ts";
import type { Tx } from "../../../platform/db/pool.ts";
import { appendEvents } from "../../../platform/events/outbox.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import type { Scope } from "../../members/index.ts";
import type { Times } from "../../org/index.ts";
import { getProgram } from "../program.ts";
import { type Actor, isSameActor } from "../actor.ts";
import { ADJUSTMENT_COLUMNS, getAdjustment, type Adjustment } from "./adjustment.ts";
import { adjustmentEvent } from "./adjustment-event.ts";
import { lockPoints, postAdjustment } from "./post-adjustment.ts";

export interface Decision {
  adjustment_id: string;
  actor: Actor;
  scope: Scope;
  times: Times;
}

/**
 * A second person's yes: posted now. Said again by the same person it answers the same.
 * @throws not_found · same_person · adjustment_closed · insufficient_balance (the request goes on waiting)
 */
export async function approveAdjustment(tx: Tx, app: App, decision: Decision): Promise<Adjustment> {
  const { adjustment_id, actor, scope, times } = decision;
  const { member_id } = await getAdjustment(tx, app, adjustment_id, scope);
  // Under the member's account lock: whoever waited for it sees what the other one did.
  const { debt } = await lockPoints(tx, member_id, times);
  const adjustment = await getAdjustment(tx, app, adjustment_id, scope);
  if (isSameActor(actor, adjustment.requested_by_kind, adjustment.requested_by)) throw new AppError("same_person");
  if (adjustment.state === "posted" && isSameActor(actor, adjustment.decided_by_kind, adjustment.decided_by)) {
    return adjustment;
  }
  if (adjustment.state !== "waiting") throw closed(adjustment);
  return postAdjustment(tx, app.runtime, { program: await getProgram(tx), adjustment, by: actor, times, debt });
}

/** A no, or the requester's own withdrawal. @throws not_found · adjustment_closed */
export async function rejectAdjustment(tx: Tx, app: App, decision: Decision & { reason: string }): Promise<Adjustment> {
  const { adjustment_id, actor, scope, times, reason } = decision;
  const adjustment = await getAdjustment(tx, app, adjustment_id, scope);
  const rejected = await tx.first(
    sql_builder
      .updateTable("points.adjustment")
      .set({
        state: "rejected",
        decided_by_kind: actor.kind,
        decided_by: actor.id,
        decided_at: times.now,
        decision_reason: reason,
      })
      .where("tenant_id", "=", tx.tenant_id)
      .where("adjustment_id", "=", adjustment_id)
      .where("state", "=", "waiting")
      .where("ends_at", ">", times.now)
      .returning(ADJUSTMENT_COLUMNS),
  );
  if (!rejected) throw closed(adjustment);
  await appendEvents(tx, [adjustmentEvent(app.runtime, "points.adjustment_rejected", rejected, times)]);
  return rejected;
}

const closed = ({ state }: Adjustment) => new AppError("adjustment_closed", { state });
