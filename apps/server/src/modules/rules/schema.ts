import { z } from "zod";
import { wireId, zBusinessDate, zText } from "../../platform/http/schema.ts";
import { toWireId } from "../../platform/kernel/ids.ts";
import { type Group, isGroup, type Leaf, MAX_DEPTH, MAX_LEAVES, type Scalar, sizeOf } from "./domain/conditions.ts";
import { type Field, FIELD_NAMES, OPERATORS, OPERATORS_OF, specOf } from "./domain/fields.ts";

const MAX_VALUES = 200;

const zClock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const zClockEnd = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/);

const scalars = [z.string().max(200), z.int(), z.boolean()] as const;
const leaf = {
  field: z.enum(FIELD_NAMES),
  operator: z.enum(OPERATORS),
  value: z
    .union([...scalars, z.array(z.union(scalars)).max(MAX_VALUES)])
    .meta({ description: "A list for in and notIn, [from, to] for between, otherwise one value" }),
};
const group = { combinator: z.enum(["and", "or"]), not: z.boolean().optional() };

const zLeaf = z
  .strictObject(leaf)
  .check((payload) => {
    const { field, operator } = payload.value;
    const operators = OPERATORS_OF[specOf(field).kind];
    const refuse = (path: string, issue: object) =>
      payload.issues.push({ input: payload.value, path: [path], ...issue } as z.core.$ZodRawIssue);
    if (!operators.includes(operator)) {
      refuse("operator", { code: "invalid_value", values: [...operators] });
      return;
    }
    const read = zValueOf(payload.value).safeParse(payload.value.value);
    if (read.success) payload.value = { ...payload.value, value: read.data as Scalar | Scalar[] };
    else for (const issue of read.error.issues) refuse("value", { ...issue, path: ["value", ...issue.path] });
  })
  .meta({ id: "NewCondition" });

/** What a field's value must be, under an operator that suits it. */
function zValueOf({ field, operator }: Pick<Leaf, "field" | "operator">): z.ZodType {
  const one = zOneOf(field);
  if (operator === "in" || operator === "notIn") return z.array(one).min(1).max(MAX_VALUES);
  if (operator === "multiple_of") return z.int().min(1);
  if (operator !== "between") return one;
  const is_time = specOf(field).kind === "time";
  return z
    .tuple([one, is_time ? zClockEnd : one])
    .refine(([from, to]) => (is_time ? from !== to : (from as Scalar) <= (to as Scalar)), {
      params: { code: is_time ? "empty_times" : "from_after_to" },
    });
}

function zOneOf(field: Field): z.ZodType {
  const { kind, id, values, min, max } = specOf(field);
  if (kind === "flag") return z.boolean();
  if (kind === "time") return zClock;
  if (kind === "date") return zBusinessDate;
  if (kind === "number")
    return z
      .int()
      .min(min ?? 0)
      .max(max ?? Number.MAX_SAFE_INTEGER);
  if (id) return wireId(id);
  return values ? z.enum(values) : zText(200);
}

const zGroup = z
  .strictObject({
    ...group,
    get rules(): z.ZodArray<z.ZodType<Group | Leaf, Group | Leaf>> {
      return z.array(z.union([zLeaf, zGroup])).max(MAX_LEAVES);
    },
  })
  .meta({ id: "NewConditionGroup" });

/** A condition tree as callers write it; ids become uuids. An empty group at the root: no condition. */
export const zConditions: z.ZodType<Group, Group> = zGroup.check((payload) => {
  const tree: Group = payload.value;
  const { depth, leaves } = sizeOf(tree);
  const refuse = (path: PropertyKey[], params: Record<string, unknown>) =>
    payload.issues.push({ code: "custom", input: tree, path, params });
  if (depth > MAX_DEPTH) refuse([], { code: "too_deep", maximum: MAX_DEPTH });
  if (leaves > MAX_LEAVES) refuse(["rules"], { code: "too_many", maximum: MAX_LEAVES });
  const is_empty_allowed = tree.not !== true;
  for (const path of emptyGroups(tree)) if (path.length > 0 || !is_empty_allowed) refuse([...path, "rules"], EMPTY);
});

const zLeafOut = z.object(leaf).meta({ id: "Condition" });
const zGroupOut = z
  .object({
    ...group,
    get rules(): z.ZodArray<z.ZodType<Group | Leaf>> {
      return z.array(z.union([zLeafOut, zGroupOut]));
    },
  })
  .meta({ id: "ConditionGroup" });

/** A condition tree in an answer; handlers give `showConditions`. */
export const zConditionsOut: z.ZodType<Group> = zGroupOut;

const EMPTY = { code: "too_few", minimum: 1 };

function emptyGroups(group: Group): PropertyKey[][] {
  if (group.rules.length === 0) return [[]];
  return group.rules.flatMap((rule, index) =>
    isGroup(rule) ? emptyGroups(rule).map((path) => ["rules", index, ...path]) : [],
  );
}

/** A condition tree as callers read it: uuids become ids again. */
export function showConditions(tree: Group): Group {
  return {
    combinator: tree.combinator,
    ...(tree.not === undefined ? {} : { not: tree.not }),
    rules: tree.rules.map((rule) =>
      isGroup(rule) ? showConditions(rule) : { ...rule, value: showValue(rule.field, rule.value) },
    ),
  };
}

/** One value of a field, or a list of them, as callers read it. */
export function showValue<T>(field: Field, value: T): T {
  const { id } = specOf(field);
  if (!id) return value;
  const show = (one: unknown) => (typeof one === "string" && one !== "unknown" ? toWireId(id, one) : one);
  return (Array.isArray(value) ? value.map(show) : show(value)) as T;
}
