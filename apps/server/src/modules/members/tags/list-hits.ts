import type { Keyed } from "../../../platform/crypto/secrets.ts";
import type { Db } from "../../../platform/db/pool.ts";
import { run } from "../../../platform/db/sql.ts";
import { memberParams, type Reach } from "../../../platform/kernel/reach.ts";
import { listHits, type ListHitsRow } from "../db/tags.gen.ts";
import { getMember } from "../find-member.ts";
import { personIds } from "../persons.ts";
import { getTag } from "./change-tag.ts";

interface Page {
  before: string | undefined;
  limit: number;
}

const NOBODY = { member_ids: null, tag_id: null, unit_ids: null, owner_staff_id: null };

/** What a member got and lost, newest first, under whichever id. @throws not_found */
export async function listMemberHits(
  db: Db,
  app: Keyed,
  asked_id: string,
  reach: Reach,
  { before, limit }: Page,
): Promise<ListHitsRow[]> {
  const { member_id } = await getMember(db, app, asked_id, reach);
  const page = { before_id: before ?? null, row_limit: limit };
  return run(db, listHits, { ...NOBODY, tenant_id: db.tenant_id, member_ids: await personIds(db, member_id), ...page });
}

/** Who of those in sight got or lost a tag. @throws not_found */
export async function listTagHits(
  db: Db,
  tag_id: string,
  reach: Reach,
  { before, limit }: Page,
): Promise<ListHitsRow[]> {
  await getTag(db, tag_id);
  const page = { before_id: before ?? null, row_limit: limit };
  return run(db, listHits, { ...NOBODY, tenant_id: db.tenant_id, tag_id, ...memberParams(reach), ...page });
}
