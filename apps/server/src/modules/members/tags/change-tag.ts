import type { Keyed } from "../../../platform/crypto/secrets.ts";
import { sql_builder } from "../../../platform/db/builder.ts";
import type { Db, Tx } from "../../../platform/db/pool.ts";
import { run } from "../../../platform/db/sql.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import type { Group } from "../../rules/index.ts";
import { lockTag } from "../db/tags.gen.ts";
import type { TagColour, TagKind } from "../domain/tag-words.ts";
import type { NewTag } from "../tags.ts";

/** A tag with all that is kept of it. */
export interface TagDetail {
  tag_id: string;
  name: string;
  kind: TagKind;
  colour: TagColour | null;
  group_name: string;
  rule: Group | null;
  rule_version: number;
  version: number;
  archived_at: Date | null;
}

const COLUMNS = [
  "tag_id",
  "name",
  "kind",
  "colour",
  "group_name",
  "rule",
  "rule_version",
  "version",
  "archived_at",
] as const;
const details = (db: Db) => sql_builder.selectFrom("members.tag").select(COLUMNS).where("tenant_id", "=", db.tenant_id);

/** A rule was read by its schema when it was written. */
const asDetail = (row: Omit<TagDetail, "rule"> & { rule: unknown }) => row as TagDetail;

/** Those in use by group and name, then those that are archived. */
export async function listTagDetails(db: Db): Promise<TagDetail[]> {
  const rows = await db.all(details(db).orderBy("group_name").orderBy("name"));
  return [...rows.filter((row) => !row.archived_at), ...rows.filter((row) => row.archived_at)].map(asDetail);
}

/** @throws not_found */
export async function getTag(db: Db, tag_id: string): Promise<TagDetail> {
  const row = await db.first(details(db).where("tag_id", "=", tag_id));
  if (!row) throw new AppError("not_found");
  return asDetail(row);
}

/** Its rule gives it: to whom is worked out afterwards. @throws tag_taken */
export async function createAutomaticTag(
  tx: Tx,
  { runtime }: Keyed,
  tag: NewTag & { rule: Group },
): Promise<TagDetail> {
  const tag_id = runtime.ids.next();
  const { name, colour = null, group_name = "", rule } = tag;
  await tx.run(
    sql_builder.insertInto("members.tag").values({
      tenant_id: tx.tenant_id,
      tag_id,
      name,
      kind: "automatic",
      colour,
      group_name,
      rule: JSON.stringify(rule),
      rule_version: 1,
      created_at: runtime.clock.now(),
    }),
  );
  return getTag(tx, tag_id);
}

export interface TagChanges {
  name?: string | undefined;
  colour?: TagColour | null | undefined;
  group_name?: string | undefined;
  archived?: boolean | undefined;
  /** Of an automatic tag. */
  rule?: Group | undefined;
}

/** `version` is the one that was read. @throws not_found · version_conflict · tag_taken · tag_has_no_rule */
export async function changeTag(
  tx: Tx,
  { runtime }: Keyed,
  { tag_id, version }: { tag_id: string; version: number },
  { archived, rule, ...plain }: TagChanges,
): Promise<{ before: TagDetail; after: TagDetail }> {
  const row = await run(tx, lockTag, { tenant_id: tx.tenant_id, tag_id });
  if (!row) throw new AppError("not_found");
  const before = row as TagDetail; // the table's checks allow no other words; the rule was read by its schema
  if (before.version !== version) throw new AppError("version_conflict", { version: before.version });
  if (rule && before.kind !== "automatic") throw new AppError("tag_has_no_rule");
  const archived_at = archived ? (before.archived_at ?? runtime.clock.now()) : null;
  await tx.run(
    sql_builder
      .updateTable("members.tag")
      .set({
        ...Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined)),
        ...(archived === undefined ? {} : { archived_at }),
        ...(rule ? { rule: JSON.stringify(rule), rule_version: before.rule_version + 1 } : {}),
        version: before.version + 1,
      })
      .where("tenant_id", "=", tx.tenant_id)
      .where("tag_id", "=", tag_id),
  );
  return { before, after: await getTag(tx, tag_id) };
}
