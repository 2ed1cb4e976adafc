import type { Db } from "../../../platform/db/pool.ts";
import { pointerOf } from "../../../platform/http/issues.ts";
import { fieldText } from "../../../platform/i18n/field-texts.ts";
import { AppError, type FieldError, type Language } from "../../../platform/kernel/errors.ts";
import { checkValue, type Fault } from "./check-value.ts";
import type { Field, FieldChange, FieldForm, FieldValue } from "./field.ts";
import { listFields } from "./list-fields.ts";
import { NO_VALUES, readFieldValuesOf } from "./values.ts";

const MOST_FAULTS = 50;

export interface FieldInput {
  /** Key to value, as the caller wrote it. */
  given: Readonly<Record<string, unknown>> | undefined;
  /** Where it is filled in; a system of the tenant's fills in what it has. */
  form: FieldForm | "system";
  /** Whose it is; undefined for somebody who is being registered, who then has to fill in what the form requires. */
  member_id?: string;
  language: Language;
}

/** What a form says about fields, checked. @throws invalid_request with a pointer at each that cannot be */
export async function readFieldInput(db: Db, { given, form, member_id, language }: FieldInput): Promise<FieldChange> {
  const is_new = member_id === undefined;
  if (given === undefined && (!is_new || form === "system")) return new Map();
  const fields = await listFields(db);
  const by_key = new Map(fields.map((field) => [field.key, field]));
  const asked = Object.entries(given ?? {});
  const held = is_new
    ? NO_VALUES
    : await readFieldValuesOf(
        db,
        member_id,
        fields.filter(({ type, key }) => type.startsWith("choice") && given !== undefined && Object.hasOwn(given, key)),
      );
  const change = new Map<Field, FieldValue | null>();
  const faults: (Fault & { key: string })[] = [];
  for (const [key, raw] of asked) {
    const field = by_key.get(key);
    const read = field ? readOne(field, raw, form, held.get(field.field_id)) : { fault: "unknown_field" };
    if ("fault" in read) faults.push({ key, ...read });
    else if (field) change.set(field, read.value);
  }
  if (is_new) faults.push(...missing(fields, change, form, faults));
  if (faults.length > 0) throw refusal(faults, language);
  return change;
}

function readOne(field: Field, raw: unknown, form: FieldForm | "system", held: FieldValue | undefined) {
  if (form === "member" || form === "kiosk") {
    if (!field.shown_to_member) return { fault: "unknown_field" };
    if (!field.editable_by_member) return { fault: "not_yours_to_change" };
  }
  const read = checkValue(field, raw, held);
  if ("value" in read && read.value === null && isRequired(field, form)) return { fault: "required" };
  return read;
}

const isRequired = (field: Field, form: FieldForm | "system") => form !== "system" && field.required_on.includes(form);

function missing(fields: readonly Field[], change: FieldChange, form: FieldForm | "system", faults: { key: string }[]) {
  const told = new Set(faults.map(({ key }) => key));
  return fields
    .filter((field) => isRequired(field, form) && !change.has(field) && !told.has(field.key))
    .map(({ key }) => ({ key, fault: "required" }));
}

function refusal(faults: readonly (Fault & { key: string })[], language: Language): AppError {
  const errors = faults.slice(0, MOST_FAULTS).map(({ key, fault, data }): FieldError => {
    return { pointer: pointerOf("/fields", [key]), code: fault, detail: fieldText(language, fault, data) };
  });
  return new AppError("invalid_request", {}, errors);
}
