import { describe, expect, test } from "vitest";
import { type Reply, testApi } from "../../../../test/api.ts";
import { createTestTenant, startProgram, toWireId } from "../../../../test/world.ts";
import { auditBook } from "../../ledger/index.ts";

const api = testApi({ environment: { RATE_LIMIT_KEY: "0" } });
const always = { combinator: "and", rules: [] };

async function arrange(members: number) {
  const tenant = await createTestTenant(api.app);
  await startProgram(api.app, tenant.tenant_id);
  let n = 0;
  const send = (request: string, body: object): Promise<Reply> =>
    api.call(request, { token: tenant.api_key, body, headers: { "idempotency-key": `k${++n}` } });
  const publish = async (name: string, definition: object) => {
    const { rule_id } = (await send("POST /v1/points/rules", { name, definition })).body;
    const reply = await send(`POST /v1/points/rules/${String(rule_id)}/publish`, { version: 1 });
    if (reply.status !== 200) throw new Error(reply.text);
  };
  const home_unit_id = toWireId("org_unit", tenant.first.unit_id);
  const made = await Promise.all(
    Array.from({ length: members }, () => send("POST /v1/members", { name: "江听岚", home_unit_id })),
  );
  const venue_id = toWireId("venue", tenant.first.venue.venue_id);
  return { tenant, send, publish, venue_id, members: made.map((reply) => String(reply.body["member_id"])) };
}

const sumOf = (replies: Reply[], field: string) =>
  replies.reduce((sum, reply) => sum + Number(reply.body[field] ?? 0), 0);

describe("everybody at once", () => {
  test("of 32 scans by one person exactly five earn", async () => {
    const { tenant, send, publish, members } = await arrange(1);
    const limits = { times_per_day: 5 };
    await publish("回收", { kind: "fixed", trigger: { behaviour: "recycle" }, points: 20, conditions: always, limits });
    const replies = await Promise.all(
      Array.from({ length: 32 }, (_, index) =>
        send("POST /v1/points/behaviours", {
          member_id: members[0],
          behaviour: "recycle",
          external_id: `scan ${index}`,
        }),
      ),
    );
    expect(replies.filter((reply) => reply.status === 201)).toHaveLength(5);
    expect(replies.filter((reply) => String(reply.body["code"]) === "cap_reached")).toHaveLength(27);
    expect(sumOf(replies, "points")).toBe(100);
    expect(await api.app.database.read(tenant.tenant_id, auditBook)).toEqual([]);
  });

  test("a budget of 1,000 points is given out to the last one, and never exceeded", async () => {
    const { tenant, send, publish, venue_id, members } = await arrange(16);
    const limits = { budget: 1_000 };
    const double = { kind: "multiplier", trigger: "purchase", factor: { num: 2, den: 1 }, conditions: always, limits };
    await publish("翻倍", double);
    const replies = await Promise.all(
      Array.from({ length: 64 }, (_, index) =>
        send("POST /v1/purchases", {
          member_id: members[index % members.length],
          venue_id,
          lines: [{ item_name: "票", business_type: "ticket", quantity: 1, amount_fen: 3_300 }],
          payments: [{ method: "cash", amount_fen: 3_300 }],
        }),
      ),
    );
    expect(replies.every((reply) => reply.status === 201)).toBe(true);
    // 33 points each, and 1,000 more between them.
    expect(sumOf(replies, "points_awarded")).toBe(64 * 33 + 1_000);
    expect(await api.app.database.read(tenant.tenant_id, auditBook)).toEqual([]);
  });

  test("within a stack group the largest stands, in whatever order they come", async () => {
    const { tenant, send, publish, members } = await arrange(1);
    const codes = ["register", "birthday", "survey", "review"];
    for (const [index, behaviour] of codes.entries()) {
      const points = (index + 1) * 50;
      await publish(behaviour, {
        kind: "fixed",
        trigger: { behaviour },
        points,
        conditions: always,
        stack_group: "day",
      });
    }
    await Promise.all(
      codes
        .toReversed()
        .map((behaviour) =>
          send("POST /v1/points/behaviours", { member_id: members[0], behaviour, external_id: behaviour }),
        ),
    );
    const { accounts } = (await api.call(`GET /v1/members/${members[0]}`, { token: tenant.api_key }))
      .body as unknown as { accounts: { points: { available: number } } };
    expect(accounts.points.available).toBe(200);
    expect(await api.app.database.read(tenant.tenant_id, auditBook)).toEqual([]);
  });
});
