import type { Db } from "../../../platform/db/pool.ts";
import { pointerOf } from "../../../platform/http/issues.ts";
import { fieldText } from "../../../platform/i18n/field-texts.ts";
import { AppError, type FieldError, type Language } from "../../../platform/kernel/errors.ts";
import { checkValue, type Fault } from "./check-value.ts";
import type { Field, FieldChange, FieldForm, FieldValue } from "./field.ts";
import { listFields } from "./list-fields.ts";
import { type FieldValues, NO_VALUES, readFieldValuesOf } from "./values.ts";

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
  const held = is_new
    ? undefined
    : await readFieldValuesOf(
        db,
        member_id,
        fields.filter(({ type, key }) => type.startsWith("choice") && given !== undefined && Object.hasOwn(given, key)),
      );
  const { change, faults } = checkInput(fields, { given, form, held });
  if (faults.length > 0) throw new AppError("invalid_request", {}, errorsOf(faults, "/fields", language));
  return change;
}

/** The same of somebody whom a system registers, among many: the caller has the fields and tells the errors with the line. */
export function readSystemFields(
  fields: readonly Field[],
  { given, base, language }: { given: FieldInput["given"]; base: string; language: Language },
): { change: FieldChange } | { errors: FieldError[] } {
  const { change, faults } = checkInput(fields, { given, form: "system" });
  return faults.length > 0 ? { errors: errorsOf(faults, base, language) } : { change };
}

type KeyFault = Fault & { key: string };

interface Input extends Pick<FieldInput, "given" | "form"> {
  /** Undefined for somebody new. */
  held?: FieldValues | undefined;
}

function checkInput(fields: readonly Field[], { given, form, held }: Input) {
  const by_key = new Map(fields.map((field) => [field.key, field]));
  const change = new Map<Field, FieldValue | null>();
  const faults: KeyFault[] = [];
  for (const [key, raw] of Object.entries(given ?? {})) {
    const field = by_key.get(key);
    const read = field
      ? readOne(field, raw, form, (held ?? NO_VALUES).get(field.field_id))
      : { fault: "unknown_field" };
    if ("fault" in read) faults.push({ key, ...read });
    else if (field) change.set(field, read.value);
  }
  if (!held) faults.push(...missing(fields, change, form, faults));
  return { change, faults };
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

function errorsOf(faults: readonly KeyFault[], base: string, language: Language): FieldError[] {
  return faults.slice(0, MOST_FAULTS).map(({ key, fault, data }) => ({
    pointer: pointerOf(base, [key]),
    code: fault,
    detail: fieldText(language, fault, data),
  }));
}
