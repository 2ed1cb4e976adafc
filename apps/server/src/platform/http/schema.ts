import { personNamed } from "../persons.ts";
import { z } from "zod";
import { type IdKind, ID_PREFIXES, parseWireId } from "../kernel/ids.ts";
import { parsePhone } from "../kernel/phone.ts";

const WIRE_ID = "[0-7][0-9a-hjkmnp-tv-z]{25}";

function idMeta(kind: IdKind) {
  return {
    format: "typeid",
    pattern: `^${ID_PREFIXES[kind]}_${WIRE_ID}$`,
    example: `${ID_PREFIXES[kind]}_01k9ztw3e8f5tb2m6qh4x7ncav`,
  };
}

/**
 * An id as callers write it (`mbr_…`); the handler gets the uuid. A check that replaces the value and not a transform:
 * text stays text, and the schema stays one step (ids are in every request).
 */
export function wireId(kind: IdKind) {
  return z
    .string()
    .check((payload) => {
      const uuid = parseWireId(kind, payload.value);
      if (uuid !== undefined) payload.value = kind === "member" ? personNamed(uuid) : uuid;
      else {
        const params = { code: "invalid_id", prefix: ID_PREFIXES[kind] };
        payload.issues.push({ code: "custom", input: payload.value, params });
      }
    })
    .meta(idMeta(kind));
}

/** An id in an answer; handlers give `toWireId(kind, uuid)`. */
export function wireIdOut(kind: IdKind) {
  return z.string().meta(idMeta(kind));
}

/** Money: whole fen, never negative. */
export const zFen = z.int().min(0);
/** Points or a change of points: whole, of either sign. */
export const zPoints = z.int();
export const zCount = z.int().min(0);

/** Text of 1 to `max` UTF-16 units, kept byte for byte. NUL and lone surrogates are refused for every body before this. */
export const zText = (max: number, min = 1) => z.string().min(min).max(max);

export const zBusinessDate = z.iso.date();
/** `HH:MM`; hours may pass 24 where a venue closes after midnight. */
export const zTimeOfDay = z
  .string()
  .regex(/^([0-2]\d|3[0-6]):[0-5]\d$/)
  .meta({ example: "08:00" });

const EARLIEST = Date.UTC(1900, 0, 1);
const LATEST = Date.UTC(2200, 0, 1);
/** RFC 3339 with an offset; the handler gets a Date. */
export const zInstant = z.iso.datetime({ offset: true }).transform((text, context) => {
  const at = new Date(text);
  if (at.getTime() >= EARLIEST && at.getTime() < LATEST) return at;
  context.issues.push({ code: "custom", input: text, params: { code: "time_out_of_range" } });
  return z.NEVER;
});
/** A time in an answer; handlers give `toZonedIso` (business times) or `toISOString` (recorded times). */
export const zInstantOut = z.string().meta({ format: "date-time", example: "2026-05-01T10:30:00+08:00" });

/** A whole number in a query string. */
export function zQueryInt(min: number, max: number) {
  return z
    .string()
    .meta({ type: "integer", minimum: min, maximum: max })
    .transform((text, context) => {
      const value = Number(text);
      if (!/^-?\d{1,15}$/.test(text))
        context.issues.push({ code: "custom", input: text, params: { code: "not_integer" } });
      else if (value < min)
        context.issues.push({ code: "too_small", origin: "number", minimum: min, inclusive: true, input: text });
      else if (value > max)
        context.issues.push({ code: "too_big", origin: "number", maximum: max, inclusive: true, input: text });
      else return value;
      return z.NEVER;
    });
}

export const zQueryFlag = z.enum(["true", "false"]).transform((text) => text === "true");

/** The query of every list: extend it with the filters. */
export const zPage = z.strictObject({
  limit: zQueryInt(1, 200).default(50),
  cursor: z.string().min(1).max(1000).optional(),
});

export function zPageOf<T extends z.ZodType>(item: T) {
  return z.object({ data: z.array(item), next_cursor: z.string().nullable() });
}

/** A number as people write it; the handler gets E.164. */
export const zPhone = z
  .string()
  .max(40)
  .meta({ example: "13800138000" })
  .transform((text, context) => {
    const phone = parsePhone(text);
    if (phone !== undefined) return phone;
    context.issues.push({ code: "custom", input: text, params: { code: "invalid_phone" } });
    return z.NEVER;
  });

/**
 * Names of the caller's choosing, each with a value. A record leaves `__proto__` out without a word: here a name that nobody
 * knows is refused, whatever it is called.
 */
export function zEntries<T extends z.ZodType>(value: T, name_length: number) {
  return z.preprocess(
    (raw, context) => {
      if (typeof raw === "object" && raw !== null && Object.hasOwn(raw, "__proto__"))
        context.addIssue({ code: "unrecognized_keys", keys: ["__proto__"], input: { ...raw } });
      return raw;
    },
    z.record(z.string().max(name_length), value),
  );
}
