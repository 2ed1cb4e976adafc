import type { Keyed } from "../../platform/crypto/secrets.ts";
import type { Db } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import {
  type EntryFilter,
  type EntryRow,
  findTransaction,
  findTransactionTitles,
  listEntries,
  listLots,
  type LotRow,
  type TransactionRow,
} from "../ledger/index.ts";
import { getTenant, tenantNow } from "../org/index.ts";
import * as history from "./db/history.gen.ts";
import { findHouseholdOf } from "./households.ts";
import { personIds } from "./persons.ts";
import { expiringUntil } from "./points-of.ts";

const ASSET = "points";

/** Where the page before ended: a business time and the id of its row. */
export interface TimePosition {
  at: Date;
  id: string;
}

const positionOf = (before: TimePosition | undefined) => ({
  before_at: before?.at ?? null,
  before_id: before?.id ?? null,
});

export async function listMemberVisits(db: Db, member_id: string, limit: number, before?: TimePosition) {
  const member_ids = await personIds(db, member_id);
  const page = { tenant_id: db.tenant_id, member_ids, page_size: limit, ...positionOf(before) };
  return run(db, history.listVisits, page);
}

export async function listMemberPurchases(db: Db, member_id: string, limit: number, before?: TimePosition) {
  const member_ids = await personIds(db, member_id);
  const page = { tenant_id: db.tenant_id, member_ids, page_size: limit, ...positionOf(before) };
  return run(db, history.listPurchases, page);
}

export interface MemberEntry extends EntryRow {
  /** Earned, but not spendable yet in the tenant's time. */
  state: "posted" | "pending";
}

/** The points statement of a member, newest first, from before `before_entry_no`. */
export async function listMemberEntries(
  db: Db,
  app: Keyed,
  member_id: string,
  page: { filter: EntryFilter; limit: number; before_entry_no: number | null },
): Promise<MemberEntry[]> {
  const at = tenantNow(await getTenant(db), app.runtime);
  const entries = await listEntries(db, member_id, ASSET, { ...page, at, horizon: expiringUntil(at) });
  return entries.map((entry) => ({
    ...entry,
    state: entry.available_from && entry.available_from > at ? "pending" : "posted",
  }));
}

export function listMemberLots(db: Db, member_id: string): Promise<LotRow[]> {
  return listLots(db, member_id, ASSET, true);
}

/** A lot that still holds something, as the member is told of it. */
export interface MemberLot {
  lot: LotRow;
  state: MemberEntry["state"];
  origin: "earned" | "received" | "returned";
  kind: string;
  title: string;
  from_name: string | null;
  from_me: boolean;
}

/** What of a member's own points, or of their household's pool, is drawn first. */
export async function listOwnLots(db: Db, app: Keyed, member_id: string, of: "me" | "household"): Promise<MemberLot[]> {
  const household = of === "household" ? await findHouseholdOf(db, app, member_id) : undefined;
  if (of === "household" && !household) return [];
  const at = tenantNow(await getTenant(db), app.runtime);
  const lots = await listLots(db, household?.household_id ?? member_id, ASSET, false);
  const titles = await findTransactionTitles(
    db,
    lots.map((lot) => lot.transaction_id),
  );
  const by_id = new Map(titles.map((one) => [one.transaction_id, one]));
  const names = new Map(household?.contributions.map((one) => [one.member_id, one.name]));
  return lots.map((lot) => ({
    lot,
    state: lot.available_from > at ? "pending" : "posted",
    origin: originOf(lot),
    kind: by_id.get(lot.transaction_id)?.kind ?? "",
    title: by_id.get(lot.transaction_id)?.title ?? "",
    from_name: household && lot.root_owner_id ? (names.get(lot.root_owner_id) ?? null) : null,
    from_me: household !== undefined && lot.root_owner_id === member_id,
  }));
}

function originOf({ origin_lot_id, root_owner_id }: LotRow): MemberLot["origin"] {
  if (root_owner_id !== null) return "received";
  return origin_lot_id === null ? "earned" : "returned";
}

export interface MemberTransaction {
  transaction: TransactionRow;
  /** The member whose value it moved. */
  member_id: string;
}

/** A transaction that touched the member. @throws not_found for any other */
export async function getMemberTransaction(
  db: Db,
  transaction_id: string,
  member_id: string,
): Promise<MemberTransaction> {
  const [transaction, ids] = await Promise.all([findTransaction(db, transaction_id), personIds(db, member_id)]);
  if (!transaction?.entries.some(({ owner_id }) => owner_id !== null && ids.includes(owner_id)))
    throw new AppError("not_found");
  return { transaction, member_id };
}
