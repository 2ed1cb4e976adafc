import type { Keyed } from "../../platform/crypto/secrets.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Db, Tx } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import { getTenant, tenantNow } from "../org/index.ts";
import { giveTagsTo, listHeldTags, takeTagsFrom, writeHits } from "./db/tags.gen.ts";
import type { TagColour, TagKind } from "./domain/tag-words.ts";

export interface Tag {
  tag_id: string;
  name: string;
  kind: TagKind;
  colour: TagColour | null;
}

const tags = (db: Db) =>
  sql_builder
    .selectFrom("members.tag")
    .select(["tag_id", "name", "kind", "colour"])
    .where("tenant_id", "=", db.tenant_id)
    .where("archived_at", "is", null);

/** The tags of the tenant that are in use, by name: hundreds at most. */
export function listTags(db: Db): Promise<Tag[]> {
  return db.all(tags(db).orderBy("name"));
}

export interface NewTag {
  name: string;
  colour?: TagColour | null | undefined;
  group_name?: string | undefined;
}

/** One that people give. @throws tag_taken */
export async function createTag(
  tx: Tx,
  { runtime }: Keyed,
  { name, colour = null, group_name = "" }: NewTag,
): Promise<Tag> {
  const tag = { tag_id: runtime.ids.next(), name, kind: "manual" as const, colour };
  const created_at = runtime.clock.now();
  await tx.run(
    sql_builder.insertInto("members.tag").values({ tenant_id: tx.tenant_id, created_at, group_name, ...tag }),
  );
  return tag;
}

/**
 * The tags that people gave a member become exactly these; those of rules stay as the rules have them. The caller holds the
 * member's lock.
 * @throws not_found for an unknown tag · tag_automatic
 */
export async function replaceTags(
  tx: Tx,
  app: Pick<Keyed, "runtime">,
  member_id: string,
  tag_ids: readonly string[],
): Promise<void> {
  const all = await tx.all(tags(tx));
  const known = new Map(all.map((tag) => [tag.tag_id, tag]));
  const wanted = new Set(tag_ids);
  if ([...wanted].some((tag_id) => !known.has(tag_id))) throw new AppError("not_found");
  const { tenant_id } = tx;
  const rows = await run(tx, listHeldTags, { tenant_id, member_ids: [member_id], tag_ids: [...known.keys()] });
  const held = new Set(rows.map((row) => row.tag_id));
  const manual = (tag_id: string) => known.get(tag_id)?.kind === "manual";
  const given = [...wanted].filter((tag_id) => !held.has(tag_id));
  const ruled = given.map((tag_id) => known.get(tag_id)).find((tag) => tag?.kind === "automatic");
  if (ruled) throw new AppError("tag_automatic", { name: ruled.name });
  const taken = [...held].filter((tag_id) => manual(tag_id) && !wanted.has(tag_id));
  const of = (ids: readonly string[]) => ids.map((tag_id) => ({ member_id, tag_id }));
  await tagMembers(tx, app, of(given));
  await untagMembers(tx, app, of(taken));
}

export interface Tagged {
  member_id: string;
  tag_id: string;
}

/** Gives tags that people give to many members at once; a tag that somebody has already stays as it is. Answers who got one. */
export async function tagMembers(tx: Tx, app: Pick<Keyed, "runtime">, given: readonly Tagged[]): Promise<Tagged[]> {
  if (given.length === 0) return [];
  const at = tenantNow(await getTenant(tx), app.runtime);
  const rows = await run(tx, giveTagsTo, { tenant_id: tx.tenant_id, given, at });
  await noteHits(tx, app, rows, { added: true, at });
  return rows;
}

/** Takes tags from many members at once; who has none loses none. Answers who lost one. */
export async function untagMembers(tx: Tx, app: Pick<Keyed, "runtime">, taken: readonly Tagged[]): Promise<Tagged[]> {
  if (taken.length === 0) return [];
  const at = tenantNow(await getTenant(tx), app.runtime);
  const rows = await run(tx, takeTagsFrom, { tenant_id: tx.tenant_id, taken });
  await noteHits(tx, app, rows, { added: false, at });
  return rows;
}

async function noteHits(
  tx: Tx,
  { runtime }: Pick<Keyed, "runtime">,
  rows: readonly Tagged[],
  { added, at }: { added: boolean; at: Date },
): Promise<void> {
  if (rows.length === 0) return;
  const own = { added, rule_version: null, why: null };
  const hits = rows.map((row) => ({ ...row, ...own, tag_hit_id: runtime.ids.next() }));
  await run(tx, writeHits, { tenant_id: tx.tenant_id, hits, at });
}
