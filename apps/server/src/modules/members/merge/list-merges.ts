import type { Db } from "../../../platform/db/pool.ts";
import { run } from "../../../platform/db/sql.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { memberParams, type Reach } from "../../../platform/kernel/reach.ts";
import { listMerges as listMergesSql, type ListMergesRow } from "../db/merge.gen.ts";
import { personIds } from "../persons.ts";

export type MergeRow = ListMergesRow;

export interface MergeFilter {
  reach: Reach;
  member_id?: string | undefined;
  before_id?: string | undefined;
  limit: number;
}

/** Newest first. Of one person: those they won, and those of the rows they have become. */
export async function listMerges(db: Db, { reach, member_id, before_id, limit }: MergeFilter): Promise<MergeRow[]> {
  const member_ids = member_id === undefined ? null : await personIds(db, member_id);
  return run(db, listMergesSql, {
    tenant_id: db.tenant_id,
    merge_id: null,
    member_ids,
    before_id: before_id ?? null,
    ...memberParams(reach),
    row_limit: limit,
  });
}

/** @throws not_found, also outside the reach */
export async function getMerge(db: Db, merge_id: string, reach: Reach): Promise<MergeRow> {
  const [row] = await run(db, listMergesSql, {
    tenant_id: db.tenant_id,
    merge_id,
    member_ids: null,
    before_id: null,
    ...memberParams(reach),
    row_limit: 1,
  });
  if (!row) throw new AppError("not_found");
  return row;
}
