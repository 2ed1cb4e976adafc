import { memberParams, type Reach } from "../../../platform/kernel/reach.ts";
import type { App } from "../../../platform/app.ts";
import { sql_builder } from "../../../platform/db/builder.ts";
import type { Db } from "../../../platform/db/pool.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { getMember } from "../../members/index.ts";
import type { Actor } from "../actor.ts";

export const ADJUSTMENT_STATES = ["waiting", "posted", "rejected", "expired"] as const;
export type AdjustmentState = (typeof ADJUSTMENT_STATES)[number];

export interface Adjustment {
  adjustment_id: string;
  member_id: string;
  points: number;
  reason: string;
  external_id: string | null;
  state: AdjustmentState;
  /** Null: the programme asked for no second person. */
  threshold: number | null;
  requested_by_kind: Actor["kind"];
  requested_by: string;
  requested_at: Date;
  ends_at: Date;
  decided_by_kind: Actor["kind"] | null;
  decided_by: string | null;
  decided_at: Date | null;
  decision_reason: string | null;
  transaction_id: string | null;
  recorded_at: Date;
}

export function needsApproval(points: number, threshold: number | null): boolean {
  return threshold !== null && Math.abs(points) > threshold;
}

export const ADJUSTMENT_COLUMNS = [
  "adjustment_id",
  "member_id",
  "points",
  "reason",
  "external_id",
  "state",
  "threshold",
  "requested_by_kind",
  "requested_by",
  "requested_at",
  "ends_at",
  "decided_by_kind",
  "decided_by",
  "decided_at",
  "decision_reason",
  "transaction_id",
  "recorded_at",
] as const;

/** @throws not_found, also for an adjustment of a member outside the reach. */
export async function getAdjustment(
  db: Db,
  app: Pick<App, "secrets">,
  adjustment_id: string,
  reach: Reach,
): Promise<Adjustment> {
  const adjustment = await db.first(
    sql_builder
      .selectFrom("points.adjustment")
      .select(ADJUSTMENT_COLUMNS)
      .where("tenant_id", "=", db.tenant_id)
      .where("adjustment_id", "=", adjustment_id),
  );
  if (!adjustment) throw new AppError("not_found");
  await getMember(db, app, adjustment.member_id, reach);
  return adjustment;
}

export interface AdjustmentFilter {
  reach: Reach;
  state?: AdjustmentState | undefined;
  member_id?: string | undefined;
  limit: number;
  /** The last row of the page before. */
  after?: { requested_at: Date; adjustment_id: string } | undefined;
}

/** Newest first, `limit` + 1 rows. */
export async function listAdjustments(db: Db, filter: AdjustmentFilter) {
  const { reach, after } = filter;
  let query = sql_builder
    .selectFrom("points.adjustment as a")
    .innerJoin("members.v_member as m", (join) =>
      join.on("m.tenant_id", "=", db.tenant_id).onRef("m.member_id", "=", "a.member_id"),
    )
    .where("a.tenant_id", "=", db.tenant_id);
  const { unit_ids, owner_staff_id } = memberParams(reach);
  if (unit_ids) query = query.where((e) => e("m.home_unit_id", "=", e.fn.any(e.val(unit_ids))));
  if (owner_staff_id) query = query.where("m.owner_staff_id", "=", owner_staff_id);
  if (filter.state !== undefined) query = query.where("a.state", "=", filter.state);
  if (filter.member_id !== undefined) query = query.where("m.person_id", "=", filter.member_id);
  if (after) {
    query = query.where((e) =>
      e(e.refTuple("a.requested_at", "a.adjustment_id"), "<", e.tuple(after.requested_at, after.adjustment_id)),
    );
  }
  return db.all(
    query
      .select(ADJUSTMENT_COLUMNS.map((column) => `a.${column}` as const))
      .select(["m.name as member_name", "m.card_no as member_card_no"])
      .orderBy("a.requested_at", "desc")
      .orderBy("a.adjustment_id", "desc")
      .limit(filter.limit + 1),
  );
}
