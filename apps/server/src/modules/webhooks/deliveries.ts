import { sql_builder } from "../../platform/db/builder.ts";
import type { Db } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { Scope } from "./endpoints.ts";

/** How long the log of deliveries goes back. */
export const KEEP_DAYS = 30;

export type DeliveryState = "waiting" | "delivered" | "dead";

export interface DeliveryFilter {
  endpoint_id: string | undefined;
  state: DeliveryState | undefined;
  type: string | undefined;
  from: Date | undefined;
  to: Date | undefined;
  before: { created_at: Date; delivery_id: string } | undefined;
  rows: number;
}

const COLUMNS = [
  "d.delivery_id",
  "d.endpoint_id",
  "d.event_id",
  "d.type",
  "d.subject_id",
  "d.payload",
  "d.business_time",
  "d.is_test",
  "d.state",
  "d.attempts",
  "d.due_at",
  "d.last_status",
  "d.last_error",
  "d.created_at",
  "d.finished_at",
] as const;

/** Those of endpoints that the caller sees. */
function visible(db: Db, scope: Scope) {
  const query = sql_builder
    .selectFrom("webhooks.delivery as d")
    .innerJoin("webhooks.endpoint as w", (join) =>
      join.onRef("w.tenant_id", "=", "d.tenant_id").onRef("w.endpoint_id", "=", "d.endpoint_id"),
    )
    .select(COLUMNS)
    .where("d.tenant_id", "=", db.tenant_id)
    .where("w.deleted_at", "is", null);
  return scope === "all" ? query : query.where("w.unit_id", "in", [...scope]);
}

/** Newest first. */
export function listDeliveries(db: Db, scope: Scope, filter: DeliveryFilter) {
  const { endpoint_id, state, type, from, to, before, rows } = filter;
  let query = visible(db, scope).orderBy("d.created_at", "desc").orderBy("d.delivery_id", "desc").limit(rows);
  if (endpoint_id !== undefined) query = query.where("d.endpoint_id", "=", endpoint_id);
  if (state !== undefined) query = query.where("d.state", "=", state);
  if (type !== undefined) query = query.where("d.type", "=", type);
  if (from !== undefined) query = query.where("d.created_at", ">=", from);
  if (to !== undefined) query = query.where("d.created_at", "<", to);
  if (before) {
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple("d.created_at", "d.delivery_id"), "<", tuple(before.created_at, before.delivery_id)),
    );
  }
  return db.all(query);
}

/** @throws not_found */
export async function getDelivery(db: Db, scope: Scope, delivery_id: string) {
  const delivery = await db.first(visible(db, scope).where("d.delivery_id", "=", delivery_id));
  if (!delivery) throw new AppError("not_found");
  return delivery;
}

export type DeliveryRow = Awaited<ReturnType<typeof getDelivery>>;

const MOST_ATTEMPTS = 100;

/** Oldest first. */
export function listAttempts(db: Db, delivery_id: string) {
  return db.all(
    sql_builder
      .selectFrom("webhooks.attempt")
      .select(["attempt_id", "attempted_at", "duration_ms", "status", "error", "response_excerpt"])
      .where("tenant_id", "=", db.tenant_id)
      .where("delivery_id", "=", delivery_id)
      .orderBy("attempted_at")
      .orderBy("attempt_id")
      .limit(MOST_ATTEMPTS),
  );
}

export type AttemptRow = Awaited<ReturnType<typeof listAttempts>>[number];
