/** `YYYY-MM-DD`: a day of business, without a zone. */
export type BusinessDate = string;

/** China has kept UTC+8 without summer time since 1991-09-15; every purchase asks, so it is worth the shortcut. */
const SHANGHAI_FIXED_SINCE = Date.UTC(1992, 0, 1);

const formats = new Map<string, Intl.DateTimeFormat>();
function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    const two = "2-digit";
    format = new Intl.DateTimeFormat("en-CA", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: two,
      day: two,
      hour: two,
      minute: two,
      second: two,
    });
    formats.set(zone, format);
  }
  return format;
}

/** Minutes by which local time in `zone` (IANA name) is ahead of UTC at the instant. */
export function offsetMinutes(at: Date, zone: string): number {
  if (zone === "Asia/Shanghai" && at.getTime() > SHANGHAI_FIXED_SINCE) return 480;
  const part: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(at)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  const local = Date.UTC(year, month - 1, day, hour, minute, second);
  return Math.round((local - Math.floor(at.getTime() / 1000) * 1000) / 60_000);
}

/** The day an instant belongs to in `zone`, when a day ends `cutoff_minutes` past midnight (04:00 is 240). */
export function businessDateOf(at: Date, zone: string, cutoff_minutes = 0): BusinessDate {
  return new Date(at.getTime() + (offsetMinutes(at, zone) - cutoff_minutes) * 60_000).toISOString().slice(0, 10);
}

/** The instant at which local midnight plus `minutes` of `date` strikes in `zone`. */
export function instantOf(date: BusinessDate, zone: string, minutes = 0): Date {
  const naive = Date.parse(`${date}T00:00:00Z`) + minutes * 60_000;
  const guess = new Date(naive - offsetMinutes(new Date(naive), zone) * 60_000);
  return new Date(naive - offsetMinutes(guess, zone) * 60_000);
}

export function addDays(date: BusinessDate, days: number): BusinessDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Days since 1970-01-01. */
export function dayNumber(date: BusinessDate): number {
  return Date.parse(`${date}T00:00:00Z`) / 86_400_000;
}

export function dateOfDayNumber(day: number): BusinessDate {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

/** ISO: Monday is 1, Sunday 7. */
export function weekdayOf(date: BusinessDate): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}

/** RFC 3339 with the zone's own offset: how a business time is shown. */
export function toZonedIso(at: Date, zone: string): string {
  const minutes = offsetMinutes(at, zone);
  const local = new Date(at.getTime() + minutes * 60_000).toISOString().slice(0, 19);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${local}${minutes < 0 ? "-" : "+"}${two(Math.trunc(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
}

/** `HH:MM` as minutes past midnight. */
export function parseTimeOfDay(text: string): number {
  const [hours = 0, minutes = 0] = text.split(":").map(Number);
  return hours * 60 + minutes;
}
