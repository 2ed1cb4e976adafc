import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../../../../test/database.ts";
import { createGatekeeper, type Gatekeeper } from "../gatekeeper.ts";
import type { Named, Scan } from "../scan.ts";
import { at, buildPark, type Park, testRuntime } from "./build.ts";

describe("admit", () => {
  const db = testDatabase();
  const runtime = testRuntime();
  let park: Park;
  /** As in several processes: each has its own. */
  let gatekeepers: Gatekeeper[];
  let turn = 0;
  let gate: string;
  let exit: string;
  beforeAll(async () => {
    park = await buildPark(db);
    gatekeepers = Array.from({ length: 6 }, () => createGatekeeper(db.database, runtime));
    gate = await park.gate("entry", undefined, "north");
    exit = await park.gate("exit");
  });

  type Person = Awaited<ReturnType<Park["member"]>>;
  const known = ({ member_id }: Person): Named => ({ by: "phone", member_id });
  const code = ({ medium_ref }: Person, window: number): Named => ({
    by: "code",
    status: "valid",
    medium_ref,
    window,
    valid_until: new Date("2026-01-15T03:01:00Z"),
  });
  function scan(gate_id: string, named: Named, change: Partial<Scan> = {}) {
    const full: Scan = { gate_id, named, scope: null, nonce: randomUUID(), business_time: null, ...change };
    return (gatekeepers[turn++ % gatekeepers.length] as Gatekeeper).submit(park.tenant_id, full);
  }
  const codesOf = (answer: { reasons: { code: string }[] }) => answer.reasons.map((reason) => reason.code);

  test("lets in once, then says who stands against it, when and where", async () => {
    const who = await park.member();
    const first = await scan(gate, code(who, 1));
    expect(first).toMatchObject({
      admitted: true,
      kind: "entry",
      business_time: at("10:00:00"),
      member_name: "陈晓岚",
      gate_name: "闸机 north",
    });
    const second = await scan(await park.gate("entry"), code(who, 2));
    expect(second).toMatchObject({ admitted: false, previous_time: at("10:00:00"), previous_gate_name: "闸机 north" });
    expect(codesOf(second)).toEqual(["already_inside"]);
  });

  test("records every decision, with the tenant's time and the event of it", async () => {
    const who = await park.member({ status: "blocked" });
    const answer = await scan(gate, known(who));
    const [row] = await db.query(
      "select admitted, business_date, business_time, recorded_at from visits.admission where admission_id = $1",
      [answer.admission_id],
    );
    expect(row).toEqual({
      admitted: false,
      business_date: "2026-10-02",
      business_time: at("10:00:00"),
      recorded_at: runtime.clock.now(),
    });
    const events = await db.query("select type, payload from platform.outbox where subject_id = $1", [who.member_id]);
    expect(events).toMatchObject([
      { type: "visit.refused", payload: { admission_id: answer.admission_id, reasons: ["member_blocked"] } },
    ]);
  });

  test("records a code that nobody signed, without a member", async () => {
    const answer = await scan(gate, { by: "code", status: "invalid" });
    expect(answer).toMatchObject({ admitted: false, member_id: null, member_name: null });
    expect(codesOf(answer)).toEqual(["code_invalid"]);
  });

  test("the same nonce gives the same answer, whoever asks again", async () => {
    const who = await park.member();
    const nonce = "lost-response";
    const first = await scan(gate, known(who), { nonce });
    const again = await scan(gate, known(who), { nonce });
    expect(again).toMatchObject({ admission_id: first.admission_id, admitted: true });
    expect(again.business_time).toEqual(first.business_time);
  });

  test("64 twins with one nonce are one admission", async () => {
    const who = await park.member();
    const answers = await Promise.all(Array.from({ length: 64 }, () => scan(gate, known(who), { nonce: "twins" })));
    expect(new Set(answers.map((answer) => answer.admission_id)).size).toBe(1);
    expect(answers.every((answer) => answer.admitted)).toBe(true);
    const unknown = await Promise.all(
      Array.from({ length: 16 }, () => scan(gate, { by: "code", status: "invalid" }, { nonce: "twins-nobody" })),
    );
    expect(new Set(unknown.map((answer) => answer.admission_id)).size).toBe(1);
  });

  test("64 scans of one code at eight gates let in one", async () => {
    const who = await park.member();
    const gates = await Promise.all(Array.from({ length: 8 }, () => park.gate("entry")));
    const answers = await Promise.all(
      Array.from({ length: 64 }, (_, index) => scan(gates[index % 8] ?? gate, code(who, 5))),
    );
    const admitted = answers.filter((answer) => answer.admitted);
    expect(admitted).toHaveLength(1);
    for (const refused of answers.filter((answer) => !answer.admitted)) {
      expect(codesOf(refused)).toEqual(["code_used", "already_inside"]);
      expect(refused.previous_gate_name).toBe(admitted[0]?.gate_name);
    }
    const [row] = await db.query("select count(*)::int as recorded from visits.admission where member_id = $1", [
      who.member_id,
    ]);
    expect(row).toEqual({ recorded: 64 });
  });

  test("a crowd at every gate, in all processes at once: each member enters once, whoever is asked", async () => {
    const people = await Promise.all(Array.from({ length: 40 }, () => park.member()));
    const doors = await Promise.all(Array.from({ length: 4 }, () => park.gate("entry")));
    const scans = people.flatMap((who) => doors.map((door) => ({ who, door })));
    const answers = await Promise.all(
      scans.map(({ who, door }, index) => scan(door, index % 3 ? code(who, 20) : known(who))),
    );
    const admitted = answers.filter((answer) => answer.admitted).map((answer) => answer.member_id);
    expect(admitted).toHaveLength(40);
    expect(new Set(admitted).size).toBe(40);
  });

  test("two venues do not stand against each other", async () => {
    const who = await park.member();
    const spa_gate = await park.gate("entry", park.venues.spa);
    const answers = await Promise.all([scan(gate, code(who, 6)), scan(spa_gate, code(who, 6))]);
    expect(answers.map((answer) => answer.admitted)).toEqual([true, true]);
  });

  test("out and in again needs a new code window", async () => {
    const who = await park.member();
    await scan(gate, code(who, 7));
    expect((await scan(exit, code(who, 7))).admitted).toBe(true);
    const again = await scan(gate, code(who, 7));
    expect(codesOf(again)).toEqual(["code_used"]);
    expect(again.previous_time).toEqual(at("10:00:00"));
    expect((await scan(gate, code(who, 8))).admitted).toBe(true);
  });

  test("who did not leave yesterday was let out at the cut-off", async () => {
    const who = await park.member();
    await scan(gate, code(who, 9));
    await park.setClock(at("10:00:00", "2026-10-03"));
    try {
      expect((await scan(gate, code(who, 9))).admitted).toBe(true);
    } finally {
      await park.setClock(at("10:00:00"));
    }
  });

  test("a scan kept by an offline gate is judged by its own time", async () => {
    const who = await park.member();
    await scan(gate, known(who));
    const late = await scan(gate, known(who), { business_time: at("09:50:00") });
    expect(codesOf(late)).toEqual(["already_inside"]);
    const before_opening = await scan(gate, known(await park.member()), { business_time: at("07:30:00") });
    expect(codesOf(before_opening)).toEqual(["venue_closed"]);
    await expect(scan(gate, known(who), { business_time: at("10:06:00") })).rejects.toMatchObject({
      code: "business_time_in_future",
    });
  });

  test("a late exit and entry of the same morning both fit", async () => {
    const who = await park.member();
    await scan(gate, known(who), { business_time: at("08:30:00") });
    await scan(exit, known(who), { business_time: at("09:30:00") });
    expect((await scan(exit, known(who), { business_time: at("09:00:00") })).admitted).toBe(true);
    expect((await scan(gate, known(who), { business_time: at("09:10:00") })).admitted).toBe(true);
    const [row] = await db.query("select inside, since from visits.presence where member_id = $1", [who.member_id]);
    expect(row).toEqual({ inside: false, since: at("09:30:00") });
  });

  test("outside the scope a gate is not there, nor a member named by id; a code reaches the whole group", async () => {
    const who = await park.member({ home_unit_id: park.units.spa });
    const scope = [park.units.park];
    await expect(scan(await park.gate("entry", park.venues.spa), known(who), { scope })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(scan(gate, { by: "id", member_id: who.member_id }, { scope })).rejects.toMatchObject({
      code: "not_found",
    });
    expect((await scan(gate, code(who, 10), { scope })).admitted).toBe(true);
  });
});
