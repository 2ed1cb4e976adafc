import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../../../../test/database.ts";
import { createGatekeeper } from "../gatekeeper.ts";
import { createGate, listGates } from "../gates.ts";
import { type AdmissionFilter, listAdmissions } from "../list-admissions.ts";
import { at, buildPark, type Park, testRuntime } from "./build.ts";

describe("lists", () => {
  const db = testDatabase();
  const runtime = testRuntime();
  let park: Park;
  let gates: { park: string; spa: string };
  const everything: string[] = [];
  beforeAll(async () => {
    park = await buildPark(db, at("20:00:00"));
    gates = { park: await park.gate("entry"), spa: await park.gate("entry", park.venues.spa) };
    for (let minute = 0; minute < 30; minute++) {
      const who = await park.member({ status: minute % 5 === 0 ? "blocked" : "active" });
      const gate_id = minute % 3 === 0 ? gates.spa : gates.park;
      const named = { by: "phone", member_id: who.member_id } as const;
      const business_time = new Date(at("09:00:00").getTime() + Math.floor(minute / 2) * 60_000);
      const scan = { gate_id, named, scope: null, nonce: randomUUID(), business_time };
      const answer = await createGatekeeper(db.database, runtime).submit(park.tenant_id, scan);
      everything.push(answer.admission_id);
    }
  });
  const list = (filter: Partial<AdmissionFilter>) =>
    db.database.read(park.tenant_id, (tx) =>
      listAdmissions(tx, { scope: null, owner_staff_id: null, limit: 100, ...filter }),
    );

  test("pages through everything once, newest first", async () => {
    const seen: string[] = [];
    let after: AdmissionFilter["after"];
    for (;;) {
      const rows = await list({ limit: 7, after });
      const page = rows.slice(0, 7);
      seen.push(...page.map((row) => row.admission_id));
      after = page.at(-1);
      if (rows.length <= 7) break;
    }
    expect(seen.toSorted()).toEqual(everything.toSorted());
    const times = (await list({})).map((row) => row.business_time.getTime());
    expect(times).toEqual(times.toSorted((a, b) => b - a));
  });

  test("filters", async () => {
    expect(await list({ admitted: false })).toHaveLength(6);
    expect(await list({ admitted: true })).toHaveLength(24);
    expect(await list({ venue_id: park.venues.spa })).toHaveLength(10);
    expect(await list({ gate_id: gates.park })).toHaveLength(20);
    const [row] = await list({ admitted: false });
    const of_member = await list({ member_ids: [row?.member_id ?? ""] });
    expect(of_member).toMatchObject([
      { admitted: false, member_name: "陈晓岚", reasons: [{ code: "member_blocked" }] },
    ]);
  });

  test("a scope sees its own venues only", async () => {
    const rows = await list({ scope: [park.units.spa] });
    expect(rows).toHaveLength(10);
    expect(new Set(rows.map((row) => row.venue_id))).toEqual(new Set([park.venues.spa]));
    expect(await list({ scope: [park.units.spa], venue_id: park.venues.park })).toEqual([]);
    expect(await list({ scope: [] })).toEqual([]);
  });

  test("a gate made twice is one gate; a venue outside the scope is not there", async () => {
    const gate = { venue_id: park.venues.spa, code: "side", name: "侧门", kind: "entry", x: 1.5, y: 2 } as const;
    const make = (scope: string[] | null) =>
      db.database.write(park.tenant_id, (tx) => createGate(tx, runtime, scope, gate));
    const first = await make([park.units.spa]);
    expect(first).toMatchObject({ created: true, gate });
    expect(await make(null)).toEqual({ created: false, gate: first.gate });
    await expect(make([park.units.park])).rejects.toMatchObject({ code: "not_found" });
    const seen = await db.database.read(park.tenant_id, (tx) => listGates(tx, [park.units.spa]));
    expect(seen.map((one) => one.gate_id).toSorted()).toEqual([first.gate.gate_id, gates.spa].toSorted());
  });
});
