/** Stages of life, from the first day on. */
export const LIFECYCLES = ["new", "active", "at_risk", "sleeping", "lost"] as const;

/** A month in which birthdays come. */
export interface BirthMonth {
  month: number;
  /** Days of the lunar calendar whose birthday comes in that month: month × 100 + day, in leap months below zero. */
  lunar_days: number[];
}
