import type { Db } from "../../../platform/db/pool.ts";
import type { CustomField, CustomKind, Facts } from "../../rules/index.ts";
import type { Field } from "../fields/field.ts";
import { listFields } from "../fields/list-fields.ts";
import { NO_VALUES, readFieldValues } from "../fields/values.ts";

/** The tenant's own fields that a rule may ask about. */
export async function readCustomKinds(db: Db): Promise<Map<CustomField, CustomKind>> {
  return new Map((await listFields(db)).map((field) => [`fields.${field.key}`, kindOf(field)]));
}

function kindOf({ type, options }: Field): CustomKind {
  switch (type) {
    case "text":
      return { kind: "choice" };
    case "boolean":
      return { kind: "flag" };
    case "number":
    case "date":
      return { kind: type };
    case "choice":
    case "choices":
      // One that is no longer offered is still somebody's.
      return { kind: type === "choice" ? "choice" : "many", values: options.map(({ code }) => code) };
  }
}

/** What these people have in them: nothing is null, and no choice an empty list. */
export async function readCustomFacts(db: Db, member_ids: readonly string[]): Promise<(member_id: string) => Facts> {
  const fields = await listFields(db);
  const values = await readFieldValues(db, member_ids, fields);
  return (member_id) => {
    const own = values.get(member_id) ?? NO_VALUES;
    return Object.fromEntries(
      fields.map(({ key, field_id, type }) => [`fields.${key}`, own.get(field_id) ?? (type === "choices" ? [] : null)]),
    );
  };
}
