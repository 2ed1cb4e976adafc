import { beforeAll, describe, expect, test } from "vitest";
import { type Reply, testApi } from "../../../../test/api.ts";
import { createTestTenant, PASSWORD, signInAs, type TestTenant } from "../../../../test/world.ts";
import { fixedClock } from "../../../platform/kernel/clock.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { forgetTokens } from "../authenticate.ts";
import { createStaff } from "../index.ts";

const HOUR = 3_600_000;
const clock = fixedClock(new Date("2026-05-01T08:00:00Z"));
const api = testApi({ clock });
let tenant: TestTenant;
let sandbox: TestTenant;

beforeAll(async () => {
  tenant = await createTestTenant(api.app);
  sandbox = await createTestTenant(api.app, { mode: "sandbox" });
  // The admin of the live tenant also works in the sandbox.
  await api.app.database.write(sandbox.tenant_id, (tx) =>
    createStaff(tx, api.app.runtime, {
      email: tenant.admin.email.toUpperCase(),
      password: "another password",
      name: "管理员",
      role: "hq_admin",
      unit_id: sandbox.root_unit_id,
    }),
  );
});

const signIn = (email: string, password: string, headers?: Record<string, string>, transport = "bearer") =>
  api.call("POST /v1/sessions", { body: { email, password, transport }, ...(headers ? { headers } : {}) });
const codeOf = (reply: Reply) => [reply.status, reply.body["code"]];

describe("signing in", () => {
  test("answers with the tenant, the permissions and the reach of the role", async () => {
    const admin = await signIn(` ${tenant.admin.email.toUpperCase()} `, PASSWORD);
    expect(admin.status).toBe(201);
    expect(admin.body).toMatchObject({
      token: expect.stringMatching(/^hy_ss_/),
      tenant: { mode: "live" },
      scope: { all: true },
    });
    expect(admin.body["tenants"]).toHaveLength(2);
    expect(admin.body["permissions"]).toContain("staff:read");
    const manager = await signIn(tenant.manager.email, PASSWORD);
    expect(manager.body).toMatchObject({ scope: { name: "欢乐谷", all: false }, role: { code: "store_manager" } });
    expect(manager.body["permissions"]).not.toContain("staff:read");
  });

  test("tells an unknown e-mail and a wrong password apart neither by words nor by work", async () => {
    const wrong = await signIn(tenant.manager.email, "wrong");
    const unknown = await signIn("nobody@example.com", "wrong");
    expect(codeOf(wrong)).toEqual([401, "invalid_credentials"]);
    const { request_id: _, ...said } = wrong.body;
    expect(unknown.body).toMatchObject(said);
  });

  test("a password another tenant set for a known person does not count", async () => {
    expect(codeOf(await signIn(tenant.admin.email, "another password"))).toEqual([401, "invalid_credentials"]);
  });

  test("five wrong attempts lock for a quarter of an hour, the right password included", async () => {
    const email = sandbox.manager.email;
    for (let i = 0; i < 5; i++) expect(codeOf(await signIn(email, `guess ${i}`))[0]).toBe(401);
    const locked = await signIn(email, PASSWORD);
    expect(codeOf(locked)).toEqual([429, "locked_out"]);
    expect(Number(locked.headers.get("retry-after"))).toBeGreaterThan(14 * 60);
    clock.advance(15 * 60_000 + 1000);
    expect((await signIn(email, PASSWORD)).status).toBe(201);
  });

  test("thirty guesses sent at once get five tries, and the right one among them does not tell", async () => {
    const email = sandbox.admin.email;
    const guesses = Array.from({ length: 30 }, (_, i) => (i === 29 ? PASSWORD : `guess ${i}`));
    const replies = await Promise.all(guesses.map((guess) => signIn(email, guess)));
    const statuses = replies.map((reply) => reply.status);
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(5);
    const [row] = await api.db.query<{ n: number }>("select count(*)::int as n from access.sign_in_failure");
    expect(row?.n).toBeLessThanOrEqual(5 + 5);
    clock.advance(15 * 60_000 + 1000);
  });

  test("somebody without any post is told so", async () => {
    const email = "former@example.com";
    await api.app.database.write(tenant.tenant_id, (tx) =>
      createStaff(tx, api.app.runtime, {
        email,
        password: PASSWORD,
        name: "离职",
        role: "store_manager",
        unit_id: tenant.first.unit_id,
      }),
    );
    const token = await signInAs(api, email);
    await api.db.query("update access.staff set status = 'disabled' where email = $1", [email]);
    forgetTokens(api.app.database);
    expect((await api.call("GET /v1/session", { token })).status).toBe(401);
    expect(codeOf(await signIn(email, PASSWORD))).toEqual([403, "no_tenant"]);
  });
});

describe("a session in a cookie", () => {
  const console_client = { "x-huiyou-client": "console" };
  const cookieOf = (reply: Reply) => (reply.headers.get("set-cookie") ?? "").split(";")[0] ?? "";

  test("keeps the token out of the answer and carries reads by itself", async () => {
    const reply = await signIn(tenant.manager.email, PASSWORD, console_client, "cookie");
    expect(reply.body["token"]).toBeUndefined();
    const [session_cookie, known_browser] = reply.headers.getSetCookie();
    expect(session_cookie).toMatch(/^hy_session=hy_ss_[\w-]+; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Strict$/);
    expect(known_browser).toMatch(/^hy_known=[\w.-]+; Path=\/v1\/sessions; Max-Age=\d+; HttpOnly; SameSite=Strict$/);
    const session = await api.call("GET /v1/session", { headers: { cookie: `theme=dark; ${cookieOf(reply)}` } });
    expect(session.body).toMatchObject({ staff: { email: tenant.manager.email } });
    const asBearer = await api.call("GET /v1/session", { token: cookieOf(reply).slice("hy_session=".length) });
    expect(asBearer.status).toBe(401);
  });

  test("writes only for our own page", async () => {
    const cookie = cookieOf(await signIn(tenant.manager.email, PASSWORD, console_client, "cookie"));
    expect(codeOf(await api.call("DELETE /v1/session", { headers: { cookie } }))).toEqual([403, "csrf_refused"]);
    const foreign = { cookie, ...console_client, "sec-fetch-site": "cross-site" };
    expect(codeOf(await api.call("DELETE /v1/session", { headers: foreign }))).toEqual([403, "csrf_refused"]);
    expect(codeOf(await signIn(tenant.manager.email, PASSWORD, {}, "cookie"))).toEqual([403, "csrf_refused"]);
    const own = { cookie, ...console_client, "sec-fetch-site": "same-origin" };
    const out = await api.call("DELETE /v1/session", { headers: own });
    expect(out.status).toBe(204);
    expect(out.headers.get("set-cookie")).toMatch(/^hy_session=; Path=\/; Max-Age=0/);
    expect((await api.call("GET /v1/session", { headers: { cookie } })).status).toBe(401);
  });

  test("an API key in a cookie is nobody", async () => {
    const headers = { cookie: `hy_session=${tenant.api_key}` };
    expect((await api.call("GET /v1/tenant", { headers })).status).toBe(401);
  });
});

describe("a session's life", () => {
  test("used, it lives past twelve hours; after seven days it ends all the same", async () => {
    const token = await signInAs(api, tenant.manager.email);
    const idle = await signInAs(api, tenant.manager.email);
    for (let hours = 0; hours < 7 * 24 - 11; hours += 11) {
      clock.advance(11 * HOUR);
      forgetTokens(api.app.database);
      expect((await api.call("GET /v1/session", { token })).status).toBe(200);
    }
    expect((await api.call("GET /v1/session", { token: idle })).status).toBe(401);
    clock.advance(11 * HOUR);
    forgetTokens(api.app.database);
    expect((await api.call("GET /v1/session", { token })).status).toBe(401);
  }, 60_000);

  test("its owner lists and ends sessions; nobody else's exist", async () => {
    const token = await signInAs(api, tenant.manager.email);
    const second = await signInAs(api, tenant.manager.email);
    const list = (await api.call("GET /v1/sessions", { token })).body["data"] as unknown as {
      session_id: string;
      current: boolean;
    }[];
    expect(list.filter((session) => session.current)).toHaveLength(1);
    const target = list[0]?.session_id ?? "";
    const admin = await signInAs(api, tenant.admin.email);
    expect(codeOf(await api.call(`DELETE /v1/sessions/${target}`, { token: admin }))).toEqual([404, "not_found"]);
    expect((await api.call(`DELETE /v1/sessions/${target}`, { token })).status).toBe(204);
    expect((await api.call("GET /v1/session", { token: second })).status).toBe(401);
    expect(codeOf(await api.call(`DELETE /v1/sessions/${target}`, { token }))).toEqual([404, "not_found"]);
  });

  test("switching tenants moves the person and ends the old session", async () => {
    const token = await signInAs(api, tenant.admin.email);
    const here = (await api.call("GET /v1/session", { token })).body["tenant"]?.["tenant_id"] as unknown as string;
    const ids = [tenant, sandbox].map((one) => toWireId("tenant", one.tenant_id));
    const there = ids.find((id) => id !== here);
    const moved = await api.call("POST /v1/session/switch", { token, body: { tenant_id: there } });
    expect(moved.body).toMatchObject({ tenant: { tenant_id: there }, token: expect.stringMatching(/^hy_ss_/) });
    expect((await api.call("GET /v1/session", { token })).status).toBe(401);
    const next = moved.body["token"] as unknown as string;
    expect((await api.call("GET /v1/tenant", { token: next })).body["tenant_id"]).toBe(there);
    const manager = await signInAs(api, tenant.manager.email);
    const refused = await api.call("POST /v1/session/switch", { token: manager, body: { tenant_id: ids[1] } });
    expect(codeOf(refused)).toEqual([404, "not_found"]);
  });
});
