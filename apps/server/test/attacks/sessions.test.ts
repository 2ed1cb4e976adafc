// Sessions and second factors in hands they were not given to.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createServer } from "../../src/platform/http/server.ts";
import { createDatabase } from "../../src/platform/db/pool.ts";
import { fixedClock } from "../../src/platform/kernel/clock.ts";
import { authenticators, routes } from "../../src/roles/routes.ts";
import { createStaff } from "../../src/modules/access/index.ts";
import { type Reply, testApi } from "../api.ts";
import { type Authenticator, enrol } from "../authenticator.ts";
import { createTestTenant, PASSWORD, signInAs, type TestTenant, toWireId } from "../world.ts";

const CACHE_MS = 2_000;
const clock = fixedClock(new Date("2026-05-01T08:00:00Z"));
const api = testApi({ clock, environment: { RATE_LIMIT_PUBLIC: "0", RATE_LIMIT_SESSION: "0" } });
let tenant: TestTenant;
/** A second process: a memory and connections of its own on the same database. */
let elsewhere: { base_url: string; close: () => Promise<unknown> };

beforeAll(async () => {
  tenant = await createTestTenant(api.app);
  const database = createDatabase({ url: api.db.url, max: 2 });
  const server = await createServer({ app: { ...api.app, database }, routes, authenticators });
  const base_url = await server.listen({ host: "127.0.0.1", port: 0 });
  elsewhere = { base_url, close: () => server.close().then(() => database.close()) };
});
afterAll(() => elsewhere.close());

const codeOf = (reply: Reply) => [reply.status, reply.body?.["code"]];
const signIn = (email: string, headers: Record<string, string> = {}, transport = "bearer") =>
  api.call("POST /v1/sessions", { body: { email, password: PASSWORD, transport }, headers });
const secondStep = (challenge: unknown, code: string) =>
  api.call("POST /v1/sessions/second_step", { body: { challenge, code } });
const aliveElsewhere = async (token: string) =>
  (await fetch(`${elsewhere.base_url}/v1/session`, { headers: { authorization: `Bearer ${token}` } })).status === 200;

let people = 0;
async function newPerson(): Promise<{ email: string; staff_id: string; token: string }> {
  const email = `victim${++people}@example.com`;
  const input = { email, password: PASSWORD, name: "同事", role: "hq_admin", unit_id: tenant.root_unit_id } as const;
  const { staff_id } = await api.app.database.write(tenant.tenant_id, (tx) => createStaff(tx, api.app.runtime, input));
  return { email, staff_id: toWireId("staff", staff_id), token: await signInAs(api, email) };
}
function freshCode(app: Authenticator): string {
  clock.advance(30_000);
  return app.code(clock.now());
}

describe("the token of somebody who was sent away", () => {
  test("signed out by others, is nobody's at once here and within two seconds in every process", async () => {
    const { staff_id, token } = await newPerson();
    const admin = await signInAs(api, tenant.admin.email);
    expect(await aliveElsewhere(token)).toBe(true);
    expect((await api.call(`DELETE /v1/staff/${staff_id}/sessions`, { token: admin })).status).toBe(204);
    expect(codeOf(await api.call("GET /v1/session", { token }))).toEqual([401, "unauthenticated"]);
    await expect.poll(() => aliveElsewhere(token), { timeout: CACHE_MS + 1_000, interval: 100 }).toBe(false);
  });

  test("disabled, is nobody's here and elsewhere, and nothing opens another", async () => {
    const { email, staff_id, token } = await newPerson();
    const admin = await signInAs(api, tenant.admin.email);
    expect(await aliveElsewhere(token)).toBe(true);
    const body = { status: "disabled", reason: "离职" };
    expect((await api.call(`PATCH /v1/staff/${staff_id}`, { token: admin, body })).status).toBe(200);
    expect(codeOf(await api.call("GET /v1/session", { token }))).toEqual([401, "unauthenticated"]);
    await expect.poll(() => aliveElsewhere(token), { timeout: CACHE_MS + 1_000, interval: 100 }).toBe(false);
    expect(codeOf(await signIn(email))).toEqual([403, "no_tenant"]);
    // Taken back, the old session stays dead.
    const back = { status: "active", reason: "返聘" };
    expect((await api.call(`PATCH /v1/staff/${staff_id}`, { token: admin, body: back })).status).toBe(200);
    expect(codeOf(await api.call("GET /v1/session", { token }))).toEqual([401, "unauthenticated"]);
  });
});

describe("a one-time password", () => {
  test("read over the shoulder is used up", async () => {
    const { email, token } = await newPerson();
    const { app } = await enrol(api, token);
    const code = freshCode(app);
    const [mine, theirs] = [(await signIn(email)).body["challenge"], (await signIn(email)).body["challenge"]];
    expect((await secondStep(mine, code)).status).toBe(201);
    expect(codeOf(await secondStep(theirs, code))).toEqual([422, "code_refused"]);
    // Nor is the one before it, though clocks may differ by that much.
    clock.advance(30_000);
    expect(codeOf(await secondStep(theirs, code))).toEqual([422, "code_refused"]);
  });

  test("sent twenty times at once lets in one", async () => {
    const { email, token } = await newPerson();
    const { app } = await enrol(api, token);
    const code = freshCode(app);
    const challenges = await Promise.all(
      Array.from({ length: 20 }, async () => (await signIn(email)).body["challenge"]),
    );
    const replies = await Promise.all(challenges.map((challenge) => secondStep(challenge, code)));
    expect(replies.filter(({ status }) => status === 201).length).toBeLessThanOrEqual(1);
    const [row] = await api.db.query<{ n: number }>(
      "select count(*)::int as n from access.session e join access.staff s using (tenant_id, staff_id) where s.email = $1 and e.revoked_at is null",
      [email],
    );
    expect(row?.n).toBeLessThanOrEqual(2);
  });

  test("guessed, locks after five tries, and the right one no longer helps", async () => {
    const { email, token } = await newPerson();
    const { app } = await enrol(api, token);
    const { challenge } = (await signIn(email)).body;
    const guesses = await Promise.all(
      Array.from({ length: 60 }, (_, n) => secondStep(challenge, `00000${n}`.slice(-6))),
    );
    expect(guesses.filter(({ status }) => status === 422).length).toBeLessThanOrEqual(5);
    expect(codeOf(await secondStep((await signIn(email)).body["challenge"], freshCode(app)))).toEqual([
      429,
      "locked_out",
    ]);
  });

  test("a challenge is no token, of any kind", async () => {
    const { email, token } = await newPerson();
    await enrol(api, token);
    const challenge = String((await signIn(email)).body["challenge"]);
    for (const path of ["/v1/session", "/v1/me/security", "/v1/tenant"]) {
      const replies = [
        await api.call(`GET ${path}`, { token: challenge }),
        await api.call(`GET ${path}`, { headers: { cookie: `hy_session=${challenge}` } }),
      ];
      for (const reply of replies) expect(codeOf(reply)).toEqual([401, "unauthenticated"]);
    }
  });
});

describe("a session that was there before", () => {
  const console_client = { "x-huiyou-client": "console" };
  const cookieOf = (reply: Reply) => (reply.headers.get("set-cookie") ?? "").split(";")[0] ?? "";

  test("planted in the browser, is never the one signed in with", async () => {
    const planted = "hy_session=hy_ss_planted_by_somebody_else_0000000000000000000";
    const reply = await signIn(tenant.admin.email, { ...console_client, cookie: planted }, "cookie");
    expect(cookieOf(reply)).not.toBe(planted);
    expect((await api.call("GET /v1/session", { headers: { cookie: planted } })).status).toBe(401);
  });

  test("of the attacker, planted, does not become the victim's", async () => {
    const attacker = cookieOf(await signIn(tenant.manager.email, console_client, "cookie"));
    const victim = await signIn(tenant.admin.email, { ...console_client, cookie: attacker }, "cookie");
    expect(cookieOf(victim)).not.toBe(attacker);
    const { body } = await api.call("GET /v1/session", { headers: { cookie: attacker } });
    expect(body["staff"]).toMatchObject({ email: tenant.manager.email });
  });

  test("is another one after every step up: signing in, a new password, another tenant", async () => {
    const { email, token } = await newPerson();
    const again = await signInAs(api, email);
    expect(again).not.toBe(token);
    const body = { current_password: PASSWORD, password: "a long sentence nobody guesses" };
    const changed = await api.call("POST /v1/me/password", { token: again, body });
    expect([token, again]).not.toContain(changed.body["token"]);
    for (const old of [token, again]) expect((await api.call("GET /v1/session", { token: old })).status).toBe(401);
  });
});

describe("a lock-out", () => {
  const console_client = { "x-huiyou-client": "console" };
  const wrong = async (email: string, headers: Record<string, string> = {}) =>
    codeOf(await api.call("POST /v1/sessions", { headers, body: { email, password: "not the password" } }));

  test("by strangers keeps out neither a browser that was there before nor whoever is in", async () => {
    const { email, token } = await newPerson();
    const before = await signIn(email, console_client, "cookie");
    const known = /hy_known=[^;]+/.exec(before.headers.get("set-cookie") ?? "")?.[0] ?? "";
    for (let n = 0; n < 5; n++) await wrong(email);
    expect(codeOf(await signIn(email))).toEqual([429, "locked_out"]);
    const cookie = { ...console_client, cookie: known };
    expect((await signIn(email, cookie, "cookie")).status).toBe(201);
    const body = { current_password: PASSWORD, password: "a long sentence nobody guesses" };
    expect((await api.call("POST /v1/me/password", { token, body })).status).toBe(200);
    // It is no master key: it has five tries of its own, and is one person's.
    for (let n = 0; n < 5; n++) expect(await wrong(email, { cookie: known })).toEqual([401, "invalid_credentials"]);
    expect(await wrong(email, { cookie: known })).toEqual([429, "locked_out"]);
    const other = await newPerson();
    for (let n = 0; n < 5; n++) await wrong(other.email);
    expect(await wrong(other.email, { cookie: known })).toEqual([429, "locked_out"]);
    expect(await wrong(other.email, { cookie: `${known.slice(0, -3)}AAA` })).toEqual([429, "locked_out"]);
  });
});
