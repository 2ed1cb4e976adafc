import { sql_builder } from "../../platform/db/builder.ts";
import { run } from "../../platform/db/sql.ts";
import type { Db, Tx } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import { countQueue } from "./db/deliveries.gen.ts";

/** Unit ids whose data the caller sees. */
export type Scope = "all" | readonly string[];

export interface Endpoint {
  endpoint_id: string;
  url: string;
  description: string;
  event_types: string[];
  unit_id: string | null;
  state: "active" | "paused" | "disabled";
  disabled_reason: "gone" | "failing" | null;
  disabled_at: Date | null;
  failures: number;
  failing_since: Date | null;
  retry_at: Date | null;
  last_success_at: Date | null;
  version: number;
  created_at: Date;
}

const COLUMNS = [
  "endpoint_id",
  "url",
  "description",
  "event_types",
  "unit_id",
  "state",
  "disabled_reason",
  "disabled_at",
  "failures",
  "failing_since",
  "retry_at",
  "last_success_at",
  "version",
  "created_at",
] as const;

/** An endpoint of the whole group belongs to those who see the whole group. */
function visible(db: Db, scope: Scope) {
  const query = sql_builder
    .selectFrom("webhooks.endpoint")
    .select(COLUMNS)
    .where("tenant_id", "=", db.tenant_id)
    .where("deleted_at", "is", null);
  return scope === "all" ? query : query.where("unit_id", "in", [...scope]);
}

/** A tenant has few (MAX_ENDPOINTS): all of them, newest first. */
export function listEndpoints(db: Db, scope: Scope): Promise<Endpoint[]> {
  return db.all(visible(db, scope).orderBy("created_at", "desc").orderBy("endpoint_id"));
}

/** @throws not_found */
export async function getEndpoint(db: Db, endpoint_id: string, scope: Scope): Promise<Endpoint> {
  const endpoint = await db.first(visible(db, scope).where("endpoint_id", "=", endpoint_id));
  if (!endpoint) throw new AppError("not_found");
  return endpoint;
}

/** The same, until the transaction ends. */
export async function lockEndpoint(tx: Tx, endpoint_id: string, scope: Scope): Promise<Endpoint> {
  const endpoint = await tx.first(visible(tx, scope).where("endpoint_id", "=", endpoint_id).forNoKeyUpdate());
  if (!endpoint) throw new AppError("not_found");
  return endpoint;
}

export interface Queue {
  waiting: number;
  dead: number;
}

export async function countQueues(db: Db, endpoint_ids: string[]): Promise<Map<string, Queue>> {
  if (endpoint_ids.length === 0) return new Map();
  const rows = await run(db, countQueue, { tenant_id: db.tenant_id, endpoint_ids });
  return new Map(rows.map(({ endpoint_id, waiting, dead }) => [endpoint_id, { waiting, dead }]));
}
