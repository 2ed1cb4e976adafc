import dayjs, { type Dayjs } from "dayjs";
import type { Member, MemberField } from "../../../api/contract.ts";

export type Value = Member["fields"][string];
/** As the inputs hold it: a date is a day of the picker, what is empty is nothing. */
type Held = string | number | boolean | string[] | Dayjs | null | undefined;
export type HeldFields = Record<string, Held>;

export function heldOf(fields: readonly MemberField[], values: Member["fields"]): HeldFields {
  return Object.fromEntries(
    fields.map(({ key, type }) => {
      const value = values[key] ?? undefined;
      return [key, type === "date" && typeof value === "string" ? dayjs(value) : value];
    }),
  );
}

function valueOf(held: Held): Value {
  if (held === undefined || held === "" || (Array.isArray(held) && held.length === 0)) return null;
  return dayjs.isDayjs(held) ? held.format("YYYY-MM-DD") : held;
}

const same = (a: Value, b: Value) => JSON.stringify(a) === JSON.stringify(b);

/** What differs from what somebody has, as the API takes it; undefined when nothing does. */
export function changedFields(
  held: HeldFields | undefined,
  before: Member["fields"],
): Record<string, Value> | undefined {
  const changed = Object.entries(held ?? {})
    .map(([key, value]) => [key, valueOf(value)] as const)
    .filter(([key, value]) => !same(value, before[key] ?? null));
  return changed.length > 0 ? Object.fromEntries(changed) : undefined;
}
