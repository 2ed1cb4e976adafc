// Does a condition tree hold of an event? Three-valued (Kleene): what is not known stays unknown unless the rest decides.
import { type Facts, type Group, isGroup, type Leaf, type Scalar } from "./conditions.ts";
import { type Operator, specOf } from "./fields.ts";

export type Verdict = true | false | "unknown";

/** A question that did not come out true, as it would have had to: below a `not` the operator is the opposite one. */
export interface Failure {
  field: Leaf["field"];
  operator: Operator | "notBetween" | "notContains" | "not_multiple_of";
  expected: Leaf["value"];
  actual: unknown;
}

export interface Evaluation {
  result: Verdict;
  /** Why it is not true; empty when it is. */
  failed: Failure[];
}

export function evaluate(tree: Group, facts: Facts): Evaluation {
  return judge(tree, facts, false);
}

/** The opposite of an operator: of any value that is there, exactly one of the two holds. */
const OPPOSITE = {
  "=": "!=",
  "!=": "=",
  in: "notIn",
  notIn: "in",
  "<": ">=",
  "<=": ">",
  ">": "<=",
  ">=": "<",
  between: "notBetween",
  contains: "notContains",
  multiple_of: "not_multiple_of",
} as const satisfies Record<Operator, Failure["operator"]>;

/** `negated`: an odd number of `not`s stands above. Pushing them down to the leaves keeps the reasons readable. */
function judge(node: Group | Leaf, facts: Facts, negated: boolean): Evaluation {
  if (!isGroup(node)) return judgeLeaf(node, facts, negated);
  const flipped = negated !== (node.not ?? false);
  if (node.rules.length === 0) return { result: !flipped, failed: [] };
  const parts = node.rules.map((rule) => judge(rule, facts, flipped));
  const all_needed = (node.combinator === "and") !== flipped;
  const decisive = !all_needed;
  const result = parts.some((part) => part.result === decisive)
    ? decisive
    : parts.some((part) => part.result === "unknown")
      ? "unknown"
      : all_needed;
  return { result, failed: result === true ? [] : parts.flatMap((part) => part.failed) };
}

function judgeLeaf(leaf: Leaf, facts: Facts, negated: boolean): Evaluation {
  const { field, operator, value } = leaf;
  const actual = facts[field];
  const is_known = actual !== undefined && !(field === "holiday" && actual === "unknown");
  const result = is_known ? holds(leaf, actual) !== negated : "unknown";
  if (result === true) return { result, failed: [] };
  const shown = negated ? OPPOSITE[operator] : operator;
  return { result, failed: [{ field, operator: shown, expected: value, actual: is_known ? actual : "unknown" }] };
}

/** The schema has checked that value and operator suit the field. */
function holds(leaf: Leaf, actual: Scalar | readonly string[] | null): boolean {
  const { operator } = leaf;
  const values = Array.isArray(leaf.value) ? (leaf.value as readonly Scalar[]) : [leaf.value as Scalar];
  const [value = "", end = ""] = values;
  if (actual === null) return operator === "!=" || operator === "notIn";
  if (typeof actual === "object") return values.some((one) => actual.includes(String(one))) !== (operator === "notIn");
  switch (operator) {
    case "=":
    case "in":
    case "contains":
      return values.includes(actual);
    case "!=":
    case "notIn":
      return !values.includes(actual);
    case "<":
      return actual < value;
    case "<=":
      return actual <= value;
    case ">":
      return actual > value;
    case ">=":
      return actual >= value;
    case "between":
      return specOf(leaf.field).kind === "time"
        ? isWithinTimes(String(actual), String(value), String(end))
        : value <= actual && actual <= end;
    case "multiple_of":
      return Number(actual) % Number(value) === 0;
  }
}

/** From inclusive, to exclusive, so that 10:00–14:00 and 14:00–18:00 do not meet; from after to passes midnight. */
function isWithinTimes(time: string, from: string, to: string): boolean {
  return from < to ? from <= time && time < to : time >= from || time < to;
}
