import type { Condition, ConditionGroup, ConditionValue } from "../../../../api/points.ts";

type Kind = "choice" | "many" | "number" | "time" | "date" | "flag";
export interface FieldSpec {
  kind: Kind;
  /** Numbers that are typed in yuan and sent in fen. */
  money?: true;
  /** Numbers that have names: the days of the week. */
  named?: true;
  /** Numbers below nothing and with decimals. */
  decimal?: true;
  /** Codes beyond the known ones may be typed. */
  free?: true;
  of: "both" | "purchase" | "behaviour" | "member";
  /** Of events, and of members as well. */
  member?: true;
}

/** What may be asked, in the order of the list; the server's own table of fields says the same. */
export const FIELDS: Readonly<Record<string, FieldSpec>> = {
  venue_id: { kind: "choice", of: "both" },
  business_type: { kind: "choice", of: "purchase" },
  item_code: { kind: "choice", free: true, of: "purchase" },
  category: { kind: "choice", free: true, of: "purchase" },
  tier_code: { kind: "choice", of: "both", member: true },
  tag_id: { kind: "many", of: "both", member: true },
  weekday: { kind: "number", named: true, of: "both" },
  local_time: { kind: "time", of: "both" },
  holiday: { kind: "choice", of: "both" },
  business_date: { kind: "date", of: "both" },
  is_birthday: { kind: "flag", of: "both", member: true },
  is_birthday_month: { kind: "flag", of: "both", member: true },
  channel: { kind: "choice", free: true, of: "both" },
  payment_method: { kind: "many", of: "purchase" },
  amount_fen: { kind: "number", money: true, of: "purchase" },
  purchase_fen: { kind: "number", money: true, of: "purchase" },
  quantity: { kind: "number", of: "both" },
  subject: { kind: "choice", free: true, of: "behaviour" },
  streak_days: { kind: "number", of: "behaviour" },
  behaviour: { kind: "choice", free: true, of: "behaviour" },
  lifecycle: { kind: "choice", of: "member" },
  days_since_active: { kind: "number", of: "member" },
  days_since_purchase: { kind: "number", of: "member" },
  days_since_visit: { kind: "number", of: "member" },
  days_since_joined: { kind: "number", of: "member" },
  purchases_365: { kind: "number", of: "member" },
  spent_365_fen: { kind: "number", money: true, of: "member" },
  visits_365: { kind: "number", of: "member" },
  purchases: { kind: "number", of: "member" },
  spent_fen: { kind: "number", money: true, of: "member" },
  visits: { kind: "number", of: "member" },
  completeness: { kind: "number", of: "member" },
  age: { kind: "number", of: "member" },
  sex: { kind: "choice", of: "member" },
  birthday_month: { kind: "number", of: "member" },
  has_phone: { kind: "flag", of: "member" },
  source: { kind: "choice", of: "member" },
  language: { kind: "choice", of: "member" },
  home_unit_id: { kind: "choice", of: "member" },
};

/** Which fields a tree of this kind may ask about. */
export const fieldsOf = (of: "purchase" | "behaviour" | "member"): string[] =>
  Object.keys(FIELDS).filter((name) => {
    const spec = FIELDS[name];
    return of === "member" ? spec?.of === "member" || spec?.member : spec?.of === "both" || spec?.of === of;
  });

/** Of fields of the tenant's own, by their names in a tree. */
export type Specs = Readonly<Record<string, FieldSpec>>;

export const specOf = (field: string, custom: Specs = {}): FieldSpec =>
  FIELDS[field] ?? custom[field] ?? { kind: "choice", free: true, of: "both" };

const ORDERED = ["between", ">=", "<=", ">", "<"];
const OPERATORS: Record<Kind, readonly string[]> = {
  choice: ["in", "notIn", "=", "!="],
  many: ["contains", "in", "notIn"],
  number: ["=", "!=", ...ORDERED, "in", "notIn", "multiple_of"],
  time: ORDERED,
  date: ["between", "=", "!=", ">=", "<=", ">", "<", "in", "notIn"],
  flag: ["="],
};
export const operatorsOf = (field: string, custom?: Specs): readonly string[] => {
  const spec = specOf(field, custom);
  return spec.named ? ["in", "notIn", "=", "between"] : OPERATORS[spec.kind];
};

export const takesList = (operator: string): boolean => operator === "in" || operator === "notIn";

/** What an editor starts from; "" and empty lists are refused by the server until they are filled. */
export function startValue({ field, operator }: Pick<Condition, "field" | "operator">, custom?: Specs): ConditionValue {
  const { kind } = specOf(field, custom);
  if (kind === "flag") return true;
  if (takesList(operator)) return [];
  if (operator === "between") return kind === "time" ? ["18:00", "24:00"] : kind === "number" ? [1, 2] : ["", ""];
  if (operator === "multiple_of") return 2;
  if (kind === "number") return 1;
  return kind === "time" ? "18:00" : "";
}

export const MAX_LEAVES = 50;
export const MAX_DEPTH = 5;

/** The bare tree of the wire: the editor keeps ids of its own in it. */
export function bare(group: ConditionGroup): ConditionGroup {
  return {
    combinator: group.combinator,
    ...(group.not ? { not: true } : {}),
    rules: group.rules.map((node) =>
      "rules" in node ? bare(node) : { field: node.field, operator: node.operator, value: node.value },
    ),
  };
}

/** Which fields a tree asks about. */
export const askedIn = (group: ConditionGroup): string[] =>
  group.rules.flatMap((node) => ("rules" in node ? askedIn(node) : [node.field]));

export const leavesOf = (group: ConditionGroup): number =>
  group.rules.reduce((sum, node) => sum + ("rules" in node ? leavesOf(node) : 1), 0);
