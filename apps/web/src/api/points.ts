// Short names for what the points section reads and sends.
import type {
  EarningRule,
  PointsEvaluation,
  PointsProgram,
  Routes,
  RuleConflicts,
  RuleDefinition,
  RuleVersion,
  Season,
} from "@huiyou/api-client";

export type {
  EarningRule,
  PointsEvaluation as Evaluated,
  RuleConflicts as Conflicts,
  RuleDefinition,
  RuleVersion,
  Season,
};
export type ConflictPair = RuleConflicts["pairs"][number];
export type RuleStatus = RuleVersion["status"];
export type RuleLimits = NonNullable<RuleDefinition["limits"]>;
export type Fraction = PointsProgram["payment_coefficients"][string];
export type ExpiryPolicy = PointsProgram["expiry"];
export type Stacking = PointsProgram["stacking"];

export type RuleIn = Routes["POST /v1/points/rules"]["body"];
export type DefinitionIn = RuleIn["definition"];
export type SeasonIn = Routes["POST /v1/points/seasons"]["body"];
export type EvaluateIn = Routes["POST /v1/points/evaluate"]["body"];

/** A tree while it is edited: which field goes with which operator is the editor's affair, and in the end the server's. */
export interface Condition {
  field: string;
  operator: string;
  value: ConditionValue;
}
export type ConditionValue = string | number | boolean | (string | number | boolean)[];
export interface ConditionGroup {
  combinator: "and" | "or";
  not?: boolean;
  rules: (ConditionGroup | Condition)[];
}
