// Field masks: a response schema says which of its fields are sensitive, and here, in this one place, answers lose what
// the caller's role hides. What a schema hides is worked out once per route; a caller without masks costs one comparison.
import { z } from "zod";
import { hide, SENSITIVE_KINDS, type SensitiveKind } from "../kernel/sensitive.ts";
import type { ResponseSchemas } from "./route.ts";

const MARK = "x-sensitive";
const ENTRIES_MARK = "x-sensitive-entries";

/**
 * Marks a field of an answer. A named schema is marked from outside (`sensitive("birthday", zBirth.nullable())`), so that it
 * keeps its name. Numbers keep their type: only staff have masks, and their screens read null as hidden.
 */
export function sensitive<T extends z.ZodType>(kind: SensitiveKind, schema: T): T {
  return schema.meta({ ...schema.meta(), [MARK]: kind });
}

/** Marks a record in which only some entries are sensitive: `names`, a field beside it, lists their keys. */
export function sensitiveEntries<T extends z.ZodType>(kind: SensitiveKind, schema: T, names: string): T {
  return schema.meta({ ...schema.meta(), [ENTRIES_MARK]: { kind, names } });
}

type Masks = ReadonlySet<SensitiveKind>;
/** Changes what it is given and answers it: only ever called on an answer's own copy. */
type Hider = (value: unknown, masks: Masks) => unknown;

/** JSON of an answer as this caller may read it. */
export type Redact = (status: number, text: string, masks: Masks) => string;

/** Of a route whose answers hold nothing sensitive: undefined. */
export function compileRedaction(response: ResponseSchemas): Redact | undefined {
  const hiders = new Map<number, Hider>();
  for (const [status, schema] of Object.entries(response)) {
    const hider = compile(schema, new Map());
    if (hider) hiders.set(Number(status), hider);
  }
  if (hiders.size === 0) return undefined;
  return (status, text, masks) => {
    const hider = hiders.get(status);
    return hider ? JSON.stringify(hider(JSON.parse(text), masks)) : text;
  };
}

/** For what leaves by another way than an answer's body, such as a stream. Changes the value that it is given. */
export function compileHiding<T>(schema: z.ZodType): (value: T, masks: Masks) => T {
  const hider = compile(schema, new Map());
  // Of the same shape, but for what is hidden.
  return (value, masks) => (hider && masks.size > 0 ? (hider(value, masks) as T) : value);
}

/** The kinds that an answer of the schema may hold, for the documentation. */
export function kindOf(schema: z.ZodType): SensitiveKind | undefined {
  return SENSITIVE_KINDS.find((kind) => kind === schema.meta()?.[MARK]);
}

interface Seen {
  hider: Hider | undefined;
}

function compile(schema: z.ZodType, seen: Map<z.ZodType, Seen>): Hider | undefined {
  const known = seen.get(schema);
  // A schema inside itself: what it turns out to hide is known by the time it is asked.
  if (known) return (value, masks) => (known.hider ? known.hider(value, masks) : value);
  const entry: Seen = { hider: undefined };
  seen.set(schema, entry);
  const inner = compileInside(schema, seen);
  const kind = kindOf(schema);
  entry.hider =
    kind === undefined
      ? inner
      : (value, masks) => {
          if (value !== null && masks.has(kind)) return hide(kind, value);
          return inner ? inner(value, masks) : value;
        };
  return entry.hider;
}

function compileInside(schema: z.ZodType, seen: Map<z.ZodType, Seen>): Hider | undefined {
  const of = (part: unknown) => (part instanceof z.ZodType ? compile(part, seen) : undefined);
  const def = schema.def as unknown as Record<string, unknown>;
  if (schema instanceof z.ZodObject) {
    const parts = Object.entries(schema.shape);
    return inTurn([hideFields(parts.map(([name, part]) => [name, of(part)])), ...parts.map(hideEntries)]);
  }
  if (schema instanceof z.ZodArray) return hideEach(of(def["element"]));
  if (schema instanceof z.ZodTuple) return hideItems((def["items"] as z.ZodType[]).map(of));
  if (schema instanceof z.ZodRecord) return hideEach(of(def["valueType"]));
  // Which of them it is, is not asked: a field that is sensitive in one of them is so in all.
  if (schema instanceof z.ZodUnion) return inTurn((def["options"] as z.ZodType[]).map(of));
  if (schema instanceof z.ZodIntersection) return inTurn([of(def["left"]), of(def["right"])]);
  if (schema instanceof z.ZodLazy) return of(schema.unwrap());
  // An answer is encoded: what leaves is what the schema would take in.
  return of(def["innerType"] ?? def["in"]);
}

function hideFields(parts: [string, Hider | undefined][]): Hider | undefined {
  const fields = parts.flatMap(([name, hider]) => (hider ? [[name, hider] as const] : []));
  if (fields.length === 0) return undefined;
  return (value, masks) => {
    if (typeof value !== "object" || value === null) return value;
    const record = value as Record<string, unknown>;
    for (const [name, hider] of fields) if (record[name] !== undefined) record[name] = hider(record[name], masks);
    return record;
  };
}

interface EntriesMark {
  kind: SensitiveKind;
  names: string;
}

function hideEntries([field, schema]: [string, unknown]): Hider | undefined {
  if (!(schema instanceof z.ZodType)) return undefined;
  const mark = schema.meta()?.[ENTRIES_MARK] as EntriesMark | undefined;
  if (!mark) return undefined;
  return (value, masks) => {
    const record = value as Record<string, unknown> | null;
    const entries = record?.[field] as Record<string, unknown> | undefined;
    if (!record || !entries || !masks.has(mark.kind)) return value;
    // The schema beside it is a list of keys.
    for (const key of record[mark.names] as readonly string[]) entries[key] = hide(mark.kind, entries[key]);
    return value;
  };
}

/** Every item of a list, every value of a record. */
function hideEach(hider: Hider | undefined): Hider | undefined {
  if (!hider) return undefined;
  return (value, masks) => {
    if (typeof value !== "object" || value === null) return value;
    const record = value as Record<string, unknown>;
    for (const key of Object.keys(record)) record[key] = hider(record[key], masks);
    return record;
  };
}

function hideItems(hiders: (Hider | undefined)[]): Hider | undefined {
  if (hiders.every((hider) => hider === undefined)) return undefined;
  return (value, masks) =>
    Array.isArray(value) ? value.map((item, index) => (hiders[index] ? hiders[index](item, masks) : item)) : value;
}

function inTurn(parts: (Hider | undefined)[]): Hider | undefined {
  const hiders = parts.filter((hider) => hider !== undefined);
  if (hiders.length === 0) return undefined;
  return (value, masks) => hiders.reduce((so_far, hider) => hider(so_far, masks), value);
}
