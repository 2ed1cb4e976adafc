import { addDays, businessDateOf, instantOf, toZonedIso } from "../../../platform/kernel/dates.ts";

export interface OpeningHours {
  time_zone: string;
  /** Minutes past midnight. */
  opens_minutes: number;
  /** May pass midnight: 1500 is 01:00 of the next day. */
  closes_minutes: number;
}

export interface Opening {
  open: boolean;
  /** `08:00–18:00` */
  hours: string;
  /** Local time of day, `19:30`. */
  local_time: string;
}

/** Open from the first minute up to, not including, the closing minute; yesterday's hours may reach into today. */
export function openingAt(hours: OpeningHours, at: Date): Opening {
  const today = businessDateOf(at, hours.time_zone);
  const open = [today, addDays(today, -1)].some((date) => {
    const from = instantOf(date, hours.time_zone, hours.opens_minutes);
    const until = instantOf(date, hours.time_zone, hours.closes_minutes);
    return from <= at && at < until;
  });
  return {
    open,
    hours: `${timeOfDay(hours.opens_minutes)}–${timeOfDay(hours.closes_minutes)}`,
    local_time: toZonedIso(at, hours.time_zone).slice(11, 16),
  };
}

function timeOfDay(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;
}
