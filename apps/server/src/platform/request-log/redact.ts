// What of a body may be kept: figures, ids, times and words of ours. Any other text is left out unless its field is known to
// be harmless, so that a field nobody thought of cannot leak.

export const REDACTED = "[redacted]";
const CUT = "…";
const MOST_BYTES = 4_096;
const MOST_ITEMS = 20;
const MOST_DEPTH = 12;
const TEXT_LENGTH = 200;

/** Texts of people's making that name a thing and no person. */
const HARMLESS = new Set([
  "external_id",
  "out_request_no",
  "item_code",
  "item_name",
  "category",
  "sales_channel",
  "gate_code",
  // Of problems.
  "title",
  "detail",
  "pointer",
  "url",
]);
/** Not even a figure or a date of these. */
const SECRET =
  /(^|_)(phone|email|password|token|secret|birthday|birth|id_number|card_no|address|pin|otp|recovery_codes)(_|$)|^(name|names|code_sms|year|month|day)$/;
/** An id on the wire, a date, a time, a word of ours (`member.registered`, `points:read`), a language, a request id. */
const PLAIN =
  /^(?:[a-z]{3}_[0-7][0-9a-hjkmnp-tv-z]{25}|\d{4}-\d\d(?:-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d))?)?|\d\d:\d\d|[a-z][a-z0-9_]{0,39}(?:[.:][a-z0-9_*]{1,40})?|zh-CN|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|urn:huiyou:error:\w+)$/;
/** Numbers and addresses that name a person, whatever field they stand in. */
const PERSONAL = /\d{11}|@|hy_(?:live|test|ss|ms)_|whsec_/;

/** The value without what is not to be kept: JSON of 4 kB at most, with … where something was cut. */
export function redact(value: unknown): unknown {
  return walk("", value, { bytes: MOST_BYTES }, 0);
}

interface Budget {
  bytes: number;
}

function walk(name: string, value: unknown, budget: Budget, depth: number): unknown {
  if (budget.bytes <= 0 || depth > MOST_DEPTH) return CUT;
  const kept = Array.isArray(value)
    ? walkItems(name, value, budget, depth)
    : typeof value === "object" && value !== null
      ? walkFields(value as Record<string, unknown>, budget, depth)
      : leaf(name, value);
  if (typeof kept !== "object" || kept === null) budget.bytes -= JSON.stringify(kept)?.length ?? 0;
  return kept;
}

function walkItems(name: string, items: readonly unknown[], budget: Budget, depth: number): unknown[] {
  const kept: unknown[] = [];
  for (const item of items) {
    if (kept.length >= MOST_ITEMS || budget.bytes <= 0) return [...kept, `${CUT} ${items.length - kept.length}`];
    kept.push(walk(name, item, budget, depth + 1));
  }
  return kept;
}

function walkFields(fields: Record<string, unknown>, budget: Budget, depth: number): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (budget.bytes <= 0) {
      kept[CUT] = CUT;
      break;
    }
    // A key that a caller made up may be anything.
    const shown = PLAIN.test(name) ? name : REDACTED;
    budget.bytes -= shown.length + 4;
    kept[shown] = SECRET.test(name) && value !== null ? REDACTED : walk(name, value, budget, depth + 1);
  }
  return kept;
}

function leaf(name: string, value: unknown): unknown {
  if (typeof value !== "string") return typeof value === "number" || typeof value === "boolean" ? value : null;
  if (PLAIN.test(value) || value === "") return value;
  return HARMLESS.has(name) ? redactText(value) : REDACTED;
}

/** A short text of a caller's own, such as an idempotency key. */
export function redactText(text: string): string {
  if (PERSONAL.test(text)) return REDACTED;
  const shown = text.length > TEXT_LENGTH ? `${text.slice(0, TEXT_LENGTH)}${CUT}` : text;
  return shown.replaceAll("\0", "").toWellFormed();
}
