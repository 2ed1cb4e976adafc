import { sql_builder } from "../../../platform/db/builder.ts";
import type { Db } from "../../../platform/db/pool.ts";
import type { Texts } from "../../../platform/i18n/language.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import type { Field, FieldForm, FieldOption, FieldType } from "./field.ts";

const COLUMNS = [
  "field_id",
  "key",
  "type",
  "labels",
  "options",
  "required_on",
  "is_sensitive",
  "shown_to_member",
  "editable_by_member",
  "searchable",
  "position",
  "version",
  "archived_at",
] as const;

/** Those on forms, in their order; all of them with the archived ones behind. */
export async function listFields(db: Db, which: "active" | "all" = "active"): Promise<Field[]> {
  let query = sql_builder.selectFrom("members.field").select(COLUMNS).where("tenant_id", "=", db.tenant_id);
  if (which === "active") query = query.where("archived_at", "is", null);
  const rows = await db.all(
    query
      .orderBy((eb) => eb("archived_at", "is not", null))
      .orderBy("position")
      .orderBy("field_id"),
  );
  return rows.map(toField);
}

/** What members are shown of themselves. */
export async function listOwnFields(db: Db): Promise<Field[]> {
  return (await listFields(db)).filter((field) => field.shown_to_member);
}

/** @throws not_found */
export async function getField(db: Db, field_id: string, { lock = false } = {}): Promise<Field> {
  const query = sql_builder
    .selectFrom("members.field")
    .select(COLUMNS)
    .where("tenant_id", "=", db.tenant_id)
    .where("field_id", "=", field_id);
  const row = await db.first(lock ? query.forUpdate() : query);
  if (!row) throw new AppError("not_found");
  return toField(row);
}

interface Row extends Omit<Field, "labels" | "options" | "required_on" | "type"> {
  type: string;
  labels: unknown;
  options: unknown;
  required_on: readonly string[];
}

/** As change-fields.ts has written it. */
const toField = (row: Row): Field => ({
  ...row,
  type: row.type as FieldType,
  labels: row.labels as Texts,
  options: row.options as FieldOption[],
  required_on: row.required_on as FieldForm[],
});
