// Why a transaction is what it is, as callers read it.
import { type IdKind, toWireId } from "../../../platform/kernel/ids.ts";

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** Ids in reasons are stored as uuids, under names that say of what. */
const TRACE_IDS: Readonly<Record<string, IdKind>> = {
  rule_id: "earning_rule",
  season_id: "season",
  member_id: "member",
  venue_id: "venue",
  tag_id: "tag",
  lot_id: "lot",
  hold_id: "hold",
  purchase_id: "purchase",
  refund_id: "refund",
  adjustment_id: "adjustment",
  household_id: "household",
  staff_id: "staff",
  key_id: "api_key",
  transaction_id: "transaction",
  replaced_transaction_id: "transaction",
  replaced_by_transaction_id: "transaction",
  original_transaction_id: "transaction",
};
const TRACE_ID_LISTS: Readonly<Record<string, IdKind>> = { tag_ids: "tag", replaced_transaction_ids: "transaction" };
/** Conditions whose values are ids: `{field, expected, actual}`. */
const ASKED_IDS: Readonly<Record<string, IdKind>> = { venue_id: "venue", tag_id: "tag" };

/** The stored reasons with ids in the place of uuids; null when there are none. */
export function showTrace(trace: unknown): Record<string, unknown> | null {
  if (typeof trace !== "object" || trace === null || Array.isArray(trace)) return null;
  const shown = JSON.stringify(trace, (key, value: unknown) => {
    const kind = TRACE_IDS[key] ?? TRACE_ID_LISTS[key];
    return kind ? withIds(value, kind) : showAsked(value);
  });
  return JSON.parse(shown) as Record<string, unknown>;
}

function showAsked(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("field" in value && "expected" in value)) return value;
  const kind = typeof value.field === "string" ? ASKED_IDS[value.field] : undefined;
  if (!kind) return value;
  return {
    ...value,
    expected: withIds(value.expected, kind),
    actual: "actual" in value ? withIds(value.actual, kind) : null,
  };
}

function withIds(value: unknown, kind: IdKind): unknown {
  if (typeof value === "string") return UUID.test(value) ? toWireId(kind, value) : value;
  if (Array.isArray(value)) return value.map((one) => withIds(one, kind));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withIds(inner, kind)]));
}
