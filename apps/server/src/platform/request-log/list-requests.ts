import { sql_builder } from "../db/builder.ts";
import type { Db } from "../db/pool.ts";
import { AppError } from "../kernel/errors.ts";

export interface RequestFilter {
  /** Only what this caller asked. */
  reader_id: string | undefined;
  /** Whoever asked; two who differ are nobody. */
  actor_ids: readonly (string | undefined)[];
  method: string | undefined;
  route: string | undefined;
  /** The hundreds: 2, 4, 5. */
  status_class: number | undefined;
  request_id: string | undefined;
  from: Date | undefined;
  to: Date | undefined;
  before: { recorded_at: Date; logged_request_id: string } | undefined;
  rows: number;
}

const HEAD = [
  "logged_request_id",
  "recorded_at",
  "request_id",
  "actor",
  "actor_id",
  "method",
  "route",
  "path",
  "status",
  "error_code",
  "duration_ms",
  "ip",
  "is_replay",
  "skipped",
] as const;
const DETAIL = ["user_agent", "idempotency_key", "query", "request_body", "response_body"] as const;

function visible(db: Db, reader_id: string | undefined) {
  const query = sql_builder.selectFrom("platform.request_log").where("tenant_id", "=", db.tenant_id);
  return reader_id === undefined ? query : query.where("actor_id", "=", reader_id);
}

/** Newest first. */
export function listRequests(db: Db, filter: RequestFilter) {
  const { reader_id, actor_ids, method, route, status_class, request_id, from, to, before, rows } = filter;
  let query = visible(db, reader_id)
    .select(HEAD)
    .orderBy("recorded_at", "desc")
    .orderBy("logged_request_id", "desc")
    .limit(rows);
  for (const id of actor_ids) if (id !== undefined) query = query.where("actor_id", "=", id);
  if (method !== undefined) query = query.where("method", "=", method);
  if (route !== undefined) query = query.where("route", "=", route);
  if (status_class !== undefined) {
    query = query.where("status", ">=", status_class * 100).where("status", "<", status_class * 100 + 100);
  }
  if (request_id !== undefined) query = query.where("request_id", "=", request_id);
  if (from !== undefined) query = query.where("recorded_at", ">=", from);
  if (to !== undefined) query = query.where("recorded_at", "<", to);
  if (before) {
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple("recorded_at", "logged_request_id"), "<", tuple(before.recorded_at, before.logged_request_id)),
    );
  }
  return db.all(query);
}

export type RequestHead = Awaited<ReturnType<typeof listRequests>>[number];

/** @throws not_found */
export async function getRequest(db: Db, logged_request_id: string, reader_id: string | undefined) {
  const row = await db.first(
    visible(db, reader_id)
      .select([...HEAD, ...DETAIL])
      .where("logged_request_id", "=", logged_request_id),
  );
  if (!row) throw new AppError("not_found");
  return row;
}

export type RequestRow = Awaited<ReturnType<typeof getRequest>>;
