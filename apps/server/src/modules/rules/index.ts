import "./errors.ts";

export { type Facts, type Group, type Leaf, leavesOf } from "./domain/conditions.ts";
export { evaluate, type Evaluation, type Failure, type Verdict } from "./domain/evaluate.ts";
export { type CustomField, isCustom } from "./domain/fields.ts";
export { type HolidayOf, relate, type Relation, type Scoped } from "./domain/relate.ts";
export {
  type CustomKind,
  customIssues,
  showConditions,
  showValue,
  zConditions,
  zConditionsOut,
  zMemberConditions,
  zMemberConditionsOut,
} from "./schema.ts";
