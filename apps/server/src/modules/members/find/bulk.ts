// The record of a work over a selection: what it was for, how far it came, and whom it changed.
import type { Caller } from "../../../platform/audit/by.ts";
import { sql_builder } from "../../../platform/db/builder.ts";
import type { Db, Tx } from "../../../platform/db/pool.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { type Reach } from "../../../platform/kernel/reach.ts";
import type { BulkActionName, BulkInput } from "./bulk-actions.ts";

export const BULK_STATES = ["waiting", "running", "done", "stopped", "refused", "undoing", "undone"] as const;
export type BulkState = (typeof BULK_STATES)[number];

/** What a work would do, and what those whom it changes hold. */
export interface Weighed {
  people: number;
  changes: number;
  unchanged: number;
  left_out: number;
  points: number;
  wallet_fen: number;
}

export interface Bulk {
  bulk_id: string;
  selection_id: string;
  action: BulkActionName;
  input: BulkInput;
  reason: string;
  people: number;
  /** Null where nobody else had to agree. */
  weighed: Weighed | null;
  changed: number;
  unchanged: number;
  failed: number;
  state: BulkState;
  actor: "staff" | "api_key";
  actor_id: string;
  caller: Caller;
  reach: Reach;
  approval_id: string | null;
  job_id: string | null;
  undo_job_id: string | null;
  requested_at: Date;
  ended_at: Date | null;
}

const COLUMNS = [
  "bulk_id",
  "selection_id",
  "action",
  "input",
  "reason",
  "people",
  "weighed",
  "changed",
  "unchanged",
  "failed",
  "state",
  "actor",
  "actor_id",
  "caller",
  "reach",
  "approval_id",
  "job_id",
  "undo_job_id",
  "requested_at",
  "ended_at",
] as const;

// Checks of the table and the one writer of its JSON.
const asBulk = (row: object) => row as Bulk;
const bulks = (db: Db) => sql_builder.selectFrom("members.bulk").select(COLUMNS).where("tenant_id", "=", db.tenant_id);

export async function insertBulk(tx: Tx, bulk: Bulk): Promise<void> {
  const { input, weighed, caller, reach, ...plain } = bulk;
  const json = {
    input: JSON.stringify(input),
    weighed: weighed && JSON.stringify(weighed),
    caller: JSON.stringify(caller),
    reach: JSON.stringify(reach),
  };
  await tx.run(sql_builder.insertInto("members.bulk").values({ tenant_id: tx.tenant_id, ...plain, ...json }));
}

type Change = Partial<Pick<Bulk, "state" | "approval_id" | "job_id" | "undo_job_id" | "ended_at">>;

export async function changeBulk(tx: Tx, bulk_id: string, change: Change): Promise<void> {
  await tx.run(
    sql_builder
      .updateTable("members.bulk")
      .set(change)
      .where("tenant_id", "=", tx.tenant_id)
      .where("bulk_id", "=", bulk_id),
  );
}

export async function addToBulk(tx: Tx, bulk_id: string, more: Pick<Bulk, "changed" | "unchanged" | "failed">) {
  await tx.run(
    sql_builder
      .updateTable("members.bulk")
      .set((e) => ({
        changed: e("changed", "+", more.changed),
        unchanged: e("unchanged", "+", more.unchanged),
        failed: e("failed", "+", more.failed),
      }))
      .where("tenant_id", "=", tx.tenant_id)
      .where("bulk_id", "=", bulk_id),
  );
}

/** Whose: one's own, or everybody's. */
export type BulksOf = { actor_id: string } | "all";

/** @throws not_found, also for somebody else's */
export async function getBulk(
  db: Db,
  bulk_id: string,
  { of = "all", lock = false }: { of?: BulksOf; lock?: boolean } = {},
): Promise<Bulk> {
  const query = bulks(db).where("bulk_id", "=", bulk_id);
  const row = await db.first(lock ? query.forUpdate() : query);
  if (!row || (of !== "all" && row.actor_id !== of.actor_id)) throw new AppError("not_found");
  return asBulk(row);
}

export interface BulkFilter {
  of: BulksOf;
  limit: number;
  before?: { requested_at: Date; bulk_id: string } | undefined;
}

/** Newest first. */
export async function listBulks(db: Db, { of, limit, before }: BulkFilter): Promise<Bulk[]> {
  let query = bulks(db);
  if (of !== "all") query = query.where("actor_id", "=", of.actor_id);
  if (before)
    query = query.where((e) =>
      e(e.refTuple("requested_at", "bulk_id"), "<", e.tuple(before.requested_at, before.bulk_id)),
    );
  const rows = await db.all(query.orderBy("requested_at", "desc").orderBy("bulk_id", "desc").limit(limit));
  return rows.map(asBulk);
}
