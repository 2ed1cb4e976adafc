import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { createTestKey, createTestTenant, signInAs, type TestTenant, toWireId } from "../../../../test/world.ts";
import { parseWireId } from "../../../platform/kernel/ids.ts";
import { tiersAt } from "../index.ts";

const api = testApi();
let tenant: TestTenant;
let token: string;
beforeAll(async () => {
  tenant = await createTestTenant(api.app, { mode: "sandbox", test_now: new Date("2026-06-01T04:00:00Z") });
  token = tenant.api_key;
});

const zh = { "accept-language": "zh-CN" };
async function newMember(unit_id = tenant.first.unit_id): Promise<string> {
  const body = { name: "陆时雨", home_unit_id: toWireId("org_unit", unit_id) };
  return String((await api.call("POST /v1/members", { token, body })).body["member_id"]);
}
const setTier = (member_id: string, body: object, as = token) =>
  api.call(`PUT /v1/members/${member_id}/tier`, { token: as, body, headers: zh });
const advance = (to: string) => api.call("POST /v1/test_clock/advance", { token, body: { to } });
const tierAt = async (member_id: string, at: string) => {
  const id = parseWireId("member", member_id) ?? "";
  const held = await api.app.database.read(tenant.tenant_id, (db) => tiersAt(db, [id], new Date(at)));
  return held.get(id)?.code;
};

describe("tiers", () => {
  test("a new tenant has four, in the caller's language", async () => {
    const list = await api.call("GET /v1/tiers", { token, headers: zh });
    const shown = (list.body["data"] as unknown as { code: string; name: string; coefficient: object }[]).map(
      ({ code, name, coefficient }) => [code, name, coefficient],
    );
    expect(shown).toEqual([
      ["base", "普卡", { num: 1, den: 1 }],
      ["silver", "银卡", { num: 6, den: 5 }],
      ["gold", "金卡", { num: 3, den: 2 }],
      ["diamond", "钻石卡", { num: 2, den: 1 }],
    ]);
    const english = await api.call("GET /v1/tiers", { token, headers: { "accept-language": "en" } });
    expect(english.body["data"]?.[3]).toMatchObject({ name: "Diamond", rank: 3, version: 1 });
  });

  test("are added and changed at their version, one a rank", async () => {
    const other = await createTestTenant(api.app);
    const put = (code: string, body: object) =>
      api.call(`PUT /v1/tiers/${code}`, {
        token: other.api_key,
        body: { name: "黑卡", rank: 4, coefficient: { num: 3, den: 1 }, ...body },
      });
    expect((await put("black", { version: 0 })).body).toMatchObject({
      code: "black",
      version: 1,
      coefficient: { num: 3, den: 1 },
    });
    const stale = await put("black", { version: 0 });
    expect([stale.status, stale.body["code"], stale.body["version"]]).toEqual([409, "version_conflict", 1]);
    const changed = await put("black", { version: 1, coefficient: { num: 5, den: 2 }, names: { en: "Black" } });
    expect(changed.body).toMatchObject({ version: 2, coefficient: { num: 5, den: 2 }, names: { en: "Black" } });
    const same_rank = await put("grey", { version: 0 });
    expect([same_rank.status, same_rank.body["code"]]).toEqual([409, "tier_rank_taken"]);
    const nothing = await put("grey", { version: 0, coefficient: { num: 1, den: 0 } });
    expect(nothing.body["errors"]).toMatchObject([{ pointer: "/coefficient/den", code: "too_small" }]);
    const reader = await createTestKey(api.app, other, ["points:read"]);
    const body = { version: 2, name: "黑", rank: 4, coefficient: { num: 9, den: 1 } };
    expect((await api.call("PUT /v1/tiers/black", { token: reader, body })).status).toBe(403);
  });
});

describe("a member's tier", () => {
  test("is the lowest until another is set, with a reason, and is on their pages", async () => {
    const member_id = await newMember();
    const before = await api.call(`GET /v1/members/${member_id}`, { token, headers: zh });
    expect(before.body["tier"]).toEqual({
      code: "base",
      name: "普卡",
      rank: 0,
      coefficient: { num: 1, den: 1 },
      last_day: null,
    });
    const staff = await signInAs(api, tenant.admin.email);
    const set = await setTier(member_id, { tier_code: "gold", reason: "周年答谢", valid_until: "2027-12-31" }, staff);
    expect(set.status).toBe(200);
    expect(set.body).toMatchObject({
      current: { code: "gold", name: "金卡", rank: 2, last_day: "2027-12-31" },
      history: [{ reason: "周年答谢", by: { staff_id: toWireId("staff", tenant.admin.staff_id) }, replaced_at: null }],
    });
    const after = await api.call(`GET /v1/members/${member_id}`, { token, headers: zh });
    expect(after.body["tier"]).toEqual({
      code: "gold",
      name: "金卡",
      rank: 2,
      coefficient: { num: 3, den: 2 },
      last_day: "2027-12-31",
    });
    const [event] = await api.db.query<{ payload: object }>(
      "select payload from platform.outbox where type = 'tier.changed' order by event_no desc limit 1",
    );
    expect(event?.payload).toMatchObject({ member_id: parseWireId("member", member_id), from: "base", to: "gold" });
  });

  test("was at any moment what it was then, and ends with its last day", async () => {
    const clocked = await newMember();
    await setTier(clocked, { tier_code: "silver", reason: "升级" });
    await advance("2026-07-01T04:00:00Z");
    await setTier(clocked, { tier_code: "gold", reason: "升级", valid_until: "2026-07-31" });
    expect(await tierAt(clocked, "2026-05-31T00:00:00Z")).toBe("base");
    expect(await tierAt(clocked, "2026-06-15T00:00:00Z")).toBe("silver");
    expect(await tierAt(clocked, "2026-07-31T15:59:59Z")).toBe("gold");
    expect(await tierAt(clocked, "2026-07-31T16:00:00Z")).toBe("base");
    const late = await setTier(clocked, { tier_code: "gold", reason: "补发", valid_until: "2026-06-30" });
    expect([late.status, late.body["code"], late.body["today"]]).toEqual([422, "tier_ends_before_today", "2026-07-01"]);
  });

  test("ten set at once leave one in force and all in the history", async () => {
    const member_id = await newMember();
    const codes = Array.from({ length: 10 }, (_, index) => (index % 2 ? "gold" : "diamond"));
    const replies = await Promise.all(codes.map((tier_code) => setTier(member_id, { tier_code, reason: "并发" })));
    expect(replies.map((reply) => reply.status)).toEqual(codes.map(() => 200));
    const { body } = await api.call(`GET /v1/members/${member_id}/tier`, { token });
    const history = body["history"] as unknown as { replaced_at: string | null; code: string }[];
    expect(history).toHaveLength(10);
    expect(history.filter((row) => row.replaced_at === null).map((row) => row.code)).toEqual([
      (body["current"] as unknown as { code: string }).code,
    ]);
  });

  test("needs a tier that exists, a reason, a member in the scope and the right", async () => {
    const member_id = await newMember();
    const unknown = await setTier(member_id, { tier_code: "platinum", reason: "x" });
    expect([unknown.status, unknown.body["code"]]).toEqual([422, "tier_unknown"]);
    const silent = await setTier(member_id, { tier_code: "gold" });
    expect(silent.body["errors"]).toMatchObject([{ pointer: "/reason", code: "required" }]);
    const elsewhere = await newMember(tenant.second.unit_id);
    const manager = await signInAs(api, tenant.manager.email);
    expect((await setTier(elsewhere, { tier_code: "gold", reason: "x" }, manager)).status).toBe(404);
    expect((await api.call(`GET /v1/members/${elsewhere}/tier`, { token: manager })).status).toBe(404);
    const reader = await createTestKey(api.app, tenant, ["members:read"]);
    expect((await setTier(member_id, { tier_code: "gold", reason: "x" }, reader)).status).toBe(403);
  });
});
