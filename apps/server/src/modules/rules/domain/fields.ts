// What a condition may ask, and how: the words of the wire.

export type FieldKind = "choice" | "many" | "number" | "time" | "date" | "flag";

interface FieldSpec {
  kind: FieldKind;
  /** Values are ids of this kind: uuids inside, wire ids outside. */
  id?: "venue" | "tag";
  /** All values there are. */
  values?: readonly string[];
  min?: number;
  max?: number;
  /** Every event has it; what is not marked may be absent (null): a sign-in has no amount. */
  always?: true;
}

export const FIELDS = {
  venue_id: { kind: "choice", id: "venue" },
  business_type: { kind: "choice" },
  item_code: { kind: "choice" },
  category: { kind: "choice" },
  channel: { kind: "choice" },
  payment_method: { kind: "many" },
  tier_code: { kind: "choice" },
  tag_id: { kind: "many", id: "tag" },
  weekday: { kind: "number", min: 1, max: 7, always: true },
  local_time: { kind: "time", always: true },
  business_date: { kind: "date", always: true },
  holiday: { kind: "choice", values: ["off", "makeup", "none"], always: true },
  is_birthday: { kind: "flag" },
  is_birthday_month: { kind: "flag" },
  amount_fen: { kind: "number" },
  purchase_fen: { kind: "number" },
  quantity: { kind: "number" },
  behaviour: { kind: "choice" },
  subject: { kind: "choice" },
  streak_days: { kind: "number" },
} as const satisfies Record<string, FieldSpec>;

export type Field = keyof typeof FIELDS;
export const FIELD_NAMES = Object.keys(FIELDS) as Field[];

export const specOf = (field: Field): FieldSpec => FIELDS[field];

export const OPERATORS = [
  "=",
  "!=",
  "in",
  "notIn",
  "between",
  "<",
  "<=",
  ">",
  ">=",
  "contains",
  "multiple_of",
] as const;
export type Operator = (typeof OPERATORS)[number];

const ORDERED = ["between", "<", "<=", ">", ">="] as const;
export const OPERATORS_OF: Readonly<Record<FieldKind, readonly Operator[]>> = {
  choice: ["=", "!=", "in", "notIn"],
  many: ["contains", "in", "notIn"],
  number: ["=", "!=", "in", "notIn", ...ORDERED, "multiple_of"],
  time: ORDERED,
  date: ["=", "!=", "in", "notIn", ...ORDERED],
  flag: ["="],
};
