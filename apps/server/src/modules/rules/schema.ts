import { z } from "zod";
import { wireId, zBusinessDate, zText } from "../../platform/http/schema.ts";
import { toWireId } from "../../platform/kernel/ids.ts";
import { type Group, isGroup, type Leaf, MAX_DEPTH, MAX_LEAVES, type Scalar, sizeOf } from "./domain/conditions.ts";
import {
  type CustomField,
  EVENT_FIELD_NAMES,
  type Field,
  type FieldKind,
  isCustom,
  MEMBER_FIELD_NAMES,
  OPERATORS,
  OPERATORS_OF,
  specOf,
} from "./domain/fields.ts";

const MAX_VALUES = 200;

const zClock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const zClockEnd = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/);

const scalars = [z.string().max(200), z.number(), z.boolean()] as const;
const zValue = z
  .union([...scalars, z.array(z.union(scalars)).max(MAX_VALUES)])
  .meta({ description: "A list for in and notIn, [from, to] for between, otherwise one value" });
const group = { combinator: z.enum(["and", "or"]), not: z.boolean().optional() };

type Refusal = z.core.$ZodRawIssue;

/** What is wrong with one question; its value as it is kept. */
function judgeLeaf(leaf: Pick<Leaf, "operator" | "value">, kind: FieldKind, zOne: z.ZodType) {
  const operators = OPERATORS_OF[kind];
  if (!operators.includes(leaf.operator)) {
    const issue = { code: "invalid_value", values: [...operators], input: leaf, path: ["operator"] } as Refusal;
    return { issues: [issue] };
  }
  const read = zValueOf(leaf.operator, kind, zOne).safeParse(leaf.value);
  if (read.success) return { value: read.data as Scalar | Scalar[], issues: [] };
  return { issues: read.error.issues.map((issue) => ({ ...issue, input: leaf, path: ["value", ...issue.path] })) };
}

/** What a value must be, under an operator that suits the kind. */
function zValueOf(operator: Leaf["operator"], kind: FieldKind, one: z.ZodType): z.ZodType {
  if (operator === "in" || operator === "notIn") return z.array(one).min(1).max(MAX_VALUES);
  if (operator === "multiple_of") return z.int().min(1);
  if (operator !== "between") return one;
  const is_time = kind === "time";
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

const zCustomField = z.templateLiteral(["fields.", z.string().regex(/^[a-z][a-z0-9_]{0,59}$/)]);
const zEventField = z.enum(EVENT_FIELD_NAMES);
/** Also fields of the tenant's own: those are judged by `customIssues`, which knows what kind they are. */
const zMemberField = z.union([z.enum(MEMBER_FIELD_NAMES), zCustomField]);

function zLeafOf(field: z.ZodType<Field, Field>, id: string) {
  return z
    .strictObject({ field, operator: z.enum(OPERATORS), value: zValue })
    .check((payload) => {
      const leaf = payload.value;
      if (isCustom(leaf.field)) return;
      const { value, issues } = judgeLeaf(leaf, specOf(leaf.field).kind, zOneOf(leaf.field));
      if (value !== undefined) payload.value = { ...leaf, value };
      payload.issues.push(...(issues as Refusal[]));
    })
    .meta({ id });
}

function zTreeOf(zLeaf: z.ZodType<Leaf, Leaf>, id: string): z.ZodType<Group, Group> {
  const zGroup = z
    .strictObject({
      ...group,
      get rules(): z.ZodArray<z.ZodType<Group | Leaf, Group | Leaf>> {
        return z.array(z.union([zLeaf, zGroup])).max(MAX_LEAVES);
      },
    })
    .meta({ id });
  return zGroup.check((payload) => {
    const tree: Group = payload.value;
    const { depth, leaves } = sizeOf(tree);
    const refuse = (path: PropertyKey[], params: Record<string, unknown>) =>
      payload.issues.push({ code: "custom", input: tree, path, params });
    if (depth > MAX_DEPTH) refuse([], { code: "too_deep", maximum: MAX_DEPTH });
    if (leaves > MAX_LEAVES) refuse(["rules"], { code: "too_many", maximum: MAX_LEAVES });
    const is_empty_allowed = tree.not !== true;
    for (const path of emptyGroups(tree)) if (path.length > 0 || !is_empty_allowed) refuse([...path, "rules"], EMPTY);
  });
}

/** A condition tree about an event, as callers write it; ids become uuids. An empty group at the root: no condition. */
export const zConditions = zTreeOf(zLeafOf(zEventField, "NewCondition"), "NewConditionGroup");
/** One about a member; also about fields of the tenant's own. */
export const zMemberConditions = zTreeOf(zLeafOf(zMemberField, "NewMemberCondition"), "NewMemberConditionGroup");

export interface CustomKind {
  kind: FieldKind;
  /** All values there are. */
  values?: readonly string[] | undefined;
}

/** What is wrong with questions about fields of the tenant's own, by JSON pointer below `root`. */
export function customIssues(
  tree: Group,
  fields: ReadonlyMap<CustomField, CustomKind>,
  root: string,
): { pointer: string; code: string }[] {
  return tree.rules.flatMap((rule, index) => {
    const at = `${root}/rules/${index}`;
    if (isGroup(rule)) return customIssues(rule, fields, at);
    if (!isCustom(rule.field)) return [];
    const found = fields.get(rule.field);
    if (!found) return [{ pointer: `${at}/field`, code: "field_unknown" }];
    const { issues } = judgeLeaf(rule, found.kind, zOfKind(found));
    return issues.length > 0 ? [{ pointer: `${at}/value`, code: "field_value_unfit" }] : [];
  });
}

function zOfKind({ kind, values }: CustomKind): z.ZodType {
  if (kind === "flag") return z.boolean();
  if (kind === "date") return zBusinessDate;
  if (kind === "number") return z.number();
  return values ? z.enum(values as readonly [string, ...string[]]) : zText(200);
}

function zTreeOut(field: z.ZodType<Field>, id: string, leaf_id: string): z.ZodType<Group> {
  const zLeaf = z.object({ field, operator: z.enum(OPERATORS), value: zValue }).meta({ id: leaf_id });
  const zGroup = z
    .object({
      ...group,
      get rules(): z.ZodArray<z.ZodType<Group | Leaf>> {
        return z.array(z.union([zLeaf, zGroup]));
      },
    })
    .meta({ id });
  return zGroup;
}

/** A condition tree in an answer; handlers give `showConditions`. */
export const zConditionsOut = zTreeOut(zEventField, "ConditionGroup", "Condition");
export const zMemberConditionsOut = zTreeOut(zMemberField, "MemberConditionGroup", "MemberCondition");

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
