import { describe, expect, test } from "vitest";
import { addMonths, lotTimes } from "../domain/expiry.ts";
import type { ExpiryPolicy } from "../domain/policy.ts";
import { programOf } from "./build.ts";

const business_time = new Date("2026-03-01T02:30:00Z");
const event = { business_date: "2026-03-01", business_time, now: business_time };
const expiryUnder = (expiry: ExpiryPolicy, over: Partial<typeof event> = {}) =>
  lotTimes(programOf({ expiry }), { ...event, ...over }).expires_at;

describe("when points run out", () => {
  test.each([
    [{ kind: "end_of_next_year" }, "2028-01-01T00:00:00+08:00"],
    [{ kind: "rolling_months", months: 12 }, "2027-03-02T00:00:00+08:00"],
    [{ kind: "last_activity", months: 6 }, "2026-09-02T00:00:00+08:00"],
  ] as const)("%o: at the end of the day %s", (expiry, at) => {
    expect(expiryUnder(expiry)).toEqual(new Date(at));
  });

  test("never", () => {
    expect(expiryUnder({ kind: "never" })).toBeNull();
  });

  test("a month too short ends on its last day", () => {
    expect([addMonths("2026-08-31", 6), addMonths("2027-08-31", 6), addMonths("2026-11-30", 3)]).toEqual([
      "2027-02-28",
      "2028-02-29",
      "2027-02-28",
    ]);
  });

  test("points that would be over when they arrive live to the end of the last grace day", () => {
    const late = (now: string) =>
      expiryUnder({ kind: "end_of_next_year" }, { business_date: "2017-05-05", now: new Date(now) });
    expect(late("2026-03-01T15:59:00Z")).toEqual(new Date("2026-04-01T00:00:00+08:00"));
    expect(late("2026-03-01T16:01:00Z")).toEqual(new Date("2026-04-02T00:00:00+08:00"));
  });
});

test("pending points become spendable when the day of waiting has come", () => {
  expect(lotTimes(programOf(), event).available_from).toEqual(business_time);
  expect(lotTimes(programOf({ pending_days: 7 }), event).available_from).toEqual(new Date("2026-03-08T00:00:00+08:00"));
  expect(lotTimes(programOf(), { ...event, pending_days: 1 }).available_from).toEqual(
    new Date("2026-03-02T00:00:00+08:00"),
  );
});
