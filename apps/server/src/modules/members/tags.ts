import type { Keyed } from "../../platform/crypto/secrets.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Db, Tx } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";

export interface Tag {
  tag_id: string;
  name: string;
}

const tags = (db: Db) =>
  sql_builder.selectFrom("members.tag").select(["tag_id", "name"]).where("tenant_id", "=", db.tenant_id);

/** All tags of the tenant by name: hundreds at most. */
export function listTags(db: Db): Promise<Tag[]> {
  return db.all(tags(db).orderBy("name"));
}

/** @throws tag_taken */
export async function createTag(tx: Tx, { runtime }: Keyed, name: string): Promise<Tag> {
  const tag = { tag_id: runtime.ids.next(), name };
  const created_at = runtime.clock.now();
  await tx.run(sql_builder.insertInto("members.tag").values({ tenant_id: tx.tenant_id, created_at, ...tag }));
  return tag;
}

/** A member's tags become exactly these. The caller holds the member's lock. @throws not_found for an unknown tag */
export async function replaceTags(
  tx: Tx,
  { runtime }: Keyed,
  member_id: string,
  tag_ids: readonly string[],
): Promise<void> {
  const wanted = [...new Set(tag_ids)];
  if (wanted.length > 0) {
    const known = await tx.all(tags(tx).where("tag_id", "in", wanted));
    if (known.length < wanted.length) throw new AppError("not_found");
  }
  let dropped = sql_builder
    .deleteFrom("members.member_tag")
    .where("tenant_id", "=", tx.tenant_id)
    .where("member_id", "=", member_id);
  if (wanted.length > 0) dropped = dropped.where("tag_id", "not in", wanted);
  await tx.run(dropped);
  if (wanted.length === 0) return;
  const created_at = runtime.clock.now();
  const rows = wanted.map((tag_id) => ({ tenant_id: tx.tenant_id, tag_id, member_id, created_at }));
  await tx.run(
    sql_builder
      .insertInto("members.member_tag")
      .values(rows)
      .onConflict((oc) => oc.doNothing()),
  );
}

/** Gives tags to many members at once; a tag that somebody has already stays as it is. */
export async function tagMembers(
  tx: Tx,
  { runtime }: Keyed,
  tagged: readonly { member_id: string; tag_id: string }[],
): Promise<void> {
  if (tagged.length === 0) return;
  const created_at = runtime.clock.now();
  const rows = tagged.map((row) => ({ ...row, tenant_id: tx.tenant_id, created_at }));
  await tx.run(
    sql_builder
      .insertInto("members.member_tag")
      .values(rows)
      .onConflict((oc) => oc.doNothing()),
  );
}
