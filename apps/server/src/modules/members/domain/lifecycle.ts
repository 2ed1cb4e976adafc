// How far somebody is from the house, by the days since they came last.

export const STAGES = ["new", "active", "at_risk", "sleeping", "lost"] as const;
export type Stage = (typeof STAGES)[number];

export interface Thresholds {
  /** Fewer days since joining are new, whatever they bought. */
  new_days: number;
  /** So many days without coming, and more. */
  at_risk_days: number;
  sleeping_days: number;
  lost_days: number;
}

export interface LifecyclePolicy extends Thresholds {
  version: number;
}

export const FIRST_LIFECYCLE: LifecyclePolicy = {
  version: 0,
  new_days: 30,
  at_risk_days: 60,
  sleeping_days: 180,
  lost_days: 365,
};
