import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { createTestKey, createTestTenant, signInAs, type TestTenant } from "../../../../test/world.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { forgetDirectory } from "../../org/index.ts";
import { newPhone, register } from "./build.ts";

const api = testApi();
let tenant: TestTenant;
let other: TestTenant;
let manager: string;

beforeAll(async () => {
  tenant = await createTestTenant(api.app);
  other = await createTestTenant(api.app, { mode: "sandbox", test_now: new Date("2026-05-01T02:00:00Z") });
  manager = await signInAs(api, tenant.manager.email);
});

const unit = (unit_id: string) => toWireId("org_unit", unit_id);

describe("POST /v1/members", () => {
  test("registers a person: card, masked phone, home, and an event", async () => {
    const phone = newPhone();
    const reply = await register(api, tenant, { name: "林知夏", phone, birthday: "1990-05-18", language: "zh-CN" });
    expect(reply.status).toBe(201);
    expect(reply.body).toMatchObject({
      name: "林知夏",
      phone_masked: `139****${phone.slice(-4)}`,
      home_unit_name: "欢乐谷",
      birthday: "1990-05-18",
      source: "api",
      status: "active",
      version: 1,
      tags: [],
      accounts: { points: { available: 0, pending: 0, expiring: null, lifetime_earned: 0 } },
      stats: { purchases_count: 0, spend_fen: 0, visits_count: 0, last_visit_at: null },
    });
    expect(reply.body["card_no"]).toMatch(/^88\d{14}$/);
    expect(reply.text).not.toContain(phone);
    const [event] = await api.db.query(
      "select type, payload from platform.outbox where type = 'member.registered' order by event_no desc limit 1",
    );
    expect(event).toMatchObject({ payload: { source: "api", home_unit_id: tenant.first.unit_id } });
    expect(JSON.stringify(event)).not.toContain("林知夏");
  });

  test("keeps no readable phone in the database", async () => {
    const phone = newPhone();
    await register(api, tenant, { name: "密文", phone });
    const [row] = await api.db.query<{ row: string }>(
      "select encode(convert_to(m::text, 'UTF8'), 'escape') as row from members.member m where name = '密文'",
    );
    expect(row?.row).not.toContain(phone);
    expect(row?.row).not.toContain(Buffer.from(`+86${phone}`).toString("hex"));
  });

  test("refuses a phone that is taken, however it is written, and says whose it is only inside the scope", async () => {
    const phone = newPhone();
    const first = await register(api, tenant, { name: "甲", phone });
    const second = await register(api, tenant, { name: "乙", phone: `+86 ${phone.slice(0, 3)}-${phone.slice(3)}` });
    expect(second.status).toBe(409);
    expect(second.body).toMatchObject({ code: "phone_taken", member_id: first.body["member_id"] });
    const far = newPhone();
    await register(api, tenant, { name: "丙", phone: far, home_unit_id: unit(tenant.second.unit_id) });
    const refused = await register(api, tenant, { name: "丁", phone: far }, manager);
    expect([refused.status, refused.body["code"], refused.body["member_id"]]).toEqual([409, "phone_taken", undefined]);
  });

  test("the same phone is another person in another tenant", async () => {
    const phone = newPhone();
    expect((await register(api, tenant, { name: "甲", phone })).status).toBe(201);
    expect((await register(api, other, { name: "甲", phone })).status).toBe(201);
  });

  test("of 50 at the same moment one is registered, and all the others learn so", async () => {
    const phone = newPhone();
    // With nothing remembered, a request that asked for a second connection inside its transaction would wait for ever.
    forgetDirectory(api.app.database, tenant.tenant_id);
    const replies = await Promise.all(Array.from({ length: 50 }, () => register(api, tenant, { name: "同时", phone })));
    expect(replies.map((reply) => reply.status).sort((a, b) => a - b)).toEqual([201, ...Array<number>(49).fill(409)]);
    const winner = replies.find((reply) => reply.status === 201)?.body["member_id"];
    expect(new Set(replies.map((reply) => reply.body["member_id"]))).toEqual(new Set([winner]));
    const [{ members, grams, events }] = (await api.db.query<{ members: number; grams: number; events: number }>(
      `select (select count(*)::int from members.member where name = '同时') as members,
              (select count(*)::int from members.name_gram where gram = '同时') as grams,
              (select count(*)::int from platform.outbox o join members.member m on m.member_id = o.subject_id where m.name = '同时') as events`,
    )) as [{ members: number; grams: number; events: number }];
    expect({ members, grams, events }).toEqual({ members: 1, grams: 1, events: 1 });
  });

  test("an idempotency key gives the first answer again", async () => {
    const body = { name: "幂等", phone: newPhone(), home_unit_id: unit(tenant.first.unit_id) };
    const send = () =>
      api.call("POST /v1/members", { token: tenant.api_key, body, headers: { "idempotency-key": "k-1" } });
    const [first, second] = [await send(), await send()];
    expect([first.status, second.status, second.text]).toEqual([201, 201, first.text]);
  });

  test("names every mistake with its field", async () => {
    const reply = await register(api, tenant, {
      name: "  ",
      phone: "12345",
      home_unit_id: "unt_x",
      birthday: "2026-02-30",
    });
    expect(reply.status).toBe(400);
    const errors = reply.body["errors"] as unknown as { pointer: string; code: string }[];
    expect(Object.fromEntries(errors.map((error) => [error.pointer, error.code]))).toEqual({
      "/name": "blank",
      "/phone": "invalid_phone",
      "/home_unit_id": "invalid_id",
      "/birthday": "invalid_date",
    });
  });

  test("nobody joined tomorrow; a sandbox counts in its own time", async () => {
    const late = await register(api, other, {
      name: "明天",
      joined_at: "2026-05-01T10:00:01+08:00",
      home_unit_id: unit(other.first.unit_id),
    });
    expect([late.status, late.body["code"]]).toEqual([422, "joined_in_future"]);
    const now = await register(api, other, { name: "此刻", home_unit_id: unit(other.first.unit_id) });
    expect(now.body["joined_at"]).toBe("2026-05-01T10:00:00+08:00");
  });

  test("needs the permission and a unit inside the scope", async () => {
    const reader = await createTestKey(api.app, tenant, ["members:read"]);
    expect((await register(api, tenant, { name: "甲" }, reader)).body["code"]).toBe("permission_missing");
    for (const unit_id of [tenant.second.unit_id, other.first.unit_id]) {
      const reply = await register(api, tenant, { name: "甲", home_unit_id: unit(unit_id) }, manager);
      expect(reply.body["code"]).toBe("not_found");
    }
    const mine = await register(api, tenant, { name: "前台", phone: newPhone() }, manager);
    expect([mine.status, mine.body["source"]]).toEqual([201, "front_desk"]);
    expect((await api.call("POST /v1/members", { body: {} })).status).toBe(401);
  });
});

describe("POST /v1/members/bulk", () => {
  const bulk = (members: unknown[], token = tenant.api_key) =>
    api.call("POST /v1/members/bulk", { token, body: { members } });

  test("gives every line its own result and registers nobody twice", async () => {
    const phone = newPhone();
    const lines = [
      { external_id: "b-1", name: "第一", phone, joined_at: "2024-01-02T03:04:05+08:00" },
      { external_id: "b-2", name: "第二" },
      { external_id: "b-1", name: "又是第一" },
      { external_id: "b-3", name: "同号", phone: `+86${phone}` },
      { external_id: "b-4", name: "坏号", phone: "123" },
      { external_id: "b-5", name: " " },
      { external_id: "b-6", name: "远方", home_unit_id: unit(other.first.unit_id) },
      { external_id: "b-7", name: "未来", joined_at: "2099-01-01T00:00:00+08:00" },
    ];
    const first = await bulk(lines);
    expect(first.status).toBe(200);
    const results = first.body["results"] as unknown as {
      status: string;
      member_id?: string;
      error?: { code: string };
    }[];
    expect(results.map((result) => result.error?.code ?? result.status)).toEqual([
      "created",
      "created",
      "unchanged",
      "phone_taken",
      "invalid_phone",
      "blank",
      "unit_unknown",
      "joined_in_future",
    ]);
    expect(results[2]?.member_id).toBe(results[0]?.member_id);
    const again = (await bulk(lines)).body["results"] as unknown as { status: string; member_id?: string }[];
    expect(again.slice(0, 3).map((result) => result.status)).toEqual(["unchanged", "unchanged", "unchanged"]);
    expect(again[0]?.member_id).toBe(results[0]?.member_id);
    const head = await api.call(`GET /v1/members/${results[0]?.member_id}`, { token: tenant.api_key });
    expect(head.body).toMatchObject({ source: "import", joined_at: "2024-01-02T03:04:05+08:00", external_id: "b-1" });
  });

  test("files that share people in another order do not wait for each other for ever", async () => {
    const lines = Array.from({ length: 60 }, (_, n) => ({
      external_id: `c-${n}`,
      name: `并发${n}`,
      phone: newPhone(),
    }));
    const orders = [lines, [...lines].reverse(), lines.map((line, n) => ({ ...line, external_id: `d-${n}` }))];
    const replies = await Promise.all(orders.map((order) => bulk(order)));
    expect(replies.map((reply) => reply.status)).toEqual([200, 200, 200]);
    const statuses = replies.flatMap((reply) =>
      (reply.body["results"] as unknown as { status: string }[]).map((result) => result.status),
    );
    expect(statuses.filter((status) => status === "created")).toHaveLength(60);
  });

  test("refuses an empty list and 1001 lines", async () => {
    expect((await bulk([])).body["errors"]?.[0]?.["code"]).toBe("too_few");
    const many = Array.from({ length: 1001 }, (_, n) => ({ external_id: `e-${n}`, name: "多" }));
    expect((await bulk(many)).body["errors"]?.[0]?.["code"]).toBe("too_many");
  });
});
