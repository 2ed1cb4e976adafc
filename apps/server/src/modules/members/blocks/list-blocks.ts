import type { Keyed } from "../../../platform/crypto/secrets.ts";
import type { Db } from "../../../platform/db/pool.ts";
import { run } from "../../../platform/db/sql.ts";
import { memberParams, type Reach } from "../../../platform/kernel/reach.ts";
import { namesOf } from "../../../platform/names.ts";
import * as sql from "../db/blocks.gen.ts";
import { type BlockScope, type BlockTerms, termsOf } from "../domain/blocks.ts";
import { getMember } from "../find-member.ts";
import { type MemberRow, rowsOf } from "../member-list.ts";
import { personIds } from "../persons.ts";

/** More than anybody has been blocked. */
const MOST = 200;

/** For staff who have to say why somebody is turned away. */
export async function findBlock(db: Db, member_id: string): Promise<BlockTerms | undefined> {
  const row = await run(db, sql.findOpenBlock, { tenant_id: db.tenant_id, member_id });
  return row && termsOf(row);
}

export type PastBlock = sql.ListBlocksOfRow & { actor_name: string | null; end_actor_name: string | null };

/** Every block a member has had, newest first, under whichever id. @throws not_found */
export async function listBlocksOf(db: Db, app: Keyed, asked_id: string, reach: Reach): Promise<PastBlock[]> {
  const { member_id } = await getMember(db, app, asked_id, reach);
  const member_ids = await personIds(db, member_id);
  const rows = await run(db, sql.listBlocksOf, { tenant_id: db.tenant_id, member_ids, row_limit: MOST });
  const actors = rows.flatMap((row) => [
    { kind: row.actor, id: row.actor_id },
    { kind: row.end_actor ?? "system", id: row.end_actor_id },
  ]);
  const names = await namesOf(db, actors);
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? null));
  return rows.map((row) => ({
    ...row,
    actor_name: nameOf(row.actor_id),
    end_actor_name: nameOf(row.end_actor_id),
  }));
}

export interface BlockedFilter {
  reach: Reach;
  scope: BlockScope | undefined;
  before: string | undefined;
  limit: number;
}

export type Blocked = sql.ListBlockedRow & { member: MemberRow; actor_name: string | null };

/** Who is blocked now, of those in sight. */
export async function listBlocked(db: Db, app: Keyed, filter: BlockedFilter): Promise<Blocked[]> {
  const { reach, scope, before, limit } = filter;
  const asked = { tenant_id: db.tenant_id, scope: scope ?? null, before_id: before ?? null, row_limit: limit };
  const rows = await run(db, sql.listBlocked, { ...asked, ...memberParams(reach) });
  const members = await rowsOf(
    db,
    app,
    rows.map((row) => row.member_id),
  );
  const names = await namesOf(
    db,
    rows.map((row) => ({ kind: row.actor, id: row.actor_id })),
  );
  return rows.flatMap((row) => {
    const member = members.get(row.member_id);
    return member ? [{ ...row, member, actor_name: names.get(row.actor_id ?? "") ?? null }] : [];
  });
}
