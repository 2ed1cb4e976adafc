import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { admissionDate, type GateKind, KIND_OF_GATE, type TimePrecision } from "../domain/admission.ts";
import { decideDeliveries, type Delivery, type DeliveryGate, isMovement } from "../domain/deliveries.ts";
import { openingAt } from "../opening-at.ts";
import { neighboursOf, presenceAfter, standingOf } from "../domain/presence.ts";

const gate = (gate_kind: GateKind, gate_id: string = gate_kind): DeliveryGate => ({
  gate_id,
  gate_kind,
  venue_id: "park",
  time_zone: "Asia/Shanghai",
});
const at = (text: string) => new Date(`2026-10-02T${text}:00+08:00`);

let serial = 0;
function delivery(gate_kind: GateKind, time: Date, change: Partial<Delivery> = {}): Delivery {
  serial++;
  const given = gate(gate_kind);
  const time_precision: TimePrecision = change.time_precision ?? "second";
  return {
    admission_id: `adm-${serial}`,
    nonce: `nonce-${serial}`,
    gate: given,
    member: { member_id: "anna", status: "active" },
    kind: KIND_OF_GATE[gate_kind],
    quantity: 1,
    business_time: time,
    time_precision,
    business_date: admissionDate(time, time_precision, { ...given, day_cutoff_minutes: 240 }),
    opening: openingAt({ ...given, day_cutoff_minutes: 240, opens_minutes: 480, closes_minutes: 1320 }, time),
    ...change,
  };
}
const empty = { known: [], presences: [], movements: [] };
const admitted = (deliveries: Delivery[]) =>
  decideDeliveries(deliveries, empty).outcomes.map((outcome) => (outcome.known ? "known" : outcome.decision.admitted));

describe("decideDeliveries", () => {
  test("two gates that were cut off: the earlier entry wins, whatever the order of delivery", () => {
    expect(admitted([delivery("entry", at("10:05")), delivery("entry", at("10:00"))])).toEqual([false, true]);
  });
  test("entry, exit, entry", () => {
    expect(
      admitted([delivery("entry", at("10:00")), delivery("exit", at("11:00")), delivery("entry", at("12:00"))]),
    ).toEqual([true, true, true]);
  });
  test("a nonce twice in one call is one admission", () => {
    const first = delivery("attraction", at("10:00"));
    const { outcomes } = decideDeliveries([first, { ...first, admission_id: "other" }], empty);
    expect(outcomes[1]).toEqual({ known: true, admission_id: first.admission_id, admitted: true });
  });
  test("a known nonce keeps its answer", () => {
    const one = delivery("entry", at("10:00"));
    const known = [{ gate_id: one.gate.gate_id, nonce: one.nonce, admission_id: "before", admitted: false }];
    expect(decideDeliveries([one], { ...empty, known }).outcomes).toEqual([
      { known: true, admission_id: "before", admitted: false },
    ]);
  });
  test("a mere day and a check-in are taken as told", () => {
    const blocked = { member: { member_id: "bo", status: "blocked" as const } };
    expect(
      admitted([
        delivery("entry", at("00:00"), { time_precision: "day", ...blocked }),
        delivery("attraction", at("23:30"), blocked),
      ]),
    ).toEqual([true, true]);
  });
  test("an entry with its time is judged by its own time", () => {
    expect(admitted([delivery("entry", at("23:00")), delivery("entry", at("07:00"))])).toEqual([false, false]);
  });

  const moves = fc.array(
    fc.record({
      exit: fc.boolean(),
      minute: fc.integer({ min: 480, max: 1300 }),
      day: fc.integer({ min: 1, max: 2 }),
      who: fc.constantFrom("anna", "bo"),
    }),
    { maxLength: 30 },
  );
  test("however deliveries are cut into calls, no stay has two entries and the presence is the last movement", () => {
    fc.assert(
      fc.property(moves, fc.integer({ min: 1, max: 30 }), (list, size) => {
        const all = list.map((one) =>
          delivery(
            one.exit ? "exit" : "entry",
            new Date(at("00:00").getTime() + (one.day * 1440 + one.minute) * 60_000),
            {
              member: { member_id: one.who, status: "active" },
            },
          ),
        );
        const kept: Delivery[] = [];
        let presences: ReturnType<typeof decideDeliveries>["presences"] = [];
        for (let from = 0; from < all.length; from += size) {
          const call = all.slice(from, from + size);
          const movements = kept
            .map((one) => ({
              ...one,
              kind: one.kind as "entry" | "exit",
              venue_id: "park",
              member_id: one.member.member_id,
            }))
            .sort((a, b) => a.business_time.getTime() - b.business_time.getTime());
          const decided = decideDeliveries(call, { known: [], presences, movements });
          call.forEach((one, index) => {
            const outcome = decided.outcomes[index];
            if (outcome && !outcome.known && outcome.decision.admitted) kept.push(one);
          });
          presences = [...new Map([...presences, ...decided.presences].map((row) => [row.member_id, row])).values()];
        }
        for (const who of ["anna", "bo"]) {
          const mine = kept
            .filter((one) => one.member.member_id === who)
            .sort((a, b) => a.business_time.getTime() - b.business_time.getTime());
          for (const [index, one] of mine.entries()) {
            const next = mine[index + 1];
            if (next && next.business_date === one.business_date && next.business_time > one.business_time)
              expect([one.kind, next.kind]).not.toEqual(["entry", "entry"]);
          }
          expect(presences.find((row) => row.member_id === who)?.since).toEqual(mine.at(-1)?.business_time);
        }
      }),
    );
  });
});

describe("presence", () => {
  const entry = { admission_id: "in", kind: "entry", business_date: "2026-10-02", business_time: at("10:00") } as const;
  test("a late movement leaves the newer state", () => {
    const inside = presenceAfter(null, entry, 7);
    expect(
      presenceAfter(inside, { ...entry, admission_id: "late", kind: "exit", business_time: at("09:00") }, null),
    ).toBe(inside);
  });
  test("an exit keeps the window that entered, the next day forgets it", () => {
    const out = presenceAfter(
      presenceAfter(null, entry, 7),
      { ...entry, admission_id: "out", kind: "exit", business_time: at("11:00") },
      null,
    );
    expect(out).toMatchObject({ inside: false, entry_id: "in", code_window: 7 });
    expect(standingOf(out, "2026-10-02")).toEqual({
      before: null,
      after: null,
      used_window: { window: 7, admission_id: "in" },
    });
    expect(standingOf(out, "2026-10-03").used_window).toBeNull();
  });
  test("a presence of yesterday was closed at the cut-off", () => {
    expect(standingOf(presenceAfter(null, entry, null), "2026-10-03").before).toBeNull();
    expect(standingOf(presenceAfter(null, entry, null), "2026-10-02").before?.admission_id).toBe("in");
  });
  test("neighbours of an instant", () => {
    const later = { ...entry, admission_id: "later", business_time: at("12:00") };
    expect(neighboursOf([entry, later], at("11:00"))).toEqual({ before: entry, after: later });
    expect(neighboursOf([entry, later], at("09:00"))).toEqual({ before: null, after: entry });
    expect(neighboursOf([entry, later], at("12:00"))).toEqual({ before: later, after: null });
  });
  test("isMovement", () => {
    expect(isMovement({ kind: "entry", time_precision: "second" })).toBe(true);
    expect(isMovement({ kind: "entry", time_precision: "day" })).toBe(false);
    expect(isMovement({ kind: "check_in", time_precision: "second" })).toBe(false);
  });
});
