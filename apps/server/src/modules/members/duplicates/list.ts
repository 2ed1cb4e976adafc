import type { Keyed } from "../../../platform/crypto/secrets.ts";
import type { Db } from "../../../platform/db/pool.ts";
import { run } from "../../../platform/db/sql.ts";
import { memberParams, type Reach } from "../../../platform/kernel/reach.ts";
import * as sql from "../db/duplicates.gen.ts";
import { type MemberRow, rowsOf } from "../member-list.ts";

export interface DuplicateFilter {
  reach: Reach;
  state: "open" | "merged" | "dismissed";
  least: number;
  member_id?: string | undefined;
  reason?: string | undefined;
  before?: { confidence: number; duplicate_id: string } | undefined;
  limit: number;
}

export interface ListedDuplicate extends sql.ListDuplicatesRow {
  a: MemberRow;
  b: MemberRow;
}

/** The surest first, each with both people as the list of members shows them. */
export async function listDuplicates(db: Db, app: Keyed, filter: DuplicateFilter): Promise<ListedDuplicate[]> {
  const { reach, state, least, member_id, reason, before, limit } = filter;
  const pairs = await run(db, sql.listDuplicates, {
    tenant_id: db.tenant_id,
    state,
    least,
    member_id: member_id ?? null,
    reason: reason ?? null,
    before_confidence: before?.confidence ?? null,
    before_id: before?.duplicate_id ?? null,
    ...memberParams(reach),
    row_limit: limit,
  });
  const rows = await rowsOf(db, app, [...new Set(pairs.flatMap(({ a_id, b_id }) => [a_id, b_id]))]);
  return pairs.flatMap((pair) => {
    const [a, b] = [rows.get(pair.a_id), rows.get(pair.b_id)];
    return a && b ? { ...pair, a, b } : [];
  });
}

export async function countDuplicates(
  db: Db,
  reach: Reach,
): Promise<{ open: number; sure: number; merged: number; dismissed: number }> {
  const rows = await run(db, sql.countDuplicates, { tenant_id: db.tenant_id, ...memberParams(reach) });
  const of = (state: string) => rows.find((row) => row.state === state);
  return {
    open: of("open")?.count ?? 0,
    sure: of("open")?.sure ?? 0,
    merged: of("merged")?.count ?? 0,
    dismissed: of("dismissed")?.count ?? 0,
  };
}
