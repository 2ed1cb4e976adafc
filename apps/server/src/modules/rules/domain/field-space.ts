// What values one field may still have once some questions about it came out true. For `relate`.
import { dayNumber, parseTimeOfDay } from "../../../platform/kernel/dates.ts";
import type { Leaf, Scalar } from "./conditions.ts";
import { type Field, type Operator, specOf } from "./fields.ts";
import { complement, countOf, EVERYTHING, intersect, type Spans, spansOfValues } from "./spans.ts";

export interface FieldSpace {
  /** The event may have none. */
  may_lack: boolean;
  /** Of ordered fields: numbers, minutes of the day, days since 1970. */
  spans: Spans;
  divisors: readonly number[];
  non_divisors: readonly number[];
  /** Of the others: undefined stands for any text. */
  allowed: ReadonlySet<string> | undefined;
  excluded: ReadonlySet<string>;
  /** Lists of which the event has at least one each (fields of many values). */
  any_of: readonly (readonly string[])[];
}

const LAST_MINUTE = 1_439;

export function wholeSpace(field: Field): FieldSpace {
  const { kind, always, values, min, max } = specOf(field);
  const known = kind === "flag" ? ["true", "false"] : values;
  const bounds = kind === "time" ? ([0, LAST_MINUTE] as const) : ([min ?? -Infinity, max ?? Infinity] as const);
  return {
    may_lack: !always && kind !== "many",
    spans: intersect(EVERYTHING, [bounds]),
    divisors: [],
    non_divisors: [],
    allowed: known && new Set(known),
    excluded: new Set(),
    any_of: [],
  };
}

/** The space in which the question comes out true, or false when negated. */
export function narrow(space: FieldSpace, leaf: Leaf, negated: boolean): FieldSpace {
  const { kind } = specOf(leaf.field);
  const holds_of_none = leaf.operator === "!=" || leaf.operator === "notIn";
  const kept = { ...space, may_lack: space.may_lack && holds_of_none !== negated };
  if (leaf.operator === "multiple_of") {
    const divisor = Number(leaf.value);
    return negated
      ? { ...kept, non_divisors: [...space.non_divisors, divisor] }
      : { ...kept, divisors: [...space.divisors, divisor] };
  }
  if (kind === "number" || kind === "time" || kind === "date") {
    const spans = spansOf(leaf, kind);
    return { ...kept, spans: intersect(space.spans, negated ? complement(spans) : spans) };
  }
  const values = listOf(leaf).map(String);
  if (holds_of_none !== negated) return { ...kept, excluded: new Set([...space.excluded, ...values]) };
  if (kind === "many") return { ...kept, any_of: [...space.any_of, values] };
  return { ...kept, allowed: new Set(values.filter((value) => space.allowed?.has(value) ?? true)) };
}

/** Whether any value is left. When finding out takes too long, yes. */
export function isPossible({
  may_lack,
  spans,
  divisors,
  non_divisors,
  allowed,
  excluded,
  any_of,
}: FieldSpace): boolean {
  if (may_lack) return true;
  if (any_of.some((values) => values.every((value) => excluded.has(value)))) return false;
  if (allowed && [...allowed].every((value) => excluded.has(value))) return false;
  return hasMultiple(spans, divisors, non_divisors);
}

const MAX_TRIES = 1_000;

function hasMultiple(spans: Spans, divisors: readonly number[], non_divisors: readonly number[]): boolean {
  if (countOf(spans) === 0) return false;
  const step = divisors.reduce(leastCommonMultiple, 1);
  if (!Number.isSafeInteger(step)) return true;
  let tries = 0;
  for (const [from, to] of spans) {
    for (let value = Math.ceil(from / step) * step; value <= to; value += step) {
      if (non_divisors.every((divisor) => value % divisor !== 0)) return true;
      if (++tries > MAX_TRIES || !Number.isSafeInteger(value)) return true;
    }
  }
  return false;
}

function leastCommonMultiple(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y !== 0) [x, y] = [y, x % y];
  return (a / x) * b;
}

const listOf = ({ value }: Leaf): readonly Scalar[] =>
  Array.isArray(value) ? (value as readonly Scalar[]) : [value as Scalar];

function spansOf(leaf: Leaf, kind: "number" | "time" | "date"): Spans {
  const numbers = listOf(leaf).map((value) => numberOf(value, kind));
  const [value = 0, end = 0] = numbers;
  switch (leaf.operator as Exclude<Operator, "contains" | "multiple_of">) {
    case "=":
    case "in":
      return spansOfValues(numbers);
    case "!=":
    case "notIn":
      return complement(spansOfValues(numbers));
    case "<":
      return [[Number.MIN_SAFE_INTEGER, value - 1]];
    case "<=":
      return [[Number.MIN_SAFE_INTEGER, value]];
    case ">":
      return [[value + 1, Number.MAX_SAFE_INTEGER]];
    case ">=":
      return [[value, Number.MAX_SAFE_INTEGER]];
    case "between":
      if (kind !== "time") return value <= end ? [[value, end]] : [];
      return value < end
        ? [[value, end - 1]]
        : intersect(
            [
              [0, end - 1],
              [value, LAST_MINUTE],
            ],
            EVERYTHING,
          );
  }
}

function numberOf(value: Scalar, kind: "number" | "time" | "date"): number {
  if (kind === "number") return Number(value);
  return kind === "time" ? parseTimeOfDay(String(value)) : dayNumber(String(value));
}
