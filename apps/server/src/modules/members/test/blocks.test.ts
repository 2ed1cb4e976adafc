// Whoever is kept from something is kept from that alone: at the gate, at the till, on the phone; until its time is over.
import { describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { signInAs } from "../../../../test/world.ts";
import { joinBlocks } from "../domain/blocks.ts";
import { newPhone, signInMember } from "./build.ts";
import { openMergeWorld } from "./merge-world.ts";

const NOW = new Date("2026-03-10T04:00:00Z");

test("of two blocks the stricter parts stand, and the longer time", () => {
  const until = new Date("2026-04-01T00:00:00Z");
  const own = { scopes: ["spend"], reason: "欠款", until } as const;
  const theirs = { scopes: ["gate"], reason: "转借", until: null } as const;
  expect(joinBlocks(own, theirs)).toEqual({ scopes: ["gate", "spend"], reason: "欠款；转借", until: null });
  expect(joinBlocks(own, { ...own, until: new Date("2026-05-01T00:00:00Z") }).until?.getMonth()).toBe(4);
});

describe("a block", () => {
  const api = testApi({ environment: { RATE_LIMIT_KEY: "0", RATE_LIMIT_PUBLIC: "0" } });
  const open = async () => {
    const world = await openMergeWorld(api, NOW);
    const gate = await world.must("POST /v1/gates", {
      venue_id: world.venue_id,
      code: "n",
      name: "北门",
      kind: "entry",
    });
    const desk = await signInAs(api, world.tenant.admin.email);
    let scans = 0;
    const ask = (request: string, body: object, token = world.tenant.api_key) =>
      api.call(request, { token, body, headers: { "idempotency-key": `b-${(scans += 1)}` } });
    return {
      ...world,
      ask,
      desk,
      block: (member_id: string, scopes: string[], more: object = {}) =>
        ask(`POST /v1/members/${member_id}/blocks`, { scopes, reason: "多次转借", ...more }),
      scan: (member_id: string, token?: string) =>
        ask("POST /v1/admissions", { gate_id: gate.body["gate_id"], nonce: `n-${(scans += 1)}`, member_id }, token),
      pay: (member_id: string, method: string) => {
        const lines = [{ item_name: "茶", business_type: "dining", quantity: 1, amount_fen: 1_000 }];
        const payments = [{ method, amount_fen: 1_000 }];
        return ask("POST /v1/purchases", { member_id, venue_id: world.venue_id, lines, payments });
      },
      history: async (member_id: string) =>
        (await world.get(`/v1/members/${member_id}/blocks`)).body["data"] as unknown as Record<string, unknown>[],
    };
  };

  test("of the gate turns away with the reason for staff alone; the till serves", async () => {
    const world = await open();
    const member_id = await world.person({});
    await world.block(member_id, ["gate"]);
    const told = await world.scan(member_id, world.desk);
    expect(told.body).toMatchObject({
      admitted: false,
      reasons: [{ code: "member_blocked" }],
      block: { reason: "多次转借" },
    });
    expect((await world.scan(member_id)).body).toMatchObject({ admitted: false, block: null });
    expect((await world.pay(member_id, "cash")).status).toBe(201);
    const { card_no } = (await world.member(member_id)).body;
    expect((await world.ask("POST /v1/members/identify", { card_no })).body).toMatchObject({
      status: "blocked",
      block: { scopes: ["gate"], reason: "多次转借", until: null },
    });
  });

  test("of spending keeps the wallet and the points, not cash; of earning the purchase and the award", async () => {
    const world = await open();
    const member_id = await world.person({ points: 500, principal_fen: 5_000 });
    await world.block(member_id, ["spend"]);
    expect((await world.pay(member_id, "wallet")).body["code"]).toBe("member_blocked");
    expect((await world.pay(member_id, "cash")).status).toBe(201);
    const redeem = { member_id, venue_id: world.venue_id, points: 100, title: "兑换", external_id: "r1" };
    expect((await world.ask("POST /v1/points/redemptions", redeem)).body["code"]).toBe("member_blocked");
    const other = await world.person({});
    const move = {
      from: { member_id },
      to: { member_id: other },
      asset: "points",
      amount: 10,
      kind: "gift",
      title: "赠送",
      external_id: "t1",
    };
    expect((await world.ask("POST /v1/transfers", move)).body["code"]).toBe("account_frozen");
    expect((await world.scan(member_id)).body["admitted"]).toBe(true);

    await world.block(member_id, ["earn"]);
    expect((await world.pay(member_id, "cash")).body["code"]).toBe("member_blocked");
    expect((await world.ask("POST /v1/points/redemptions", redeem)).status).toBe(201);
    expect(await world.history(member_id)).toMatchObject([
      { scopes: ["earn"], ended_at: null },
      { scopes: ["spend"], ended_by_itself: false },
    ]);
  });

  test("of signing in ends what was open, says so in neutral words, and gives it back afterwards", async () => {
    const world = await open();
    const phone = newPhone();
    const member_id = await world.person({ phone });
    const { tenant } = world;
    const token = String((await signInMember(api, tenant, phone)).body["token"]);
    expect((await api.call("GET /v1/member", { token })).status).toBe(200);
    await world.block(member_id, ["sign_in"]);
    expect((await api.call("GET /v1/member", { token })).status).toBe(401);
    await world.advance("2026-03-10T05:00:00Z");
    await api.db.query("delete from members.sign_in_code where tenant_id = $1", [tenant.tenant_id]);
    const refused = await signInMember(api, tenant, phone);
    expect(refused.body).toMatchObject({ status: 403, code: "sign_in_blocked" });
    expect(refused.text).not.toContain("转借");
    await world.ask(`POST /v1/members/${member_id}/unblock`, { reason: "已核实" });
    expect((await api.call("GET /v1/member", { token })).body).toMatchObject({ status: "active", held: [] });
  });

  test("ends by itself, keeps its history, and a later one is not ended by the earlier's time", async () => {
    const world = await open();
    const member_id = await world.person({});
    await world.block(member_id, ["gate"], { until: "2026-03-11T00:00:00+08:00" });
    await world.block(member_id, ["gate", "earn"], { until: "2026-03-20T00:00:00+08:00" });
    await world.advance("2026-03-12T04:00:00Z");
    expect((await world.member(member_id)).body).toMatchObject({ status: "blocked", block_scopes: ["gate", "earn"] });
    await world.advance("2026-03-20T04:00:00Z");
    expect((await world.member(member_id)).body).toMatchObject({ status: "active", block_scopes: null });
    expect((await world.scan(member_id)).body["admitted"]).toBe(true);
    expect(await world.history(member_id)).toMatchObject([{ ended_by_itself: true }, { ended_by_itself: false }]);
    const late = await world.block(member_id, ["gate"], { until: "2026-03-01T00:00:00+08:00" });
    expect(late.body).toMatchObject({ code: "block_ends_in_past", errors: [{ pointer: "/until" }] });
    expect((await world.ask(`POST /v1/members/${member_id}/unblock`, { reason: "再来" })).body["code"]).toBe(
      "not_blocked",
    );
    const none = await world.block(member_id, []);
    expect(none.body["errors"]).toMatchObject([{ pointer: "/scopes" }]);
  });

  test("the stricter of two people stands when they become one, and goes when they are parted", async () => {
    const world = await open();
    const [a, b] = [await world.person({}), await world.person({})];
    await world.block(a, ["spend"]);
    await world.block(b, ["gate"]);
    const merge_id = await world.merge(a, b);
    expect((await world.member(b)).body).toMatchObject({ block_scopes: ["gate", "spend"] });
    await world.undo(merge_id);
    expect((await world.member(a)).body).toMatchObject({ block_scopes: ["spend"] });
    expect((await world.member(b)).body).toMatchObject({ block_scopes: ["gate"] });
    const c = await world.person({});
    const second = await world.merge(c, b);
    expect((await world.member(c)).body).toMatchObject({ block_scopes: ["gate"] });
    await world.undo(second);
    expect((await world.member(c)).body).toMatchObject({ status: "active", block_scopes: null });
  });

  test("many at once leave one that stands", async () => {
    const world = await open();
    const member_id = await world.person({});
    const scopes = ["gate", "earn", "spend", "sign_in"];
    const replies = await Promise.all([...scopes, ...scopes].map((scope) => world.block(member_id, [scope])));
    expect(replies.every((reply) => reply.status === 201)).toBe(true);
    const history = await world.history(member_id);
    expect(history).toHaveLength(8);
    expect(history.filter((one) => one["ended_at"] === null)).toHaveLength(1);
    const listed = await world.get("/v1/members/blocks");
    expect(listed.body["data"]).toMatchObject([{ member: { member_id }, by_name: expect.any(String) }]);
  });

  test("by the plain status is the usual one, and the list tells who is kept from what", async () => {
    const world = await open();
    const member_id = await world.person({});
    await world.block(await world.person({}), ["sign_in"]);
    const { version } = (await world.member(member_id)).body;
    const body = { version, status: "blocked", reason: "黄牛" };
    const changed = await api.call(`PATCH /v1/members/${member_id}`, { token: world.desk, body });
    expect(changed.body).toMatchObject({
      status: "blocked",
      status_reason: "黄牛",
      block_scopes: ["gate", "earn", "spend"],
    });
    const { data } = (await world.get("/v1/members/blocks?scope=gate")).body as unknown as { data: object[] };
    expect(data).toMatchObject([{ member: { member_id }, reason: "黄牛" }]);
    const again = { version: changed.body["version"], status: "active", reason: "误判" };
    expect((await api.call(`PATCH /v1/members/${member_id}`, { token: world.desk, body: again })).body["status"]).toBe(
      "active",
    );
  });
});
