import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { createTestKey, createTestTenant, signInAs, type TestTenant } from "../../../../test/world.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { fixedClock } from "../../../platform/kernel/clock.ts";
import { newPhone, register, signInMember } from "./build.ts";

const clock = fixedClock(new Date("2026-05-01T02:00:30Z"));
const api = testApi({ clock });
let tenant: TestTenant;
let other: TestTenant;
let manager: string;

beforeAll(async () => {
  tenant = await createTestTenant(api.app);
  other = await createTestTenant(api.app);
  manager = await signInAs(api, tenant.manager.email);
});

const get = (path: string, token = tenant.api_key) => api.call(`GET ${path}`, { token });
const patch = (member_id: unknown, body: object, token = tenant.api_key) =>
  api.call(`PATCH /v1/members/${String(member_id)}`, { token, body });
const inSecond = () => ({ home_unit_id: toWireId("org_unit", tenant.second.unit_id) });
const uuid = "01890000-0000-7000-8000-00000000dead";

describe("PATCH /v1/members/{member_id}", () => {
  test("changes what is given and counts versions", async () => {
    const { body } = await register(api, tenant, { name: "旧" });
    const tag = await api.call("POST /v1/tags", { token: tenant.api_key, body: { name: "亲子" } });
    const padded = await api.call("POST /v1/tags", { token: tenant.api_key, body: { name: "亲子 " } });
    expect(padded.body["errors"]?.[0]).toMatchObject({ pointer: "/name", code: "padded" });
    expect([tag.status, tag.body["name"]]).toEqual([201, "亲子"]);
    const changed = await patch(body["member_id"], {
      version: 1,
      name: "新",
      tags: [tag.body["tag_id"]],
      ...inSecond(),
    });
    expect(changed.body).toMatchObject({ name: "新", version: 2, home_unit_name: "海洋馆", tags: [{ name: "亲子" }] });
    expect((await get("/v1/tags")).body["data"]).toEqual([tag.body]);
    const row = await get(`/v1/members?tag=${String(tag.body["tag_id"])}`);
    expect(row.body["data"]?.[0]).toMatchObject({ name: "新", tags: [{ name: "亲子" }] });
    const cleared = await patch(body["member_id"], { version: 2, tags: [] });
    expect(cleared.body).toMatchObject({ tags: [], version: 3, name: "新" });
  });

  test("of two who read the same version the second is told", async () => {
    const { body } = await register(api, tenant, { name: "甲" });
    const both = await Promise.all(["乙", "丙"].map((name) => patch(body["member_id"], { version: 1, name })));
    const [won, lost] = both.sort((a, b) => a.status - b.status);
    expect([won?.status, lost?.status, lost?.body["code"], lost?.body["version"]]).toEqual([
      200,
      409,
      "version_conflict",
      2,
    ]);
  });

  test("blocks and unblocks with a reason, and tells it", async () => {
    const { body } = await register(api, tenant, { name: "黄牛" });
    const id = body["member_id"];
    expect((await patch(id, { version: 1, status: "blocked" })).body["code"]).toBe("reason_required");
    const blocked = await patch(id, { version: 1, status: "blocked", reason: "倒卖门票" });
    expect(blocked.body).toMatchObject({ status: "blocked", status_reason: "倒卖门票" });
    expect((await get("/v1/members?status=blocked")).body["data"]?.[0]?.["member_id"]).toBe(id);
    await patch(id, { version: 2, status: "active", reason: "申诉成立" });
    const types = await api.db.query<{ type: string }>(
      "select type from platform.outbox order by event_no desc limit 2",
    );
    expect(types.map((row) => row.type)).toEqual(["member.unblocked", "member.blocked"]);
  });

  test("refuses unknown tags, units and fields", async () => {
    const { body } = await register(api, tenant, { name: "甲" });
    expect((await patch(body["member_id"], { version: 1, tags: [toWireId("tag", uuid)] })).body["code"]).toBe(
      "not_found",
    );
    const unit = { home_unit_id: toWireId("org_unit", other.first.unit_id) };
    expect((await patch(body["member_id"], { version: 1, ...unit })).body["code"]).toBe("not_found");
    expect((await patch(body["member_id"], { version: 1, ...inSecond() }, manager)).body["code"]).toBe("not_found");
    expect((await patch(body["member_id"], { version: 1, points: 5 })).body["errors"]?.[0]?.["code"]).toBe(
      "unknown_field",
    );
    expect((await patch(body["member_id"], { name: "乙" })).body["errors"]?.[0]?.["pointer"]).toBe("/version");
    expect((await api.call("POST /v1/tags", { token: tenant.api_key, body: { name: "亲子" } })).body["code"]).toBe(
      "tag_taken",
    );
  });
});

describe("another store's or tenant's member", () => {
  test("does not exist, whatever is asked about it", async () => {
    const far = String((await register(api, tenant, { name: "二店", ...inSecond() })).body["member_id"]);
    const unknown = toWireId("member", uuid);
    for (const [member_id, token] of [
      [far, manager],
      [far, other.api_key],
      [unknown, tenant.api_key],
    ] as const) {
      for (const path of ["", "/timeline", "/entries", "/lots"]) {
        const reply = await get(`/v1/members/${member_id}${path}`, token);
        expect([path, reply.status, reply.body["code"]]).toEqual([path, 404, "not_found"]);
      }
      expect((await patch(member_id, { version: 1, name: "改" }, token)).status).toBe(404);
    }
    expect((await get(`/v1/members/${far}`)).status).toBe(200);
    expect((await get("/v1/members/mbr_nonsense")).body["errors"]?.[0]?.["code"]).toBe("invalid_id");
  });
});

describe("POST /v1/members/identify", () => {
  const identify = (body: object, token = manager) => api.call("POST /v1/members/identify", { token, body });

  test("knows anybody of the group by what they show: phone, card, code", async () => {
    const phone = newPhone();
    const { body } = await register(api, tenant, { name: "二店客", phone, ...inSecond() });
    const session = String((await signInMember(api, tenant, phone)).body["token"]);
    const codes = (await get("/v1/member/code", session)).body["codes"] as unknown as { code: string }[];
    for (const shown of [{ phone }, { card_no: body["card_no"] }, { member_code: codes[0]?.code }]) {
      const reply = await identify(shown);
      expect(reply.body).toEqual({
        member_id: body["member_id"],
        name: "二店客",
        phone_masked: `139****${phone.slice(-4)}`,
        card_no: body["card_no"],
        status: "active",
        block: null,
        points_available: 0,
      });
    }
  });

  test("answers each failure in its own words", async () => {
    const phone = newPhone();
    const session = String((await signInMember(api, tenant, phone)).body["token"]);
    const codes = (await get("/v1/member/code", session)).body["codes"] as unknown as { code: string }[];
    const code = codes[0]?.code ?? "";
    expect((await identify({ phone: "13700000000" })).body["code"]).toBe("not_found");
    expect((await identify({ member_code: `${code.slice(0, -1)}_` })).body["code"]).toBe("code_invalid");
    expect((await identify({ member_code: code }, other.api_key)).body["code"]).toBe("code_invalid");
    clock.advance(60_000);
    expect((await identify({ member_code: code })).body["code"]).toBe("code_expired");
    expect((await identify({})).body["errors"]?.[0]?.["code"]).toBe("exactly_one_of");
    expect((await identify({ phone, member_code: code })).status).toBe(400);
    expect((await identify({ card_no: "8800000000000000" })).body["errors"]?.[0]?.["code"]).toBe("invalid_card_no");
    const reader = await createTestKey(api.app, tenant, ["members:read"]);
    expect((await identify({ phone }, reader)).body["code"]).toBe("permission_missing");
  });
});

describe("a member's own pages", () => {
  test("GET /v1/member/code: two hours of codes in real time", async () => {
    const token = String((await signInMember(api, tenant, newPhone())).body["token"]);
    const { body } = await get("/v1/member/code", token);
    const codes = body["codes"] as unknown as { code: string; valid_from: string; valid_until: string }[];
    expect([codes.length, body["refresh_seconds"], body["server_time"]]).toEqual([120, 60, clock.now().toISOString()]);
    expect(Date.parse(codes[0]?.valid_from ?? "")).toBeLessThanOrEqual(clock.now().getTime());
    expect(Date.parse(codes[119]?.valid_until ?? "") - Date.parse(codes[0]?.valid_from ?? "")).toBe(7_200_000);
    expect(new Set(codes.map(({ code }) => code)).size).toBe(120);
  });

  test("PATCH /v1/member changes name and language, nothing else", async () => {
    const token = String((await signInMember(api, tenant, newPhone())).body["token"]);
    const reply = await api.call("PATCH /v1/member", { token, body: { name: "江听岚", language: "en" } });
    expect(reply.body).toMatchObject({ name: "江听岚", language: "en" });
    expect((await get("/v1/member", token)).body).toMatchObject({
      name: "江听岚",
      points: { available: 0, pending_from: null },
    });
    const refused = await api.call("PATCH /v1/member", { token, body: { status: "active" } });
    expect(refused.status).toBe(400);
    const found = await get(`/v1/members?q=${encodeURIComponent("听岚")}`);
    expect(found.body["data"]?.[0]?.["name"]).toBe("江听岚");
  });
});
