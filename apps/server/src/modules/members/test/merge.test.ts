import { describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { createTestTenant, startProgram, type TestTenant, toWireId } from "../../../../test/world.ts";
import { newPhone, register } from "./build.ts";
import { openMergeWorld } from "./merge-world.ts";

const NOW = new Date("2026-10-10T04:00:00Z");

describe("two members become one", () => {
  const api = testApi();

  test("story 9: points, wallet, tier, growth, consents come together, and go apart again as far as they are left", async () => {
    const world = await openMergeWorld(api, NOW);
    const a = await world.person({
      points: 320,
      principal_fen: 10_000,
      bonus_fen: 2_000,
      growth: 4_200,
      tier: "silver",
    });
    const b = await world.person({ points: 180, principal_fen: 5_000, growth: 1_100, tier: "gold" });
    await world.publish("marketing");
    await world.consent(a, "marketing", "granted");
    await world.consent(b, "marketing", "granted");
    await world.consent(b, "marketing", "withdrawn");
    const before = await world.totals();

    const trial = await world.call("POST /v1/members/merges/evaluate", { winner_id: a, loser_id: b });
    expect(trial.status).toBe(200);
    expect(linesOf(trial.body["lines"])).toMatchObject({
      points: [320, 180, 500],
      "cny.principal": [10_000, 5_000, 15_000],
      "cny.bonus": [2_000, 0, 2_000],
      growth: [4_200, 1_100, 5_300],
      tier: ["silver", "gold", "gold"],
      "consent.marketing": ["granted", "withdrawn", "withdrawn"],
    });
    expect((await world.member(b)).body["member_id"]).toBe(b);

    const merged = await world.call("POST /v1/members/merges", { winner_id: a, loser_id: b, reason: "同一人" });
    expect(merged.status).toBe(201);
    expect(await world.accounts(a)).toEqual({
      points: 500,
      "cny.principal": 15_000,
      "cny.bonus": 2_000,
      growth: 5_300,
    });
    expect((await world.member(b)).body).toMatchObject({ member_id: a, tier: { code: "gold" } });
    expect(await world.consents(a)).toMatchObject({ marketing: "withdrawn" });
    expect(await world.totals()).toEqual(before);

    const undone = await world.call(`POST /v1/members/merges/${String(merged.body["merge_id"])}/undo`, {});
    expect(undone.status).toBe(200);
    expect(undone.body["can_undo"]).toBe(false);
    expect(await world.accounts(a)).toEqual({
      points: 320,
      "cny.principal": 10_000,
      "cny.bonus": 2_000,
      growth: 4_200,
    });
    expect(await world.accounts(b)).toEqual({ points: 180, "cny.principal": 5_000, growth: 1_100 });
    expect((await world.member(a)).body).toMatchObject({ member_id: a, tier: { code: "silver" } });
    expect((await world.member(b)).body).toMatchObject({ member_id: b, tier: { code: "gold" } });
    expect(await world.consents(a)).toMatchObject({ marketing: "granted" });
    expect(await world.consents(b)).toMatchObject({ marketing: "withdrawn" });
    expect(await world.totals()).toEqual(before);
    expect(await world.audit()).toEqual([]);
  });

  test("what was spent meanwhile is not given back, and what was earned stays with the winner", async () => {
    const world = await openMergeWorld(api, NOW);
    const a = await world.person({ points: 100 });
    const b = await world.person({ points: 80 });
    const merge_id = await world.merge(a, b);
    await world.redeem(a, 150);
    await world.buy(b, 30_000);
    await world.undo(merge_id);
    const [left, back] = [await world.accounts(a), await world.accounts(b)];
    // 180 − 150 are left of both; 300 were earned since.
    expect((left["points"] ?? 0) + (back["points"] ?? 0)).toBe(30 + 300);
    expect(back["points"]).toBeLessThanOrEqual(80);
    expect(left["points"]).toBeGreaterThanOrEqual(300);
    expect(await world.audit()).toEqual([]);
  });

  test("everything that named the loser answers with the winner", async () => {
    const world = await openMergeWorld(api, NOW);
    const phone = newPhone();
    const a = await world.person({ name: "江听岚" });
    const b = await world.person({ name: "江听风", phone, points: 10, external_id: "ext-b" });
    const bought = await world.buy(b, 10_000);
    await world.call(`POST /v1/members/${b}/identities`, {
      identity: { kind: "ota", issuer: "ctrip", value: "M-1234567" },
    });
    const card_no = String((await world.member(b)).body["card_no"]);
    const merge_id = await world.merge(a, b, { name: "loser" });

    for (const naming of [{ phone }, { card_no }, { identity: { kind: "ota", issuer: "ctrip", value: "m-1234567" } }]) {
      const found = await world.call("POST /v1/members/identify", naming);
      if ("identity" in naming) continue;
      expect([found.status, found.body["member_id"]]).toEqual([200, a]);
    }
    const named = await world.call("POST /v1/members/identify", {
      identity: { kind: "ota", issuer: "ctrip", value: "M-1234567" },
    });
    expect(named.body["member_id"]).toBe(a);
    const head = await world.member(b);
    expect(head.body).toMatchObject({ member_id: a, name: "江听风", stats: { purchases_count: 1 } });
    const purchases = await world.get(`/v1/purchases?member_id=${b}`);
    expect(purchases.body["data"]).toHaveLength(1);
    const purchase = await world.get(`/v1/purchases/${bought}`);
    expect(purchase.body["member_id"]).toBe(a);
    expect((await world.get(`/v1/members/${b}/timeline`)).body["data"]?.length).toBeGreaterThan(2);
    const names = await world.get(`/v1/members/${a}/identities`);
    expect(JSON.stringify(names.body)).toContain("M-****67");
    const same = await world.call("POST /v1/members/bulk", {
      members: [{ external_id: "ext-b", name: "江听风", phone }],
    });
    expect(same.body["results"]?.[0]).toMatchObject({ status: "unchanged", member_id: a });
    const list = await world.get(`/v1/members?q=${encodeURIComponent("江听")}`);
    expect((list.body["data"] as unknown as { member_id: string }[]).map((row) => row.member_id)).toEqual([a]);

    // A refund of what the loser bought is the winner's.
    const refund = await world.call(`POST /v1/purchases/${bought}/refunds`, {
      lines: [{ line_no: 1, amount_fen: 10_000 }],
      reason: "行程有变",
    });
    expect(refund.status).toBe(201);
    expect(await world.accounts(a)).toEqual({ points: 10 });

    await world.undo(merge_id);
    expect((await world.member(b)).body).toMatchObject({ member_id: b, name: "江听风" });
    expect((await world.member(a)).body).toMatchObject({ member_id: a, name: "江听岚" });
  });

  test("a phone that was corrected since stays with the winner when they are parted", async () => {
    const world = await openMergeWorld(api, NOW);
    const [a, b] = [await world.person({ name: "江听岚" }), await world.person({ name: "江听风", phone: newPhone() })];
    const merge_id = await world.merge(a, b);
    const phone = newPhone();
    const { version } = (await world.member(a)).body;
    expect((await world.call(`PATCH /v1/members/${a}`, { version, phone })).status).toBe(200);
    await world.undo(merge_id);
    const found = await world.call("POST /v1/members/identify", { phone });
    expect([found.status, found.body["member_id"]]).toEqual([200, a]);
  });

  test("a sex that only the other one has comes along, one that differs stays unless it is chosen, and each goes back", async () => {
    const world = await openMergeWorld(api, NOW);
    const sexOf = async (member_id: string) => (await world.member(member_id)).body["sex"];
    const [a, b, c] = [
      await world.person({}),
      await world.person({ sex: "female" }),
      await world.person({ sex: "other" }),
    ];
    const first = await world.merge(a, b);
    expect(await sexOf(a)).toBe("female");
    const second = await world.merge(a, c, { sex: "loser" });
    expect(await sexOf(a)).toBe("other");
    await world.undo(second);
    expect([await sexOf(a), await sexOf(c)]).toEqual(["female", "other"]);
    await world.undo(first);
    expect([await sexOf(a), await sexOf(b)]).toEqual([null, "female"]);
  });

  test("a chain of merges answers with its end and is undone from the newest on", async () => {
    const world = await openMergeWorld(api, NOW);
    const [a, b, c] = [
      await world.person({ points: 1 }),
      await world.person({ points: 2 }),
      await world.person({ points: 4 }),
    ];
    const first = await world.merge(b, a);
    const second = await world.merge(c, b);
    expect((await world.member(a)).body["member_id"]).toBe(c);
    expect(await world.accounts(a)).toEqual({ points: 7 });
    expect((await world.call(`POST /v1/members/merges/${first}/undo`, {})).body["code"]).toBe("merge_not_last");
    await world.undo(second);
    expect((await world.member(a)).body["member_id"]).toBe(b);
    await world.undo(first);
    expect(await Promise.all([a, b, c].map((id) => world.accounts(id)))).toEqual([
      { points: 1 },
      { points: 2 },
      { points: 4 },
    ]);
    expect((await world.call(`POST /v1/members/merges/${first}/undo`, {})).body["code"]).toBe("merge_undone");
  });

  test("after seven days of the tenant's clock it is too late", async () => {
    const world = await openMergeWorld(api, NOW);
    const [a, b, c] = [await world.person({}), await world.person({}), await world.person({})];
    const early = await world.merge(a, b);
    await world.advance("2026-10-17T03:59:00Z");
    await world.undo(early);
    const late = await world.merge(a, c);
    await world.advance("2026-10-24T04:00:00Z");
    expect((await world.call(`POST /v1/members/merges/${late}/undo`, {})).body["code"]).toBe("merge_too_old");
  });

  test("one person, people of two households and strangers are refused", async () => {
    const world = await openMergeWorld(api, NOW);
    const [a, b] = [await world.person({}), await world.person({})];
    const refusal = async (winner_id: string, loser_id: string) =>
      (await world.call("POST /v1/members/merges", { winner_id, loser_id, reason: "?" })).body["code"];
    expect(await refusal(a, a)).toBe("same_member");
    for (const id of [a, b])
      await world.call("POST /v1/households", { name: "家", members: [{ member_id: id, role: "guardian" }] });
    expect(await refusal(a, b)).toBe("merge_households");
    expect(await refusal(a, toWireId("member", api.app.runtime.ids.next()))).toBe("not_found");
    const other: TestTenant = await createTestTenant(api.app);
    await startProgram(api.app, other.tenant_id);
    const stranger = String((await register(api, other, { name: "外人" })).body["member_id"]);
    expect(await refusal(a, stranger)).toBe("not_found");
  });
});

function linesOf(lines: unknown): Record<string, unknown> {
  const rows = lines as { what: string; winner: unknown; loser: unknown; after: unknown }[];
  return Object.fromEntries(rows.map(({ what, winner, loser, after }) => [what, [winner, loser, after]]));
}
