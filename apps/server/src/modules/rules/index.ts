import "./errors.ts";

export type { Facts, Group, Leaf } from "./domain/conditions.ts";
export { evaluate, type Evaluation, type Failure, type Verdict } from "./domain/evaluate.ts";
export { type HolidayOf, relate, type Relation, type Scoped } from "./domain/relate.ts";
export { showConditions, showValue, zConditions, zConditionsOut } from "./schema.ts";
