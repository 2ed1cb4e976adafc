const DAYS = { days_30: 30, days_90: 90, days_365: 365 } as const;
export const TERMS = ["days_30", "days_90", "days_365", "never"] as const;
export type Term = (typeof TERMS)[number];

/** When a key chosen to live so long ends; null is never. */
export function endOf(term: Term): string | null {
  return term === "never" ? null : new Date(Date.now() + DAYS[term] * 86_400_000).toISOString();
}
