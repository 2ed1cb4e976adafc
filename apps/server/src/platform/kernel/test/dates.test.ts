import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, businessDateOf, instantOf, offsetMinutes, toZonedIso } from "../dates.ts";

const SHANGHAI = "Asia/Shanghai";

describe("business dates", () => {
  test("01:30 belongs to the day before when the day ends at 04:00", () => {
    const half_past_one = new Date("2026-05-06T01:30:00+08:00");
    expect(businessDateOf(half_past_one, SHANGHAI, 240)).toBe("2026-05-05");
    expect(businessDateOf(half_past_one, SHANGHAI)).toBe("2026-05-06");
    expect(businessDateOf(new Date("2026-05-06T04:00:00+08:00"), SHANGHAI, 240)).toBe("2026-05-06");
  });

  test("an instant is shown in the zone's own time", () => {
    const at = new Date("2026-03-08T07:30:00Z");
    expect(toZonedIso(at, SHANGHAI)).toBe("2026-03-08T15:30:00+08:00");
    expect(toZonedIso(at, "America/New_York")).toBe("2026-03-08T03:30:00-04:00");
    expect(toZonedIso(at, "Asia/Kathmandu")).toBe("2026-03-08T13:15:00+05:45");
  });

  test("China's summers of 1986 to 1991 had their own offset", () => {
    expect(offsetMinutes(new Date("1990-07-01T00:00:00Z"), SHANGHAI)).toBe(540);
  });

  test("midnight of a date falls on that date, in any zone, over the year", () => {
    const zones = fc.constantFrom(SHANGHAI, "Asia/Seoul", "Europe/Berlin", "America/New_York", "Pacific/Auckland");
    fc.assert(
      fc.property(zones, fc.integer({ min: -20_000, max: 20_000 }), (zone, days) => {
        const date = addDays("2026-01-01", days);
        const midnight = instantOf(date, zone);
        expect(businessDateOf(midnight, zone)).toBe(date);
        expect(businessDateOf(new Date(midnight.getTime() - 1), zone)).toBe(addDays(date, -1));
      }),
    );
  });
});
