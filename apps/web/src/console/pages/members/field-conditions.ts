import type { MemberField } from "../../../api/contract.ts";

/** What is asked of a field of the tenant's own, as the query has it: one of these but the key, or both ends. */
export interface FieldCondition {
  key: string;
  any_of?: (string | boolean)[];
  none_of?: (string | boolean)[];
  from?: string | number;
  to?: string | number;
  filled?: boolean;
}

export const MOST_FIELD_CONDITIONS = 10;

const isList = (value: unknown) =>
  value === undefined ||
  (Array.isArray(value) && value.every((one) => typeof one === "string" || typeof one === "boolean"));
const isEnd = (value: unknown) => value === undefined || typeof value === "string" || typeof value === "number";

function isCondition(value: unknown): value is FieldCondition {
  if (typeof value !== "object" || value === null) return false;
  const { key, any_of, none_of, from, to, filled } = value as Record<string, unknown>;
  const ends = isEnd(from) && isEnd(to);
  return typeof key === "string" && isList(any_of) && isList(none_of) && ends && typeof (filled ?? true) === "boolean";
}

/** Of an address; what is none of ours stands there alone and the server says what is wrong with it. */
export function readFieldConditions(text: string | undefined): FieldCondition[] {
  if (text === undefined) return [];
  try {
    const read: unknown = JSON.parse(text);
    return Array.isArray(read) && read.every(isCondition) ? read : [];
  } catch {
    return [];
  }
}

export const writeFieldConditions = (conditions: readonly FieldCondition[]): string | undefined =>
  conditions.length === 0 ? undefined : JSON.stringify(conditions);

export type Comparison = "any" | "none" | "ends" | "yes" | "no" | "filled" | "empty";

const COMPARISONS: Readonly<Record<MemberField["type"], readonly Comparison[]>> = {
  text: ["any", "none", "filled", "empty"],
  number: ["ends", "filled", "empty"],
  date: ["ends", "filled", "empty"],
  boolean: ["yes", "no", "filled", "empty"],
  choice: ["any", "none", "filled", "empty"],
  choices: ["any", "none", "filled", "empty"],
};
export const comparisonsOf = ({ type }: MemberField): readonly Comparison[] => COMPARISONS[type];

/** A condition being written. */
export interface Draft {
  comparison: Comparison;
  some: string[];
  from: string | number | undefined;
  to: string | number | undefined;
}

export function comparisonOf({ any_of, none_of, from, to, filled }: FieldCondition): Comparison {
  if (none_of) return "none";
  if (any_of) return any_of[0] === true ? "yes" : any_of[0] === false ? "no" : "any";
  if (from !== undefined || to !== undefined) return "ends";
  return filled === false ? "empty" : "filled";
}

export function draftOf(field: MemberField, condition: FieldCondition | undefined): Draft {
  const [first = "filled"] = comparisonsOf(field);
  const { any_of, none_of, from, to } = condition ?? {};
  const some = (any_of ?? none_of ?? []).filter((one) => typeof one === "string");
  return { comparison: condition ? comparisonOf(condition) : first, some, from, to };
}

/** What the draft asks; undefined while something is still to be said. */
export function conditionOf({ key }: MemberField, { comparison, some, from, to }: Draft): FieldCondition | undefined {
  switch (comparison) {
    case "any":
      return some.length > 0 ? { key, any_of: some } : undefined;
    case "none":
      return some.length > 0 ? { key, none_of: some } : undefined;
    case "yes":
    case "no":
      return { key, any_of: [comparison === "yes"] };
    case "filled":
    case "empty":
      return { key, filled: comparison === "filled" };
    case "ends":
      if (from === undefined && to === undefined) return undefined;
      if (from !== undefined && to !== undefined && from > to) return undefined;
      return { key, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  }
}
