import type { Reach } from "../../../platform/kernel/reach.ts";
import type { App } from "../../../platform/app.ts";
import { requestApproval } from "../../../platform/approvals/index.ts";
import type { Caller } from "../../../platform/audit/by.ts";
import { sql_builder } from "../../../platform/db/builder.ts";
import type { Tx } from "../../../platform/db/pool.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { getMember, personOf } from "../../members/index.ts";
import type { Times } from "../../org/index.ts";
import { getProgram } from "../program.ts";
import { callerActor } from "../actor.ts";
import { ADJUSTMENT_COLUMNS, type Adjustment, needsApproval } from "./adjustment.ts";
import { adjustmentEvent } from "./adjustment-event.ts";
import { previewAdjustment } from "./adjustment-effect.ts";
import { lockPoints, postAdjustment } from "./post-adjustment.ts";
import { appendEvents } from "../../../platform/events/outbox.ts";

/** How long a request waits for its second person. */
const WAITING_MS = 72 * 3_600_000;

export interface AdjustmentRequest {
  member_id: string;
  points: number;
  reason: string;
  /** The caller's own number: asked for once. */
  external_id: string | null;
}

/**
 * Posts a small adjustment at once; above the programme's threshold it waits for a second person.
 * @throws not_found · program_not_found · insufficient_balance · external_id_of_another
 */
export async function requestAdjustment(
  tx: Tx,
  app: App,
  request: AdjustmentRequest,
  { by, reach, times }: { by: Caller; reach: Reach; times: Times },
): Promise<{ adjustment: Adjustment; known: boolean }> {
  const { home_unit_id } = await getMember(tx, app, request.member_id, reach);
  const actor = callerActor(by);
  const program = await getProgram(tx);
  const threshold = program.adjustment_threshold;
  const adjustment: Adjustment = {
    ...request,
    adjustment_id: app.runtime.ids.next(),
    state: "waiting",
    threshold,
    requested_by_kind: actor.kind,
    requested_by: actor.id,
    requested_at: times.now,
    ends_at: new Date(times.now.getTime() + WAITING_MS),
    decided_by_kind: null,
    decided_by: null,
    decided_at: null,
    decision_reason: null,
    transaction_id: null,
    recorded_at: times.recorded_at,
  };
  const { debt } = await lockPoints(tx, request.member_id, times);
  const known = await insertAdjustment(tx, adjustment);
  if (known) {
    if ((await personOf(tx, known.member_id)) !== request.member_id) {
      throw new AppError("external_id_of_another", { external_id: request.external_id });
    }
    return { adjustment: known, known: true };
  }
  if (!needsApproval(request.points, threshold)) {
    const posted = await postAdjustment(tx, app.runtime, { program, adjustment, by, times, debt });
    return { adjustment: posted, known: false };
  }
  // What can not be taken today is not worth a second person's time.
  const { covered, available } = await previewAdjustment(tx, program, request, times.now);
  if (!covered) throw new AppError("insufficient_balance", { available, required: -request.points });
  const { adjustment_id, ends_at, member_id, reason } = adjustment;
  await requestApproval(tx, app, {
    kind: "points.adjustment",
    input: { adjustment_id },
    reason,
    by,
    subject: { kind: "member", id: member_id },
    unit_id: home_unit_id,
    own: { approval_id: adjustment_id, ends_at },
    times,
  });
  await appendEvents(tx, [adjustmentEvent(app.runtime, "points.adjustment_requested", adjustment, times)]);
  return { adjustment, known: false };
}

/** The one that already stands under this external_id, else undefined: then the new one is in. */
async function insertAdjustment(tx: Tx, adjustment: Adjustment): Promise<Adjustment | undefined> {
  const added = await tx.run(
    sql_builder
      .insertInto("points.adjustment")
      .values({ tenant_id: tx.tenant_id, ...adjustment })
      .onConflict((conflict) => conflict.constraint("adjustment_external_id_key").doNothing()),
  );
  if (added > 0) return undefined;
  return tx.first(
    sql_builder
      .selectFrom("points.adjustment")
      .select(ADJUSTMENT_COLUMNS)
      .where("tenant_id", "=", tx.tenant_id)
      .where("external_id", "=", adjustment.external_id),
  );
}
