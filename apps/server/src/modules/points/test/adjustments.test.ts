import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { createTestKey } from "../../../../test/world.ts";
import { auditBook } from "../../ledger/index.ts";
import { createOperationsWorld, memberId, type OperationsWorld } from "./operations-world.ts";

const NOW = "2026-10-02T12:00:00+08:00";

describe("points corrected by hand", () => {
  const api = testApi({ environment: { RATE_LIMIT_KEY: "0", RATE_LIMIT_SESSION: "0" } });
  let world: OperationsWorld;
  beforeAll(async () => {
    world = await createOperationsWorld(api, NOW, { adjustment_threshold: 1_000 });
  });

  const ask = (member: string, points: number, over: object = {}, token = world.asker) =>
    world.call("POST /v1/points/adjustments", {
      token,
      body: { member_id: memberId(member), points, reason: "系统漏计", ...over },
    });
  const decide = (id: unknown, verb: "approve" | "reject", token = world.approver) =>
    world.call(`POST /v1/points/adjustments/${String(id)}/${verb}`, {
      token,
      ...(verb === "reject" ? { body: { reason: "凭证不足" } } : {}),
    });
  const balanceOf = async (member: string) => {
    const { body } = await world.call(`GET /v1/members/${memberId(member)}`);
    return (body["accounts"] as unknown as { points: { available: number } }).points.available;
  };

  test("a small one is posted at once, into a lot like today's awards; the reason is not for the member", async () => {
    const member = await world.newMember();
    const { status, body } = await ask(member, 1_000);
    expect(status).toBe(201);
    expect(body).toMatchObject({ state: "posted", points: 1_000, threshold: 1_000, reason: "系统漏计" });
    const lots = (await world.call(`GET /v1/members/${memberId(member)}/lots`)).body["data"];
    expect(lots).toMatchObject([{ amount: 1_000, expires_at: "2028-01-01T00:00:00+08:00", available_from: NOW }]);
    const entries = await world.call(`GET /v1/members/${memberId(member)}/entries`);
    expect(entries.body["data"]).toMatchObject([{ kind: "adjustment", amount: 1_000 }]);
    const transaction = await world.call(`GET /v1/transactions/${String(body["transaction_id"])}`);
    expect(transaction.text).not.toContain("系统漏计");
  });

  test("a deduction takes what ends first, and never more than there is", async () => {
    const member = await world.newMember();
    await world.give(member, { points: 300, until: "2027-01-01T00:00:00+08:00" });
    await world.give(member, { points: 300, until: null });
    const trial = await world.call("POST /v1/points/adjustments/evaluate", {
      token: world.asker,
      body: { member_id: memberId(member), points: -400 },
    });
    expect(trial.body).toMatchObject({
      balance_before: 600,
      balance_after: 200,
      available: 600,
      debt_before: 0,
      debt_after: 0,
      covered: true,
      needs_approval: false,
      lots: [
        { amount: 300, expires_at: "2027-01-01T00:00:00+08:00" },
        { amount: 100, expires_at: null },
      ],
    });
    expect((await ask(member, -400)).body).toMatchObject({ state: "posted" });
    expect(await balanceOf(member)).toBe(200);
    const refused = await ask(member, -201);
    expect(refused).toMatchObject({
      status: 422,
      body: { code: "insufficient_balance", available: 200, required: 201 },
    });
    expect(await ask(member, -2_000)).toMatchObject({ status: 422, body: { code: "insufficient_balance" } });
  });

  test("above the threshold it waits for a second person", async () => {
    const member = await world.newMember();
    const { body } = await ask(member, 1_001);
    expect(body).toMatchObject({ state: "waiting", ends_at: "2026-10-05T12:00:00+08:00", decided_by: null });
    expect(await balanceOf(member)).toBe(0);
    const found = await world.call(`GET /v1/points/adjustments/${String(body["adjustment_id"])}`);
    expect(found.body).toMatchObject({
      state: "waiting",
      effect: { balance_after: 1_001, lots: [{ lot_id: null, amount: 1_001 }] },
    });

    const own = await decide(body["adjustment_id"], "approve", world.asker);
    expect(own).toMatchObject({ status: 403, body: { code: "same_person" } });
    const unable = await decide(body["adjustment_id"], "approve", world.manager);
    expect(unable).toMatchObject({ status: 403, body: { code: "permission_missing" } });

    const approved = await decide(body["adjustment_id"], "approve");
    expect(approved).toMatchObject({ status: 200, body: { state: "posted" } });
    expect(await decide(body["adjustment_id"], "approve")).toMatchObject({ status: 200, body: approved.body });
    expect(await balanceOf(member)).toBe(1_001);
    const late = await decide(body["adjustment_id"], "reject");
    expect(late).toMatchObject({ status: 409, body: { code: "adjustment_closed" } });
  });

  test("of an approval and a refusal at the same instant one stands", async () => {
    const key = await createTestKey(api.app, world.tenant, ["points:approve"]);
    for (let round = 0; round < 8; round++) {
      const member = await world.newMember();
      const { adjustment_id } = (await ask(member, 5_000)).body;
      const replies = await Promise.all([
        decide(adjustment_id, "approve"),
        decide(adjustment_id, "approve", key),
        decide(adjustment_id, "reject"),
        decide(adjustment_id, "reject", key),
      ]);
      const statuses = replies.map(({ status }) => status);
      expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 409, 409, 409]);
      expect(await balanceOf(member)).toBe(statuses.indexOf(200) < 2 ? 5_000 : 0);
    }
    expect(await api.app.database.read(world.tenant.tenant_id, auditBook)).toEqual([]);
  });

  test("too little at the time of approval: refused, and the request goes on waiting", async () => {
    const member = await world.newMember();
    await world.give(member, { points: 2_000, until: null });
    const { adjustment_id } = (await ask(member, -2_000)).body;
    const body = { member_id: memberId(member), points: 1, title: "水", external_id: "spent meanwhile" };
    await world.call("POST /v1/points/redemptions", { body });
    const refused = await decide(adjustment_id, "approve");
    expect(refused).toMatchObject({ status: 422, body: { code: "insufficient_balance", available: 1_999 } });
    const found = await world.call(`GET /v1/points/adjustments/${String(adjustment_id)}`);
    expect(found.body).toMatchObject({ state: "waiting", effect: { covered: false, lots: [], balance_after: 1_999 } });
    await ask(member, 1);
    expect(await decide(adjustment_id, "approve")).toMatchObject({ status: 200, body: { state: "posted" } });
    expect(await balanceOf(member)).toBe(0);
  });

  test("a refusal tells why; whoever asked may withdraw", async () => {
    const member = await world.newMember();
    const first = (await ask(member, 5_000)).body["adjustment_id"];
    expect((await decide(first, "reject")).body).toMatchObject({ state: "rejected", decision_reason: "凭证不足" });
    const second = (await ask(member, 5_000)).body["adjustment_id"];
    expect(await decide(second, "reject", world.asker)).toMatchObject({ status: 200, body: { state: "rejected" } });
    expect(await balanceOf(member)).toBe(0);
  });

  test("one number is asked for once", async () => {
    const [member, other] = [await world.newMember(), await world.newMember()];
    const first = await ask(member, 10, { external_id: "case 7" });
    const again = await ask(member, 10, { external_id: "case 7" });
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual(first.body);
    const taken = await ask(other, 10, { external_id: "case 7" });
    expect(taken).toMatchObject({ status: 409, body: { code: "external_id_of_another" } });
    expect(await balanceOf(member)).toBe(10);
  });

  test("another store's member is not there, and nothing is not a change", async () => {
    const stranger = await world.newMember("second");
    const key = await createTestKey(
      api.app,
      world.tenant,
      ["points:adjust", "points:read"],
      world.tenant.first.unit_id,
    );
    expect(await ask(stranger, 5, {}, key)).toMatchObject({ status: 404, body: { code: "not_found" } });
    const { adjustment_id } = (await ask(stranger, 5_000)).body;
    const path = `GET /v1/points/adjustments/${String(adjustment_id)}`;
    expect(await world.call(path, { token: world.manager })).toMatchObject({ status: 404 });
    const list = await world.call("GET /v1/points/adjustments?limit=200", { token: world.manager });
    expect(list.text).not.toContain(String(adjustment_id));
    expect((await ask(stranger, 0)).body["errors"]?.[0]).toMatchObject({ pointer: "/points", code: "not_zero" });
    const nobody = memberId(api.app.runtime.ids.next());
    expect(await ask(stranger, 5, { member_id: nobody })).toMatchObject({ status: 404 });
  });

  test("the list filters by state and member and pages without gaps", async () => {
    const member = await world.newMember();
    const made: unknown[] = [];
    for (const points of [1, 2, 3, 4, 2_001]) made.unshift((await ask(member, points)).body["adjustment_id"]);
    const seen: unknown[] = [];
    let cursor: string | null = null;
    do {
      const path = `GET /v1/points/adjustments?member_id=${memberId(member)}&limit=2${cursor === null ? "" : `&cursor=${cursor}`}`;
      const { body } = await world.call(path);
      seen.push(...(body["data"] as unknown as { adjustment_id: string }[]).map((row) => row.adjustment_id));
      cursor = body["next_cursor"] as unknown as string | null;
    } while (cursor);
    expect(seen).toEqual(made);
    const waiting = await world.call(`GET /v1/points/adjustments?state=waiting&member_id=${memberId(member)}`);
    expect(waiting.body["data"]).toMatchObject([{ points: 2_001, member_name: "陈晓岚", state: "waiting" }]);
    expect(await world.call("GET /v1/points/adjustments?cursor=x")).toMatchObject({ body: { code: "cursor_invalid" } });
  });

  test("nobody decides for 72 hours: it ends by itself", async () => {
    const own = await createOperationsWorld(api, NOW, { adjustment_threshold: 0 });
    const member = await own.newMember();
    const body = { member_id: memberId(member), points: 1, reason: "补登" };
    const { adjustment_id } = (await own.call("POST /v1/points/adjustments", { body })).body;
    const find = () => own.call(`GET /v1/points/adjustments/${String(adjustment_id)}`);
    await own.advance("2026-10-05T11:59:59+08:00");
    expect((await find()).body).toMatchObject({ state: "waiting" });
    await own.advance("2026-10-05T12:00:00+08:00");
    expect((await find()).body).toMatchObject({
      state: "expired",
      decided_at: "2026-10-05T12:00:00+08:00",
      effect: null,
    });
    const path = `POST /v1/points/adjustments/${String(adjustment_id)}/approve`;
    expect(await own.call(path, { token: own.approver })).toMatchObject({
      status: 409,
      body: { code: "adjustment_closed" },
    });
    const events = await api.db.query<{ type: string }>(
      "select type from platform.outbox where subject_id = $1 union all select type from platform.event where subject_id = $1",
      [member],
    );
    expect(events.map((event) => event.type)).toEqual(
      expect.arrayContaining(["points.adjustment_requested", "points.adjustment_expired"]),
    );
  });
});
