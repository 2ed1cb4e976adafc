// The tags that rows of a file name: found by name, made where they are new.
import type { Keyed } from "../../platform/crypto/secrets.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import { lockBulkRegistration } from "./db/register.gen.ts";
import { createTag, listTags, tagMembers } from "./tags.ts";
import { listTagDetails, type TagDetail } from "./tags/change-tag.ts";

const TAG_LENGTH = 30;
const MOST_TAGS = 20;

export type KnownTags = ReadonlyMap<string, Pick<TagDetail, "kind" | "archived_at">>;

/** Archived ones as well: their names are taken. */
export async function readKnownTags(tx: Tx): Promise<KnownTags> {
  return new Map((await listTagDetails(tx)).map((tag) => [tag.name, tag]));
}

/** What a cell names, or what is wrong with it: only tags that people give can come from a file. */
export function readTags(cell: string, known: KnownTags): string[] | { fault: string; data: Record<string, unknown> } {
  const names = cell.split(/[;；,，、|]/).map((name) => name.trim());
  const tags = [...new Set(names.filter((name) => name !== ""))];
  if (tags.length > MOST_TAGS) return { fault: "too_many", data: { maximum: MOST_TAGS } };
  if (tags.some((tag) => tag.length > TAG_LENGTH)) return { fault: "too_long", data: { maximum: TAG_LENGTH } };
  for (const name of tags) {
    const tag = known.get(name);
    if (tag?.archived_at) return { fault: "tag_archived", data: { name } };
    if (tag?.kind === "automatic") return { fault: "tag_automatic", data: { name } };
  }
  return tags;
}

/** Tags by name; one that is new is made. */
export async function giveTags(
  tx: Tx,
  app: Keyed,
  tagged: readonly { member_id: string; tags: readonly string[] }[],
): Promise<void> {
  const names = new Set(tagged.flatMap(({ tags }) => tags));
  if (names.size === 0) return;
  // Two imports at once would both make the same new tag.
  await run(tx, lockBulkRegistration, { tenant_id: tx.tenant_id });
  const known = new Map((await listTags(tx)).map((tag) => [tag.name, tag.tag_id]));
  for (const name of names) if (!known.has(name)) known.set(name, (await createTag(tx, app, { name })).tag_id);
  await tagMembers(
    tx,
    app,
    tagged.flatMap(({ member_id, tags }) => tags.flatMap((name) => ({ member_id, tag_id: known.get(name) ?? "" }))),
  );
}
