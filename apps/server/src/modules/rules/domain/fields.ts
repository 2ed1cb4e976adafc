// What a condition may ask, and how: the words of the wire.

export type FieldKind = "choice" | "many" | "number" | "time" | "date" | "flag";

interface FieldSpec {
  kind: FieldKind;
  /** Values are ids of this kind: uuids inside, wire ids outside. */
  id?: "venue" | "tag" | "org_unit";
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

/** What may be asked of a member, whatever they are doing. Days are counted to the tenant's today. */
export const MEMBER_FIELDS = {
  lifecycle: { kind: "choice", values: ["new", "active", "at_risk", "sleeping", "lost"], always: true },
  days_since_joined: { kind: "number", always: true },
  days_since_active: { kind: "number" },
  days_since_purchase: { kind: "number" },
  days_since_visit: { kind: "number" },
  purchases_365: { kind: "number", always: true },
  spent_365_fen: { kind: "number", always: true },
  visits_365: { kind: "number", always: true },
  purchases: { kind: "number", always: true },
  spent_fen: { kind: "number", always: true },
  visits: { kind: "number", always: true },
  completeness: { kind: "number", max: 100, always: true },
  age: { kind: "number" },
  sex: { kind: "choice", values: ["female", "male", "other"] },
  birthday_month: { kind: "number", min: 1, max: 12 },
  has_phone: { kind: "flag", always: true },
  source: { kind: "choice", always: true },
  language: { kind: "choice" },
  home_unit_id: { kind: "choice", id: "org_unit", always: true },
} as const satisfies Record<string, FieldSpec>;

const ALL = { ...FIELDS, ...MEMBER_FIELDS };

/** A field that the tenant has made for its members, by its key; its own kind is known where it was made. */
export type CustomField = `fields.${string}`;
export type EventField = keyof typeof FIELDS;
export type MemberField = keyof typeof MEMBER_FIELDS | "tier_code" | "tag_id" | "is_birthday" | "is_birthday_month";
export type Field = keyof typeof ALL | CustomField;

export const EVENT_FIELD_NAMES = Object.keys(FIELDS) as EventField[];
export const MEMBER_FIELD_NAMES: readonly MemberField[] = [
  ...(Object.keys(MEMBER_FIELDS) as (keyof typeof MEMBER_FIELDS)[]),
  "tier_code",
  "tag_id",
  "is_birthday",
  "is_birthday_month",
];

export const isCustom = (field: Field): field is CustomField => field.startsWith("fields.");
export const specOf = (field: Field): FieldSpec => (isCustom(field) ? { kind: "choice" } : ALL[field]);

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
