import { addDays, businessDateOf, instantOf } from "../../../platform/kernel/dates.ts";

/**
 * When points earned on `business_date` run out: the end of 31 December of the following year, in the programme's zone.
 * Points that would be over when they arrive (a late event) live to the end of the day `grace_days` after `now`.
 */
export function expiryOf(business_date: string, zone: string, now: Date, grace_days: number): Date {
  const regular = instantOf(`${Number(business_date.slice(0, 4)) + 2}-01-01`, zone);
  if (regular > now) return regular;
  return instantOf(addDays(businessDateOf(now, zone), grace_days + 1), zone);
}
