import { beforeAll, describe, expect, test } from "vitest";
import { type Reply, testApi } from "../../../../test/api.ts";
import { createTestTenant, PASSWORD, signInAs, type TestTenant, toWireId } from "../../../../test/world.ts";
import { fixedClock } from "../../../platform/kernel/clock.ts";
import { forgetTokens } from "../authenticate.ts";
import { createStaff } from "../index.ts";

const clock = fixedClock(new Date("2026-10-02T04:00:00Z"));
const api = testApi({ clock, environment: { RATE_LIMIT_PUBLIC: "0" } });
let tenant: TestTenant;
let admin: string;
beforeAll(async () => {
  tenant = await createTestTenant(api.app);
  admin = await signInAs(api, tenant.admin.email);
});

const root = () => toWireId("org_unit", tenant.root_unit_id);
const make = (more: object = {}) =>
  api.call("POST /v1/api_keys", {
    token: admin,
    body: { name: "收银", permissions: ["org:read"], unit_id: root(), ...more },
  });
const codeOf = (reply: Reply) => [reply.status, reply.body["code"]];
/** As in a process that hears of it late. */
const works = async (token: string) => {
  forgetTokens(api.app.database);
  return (await api.call("GET /v1/venues", { token })).status;
};

describe("a key", () => {
  test("is shown once with its token, and afterwards without", async () => {
    const { status, body } = await make();
    expect(status).toBe(201);
    const token = String(body["token"]);
    expect(token).toMatch(/^hy_live_/);
    expect(await works(token)).toBe(200);
    const id = String(body["api_key_id"]);
    const read = await api.call(`GET /v1/api_keys/${id}`, { token: admin });
    expect(read.text).not.toContain(token);
    expect(read.body).toMatchObject({
      state: "active",
      prefix: token.slice(0, 16),
      created_by: { name: tenant.admin.email },
    });
    const listed = await api.call("GET /v1/api_keys", { token: admin });
    expect(listed.text).not.toContain(token);
    expect(listed.text).toContain(id);
  });

  test("gets no more than its maker has, and no unit outside the maker's", async () => {
    const email = "store-boss@example.com";
    await api.app.database.write(tenant.tenant_id, (tx) =>
      createStaff(tx, api.app.runtime, {
        email,
        password: PASSWORD,
        name: "店总",
        role: "hq_admin",
        unit_id: tenant.first.unit_id,
      }),
    );
    const boss = await signInAs(api, email);
    const ask = (body: object) => api.call("POST /v1/api_keys", { token: boss, body });
    const base = { name: "店", permissions: ["org:read"] };
    expect(codeOf(await ask({ ...base, unit_id: root() }))).toEqual([404, "not_found"]);
    const other = toWireId("org_unit", tenant.second.unit_id);
    expect(codeOf(await ask({ ...base, unit_id: other }))).toEqual([404, "not_found"]);
    expect((await ask({ ...base, unit_id: toWireId("org_unit", tenant.first.unit_id) })).status).toBe(201);
    const manager = await signInAs(api, tenant.manager.email);
    expect(codeOf(await api.call("POST /v1/api_keys", { token: manager, body: { ...base, unit_id: root() } }))).toEqual(
      [403, "permission_missing"],
    );
  });

  test("ends when it is told to, and is marked two weeks before", async () => {
    const expires_at = "2026-10-05T00:00:00Z";
    const { body } = await make({ expires_at });
    expect(body["state"]).toBe("expiring");
    expect(await works(String(body["token"]))).toBe(200);
    clock.set(new Date("2026-10-05T00:00:01Z"));
    expect(await works(String(body["token"]))).toBe(401);
    admin = await signInAs(api, tenant.admin.email);
    const late = await api.call(`GET /v1/api_keys/${String(body["api_key_id"])}`, { token: admin });
    expect(late.body["state"]).toBe("expired");
    expect(codeOf(await make({ expires_at }))).toEqual([422, "key_expiry_past"]);
  });

  test("rotated, old and new token work side by side until the overlap ends", async () => {
    const { body } = await make();
    const id = String(body["api_key_id"]);
    const rotate = async (overlap_hours: number) =>
      String(
        (await api.call(`POST /v1/api_keys/${id}/rotate`, { token: admin, body: { overlap_hours } })).body["token"],
      );
    const [first, second] = [String(body["token"]), await rotate(2)];
    expect([await works(first), await works(second)]).toEqual([200, 200]);
    clock.advance(2 * 3_600_000 + 1);
    expect([await works(first), await works(second)]).toEqual([401, 200]);
    const third = await rotate(0);
    expect([await works(second), await works(third)]).toEqual([401, 200]);
  });

  test("revoked, neither of its tokens works any more, and it cannot be changed", async () => {
    const { body } = await make();
    const id = String(body["api_key_id"]);
    const rotated = await api.call(`POST /v1/api_keys/${id}/rotate`, { token: admin, body: {} });
    expect((await api.call(`DELETE /v1/api_keys/${id}`, { token: admin })).status).toBe(204);
    expect([await works(String(body["token"])), await works(String(rotated.body["token"]))]).toEqual([401, 401]);
    const change = await api.call(`PATCH /v1/api_keys/${id}`, { token: admin, body: { name: "x" } });
    expect(codeOf(change)).toEqual([409, "key_revoked"]);
    const actions = await api.db.query<{ action: string }>(
      "select action from platform.audit_entry where subject_kind = 'api_key' order by recorded_at desc, audit_entry_id desc limit 3",
    );
    expect(actions.map((one) => one.action)).toEqual(["api_key.revoked", "api_key.rotated", "api_key.created"]);
  });

  test("has a limit of its own, told in the headers", async () => {
    const { body } = await make({ rate_limit_per_minute: 2 });
    const token = String(body["token"]);
    const call = () => api.call("GET /v1/venues", { token });
    const replies = [await call(), await call(), await call()];
    expect(replies.map((reply) => reply.status)).toEqual([200, 200, 429]);
    expect(replies.map((reply) => reply.headers.get("ratelimit-limit"))).toEqual(["2", "2", "2"]);
    expect(Number(replies[2]?.headers.get("retry-after"))).toBeGreaterThan(0);
  });

  test("says when and from where it was used last, at most a minute late", async () => {
    const { body } = await make();
    const id = String(body["api_key_id"]);
    await works(String(body["token"]));
    await expect
      .poll(async () => (await api.call(`GET /v1/api_keys/${id}`, { token: admin })).body)
      .toMatchObject({
        last_used_at: clock.now().toISOString(),
        last_used_ip: expect.stringContaining("127.0.0.1") as string,
      });
  });
});
