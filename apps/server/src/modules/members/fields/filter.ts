// What people are looked for by what they have in a field: one statement of ids for each, on the index of its type.
import { sql } from "kysely";
import { sql_builder } from "../../../platform/db/builder.ts";
import type { Field } from "./field.ts";
import { textKey } from "./values.ts";

/** Any of some (choices, a yes or no, a text as a whole), from … to (numbers, dates, both ends included), or filled in or not. */
export interface FieldFilter {
  field: Field;
  any_of?: readonly (string | boolean)[] | undefined;
  from?: string | number | undefined;
  to?: string | number | undefined;
  /** False: those who have nothing in it. */
  filled?: boolean | undefined;
}

/** A query of the member ids that fit; with `filled: false` those who do not. */
export function membersWith(tenant_id: string, { field, any_of, from, to }: FieldFilter) {
  let query = sql_builder
    .selectFrom("members.field_value")
    .select("member_id")
    .where("tenant_id", "=", tenant_id)
    .where("field_id", "=", field.field_id);
  if (any_of) {
    const texts = any_of.map(String);
    if (field.type === "boolean") query = query.where("boolean_value", "in", any_of.map(isYes));
    else if (field.type === "text") query = query.where("text_key", "in", texts.map(textKey));
    else query = query.where("choice_value", "in", texts);
  }
  if (field.type === "number") {
    if (from !== undefined) query = query.where("number_value", ">=", Number(from));
    if (to !== undefined) query = query.where("number_value", "<=", Number(to));
  }
  if (field.type === "date") {
    if (from !== undefined) query = query.where(sql<boolean>`date_value >= ${String(from)}::date`);
    if (to !== undefined) query = query.where(sql<boolean>`date_value <= ${String(to)}::date`);
  }
  return query;
}

const isYes = (value: string | boolean) => value === true || value === "true";
