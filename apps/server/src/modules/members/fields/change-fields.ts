import type { Keyed } from "../../../platform/crypto/secrets.ts";
import { sql_builder } from "../../../platform/db/builder.ts";
import type { Db, Tx } from "../../../platform/db/pool.ts";
import { run } from "../../../platform/db/sql.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { countOptionUses, lockFields, orderFields } from "../db/fields.gen.ts";
import { type Field, type FieldOption, MOST_FIELDS } from "./field.ts";
import { getField, listFields } from "./list-fields.ts";

export type NewField = Omit<Field, "field_id" | "position" | "version" | "archived_at">;
export type FieldSettings = Partial<Omit<NewField, "key" | "type">>;

/** Behind the others. @throws field_key_taken · too_many_fields */
export async function createField(tx: Tx, { runtime }: Keyed, field: NewField): Promise<string> {
  await run(tx, lockFields, { tenant_id: tx.tenant_id });
  const fields = await listFields(tx);
  refuseMore(fields);
  const field_id = runtime.ids.next();
  await tx.run(
    sql_builder.insertInto("members.field").values({
      ...jsonOf(field),
      tenant_id: tx.tenant_id,
      field_id,
      position: afterAll(fields),
      version: 1,
      created_at: runtime.clock.now(),
    }),
  );
  return field_id;
}

const refuseMore = (fields: readonly Field[]) => {
  if (fields.length >= MOST_FIELDS) throw new AppError("too_many_fields", { maximum: MOST_FIELDS });
};

const afterAll = (fields: readonly Field[]) => Math.max(0, ...fields.map(({ position }) => position)) + 1;

/** What is given changes; key and type stay for ever. @throws not_found · version_conflict · field_option_used */
export async function changeField(
  tx: Tx,
  { field_id, version }: { field_id: string; version: number },
  settings: FieldSettings,
): Promise<void> {
  const field = await getField(tx, field_id, { lock: true });
  if (field.version !== version) throw new AppError("version_conflict", { version: field.version });
  if (settings.options) await refuseLostOptions(tx, field, settings.options);
  await update(tx, field_id, { ...jsonOf({ ...field, ...settings }), version: version + 1 });
}

/** An option that people have is archived, not removed. */
async function refuseLostOptions(db: Db, field: Field, options: readonly FieldOption[]): Promise<void> {
  const kept = new Set(options.map(({ code }) => code));
  const lost = field.options.filter(({ code }) => !kept.has(code));
  if (lost.length === 0) return;
  const uses = await run(db, countOptionUses, { tenant_id: db.tenant_id, field_id: field.field_id });
  const used = uses.find(({ code }) => !kept.has(code));
  if (used) throw new AppError("field_option_used", { option: used.code, members: used.members });
}

/** Off every form; what people have in it is kept. Saying it again changes nothing. @throws not_found */
export async function archiveField(tx: Tx, { runtime }: Keyed, field_id: string): Promise<void> {
  const field = await getField(tx, field_id, { lock: true });
  if (field.archived_at) return;
  await update(tx, field_id, { archived_at: runtime.clock.now(), version: field.version + 1 });
}

/** Back, behind the others. @throws not_found · too_many_fields */
export async function restoreField(tx: Tx, field_id: string): Promise<void> {
  await run(tx, lockFields, { tenant_id: tx.tenant_id });
  const field = await getField(tx, field_id, { lock: true });
  if (!field.archived_at) return;
  const fields = await listFields(tx);
  refuseMore(fields);
  await update(tx, field_id, { archived_at: null, position: afterAll(fields), version: field.version + 1 });
}

/**
 * All of those on forms, in their new order.
 * @throws not_found · field_order_stale when one of them is missing, twice there, or archived
 */
export async function reorderFields(tx: Tx, field_ids: readonly string[]): Promise<void> {
  await run(tx, lockFields, { tenant_id: tx.tenant_id });
  const fields = await listFields(tx, "all");
  const all = new Set(fields.map(({ field_id }) => field_id));
  if (field_ids.some((id) => !all.has(id))) throw new AppError("not_found");
  const active = new Set(fields.filter(({ archived_at }) => archived_at === null).map(({ field_id }) => field_id));
  const asked = new Set(field_ids);
  const is_whole =
    asked.size === field_ids.length && asked.size === active.size && [...asked].every((id) => active.has(id));
  if (!is_whole) throw new AppError("field_order_stale");
  await run(tx, orderFields, { tenant_id: tx.tenant_id, field_ids });
}

const jsonOf = ({ key, type, labels, options, required_on, ...flags }: NewField) => ({
  key,
  type,
  labels: JSON.stringify(labels),
  options: JSON.stringify(options),
  required_on,
  is_sensitive: flags.is_sensitive,
  shown_to_member: flags.shown_to_member,
  editable_by_member: flags.editable_by_member,
  searchable: flags.searchable,
});

const update = (tx: Tx, field_id: string, columns: Record<string, unknown>) =>
  tx.run(
    sql_builder
      .updateTable("members.field")
      .set(columns)
      .where("tenant_id", "=", tx.tenant_id)
      .where("field_id", "=", field_id),
  );
