import { zBusinessDate } from "../../../platform/http/schema.ts";
import { nameKey } from "../domain/name-grams.ts";
import { DECIMALS, type Field, type FieldValue, LARGEST_NUMBER, TEXT_LENGTH } from "./field.ts";

/** What is wrong with a value: the code of a field's error, with what its text names. */
export interface Fault {
  fault: string;
  data?: Record<string, unknown>;
}

export type Checked = { value: FieldValue | null } | Fault;

const wrongType = (expected: string): Fault => ({ fault: "wrong_type", data: { expected } });

/** Reads what a caller wrote. An option that is no longer offered stays with whoever `held` it. */
export function checkValue(field: Field, raw: unknown, held?: FieldValue): Checked {
  if (raw === null) return { value: null };
  switch (field.type) {
    case "text":
      return checkText(raw);
    case "number":
      return checkNumber(raw);
    case "date":
      return checkDate(raw);
    case "boolean":
      return typeof raw === "boolean" ? { value: raw } : wrongType("boolean");
    case "choice":
      return typeof raw === "string" ? checkChoice(field, raw, held) : wrongType("string");
    case "choices":
      return checkChoices(field, raw, held);
  }
}

function checkText(raw: unknown): Checked {
  if (typeof raw !== "string") return wrongType("string");
  if (nameKey(raw) === "") return { fault: "blank" };
  if (raw.length > TEXT_LENGTH) return { fault: "too_long", data: { maximum: TEXT_LENGTH } };
  return { value: raw };
}

function checkNumber(raw: unknown): Checked {
  if (typeof raw !== "number" || !Number.isFinite(raw)) return wrongType("number");
  if (raw > LARGEST_NUMBER) return { fault: "too_big", data: { maximum: LARGEST_NUMBER } };
  if (raw < -LARGEST_NUMBER) return { fault: "too_small", data: { minimum: -LARGEST_NUMBER } };
  if (Number(raw.toFixed(DECIMALS)) !== raw) return { fault: "too_many_decimals", data: { maximum: DECIMALS } };
  // Minus nothing is nothing.
  return { value: raw === 0 ? 0 : raw };
}

function checkDate(raw: unknown): Checked {
  if (typeof raw !== "string") return wrongType("string");
  const read = zBusinessDate.safeParse(raw);
  if (!read.success) return { fault: "invalid_date" };
  if (raw < "1900-01-01" || raw >= "2200-01-01") return { fault: "time_out_of_range" };
  return { value: raw };
}

const offered = (field: Field, held: readonly string[]) =>
  field.options.filter(({ code, archived }) => !archived || held.includes(code)).map(({ code }) => code);

const notAllowed = (codes: readonly string[]): Fault => ({ fault: "not_allowed", data: { values: codes.join(", ") } });

function checkChoice(field: Field, raw: string, held: FieldValue | undefined): Checked {
  const codes = offered(field, typeof held === "string" ? [held] : []);
  return codes.includes(raw) ? { value: raw } : notAllowed(codes);
}

function checkChoices(field: Field, raw: unknown, held: FieldValue | undefined): Checked {
  if (!Array.isArray(raw) || raw.some((one) => typeof one !== "string")) return wrongType("array");
  const codes = offered(field, Array.isArray(held) ? held : []);
  if (raw.some((one) => !codes.includes(one as string))) return notAllowed(codes);
  const chosen = codes.filter((code) => raw.includes(code));
  return { value: chosen.length === 0 ? null : chosen };
}
