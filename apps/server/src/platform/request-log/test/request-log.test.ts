import { beforeAll, describe, expect, test } from "vitest";
import { type ReplyBody, testApi } from "../../../../test/api.ts";
import { createTestKey, createTestTenant, signInAs, type TestTenant, toWireId } from "../../../../test/world.ts";
import { fixedClock } from "../../kernel/clock.ts";
import { redact } from "../redact.ts";
import { createSampler } from "../sampler.ts";

const api = testApi({ environment: { RATE_LIMIT_PUBLIC: "0", REQUEST_LOG_PER_SECOND: "200" } });
let tenant: TestTenant;
let admin: string;
beforeAll(async () => {
  tenant = await createTestTenant(api.app);
  admin = await signInAs(api, tenant.admin.email);
});

const find = async (filter: string): Promise<ReplyBody[]> => {
  const { body } = await api.call(`GET /v1/request_log?${filter}`, { token: admin });
  return body["data"] as unknown as ReplyBody[];
};
const findOne = async (request_id: string) => {
  await expect.poll(() => find(`request_id=${request_id}`), { timeout: 5_000 }).toHaveLength(1);
  const [row] = await find(`request_id=${request_id}`);
  return (await api.call(`GET /v1/request_log/${String(row?.["logged_request_id"])}`, { token: admin })).body;
};
const idOf = (reply: { headers: Headers }) => String(reply.headers.get("x-request-id"));

describe("the request log", () => {
  test("tells what a key asked and was told, without names, numbers or secrets", async () => {
    const body = {
      name: "江听岚",
      phone: "13812345678",
      home_unit_id: toWireId("org_unit", tenant.first.unit_id),
      source: "api",
      external_id: "erp 7",
      birthday: "1990-05-01",
    };
    const headers = { "idempotency-key": "till-7-000123" };
    const sent = await api.call("POST /v1/members", { token: tenant.api_key, body, headers });
    expect(sent.status).toBe(201);
    const logged = await findOne(idOf(sent));
    expect(logged).toMatchObject({
      actor: "api_key",
      method: "POST",
      route: "/v1/members",
      status: 201,
      error_code: null,
      request_body: { ...body, name: "[redacted]", phone: "[redacted]", birthday: "[redacted]" },
      response_body: { member_id: sent.body["member_id"], name: "[redacted]" },
    });
    expect(JSON.stringify(logged)).not.toMatch(/江听岚|138123|1990-05-01/);
    expect(JSON.stringify(logged)).not.toContain(tenant.api_key);
  });

  test("tells a refusal with its code, and what was asked in the query", async () => {
    const narrow = await createTestKey(api.app, tenant, ["org:read"]);
    const refused = await api.call("GET /v1/members?q=13812345678&limit=2", { token: narrow });
    const logged = await findOne(idOf(refused));
    expect(logged).toMatchObject({ status: 403, error_code: "permission_missing", query: { q: "[redacted]" } });
    expect((await find("status=4xx")).map((row) => row["request_id"])).toContain(idOf(refused));
    expect((await find("status=2xx")).map((row) => row["request_id"])).not.toContain(idOf(refused));
  });

  test("keeps of staff only what was refused", async () => {
    const fine = await api.call("GET /v1/venues", { token: admin });
    const refused = await api.call("GET /v1/members/mbr_01h455vb4pex5vsknk084sn02q", { token: admin });
    expect(await findOne(idOf(refused))).toMatchObject({ actor: "staff", status: 404, error_code: "not_found" });
    expect(await find(`request_id=${idOf(fine)}`)).toEqual([]);
  });

  test("belongs to the tenant; a store's key sees what it asked itself", async () => {
    const other = await createTestTenant(api.app);
    const sent = await api.call("GET /v1/venues", { token: tenant.api_key });
    const logged = await findOne(idOf(sent));
    const path = `GET /v1/request_log/${String(logged["logged_request_id"])}`;
    expect((await api.call(path, { token: other.api_key })).status).toBe(404);
    const store = await createTestKey(api.app, tenant, ["requests:read"], tenant.first.unit_id);
    expect((await api.call(path, { token: store })).status).toBe(404);
    const seen = (await api.call("GET /v1/request_log", { token: store })).text;
    expect(seen).not.toContain(String(logged["logged_request_id"]));
  });
});

test("a busy caller is sampled, failures apart, and what was left out is counted", () => {
  const clock = fixedClock(new Date("2026-10-02T04:00:00Z"));
  const sampler = createSampler(2, clock);
  const take = (failed: boolean) => sampler.take("key", failed);
  expect([take(false), take(false), take(false), take(false)]).toEqual([0, 0, undefined, undefined]);
  expect([take(true), take(true), take(true)]).toEqual([2, 0, undefined]);
  clock.advance(1_000);
  expect(take(false)).toBe(1);
  expect(sampler.take("other", false)).toBe(0);
});

describe("what is kept of a body", () => {
  test("figures, ids, times and words of ours; no text that people write", () => {
    const body = {
      member_id: "mbr_01h455vb4pex5vsknk084sn02q",
      amount_fen: 12_800,
      business_time: "2026-06-01T11:00:00+08:00",
      kind: "check_in",
      reason: "张三说的",
      note: "13812345678",
      external_id: "13812345678",
      code: "123456",
      lines: [{ item_name: "日场票", name: "anna" }],
      张三: 1,
    };
    expect(redact(body)).toEqual({
      ...body,
      reason: "[redacted]",
      note: "[redacted]",
      external_id: "[redacted]",
      code: "[redacted]",
      lines: [{ item_name: "日场票", name: "[redacted]" }],
      张三: undefined,
      "[redacted]": 1,
    });
  });

  test("four kilobytes at most, however much came", () => {
    const bulk = {
      rows: Array.from({ length: 1_000 }, (_, n) => ({ external_id: `row ${n}`, item_name: "票".repeat(500) })),
    };
    const kept = JSON.stringify(redact(bulk));
    expect(kept.length).toBeLessThan(6_000);
    expect(kept).toContain("…");
    let deep: unknown = 1;
    for (let n = 0; n < 100; n++) deep = { a: deep };
    expect(JSON.stringify(redact(deep)).length).toBeLessThan(200);
  });
});
