// What an award does to a debt, and what is left of an award that came to nothing.
import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { auditBook, clawBack, readAccount } from "../../ledger/index.ts";
import { createOperationsWorld, memberId, type OperationsWorld } from "./operations-world.ts";

const NOW = "2026-05-01T12:00:00+08:00";

describe("earning by the API", () => {
  const api = testApi();
  let world: OperationsWorld;
  beforeAll(async () => {
    world = await createOperationsWorld(api, NOW);
  });
  const earn = async (member_id: string, amount_fen: number, external_id: string, key?: string) => {
    const body = { member_id: memberId(member_id), venue_id: world.venue_id, amount_fen, external_id };
    const reply = await world.call("POST /v1/points/earn", { body, ...(key && { key }) });
    return { status: reply.status, ...(reply.body as unknown as { transaction_id: string; points: number }) };
  };
  const account = (member_id: string) =>
    api.app.database.read(world.tenant.tenant_id, (db) =>
      readAccount(db, member_id, "points", new Date(NOW), new Date(NOW)),
    );

  test("what is owed is paid first, out of the award itself", async () => {
    const member = await world.newMember();
    const given = await world.give(member, { points: 100, until: null });
    await world.call("POST /v1/points/redemptions", {
      body: { member_id: memberId(member), points: 100, title: "门票", external_id: "spent" },
    });
    const { runtime, database } = api.app;
    const head = {
      transaction_id: runtime.ids.next(),
      kind: "refund",
      source_type: "test",
      source_id: given,
      effect: "clawback",
      business_time: new Date(NOW),
      business_date: "2026-05-01",
      accounting_date: "2026-05-01",
      recorded_at: runtime.clock.now(),
      venue_id: null,
      title: "",
      trace: {},
    };
    const grace = { days: 30, zone: "Asia/Shanghai", now: new Date(NOW) };
    const undoing = { original_transaction_id: given, asset: "points", amount: 70, clawback: "debt", grace } as const;
    await database.write(world.tenant.tenant_id, (tx) => clawBack(tx, runtime, { head, ...undoing }));
    expect(await account(member)).toMatchObject({ balance: 0, debt: 70 });

    expect(await earn(member, 5_000, "first")).toMatchObject({ status: 201, points: 50 });
    expect(await account(member)).toMatchObject({ balance: 0, debt: 20 });
    expect(await earn(member, 5_000, "second")).toMatchObject({ status: 201, points: 50 });
    expect(await account(member)).toMatchObject({ balance: 30, available: 30, debt: 0 });
    expect(await database.read(world.tenant.tenant_id, auditBook)).toEqual([]);
  });

  test("an award that comes to nothing is known by its number, whatever the key", async () => {
    const member = await world.newMember();
    const first = await earn(member, 99, "under the rate");
    expect(first).toMatchObject({ status: 201, points: 0 });
    expect(await earn(member, 99, "under the rate")).toMatchObject({ ...first, status: 200 });
    expect(await earn(member, 9_900, "under the rate")).toMatchObject({ ...first, status: 200 });
    expect(await account(member)).toMatchObject({ balance: 0 });
  });
});
