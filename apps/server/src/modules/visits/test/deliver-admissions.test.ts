import { beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../../../../test/database.ts";
import { repeatWhenTaken } from "../save-admissions.ts";
import { deliverAdmissions, type DeliveryItem } from "../deliver-admissions.ts";
import { at, buildPark, type Park, testRuntime } from "./build.ts";

describe("deliverAdmissions", () => {
  const db = testDatabase();
  const runtime = testRuntime();
  const tenant_now = at("20:00:00");
  let park: Park;
  let north: string;
  beforeAll(async () => {
    park = await buildPark(db, tenant_now);
    north = await park.gate("entry", undefined, "north");
    await park.gate("entry", park.venues.spa, "door");
    await park.gate("attraction", undefined, "wheel");
    await park.gate("attraction", park.venues.spa, "wheel");
    await park.member({ external_id: "anna" });
    await park.member({ external_id: "bo", home_unit_id: park.units.spa });
  });
  const deliver = (items: DeliveryItem[], scope: string[] | null = null) =>
    repeatWhenTaken(() =>
      db.database.write(park.tenant_id, (tx) => deliverAdmissions(tx, runtime, { items, scope, tenant_now })),
    );
  const entry = (external_id: string, business_time: Date, change: Partial<DeliveryItem> = {}): DeliveryItem => ({
    external_id,
    gate_code: "north",
    member_external_id: "anna",
    business_time,
    ...change,
  });

  test("a delivery can be repeated", async () => {
    const items = [entry("r1", at("09:00:00")), entry("r2", at("09:00:05"))];
    const first = await deliver(items);
    expect(first).toMatchObject([
      { status: "created", admitted: true },
      { status: "created", admitted: false, reasons: [{ code: "already_inside" }] },
    ]);
    const again = await deliver(items);
    expect(again).toEqual(
      first
        .map((result) => ({ ...result, status: "unchanged", reasons: undefined }))
        .map(({ reasons: _, ...rest }) => rest),
    );
    const [row] = await db.query("select count(*)::int as count from visits.admission where nonce in ('r1', 'r2')");
    expect(row).toEqual({ count: 2 });
  });

  test("what names nobody or nothing fails alone, with its reason", async () => {
    await park.member({ external_id: "cai" });
    const results = await deliver([
      entry("f0", at("09:00:00"), { member_external_id: "cai", gate_code: "south" }),
      entry("f1", at("09:00:00"), { member_external_id: "nobody" }),
      entry("f2", at("09:00:00"), { member_external_id: "cai", gate_code: "wheel" }),
      entry("f3", at("21:00:00"), { member_external_id: "cai" }),
      entry("f4", at("09:00:00"), { member_external_id: "cai", quantity: 2 }),
      entry("f5", at("09:00:00"), {
        member_external_id: "cai",
        gate_code: "wheel",
        venue_id: park.venues.park,
        quantity: 3,
      }),
      entry("f6", at("09:00:00"), {
        member_external_id: "cai",
        gate_code: "wheel",
        venue_id: park.venues.park,
        kind: "entry",
      }),
    ]);
    expect(results).toMatchObject([
      { status: "failed", error: "gate_not_found" },
      { status: "failed", error: "member_not_found" },
      { status: "failed", error: "gate_ambiguous" },
      { status: "failed", error: "business_time_in_future" },
      { status: "failed", error: "quantity_not_allowed" },
      { status: "created", admitted: true },
      { status: "created", admitted: false, reasons: [{ code: "gate_kind" }] },
    ]);
    const [ride] = await db.query("select kind, quantity from visits.admission where nonce = 'f5'");
    expect(ride).toEqual({ kind: "check_in", quantity: 3 });
  });

  test("stays inside the scope", async () => {
    const results = await deliver(
      [entry("s1", at("11:00:00"), { gate_code: "door" }), entry("s2", at("11:00:00"), { member_external_id: "bo" })],
      [park.units.park],
    );
    expect(results).toMatchObject([{ error: "gate_not_found" }, { error: "member_not_found" }]);
  });

  test("a day without a time is counted on that day and touches nobody's presence", async () => {
    await park.member({ external_id: "day" });
    const [result] = await deliver([
      entry("d1", at("00:00:00", "2026-09-30"), { member_external_id: "day", time_precision: "day" }),
    ]);
    expect(result).toMatchObject({ status: "created", admitted: true });
    const [row] = await db.query("select business_date, time_precision from visits.admission where nonce = 'd1'");
    expect(row).toEqual({ business_date: "2026-09-30", time_precision: "day" });
  });

  test("twins of a thousand items give one set of admissions", async () => {
    const members = await Promise.all(Array.from({ length: 50 }, () => park.member()));
    const items = Array.from(
      { length: 1000 },
      (_, index): DeliveryItem => ({
        external_id: `t${index}`,
        gate_id: north,
        member_id: members[index % 50]?.member_id,
        business_time: new Date(at("09:00:00").getTime() + index * 1000),
      }),
    );
    const answers = await Promise.all([deliver(items), deliver(items), deliver(items.toReversed())]);
    const ids = answers.flatMap((results) =>
      results.map((result) => (result.status === "failed" ? "failed" : result.admission_id)),
    );
    expect(new Set(ids).size).toBe(1000);
    const [row] = await db.query(
      "select count(*)::int as rows, count(*) filter (where admitted)::int as admitted from visits.admission where member_id = any ($1)",
      [members.map((one) => one.member_id)],
    );
    expect(row).toEqual({ rows: 1000, admitted: 50 });
    const [events] = await db.query("select count(*)::int as count from platform.outbox where subject_id = any ($1)", [
      members.map((one) => one.member_id),
    ]);
    expect(events).toEqual({ count: 1000 });
  });
});
