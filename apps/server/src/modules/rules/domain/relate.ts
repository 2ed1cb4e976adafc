// Can two rules ever apply to the same event? Says "never" only when it is certain.
import { type BusinessDate, dateOfDayNumber, weekdayOf } from "../../../platform/kernel/dates.ts";
import { type Group, isGroup, type Leaf } from "./conditions.ts";
import type { Field } from "./fields.ts";
import { type FieldSpace, isPossible, narrow, wholeSpace } from "./field-space.ts";
import { countOf, intersect, type Spans } from "./spans.ts";

export interface Scoped {
  tree: Group;
  /** Instants, from inclusive, until exclusive; null is open. */
  valid_from: Date | null;
  valid_until: Date | null;
}

export type Relation = "never" | "may_meet";
export type HolidayOf = (date: BusinessDate) => "off" | "makeup" | "none" | "unknown";

export function relate(a: Scoped, b: Scoped, holidayOf?: HolidayOf): Relation {
  const from = Math.max(...[a, b].map(({ valid_from }) => valid_from?.getTime() ?? -Infinity));
  const until = Math.min(...[a, b].map(({ valid_until }) => valid_until?.getTime() ?? Infinity));
  if (from >= until) return "never";
  const days = daysWithin(from, until);
  const start = narrowField(new Map(), "business_date", (space) => ({ ...space, spans: intersect(space.spans, days) }));
  const search = { steps: 0, holidayOf };
  const goals = [a, b].map(({ tree }) => normalise(tree, false));
  return start && canHold(goals, start, search) ? "may_meet" : "never";
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Business days that any venue may be having in the window: up to UTC−12 with a cut-off at noon, up to UTC+14. */
function daysWithin(from: number, until: number): Spans {
  const first = Math.max(Math.floor((from - DAY_MS) / DAY_MS), Number.MIN_SAFE_INTEGER);
  const last = Math.min(Math.floor((until - 1 + 14 * HOUR_MS) / DAY_MS), Number.MAX_SAFE_INTEGER);
  return [[first, last]];
}

/** A tree without `not`: they are pushed down to the leaves. */
type Goal = { all: Goal[] } | { any: Goal[] } | { leaf: Leaf; negated: boolean };

function normalise(node: Group | Leaf, negated: boolean): Goal {
  if (!isGroup(node)) return { leaf: node, negated };
  const flipped = negated !== (node.not ?? false);
  const parts = node.rules.map((rule) => normalise(rule, flipped));
  if (parts.length === 0) return flipped ? { any: [] } : { all: [] };
  return (node.combinator === "and") !== flipped ? { all: parts } : { any: parts };
}

type Spaces = ReadonlyMap<Field, FieldSpace>;
interface Search {
  steps: number;
  holidayOf: HolidayOf | undefined;
}

/** Trees of 50 leaves have up to 2^25 branches; what takes longer than this counts as possible. */
const MAX_STEPS = 20_000;

/** Walks the disjunctive normal form depth first, narrowing field by field, without ever writing it down. */
function canHold(goals: readonly Goal[], known: Spaces, search: Search): boolean {
  if (++search.steps > MAX_STEPS) return true;
  let spaces = known;
  const open = [...goals];
  const choices: Goal[][] = [];
  for (let goal = open.pop(); goal; goal = open.pop()) {
    if ("all" in goal) open.push(...goal.all);
    else if ("any" in goal) choices.push(goal.any);
    else {
      const { leaf, negated } = goal;
      const narrowed = narrowField(spaces, leaf.field, (space) => narrow(space, leaf, negated));
      if (!narrowed) return false;
      spaces = narrowed;
    }
  }
  const [choice, ...others] = choices;
  if (!choice) return agree(spaces, search.holidayOf);
  const rest = others.map((any) => ({ any }));
  return choice.some((branch) => canHold([branch, ...rest], spaces, search));
}

function narrowField(spaces: Spaces, field: Field, change: (space: FieldSpace) => FieldSpace): Spaces | undefined {
  const space = change(spaces.get(field) ?? wholeSpace(field));
  return isPossible(space) ? new Map([...spaces, [field, space]]) : undefined;
}

/** What fields say about each other. */
function agree(spaces: Spaces, holidayOf: HolidayOf | undefined): boolean {
  const birthday = spaces.get("is_birthday");
  const month = spaces.get("is_birthday_month");
  if (birthday && month && !allows(birthday, "false") && !birthday.may_lack && !allows(month, "true")) {
    // Absent both or present both: whoever has a birthday today has it this month.
    return false;
  }
  return hasDay(spaces, holidayOf);
}

const allows = ({ allowed, excluded }: FieldSpace, value: string) =>
  (allowed?.has(value) ?? true) && !excluded.has(value);

const MAX_DAYS = 800;

/** A day within the dates that has the right weekday and holiday. */
function hasDay(spaces: Spaces, holidayOf: HolidayOf | undefined): boolean {
  const days = (spaces.get("business_date") ?? wholeSpace("business_date")).spans;
  if (countOf(days) > MAX_DAYS) return true;
  const weekdays = spaces.get("weekday") ?? wholeSpace("weekday");
  const holiday = spaces.get("holiday");
  for (const [from, to] of days) {
    for (let day = from; day <= to; day++) {
      const date = dateOfDayNumber(day);
      if (!fitsWeekday(weekdays, weekdayOf(date))) continue;
      const state = holiday && holidayOf ? holidayOf(date) : "unknown";
      // A year that is announced later may still make it fit.
      if (!holiday || state === "unknown" || allows(holiday, state)) return true;
    }
  }
  return false;
}

const fitsWeekday = (space: FieldSpace, weekday: number) =>
  isPossible({ ...space, spans: intersect(space.spans, [[weekday, weekday]]) });
