import { CAPPED_REPEATS, SPLIT_PURCHASES } from "./replay-result.ts";

/** One event decided twice. */
export interface Decided {
  business_date: string;
  tier_code: string | null;
  posted: number;
  today: number;
  with_rule: number;
  /** Whether, with the rule, some cap took something, and whether the rule itself gave something. */
  capped: boolean;
  tried: boolean;
}

interface Day {
  today: number;
  with_rule: number;
  capped: number;
  tried: number;
}

/** What the replay found for one member. */
export interface MemberOutcome {
  member_id: string;
  tier_code: string | null;
  events: number;
  posted: number;
  today: number;
  with_rule: number;
  added: number;
  removed: number;
  /** Days on which something looks like a game played with the limits. */
  capped_days: number;
  split_days: number;
}

/** Sums up one member's events, by business day. `limits_purchases`: the rule on trial has a limit per purchase or line. */
export function createMemberTally(member_id: string, limits_purchases: boolean) {
  const days = new Map<string, Day>();
  let tier_code: string | null = null;
  let events = 0;
  let posted = 0;

  return {
    add(event: Decided): void {
      const day = days.get(event.business_date) ?? { today: 0, with_rule: 0, capped: 0, tried: 0 };
      days.set(event.business_date, day);
      day.today += event.today;
      day.with_rule += event.with_rule;
      day.capped += Number(event.capped);
      day.tried += Number(event.tried);
      tier_code = event.tier_code;
      events++;
      posted += event.posted;
    },
    outcome(): MemberOutcome {
      const all = [...days.values()];
      const sum = (of: (day: Day) => number) => all.reduce((total, day) => total + of(day), 0);
      return {
        member_id,
        tier_code,
        events,
        posted,
        today: sum((day) => day.today),
        with_rule: sum((day) => day.with_rule),
        added: sum((day) => Math.max(0, day.with_rule - day.today)),
        removed: sum((day) => Math.max(0, day.today - day.with_rule)),
        capped_days: sum((day) => Number(day.capped >= CAPPED_REPEATS)),
        split_days: sum((day) => Number(limits_purchases && day.tried >= SPLIT_PURCHASES)),
      };
    },
  };
}

export type MemberTally = ReturnType<typeof createMemberTally>;
