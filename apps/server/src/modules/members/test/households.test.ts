import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { createTestKey, createTestTenant, signInAs, type TestTenant, toWireId } from "../../../../test/world.ts";
import { parseWireId } from "../../../platform/kernel/ids.ts";
import { post, transfer } from "../../ledger/index.ts";
import { visibleHouseholds } from "../households.ts";
import { newPhone, register, signInMember } from "./build.ts";

const api = testApi();
let tenant: TestTenant;
let token: string;
beforeAll(async () => {
  tenant = await createTestTenant(api.app, { mode: "sandbox", test_now: new Date("2026-06-01T04:00:00Z") });
  token = tenant.api_key;
});

const uuidOf = (kind: "member" | "household", wire: unknown) => parseWireId(kind, String(wire)) ?? "";
async function newMember(name: string, unit_id = tenant.first.unit_id): Promise<string> {
  const reply = await register(api, tenant, { name, home_unit_id: toWireId("org_unit", unit_id) });
  return String(reply.body["member_id"]);
}
const create = (members: object[], as = token) =>
  api.call("POST /v1/households", { token: as, body: { name: "江家", members } });
const join = (household_id: unknown, member_id: string, role = "other", as = token) =>
  api.call(`POST /v1/households/${String(household_id)}/members`, { token: as, body: { member_id, role } });
const leave = (household_id: unknown, member_id: string) =>
  api.call(`DELETE /v1/households/${String(household_id)}/members/${member_id}`, { token });
const page = (household_id: unknown, as = token) =>
  api.call(`GET /v1/households/${String(household_id)}`, { token: as });

let serial = 0;
const head = (kind: string) => {
  const { ids, clock } = api.app.runtime;
  const at = new Date("2026-06-01T04:00:00Z");
  return {
    transaction_id: ids.next(),
    kind,
    source_type: "test",
    source_id: `household ${(serial += 1)}`,
    effect: kind,
    business_time: at,
    business_date: "2026-06-01",
    accounting_date: "2026-06-01",
    recorded_at: clock.now(),
    venue_id: null,
    title: kind,
    trace: {},
  };
};
const member = (wire: string) => ({ owner_type: "member", owner_id: uuidOf("member", wire) }) as const;

/** Points out of nothing, then into the pool. */
async function bring(member_id: string, household_id: unknown, amount: number): Promise<void> {
  const { database, runtime } = api.app;
  const pool = { owner_type: "household", owner_id: uuidOf("household", household_id) } as const;
  await database.write(tenant.tenant_id, async (tx) => {
    const lot = { lot_id: runtime.ids.next(), available_from: new Date("2026-01-01T00:00:00Z"), expires_at: null };
    const earned = { from: { system: "issued" }, to: member(member_id), asset: "points", amount, lot } as const;
    await post(tx, [{ ...head("award"), postings: [earned] }]);
    await transfer(tx, runtime, { head: head("transfer"), from: member(member_id), to: pool, asset: "points", amount });
  });
}

describe("households", () => {
  test("show who belongs to them, what is in the pool and who brought it", async () => {
    const [father, mother, child] = await Promise.all(["父亲", "母亲", "孩子"].map((name) => newMember(name)));
    if (!father || !mother || !child) throw new Error("three people");
    const made = await create([
      { member_id: child, role: "child" },
      { member_id: father, role: "guardian" },
    ]);
    expect(made.status).toBe(201);
    const { household_id } = made.body;
    expect((await join(household_id, mother, "spouse")).status).toBe(201);
    await bring(father, household_id, 500);
    await bring(child, household_id, 150);
    await bring(father, household_id, 700);
    const shown = await page(household_id);
    expect(shown.body).toMatchObject({
      name: "江家",
      members: [
        { name: "父亲", role: "guardian" },
        { name: "孩子", role: "child" },
        { name: "母亲", role: "spouse" },
      ],
      pool: { balance: 1_350, available: 1_350, held: 0, pending: 0 },
      contributions: [
        { member_id: father, name: "父亲", contributed: 1_200, remaining: 1_200 },
        { member_id: child, name: "孩子", contributed: 150, remaining: 150 },
      ],
    });
    const of_child = await api.call(`GET /v1/members/${child}/household`, { token });
    expect(of_child.body["household"]).toEqual(shown.body);
    const list = await api.call("GET /v1/households?limit=1", { token });
    expect(list.body["data"]).toMatchObject([{ household_id, members_count: 3 }]);
  });

  test("a member belongs to one, also when two want them at once", async () => {
    const [a, b, wanted] = await Promise.all(["甲", "乙", "丙"].map((name) => newMember(name)));
    if (!a || !b || !wanted) throw new Error("three people");
    const homes = await Promise.all([a, b].map((member_id) => create([{ member_id, role: "guardian" }])));
    const replies = await Promise.all(homes.map((home) => join(home.body["household_id"], wanted)));
    const refused = replies.find((reply) => reply.status === 409);
    expect(replies.map((reply) => reply.status).sort((x, y) => x - y)).toEqual([201, 409]);
    expect(refused?.body["code"]).toBe("in_a_household");
    const again = await create([{ member_id: wanted, role: "guardian" }]);
    expect(again.body["code"]).toBe("in_a_household");
  });

  test("keep a guardian, and their last member while the pool holds value", async () => {
    const [guardian, child] = await Promise.all(["监护人", "孩子"].map((name) => newMember(name)));
    if (!guardian || !child) throw new Error("two people");
    expect((await create([{ member_id: child, role: "child" }])).body["code"]).toBe("guardian_needed");
    const { household_id } = (
      await create([
        { member_id: guardian, role: "guardian" },
        { member_id: child, role: "child" },
      ])
    ).body;
    await bring(guardian, household_id, 100);
    expect((await leave(household_id, guardian)).body["code"]).toBe("guardian_needed");
    expect((await leave(household_id, child)).body["members"]).toHaveLength(1);
    expect((await leave(household_id, child)).status).toBe(404);
    const full = await leave(household_id, guardian);
    expect([full.status, full.body["code"], full.body["balance"]]).toEqual([422, "pool_not_empty", 100]);
    // Whoever left may join another.
    expect((await create([{ member_id: child, role: "guardian" }])).status).toBe(201);
  });

  test("are seen by whoever sees one of their members, and by nobody of another tenant", async () => {
    const far = await newMember("远方", tenant.second.unit_id);
    const { household_id } = (await create([{ member_id: far, role: "guardian" }])).body;
    const manager = await signInAs(api, tenant.manager.email);
    expect((await page(household_id, manager)).status).toBe(404);
    const near = await newMember("近处");
    expect((await join(household_id, near, "other", manager)).status).toBe(404);
    await join(household_id, near);
    expect((await page(household_id, manager)).status).toBe(200);
    const other = await createTestTenant(api.app);
    expect((await page(household_id, other.api_key)).status).toBe(404);
    const reader = await createTestKey(api.app, tenant, ["members:read"]);
    expect((await create([{ member_id: near, role: "guardian" }], reader)).status).toBe(403);
    const visible = (scope: "all" | string[]) =>
      api.app.database.read(tenant.tenant_id, (db) =>
        visibleHouseholds(db, [uuidOf("household", household_id)], { scope, customers: "all" }),
      );
    expect((await visible("all")).size).toBe(1);
    expect((await visible([tenant.root_unit_id])).size).toBe(0);
  });

  test("members see their own", async () => {
    const { body } = await signInMember(api, tenant, newPhone());
    const own = { token: String(body["token"]) };
    expect((await api.call("GET /v1/member/household", own)).body).toEqual({ household: null });
    const member_id = String((body["member"] as unknown as { member_id: string }).member_id);
    await create([{ member_id, role: "guardian" }]);
    expect((await api.call("GET /v1/member/household", own)).body).toMatchObject({
      household: { name: "江家", members: [{ is_me: true, role: "guardian" }] },
    });
  });
});
