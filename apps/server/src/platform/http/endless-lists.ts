import { z } from "zod";
import { fieldText } from "../i18n/field-texts.ts";
import type { FieldError, Language } from "../kernel/errors.ts";

/** A list a little too long is judged item by item, as everything is, so that all its mistakes are told. */
const FAR_TOO_MANY = 10_000;

interface BoundedList {
  name: string;
  maximum: number;
}

const known = new WeakMap<z.ZodType, readonly BoundedList[]>();

/** A schema judges each item before it counts them: millions of empty ones would hold everybody up for seconds. */
export function refuseEndless(
  schema: z.ZodType,
  value: unknown,
  base: string,
  language: Language,
): FieldError | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  for (const { name, maximum } of listsOf(schema)) {
    const list = (value as Record<string, unknown>)[name];
    if (!Array.isArray(list) || list.length < maximum + FAR_TOO_MANY) continue;
    return { pointer: `${base}/${name}`, code: "too_many", detail: fieldText(language, "too_many", { maximum }) };
  }
  return undefined;
}

function listsOf(schema: z.ZodType): readonly BoundedList[] {
  const found = known.get(schema) ?? (schema instanceof z.ZodObject ? boundedLists(schema) : []);
  known.set(schema, found);
  return found;
}

function boundedLists(schema: z.ZodObject): BoundedList[] {
  return Object.entries(schema.shape).flatMap(([name, part]) => {
    const list = unwrapped(part as z.ZodType);
    const maximum = list instanceof z.ZodArray ? mostOf(list) : Infinity;
    return maximum === Infinity ? [] : [{ name, maximum }];
  });
}

function mostOf({ def }: z.ZodArray): number {
  const bounds = (def.checks ?? []).map(({ _zod }) => _zod.def as { check: string; maximum?: number });
  return Math.min(...bounds.map(({ check, maximum }) => (check === "max_length" && maximum) || Infinity));
}

function unwrapped(schema: z.ZodType): z.ZodType {
  const inner = (schema.def as { innerType?: unknown }).innerType;
  return inner instanceof z.ZodType ? unwrapped(inner) : schema;
}
