import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { parseWireId, toWireId } from "../../../platform/kernel/ids.ts";
import { auditBook, transfer } from "../../ledger/index.ts";
import { createOperationsWorld, memberId, type OperationsWorld } from "./operations-world.ts";

const NOW = "2026-11-10T12:00:00+08:00";

describe("points that buy something", () => {
  const api = testApi({ environment: { RATE_LIMIT_KEY: "0" } });
  let world: OperationsWorld;
  beforeAll(async () => {
    world = await createOperationsWorld(api, NOW);
  });
  let serial = 0;
  const redeem = (member: string, points: number, over: object = {}) =>
    world.call("POST /v1/points/redemptions", {
      body: { member_id: memberId(member), points, title: "缆车票", external_id: `ticket ${++serial}`, ...over },
    });

  test("700 points take the lot that ends first, then the other one", async () => {
    const own = await createOperationsWorld(api, NOW);
    const member = await own.newMember();
    const balance = async () => {
      const { body } = await own.call(`GET /v1/members/${memberId(member)}`);
      return (body["accounts"] as unknown as { points: { available: number } }).points.available;
    };
    await own.give(member, { points: 862, until: "2028-01-01T00:00:00+08:00" });
    await own.give(member, { points: 500, until: "2027-01-01T00:00:00+08:00" });
    const { status, body } = await own.call("POST /v1/points/redemptions", {
      body: { member_id: memberId(member), venue_id: own.venue_id, points: 700, title: "缆车票", external_id: "700" },
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      member_id: memberId(member),
      points: 700,
      title: "缆车票",
      balance: 662,
      available: 662,
      lots: [
        { amount: 500, expires_at: "2027-01-01T00:00:00+08:00" },
        { amount: 200, expires_at: "2028-01-01T00:00:00+08:00" },
      ],
    });
    // The 662 that are left end with 31 December 2027.
    await own.advance("2027-12-31T23:59:59+08:00");
    expect(await balance()).toBe(662);
    await own.advance("2028-01-01T00:00:00+08:00");
    expect(await balance()).toBe(0);
  });

  test("a cable-car ticket for 300 of 350 points leaves 50, and a second one is refused with what is left", async () => {
    const member = await world.newMember();
    await world.give(member, { points: 350, until: null });
    expect((await redeem(member, 300)).body).toMatchObject({ balance: 50, lots: [{ amount: 300, expires_at: null }] });
    const refused = await redeem(member, 300);
    expect(refused).toMatchObject({
      status: 422,
      body: { code: "insufficient_balance", available: 50, required: 300 },
    });
  });

  test("one number pays once, whatever the key; for somebody else it is refused", async () => {
    const [member, other] = [await world.newMember(), await world.newMember()];
    await world.give(member, { points: 1_000, until: null });
    await world.give(other, { points: 1_000, until: null });
    const first = await redeem(member, 100, { external_id: "once" });
    const again = await redeem(member, 100, { external_id: "once" });
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual(first.body);
    const stolen = await redeem(other, 100, { external_id: "once" });
    expect(stolen).toMatchObject({ status: 409, body: { code: "external_id_of_another" } });
    expect((await redeem(other, 1_000)).body).toMatchObject({ balance: 0 });
  });

  test("a number that paid before a merge is known to the person afterwards", async () => {
    const [member, other] = [await world.newMember(), await world.newMember()];
    await world.give(member, { points: 1_000, until: null });
    expect((await redeem(member, 100, { external_id: "merged" })).status).toBe(201);
    const give = { member_id: memberId(member), points: 5, reason: "补发", external_id: "merged" };
    expect((await world.call("POST /v1/points/adjustments", { body: give })).status).toBe(201);
    const body = { winner_id: memberId(other), loser_id: memberId(member), reason: "同一人" };
    expect((await world.call("POST /v1/members/merges", { body })).status).toBe(201);
    const again = await redeem(other, 100, { external_id: "merged" });
    expect(again).toMatchObject({ status: 200, body: { member_id: memberId(other), points: 100, balance: 905 } });
    const given = await world.call("POST /v1/points/adjustments", { body: { ...give, member_id: memberId(other) } });
    expect(given.status).toBe(200);
  });

  test("64 tickets at once from points for ten: exactly ten are sold", async () => {
    const member = await world.newMember();
    await world.give(member, { points: 450, until: "2026-12-01T00:00:00+08:00" });
    await world.give(member, { points: 620, until: null });
    const replies = await Promise.all(Array.from({ length: 64 }, () => redeem(member, 100)));
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(10);
    const refused = replies.filter(({ status }) => status !== 201);
    expect(new Set(refused.map(({ body }) => `${String(body["code"])} ${String(body["available"])}`))).toEqual(
      new Set(["insufficient_balance 70"]),
    );
    expect(await api.app.database.read(world.tenant.tenant_id, auditBook)).toEqual([]);
  });

  test("a blocked member pays nothing, and nobody pays in the future", async () => {
    const member = await world.newMember();
    await world.give(member, { points: 100, until: null });
    const later = await redeem(member, 10, { business_time: "2026-11-10T13:00:00+08:00" });
    expect(later).toMatchObject({ status: 422, body: { code: "business_time_in_future" } });
    await api.db.query(
      "update members.member set status = 'blocked', block_scopes = '{gate,earn,spend}' where member_id = $1",
      [member],
    );
    expect(await redeem(member, 10)).toMatchObject({ status: 422, body: { code: "member_blocked" } });
  });

  test("a till serves whoever shows a code, and no id of another store", async () => {
    const stranger = await world.newMember("second");
    await world.give(stranger, { points: 100, until: null });
    const body = { points: 10, title: "水", external_id: `till ${++serial}` };
    const { manager: token, call } = world;
    const named = await call("POST /v1/points/redemptions", {
      token,
      body: { ...body, member_id: memberId(stranger) },
    });
    expect(named).toMatchObject({ status: 404, body: { code: "not_found" } });
    const forged = await call("POST /v1/points/redemptions", { token, body: { ...body, member_code: "x" } });
    expect(forged).toMatchObject({ status: 422, body: { code: "code_invalid" } });
    const nobody = await call("POST /v1/points/redemptions", { token, body });
    expect(nobody.body["errors"]?.[0]).toMatchObject({ code: "exactly_one_of" });
  });

  test("a family's ticket takes 2,000 from the pool, from the lots that end first, whoever brought them", async () => {
    const [father, mother, child] = [await world.newMember(), await world.newMember(), await world.newMember()];
    const { body: household } = await world.call("POST /v1/households", {
      body: {
        name: "江家",
        members: [
          { member_id: memberId(father), role: "guardian" },
          { member_id: memberId(mother), role: "spouse" },
          { member_id: memberId(child), role: "child" },
        ],
      },
    });
    const household_id = String(household["household_id"]);
    const pool = { owner_type: "household", owner_id: parseWireId("household", household_id) ?? "" } as const;
    const bring = async (member: string, points: number, until: string, earned_at: string) => {
      await world.give(member, { points, until, earned_at });
      const from = { owner_type: "member", owner_id: member } as const;
      const transaction_id = api.app.runtime.ids.next();
      const head = {
        transaction_id,
        kind: "transfer",
        source_type: "test",
        source_id: transaction_id,
        effect: "commit",
        business_time: new Date(NOW),
        business_date: "2026-11-10",
        accounting_date: "2026-11-10",
        recorded_at: api.app.runtime.clock.now(),
        venue_id: null,
        title: "",
        trace: {},
      };
      await api.app.database.write(world.tenant.tenant_id, (tx) =>
        transfer(tx, api.app.runtime, { head, from, to: pool, asset: "points", amount: points }),
      );
    };
    const [this_year, next_year] = ["2027-01-01T00:00:00+08:00", "2028-01-01T00:00:00+08:00"];
    await bring(father, 500, this_year, "2025-03-01T12:00:00+08:00");
    await bring(child, 150, this_year, "2025-04-01T12:00:00+08:00");
    await bring(mother, 800, next_year, "2026-03-01T12:00:00+08:00");
    await bring(father, 700, next_year, "2026-05-01T12:00:00+08:00");
    const body = { household_id, points: 2_000, title: "家庭套票", external_id: "family" };
    const paid = await world.call("POST /v1/points/redemptions", { body });
    expect(paid).toMatchObject({ status: 201, body: { household_id, member_id: null, balance: 150 } });
    expect(paid.body["lots"]).toMatchObject([{ amount: 500 }, { amount: 150 }, { amount: 800 }, { amount: 550 }]);
    const stranger = await world.call("POST /v1/points/redemptions", {
      body: { ...body, household_id: toWireId("household", api.app.runtime.ids.next()), external_id: "nobody" },
    });
    expect(stranger).toMatchObject({ status: 404, body: { code: "not_found" } });
  });

  test("where points expire by last activity, paying with some of them keeps the others alive", async () => {
    const own = await createOperationsWorld(api, NOW, { expiry: { kind: "last_activity", months: 6 } });
    const member = await own.newMember();
    await own.give(member, { points: 100, until: "2026-12-01T00:00:00+08:00" });
    const body = { member_id: memberId(member), points: 10, title: "水", external_id: "activity" };
    await own.call("POST /v1/points/redemptions", { body });
    const { body: calendar } = await own.call("GET /v1/points/expiry_calendar");
    expect(calendar["days"]).toEqual([{ date: "2027-05-10", points: 90, members: 1 }]);
    await own.advance("2027-05-11T00:00:00+08:00");
    const { body: empty } = await own.call("GET /v1/points/expiry_calendar?from=2026-11-10");
    expect(empty["days"]).toEqual([]);
  });
});
