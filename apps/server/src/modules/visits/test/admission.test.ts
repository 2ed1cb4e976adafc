import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AdmissionFacts, admissionDate, decideAdmission, type Movement, REFUSALS } from "../domain/admission.ts";
import type { VenueHours } from "../../org/index.ts";
import { openingAt } from "../opening-at.ts";

const at = (text: string) => new Date(`2026-10-02T${text}:00+08:00`);
const movement = (kind: Movement["kind"], time: string, admission_id = "first"): Movement => ({
  admission_id,
  kind,
  business_date: "2026-10-02",
  business_time: at(time),
});

const fine: AdmissionFacts = {
  kind: "entry",
  gate_kind: "entry",
  business_date: "2026-10-02",
  time_zone: "Asia/Shanghai",
  identification: { by: "code", status: "valid", window: 100, valid_until: at("10:01") },
  real_time: at("10:00"),
  member_status: "active",
  opening: { open: true, hours: "08:00–18:00", local_time: "10:00" },
  before: null,
  after: null,
  used_window: null,
};
const codes = (facts: Partial<AdmissionFacts>) =>
  decideAdmission({ ...fine, ...facts }).reasons.map((reason) => reason.code);

describe("decideAdmission", () => {
  const closed = { open: false, hours: "08:00–18:00", local_time: "19:30" };
  const expired = { by: "code", status: "expired", window: 100, valid_until: at("09:00") } as const;
  const cases: [string, Partial<AdmissionFacts>, string[]][] = [
    ["lets a member in", {}, ["member_entry"]],
    ["knows an exit and a check-in", { kind: "exit", gate_kind: "exit" }, ["member_exit"]],
    ["counts a check-in", { kind: "check_in", gate_kind: "attraction" }, ["member_check_in"]],
    [
      "refuses a code nobody signed",
      { identification: { by: "code", status: "invalid" }, member_status: null },
      ["code_invalid"],
    ],
    [
      "refuses a phone nobody has",
      { identification: { by: "unknown", what: "phone" }, member_status: null },
      ["code_invalid"],
    ],
    ["refuses an old code", { identification: expired }, ["code_expired"]],
    ["refuses a window that has entered", { used_window: { window: 100, admission_id: "first" } }, ["code_used"]],
    [
      "refuses a window older than one that has entered",
      { used_window: { window: 101, admission_id: "first" } },
      ["code_used"],
    ],
    ["takes a newer window", { used_window: { window: 99, admission_id: "first" } }, ["member_entry"]],
    [
      "asks an attraction's code only for its life",
      { kind: "check_in", gate_kind: "attraction", used_window: { window: 100, admission_id: "first" } },
      ["member_check_in"],
    ],
    ["refuses the blocked", { member_status: "blocked" }, ["member_blocked"]],
    [
      "lets the blocked go home",
      { kind: "exit", gate_kind: "exit", member_status: "blocked", opening: closed },
      ["member_exit"],
    ],
    ["refuses who is inside", { before: movement("entry", "09:00") }, ["already_inside"]],
    ["lets in again after an exit", { before: movement("exit", "09:30") }, ["member_entry"]],
    ["refuses a late entry before one already counted", { after: movement("entry", "11:00") }, ["already_inside"]],
    ["takes a late entry before a known exit", { after: movement("exit", "11:00") }, ["member_entry"]],
    ["forgets yesterday", { before: { ...movement("entry", "09:00"), business_date: "2026-10-01" } }, ["member_entry"]],
    ["refuses outside opening hours", { opening: closed }, ["venue_closed"]],
    ["refuses an entry at a ride", { gate_kind: "attraction" }, ["gate_kind"]],
    ["counts a check-in at any gate", { kind: "check_in" }, ["member_check_in"]],
    [
      "reports everything, in order",
      {
        identification: expired,
        used_window: { window: 100, admission_id: "first" },
        member_status: "blocked",
        before: movement("entry", "09:00"),
        opening: closed,
        gate_kind: "exit",
      },
      ["code_expired", "code_used", "member_blocked", "already_inside", "venue_closed", "gate_kind"],
    ],
  ];
  test.each(cases)("%s", (_, facts, expected) => {
    expect(codes(facts)).toEqual(expected);
    expect(decideAdmission({ ...fine, ...facts }).admitted).toBe(
      expected[0]?.startsWith("member_") && expected[0] !== "member_blocked",
    );
  });

  test("says what it expected and what it found", () => {
    const [reason] = decideAdmission({ ...fine, opening: closed }).reasons;
    expect(reason).toEqual({ code: "venue_closed", rule: "opening_hours", expected: "08:00–18:00", actual: "19:30" });
  });

  test("names the entry that stands against it", () => {
    expect(decideAdmission({ ...fine, before: movement("entry", "09:00", "stay") }).previous_id).toBe("stay");
    expect(decideAdmission({ ...fine, used_window: { window: 100, admission_id: "used" } }).previous_id).toBe("used");
    expect(decideAdmission({ ...fine, member_status: "blocked" }).previous_id).toBeNull();
  });

  test("is admitted exactly when no check failed", () => {
    const facts = fc.record({
      kind: fc.constantFrom("entry", "exit", "check_in"),
      gate_kind: fc.constantFrom("entry", "exit", "attraction"),
      member_status: fc.constantFrom("active", "blocked", null),
      open: fc.boolean(),
      inside: fc.boolean(),
      used: fc.integer({ min: 99, max: 101 }),
    });
    fc.assert(
      fc.property(facts, ({ open, inside, used, ...rest }) => {
        const decision = decideAdmission({
          ...fine,
          ...(rest as Partial<AdmissionFacts>),
          opening: { open, hours: "", local_time: "" },
          before: inside ? movement("entry", "09:00") : null,
          used_window: { window: used, admission_id: "first" },
        });
        const failures = decision.reasons.filter((reason) => (REFUSALS as readonly string[]).includes(reason.code));
        expect(decision.admitted).toBe(failures.length === 0);
        expect(decision.reasons.length).toBeGreaterThan(0);
        const order = failures.map((reason) => (REFUSALS as readonly string[]).indexOf(reason.code));
        expect(order).toEqual(order.toSorted((a, b) => a - b));
      }),
    );
  });
});

describe("openingAt", () => {
  const day: VenueHours = {
    time_zone: "Asia/Shanghai",
    day_cutoff_minutes: 240,
    opens_minutes: 480,
    closes_minutes: 1080,
  };
  const night: VenueHours = { ...day, opens_minutes: 1080, closes_minutes: 1500 };
  const always: VenueHours = { ...day, opens_minutes: 0, closes_minutes: 1440 };
  test.each([
    [day, "07:59", false],
    [day, "08:00", true],
    [day, "17:59", true],
    [day, "18:00", false],
    [night, "18:00", true],
    [night, "00:59", true],
    [night, "01:00", false],
    [always, "00:00", true],
    [always, "02:00", true],
    [always, "23:59", true],
  ] as const)("%o at %s: %s", (hours, time, open) => {
    expect(openingAt(hours, at(time)).open).toBe(open);
  });
  test("goes by the venue's own clock", () => {
    expect(openingAt({ ...day, time_zone: "Asia/Seoul" }, at("07:30"))).toEqual({
      open: true,
      hours: "08:00–18:00",
      local_time: "08:30",
    });
    expect(openingAt(night, at("20:00")).hours).toBe("18:00–01:00");
  });
});

test("an instant belongs to the day of the cut-off, a mere day to itself", () => {
  const venue = { time_zone: "Asia/Shanghai", day_cutoff_minutes: 240 };
  expect(admissionDate(at("01:30"), "second", venue)).toBe("2026-10-01");
  expect(admissionDate(at("04:00"), "second", venue)).toBe("2026-10-02");
  expect(admissionDate(at("00:00"), "day", venue)).toBe("2026-10-02");
});
