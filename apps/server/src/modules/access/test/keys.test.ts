import { beforeAll, describe, expect, test } from "vitest";
import { type Reply, testApi } from "../../../../test/api.ts";
import { createTestKey, createTestTenant, signInAs, type TestTenant } from "../../../../test/world.ts";
import { createStaff } from "../index.ts";
import { hashPassword, verifyPassword } from "../../../platform/crypto/password.ts";

const api = testApi();
let tenant: TestTenant;
let sandbox: TestTenant;

beforeAll(async () => {
  tenant = await createTestTenant(api.app);
  sandbox = await createTestTenant(api.app, { mode: "sandbox" });
});

const codeOf = (reply: Reply) => [reply.status, reply.body["code"]];

describe("an API key", () => {
  test("says which world it belongs to and is kept only as a hash", async () => {
    expect(tenant.api_key).toMatch(/^hy_live_[\w-]{43}$/);
    expect(sandbox.api_key).toMatch(/^hy_test_/);
    const rows = await api.db.query<{ row: string }>("select k::text as row from access.api_key k");
    expect(rows.some(({ row }) => row.includes(tenant.api_key.slice(20)))).toBe(false);
  });

  test("does what its permissions say, and no more", async () => {
    const narrow = await createTestKey(api.app, tenant, ["org:read"]);
    expect((await api.call("GET /v1/venues", { token: narrow })).status).toBe(200);
    const refused = await api.call("GET /v1/staff", { token: narrow, headers: { "accept-language": "en" } });
    expect(codeOf(refused)).toEqual([403, "permission_missing"]);
    expect(refused.body["detail"]).toContain("staff:read");
    expect(codeOf(await api.call("GET /v1/session", { token: narrow }))).toEqual([403, "actor_not_allowed"]);
  });

  test("revoked, it stops within five seconds", async () => {
    const token = await createTestKey(api.app, tenant, ["org:read"]);
    expect((await api.call("GET /v1/venues", { token })).status).toBe(200);
    await api.db.query("update access.api_key set revoked_at = now() where name = 'narrow'");
    await expect
      .poll(async () => (await api.call("GET /v1/venues", { token })).status, { timeout: 7_000, interval: 250 })
      .toBe(401);
  });

  test.each([
    "hy_live_x",
    "hy_unknown_abc",
    "",
    "Basic abc",
    "hy_ss_'; drop table access.session; --",
    "x".repeat(5000),
  ])("%j is nobody", async (token) => {
    expect(codeOf(await api.call("GET /v1/tenant", { token }))).toEqual([401, "unauthenticated"]);
  });
});

describe("staff", () => {
  test("are listed inside the scope, page by page", async () => {
    const token = await signInAs(api, tenant.admin.email);
    const first = await api.call("GET /v1/staff?limit=1", { token });
    expect(first.body["data"]).toHaveLength(1);
    const cursor = first.body["next_cursor"] as unknown as string;
    const second = await api.call(`GET /v1/staff?limit=1&cursor=${cursor}`, { token });
    expect(second.body).toMatchObject({
      data: [{ email: tenant.manager.email, unit_name: "欢乐谷" }],
      next_cursor: null,
    });
    const narrow = await createTestKey(api.app, tenant, ["staff:read"], tenant.second.unit_id);
    expect((await api.call("GET /v1/staff", { token: narrow })).body["data"]).toEqual([]);
    expect(codeOf(await api.call("GET /v1/staff?cursor=bm8", { token }))).toEqual([400, "cursor_invalid"]);
  });

  test("one person has one post in a tenant", async () => {
    const again = api.app.database.write(tenant.tenant_id, (tx) =>
      createStaff(tx, api.app.runtime, {
        email: tenant.manager.email,
        password: "x",
        name: "again",
        role: "hq_admin",
        unit_id: tenant.root_unit_id,
      }),
    );
    await expect(again).rejects.toMatchObject({ code: "staff_exists" });
  });

  test("the application cannot read people or failures by itself", async () => {
    for (const table of ["access.person", "access.sign_in_failure"]) {
      const look = api.app.database.call({ text: `select * from ${table}` });
      await expect(look).rejects.toMatchObject({ code: "42501" });
    }
  });
});

describe("passwords", () => {
  test("are argon2id with their parameters; composition of letters does not matter", async () => {
    const stored = await hashPassword("caf\u00e9 회유 游");
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await verifyPassword(stored, "cafe\u0301 회유 游")).toBe(true);
    expect(await verifyPassword(stored, "cafe 회유 游")).toBe(false);
    expect(await verifyPassword(undefined, "anything")).toBe(false);
  });
});
