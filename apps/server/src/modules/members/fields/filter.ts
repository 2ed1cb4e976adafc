// What people are looked for by what they have in a field: one statement of ids for each, on the index of its type.
import { sql } from "kysely";
import { sql_builder } from "../../../platform/db/builder.ts";
import { nameKey } from "../domain/name-grams.ts";
import type { Field, FieldType } from "./field.ts";
import { textKey } from "./values.ts";

type Some = readonly (string | boolean)[] | undefined;

/** One question: some of it or none of that (choices, a text as a whole), yes or no, from … to with both ends, filled in or not. */
interface FieldQuestion {
  any_of?: Some;
  /** Also whoever has nothing in it. */
  none_of?: Some;
  from?: string | number | undefined;
  to?: string | number | undefined;
  /** False: those who have nothing in it. */
  filled?: boolean | undefined;
}

type Asked = "some" | "ends" | "filled";

const ASKED: Readonly<Record<FieldType, readonly (keyof FieldQuestion)[]>> = {
  text: ["any_of", "none_of"],
  number: ["from", "to"],
  date: ["from", "to"],
  boolean: ["any_of"],
  choice: ["any_of", "none_of"],
  choices: ["any_of", "none_of"],
};

/** Why a field cannot be asked this: the code of a field's error. */
export function faultOf(field: Field, question: FieldQuestion): string | undefined {
  const told = (Object.keys(question) as (keyof FieldQuestion)[]).filter((name) => question[name] !== undefined);
  const kinds = new Set(told.map(kindOf));
  const is_one = kinds.size <= 1 && (question.any_of === undefined || question.none_of === undefined);
  const suits = told.every((name) => name === "filled" || ASKED[field.type].includes(name));
  if (!is_one || !suits || !valuesFit(field, question)) return "field_value_unfit";
  const { from, to } = question;
  return from !== undefined && to !== undefined && from > to ? "from_after_to" : undefined;
}

function kindOf(name: keyof FieldQuestion): Asked {
  if (name === "filled") return "filled";
  return name === "from" || name === "to" ? "ends" : "some";
}

function valuesFit({ type, options }: Field, { any_of, none_of, from, to }: FieldQuestion): boolean {
  const some = any_of ?? none_of ?? [];
  const ends = [from, to].filter((end) => end !== undefined);
  const known = new Set<unknown>(options.map(({ code }) => code));
  switch (type) {
    case "text":
      return some.every((one) => typeof one === "string" && nameKey(one) !== "");
    case "boolean":
      return some.every((one) => typeof one === "boolean");
    case "choice":
    case "choices":
      return some.every((one) => known.has(one));
    case "number":
      return ends.every((end) => typeof end === "number");
    case "date":
      return ends.every((end) => typeof end === "string");
  }
}

/** Whether those of `membersWith` are meant, or everybody else. */
export const holdsWithin = ({ none_of, filled }: FieldQuestion): boolean => none_of === undefined && filled !== false;

/** A query of member ids: those who have what is asked for, or for `holdsWithin` to leave out. */
export function membersWith(tenant_id: string, { field_id, type }: Field, question: FieldQuestion) {
  const { any_of, none_of, from, to } = question;
  const some = any_of ?? none_of;
  let query = sql_builder
    .selectFrom("members.field_value")
    .select("member_id")
    .where("tenant_id", "=", tenant_id)
    .where("field_id", "=", field_id);
  if (some) {
    const texts = some.map(String);
    if (type === "boolean")
      query = query.where(
        "boolean_value",
        "in",
        some.map((one) => one === true),
      );
    else if (type === "text") query = query.where("text_key", "in", texts.map(textKey));
    else query = query.where("choice_value", "in", texts);
  }
  if (type === "number") {
    if (from !== undefined) query = query.where("number_value", ">=", Number(from));
    if (to !== undefined) query = query.where("number_value", "<=", Number(to));
  }
  if (type === "date") {
    if (from !== undefined) query = query.where(sql<boolean>`date_value >= ${String(from)}::date`);
    if (to !== undefined) query = query.where(sql<boolean>`date_value <= ${String(to)}::date`);
  }
  return query;
}
