import { addDays, businessDateOf, instantOf, type BusinessDate } from "../../../platform/kernel/dates.ts";
import type { ProgramVersion } from "./policy.ts";

/** When points become spendable and when they run out; null: never. */
export interface LotTimes {
  available_from: Date;
  expires_at: Date | null;
}

type LotPolicy = Pick<ProgramVersion, "expiry" | "time_zone" | "refund_grace_days" | "pending_days">;

/**
 * The times of what is earned on `business_date`. Points that would be over when they arrive (a late event) live to the
 * end of the day `refund_grace_days` after `now`.
 */
export function lotTimes(
  program: LotPolicy,
  event: { business_date: BusinessDate; business_time: Date; now: Date; pending_days?: number },
): LotTimes {
  const { business_date, business_time, now, pending_days = program.pending_days } = event;
  const { time_zone, refund_grace_days } = program;
  const ends_on = lastDayOf(program, business_date);
  const regular = ends_on === null ? null : instantOf(addDays(ends_on, 1), time_zone);
  const grace = () => instantOf(addDays(businessDateOf(now, time_zone), refund_grace_days + 1), time_zone);
  return {
    available_from: pending_days === 0 ? business_time : instantOf(addDays(business_date, pending_days), time_zone),
    expires_at: regular === null || regular > now ? regular : grace(),
  };
}

/** The last day on which points of this day can be spent. */
function lastDayOf({ expiry }: LotPolicy, date: BusinessDate): BusinessDate | null {
  switch (expiry.kind) {
    case "end_of_next_year":
      return `${Number(date.slice(0, 4)) + 1}-12-31`;
    case "rolling_months":
    case "last_activity":
      return addMonths(date, expiry.months);
    case "never":
      return null;
  }
}

/** The same day so many months later; in a shorter month its last day. */
export function addMonths(date: BusinessDate, months: number): BusinessDate {
  const count = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const year = Math.floor(count / 12);
  const month = count % 12;
  const last_day = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const two = (value: number) => String(value).padStart(2, "0");
  return `${String(year).padStart(4, "0")}-${two(month + 1)}-${two(Math.min(Number(date.slice(8)), last_day))}`;
}
