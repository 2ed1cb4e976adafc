import type { Keyed } from "../../../platform/crypto/secrets.ts";
import { sql_builder } from "../../../platform/db/builder.ts";
import type { Db, Tx } from "../../../platform/db/pool.ts";
import { run } from "../../../platform/db/sql.ts";
import { insertFieldValues } from "../db/fields.gen.ts";
import { nameKey } from "../domain/name-grams.ts";
import type { Field, FieldChange, FieldType, FieldValue } from "./field.ts";

/** Field id to value. */
export type FieldValues = ReadonlyMap<string, FieldValue>;
export const NO_VALUES: FieldValues = new Map();

/** As much of a text as an index entry holds: what is longer is compared by its beginning. */
const KEY_LENGTH = 200;

export const textKey = (text: string): string => [...nameKey(text)].slice(0, KEY_LENGTH).join("");

/** What these people have in these fields. */
export async function readFieldValues(
  db: Db,
  member_ids: readonly string[],
  fields: readonly Field[],
): Promise<Map<string, FieldValues>> {
  const by_member = new Map<string, Map<string, FieldValue>>();
  if (member_ids.length === 0 || fields.length === 0) return by_member;
  const types = new Map(fields.map(({ field_id, type }) => [field_id, type]));
  const rows = await db.all(
    sql_builder
      .selectFrom("members.field_value")
      .select(["member_id", "field_id", "text_value", "number_value", "date_value", "boolean_value", "choice_value"])
      .where("tenant_id", "=", db.tenant_id)
      .where("member_id", "in", member_ids)
      .where("field_id", "in", [...types.keys()])
      .orderBy("member_id")
      .orderBy("field_id")
      .orderBy("place"),
  );
  for (const { member_id, field_id, ...row } of rows) {
    const values = by_member.get(member_id) ?? new Map<string, FieldValue>();
    by_member.set(member_id, values);
    const value = row.text_value ?? row.number_value ?? row.date_value ?? row.boolean_value ?? row.choice_value;
    if (value === null) continue;
    if (types.get(field_id) !== "choices") values.set(field_id, value);
    else values.set(field_id, [...((values.get(field_id) as readonly string[] | undefined) ?? []), String(value)]);
  }
  return by_member;
}

export async function readFieldValuesOf(db: Db, member_id: string, fields: readonly Field[]): Promise<FieldValues> {
  return (await readFieldValues(db, [member_id], fields)).get(member_id) ?? NO_VALUES;
}

export interface MemberFields {
  member_id: string;
  change: FieldChange;
}

/** Writes what was read by readFieldInput. The caller holds the members' locks, or has just made them. */
export async function setFieldValues(tx: Tx, { runtime }: Keyed, given: readonly MemberFields[]): Promise<void> {
  const changed = given.flatMap(({ member_id, change }) =>
    [...change].map(([field, value]) => ({ member_id, field, value })),
  );
  if (changed.length === 0) return;
  for (const [field_id, same] of Map.groupBy(changed, ({ field }) => field.field_id)) {
    await tx.run(
      sql_builder
        .deleteFrom("members.field_value")
        .where("tenant_id", "=", tx.tenant_id)
        .where("field_id", "=", field_id)
        .where(
          "member_id",
          "in",
          same.map(({ member_id }) => member_id),
        ),
    );
  }
  const rows = changed.flatMap(({ member_id, field: { field_id, type }, value }) =>
    value === null ? [] : columnsOf(type, value).map((columns, place) => ({ member_id, field_id, place, ...columns })),
  );
  if (rows.length === 0) return;
  await run(tx, insertFieldValues, { tenant_id: tx.tenant_id, updated_at: runtime.clock.now(), rows });
}

/** The column of the type; the others are left out. */
function columnsOf(type: FieldType, value: FieldValue) {
  switch (type) {
    case "text":
      return [{ text_value: String(value), text_key: textKey(String(value)) }];
    case "number":
      return [{ number_value: Number(value) }];
    case "date":
      return [{ date_value: String(value) }];
    case "boolean":
      return [{ boolean_value: value === true }];
    case "choice":
    case "choices":
      return (typeof value === "object" ? value : [String(value)]).map((choice_value) => ({ choice_value }));
  }
}
