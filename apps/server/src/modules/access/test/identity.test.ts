import type { JobHelpers } from "graphile-worker";
import { beforeAll, describe, expect, test } from "vitest";
import { type Reply, testApi } from "../../../../test/api.ts";
import { type Authenticator, enrol } from "../../../../test/authenticator.ts";
import { deliverResets, mailedToken } from "../../../../test/identity-requests.ts";
import { createTestTenant, PASSWORD, signInAs, type TestTenant, toWireId } from "../../../../test/world.ts";
import { fixedClock } from "../../../platform/kernel/clock.ts";
import { accessTasks, createStaff } from "../index.ts";

const NEW_PASSWORD = "a long sentence nobody guesses";
const clock = fixedClock(new Date("2026-05-01T08:00:00Z"));
const api = testApi({ clock });
let tenant: TestTenant;
beforeAll(async () => {
  tenant = await createTestTenant(api.app);
});

const codeOf = (reply: Reply) => [reply.status, reply.body?.["code"]];
const signIn = (email: string, password = PASSWORD) => api.call("POST /v1/sessions", { body: { email, password } });
const secondStep = (challenge: unknown, code: string) =>
  api.call("POST /v1/sessions/second_step", { body: { challenge, code } });
const alive = async (token: string) => (await api.call("GET /v1/session", { token })).status === 200;

let people = 0;
async function newPerson(role = "hq_admin", unit_id = tenant.root_unit_id) {
  const email = `person${++people}@example.com`;
  const input = { email, password: PASSWORD, name: "同事", role, unit_id };
  const { staff_id } = await api.app.database.write(tenant.tenant_id, (tx) => createStaff(tx, api.app.runtime, input));
  return { email, staff_id: toWireId("staff", staff_id), token: await signInAs(api, email) };
}

/** A code that was not used yet: of the next half minute. */
function freshCode(app: Authenticator): string {
  clock.advance(30_000);
  return app.code(clock.now());
}

async function actions(): Promise<string[]> {
  const rows = await api.db.query<{ action: string }>(
    "select action from platform.audit_entry order by audit_entry_id",
  );
  return rows.map((row) => row.action);
}

describe("a second factor", () => {
  test("is set up with the password and a first code, and signing in then takes two steps", async () => {
    const { email, token } = await newPerson();
    const elsewhere = await signInAs(api, email);
    expect(codeOf(await api.call("POST /v1/me/totp", { token, body: { password: "wrong" } }))).toEqual([
      422,
      "password_wrong",
    ]);
    const { app, recovery_codes } = await enrol(api, token);
    expect(recovery_codes).toHaveLength(10);
    expect([await alive(token), await alive(elsewhere)]).toEqual([true, false]);
    const first = await signIn(email);
    expect([first.status, Object.keys(first.body).sort()]).toEqual([202, ["challenge", "expires_at"]]);
    const { challenge } = first.body;
    expect(codeOf(await secondStep(challenge, "000000"))).toEqual([422, "code_refused"]);
    const second = await secondStep(challenge, freshCode(app));
    expect(second.body).toMatchObject({ token: expect.stringMatching(/^hy_ss_/), staff: { email } });
    expect(codeOf(await secondStep(challenge, freshCode(app)))).toEqual([401, "challenge_gone"]);
    expect(await actions()).toEqual(expect.arrayContaining(["session.opened", "totp.enabled"]));
  });

  test("a challenge is no session, and ends after five minutes", async () => {
    const { email, token } = await newPerson();
    const { app } = await enrol(api, token);
    const { challenge } = (await signIn(email)).body;
    expect(await alive(String(challenge))).toBe(false);
    clock.advance(5 * 60_000 + 1);
    expect(codeOf(await secondStep(challenge, app.code(clock.now())))).toEqual([401, "challenge_gone"]);
  });

  test("a recovery code stands in once", async () => {
    const { email, token } = await newPerson();
    const { recovery_codes } = await enrol(api, token);
    const [code = ""] = recovery_codes;
    const enter = async (typed: string) => secondStep((await signIn(email)).body["challenge"], typed);
    expect((await enter(code.toLowerCase().replaceAll("-", ""))).status).toBe(201);
    expect(codeOf(await enter(code))).toEqual([422, "code_refused"]);
    const { body } = await api.call("GET /v1/me/security", { token });
    expect(body["totp"]).toMatchObject({ recovery_codes_left: 9, required: false });
  });

  test("new recovery codes void the old ones; turning it off takes password and code", async () => {
    const { email, token } = await newPerson();
    const { app, recovery_codes } = await enrol(api, token);
    const renewed = await api.call("POST /v1/me/recovery_codes", {
      token,
      body: { password: PASSWORD, code: freshCode(app) },
    });
    const codes = renewed.body["recovery_codes"] as unknown as string[];
    expect(codes.filter((code) => recovery_codes.includes(code))).toEqual([]);
    const disable = (password: string, code: string) =>
      api.call("POST /v1/me/totp/disable", { token, body: { password, code } });
    expect(codeOf(await disable("wrong", codes[0] ?? ""))).toEqual([422, "password_wrong"]);
    expect(codeOf(await disable(PASSWORD, recovery_codes[0] ?? ""))).toEqual([422, "code_refused"]);
    expect((await disable(PASSWORD, codes[0] ?? "")).status).toBe(204);
    expect((await signIn(email)).status).toBe(201);
    expect(codeOf(await disable(PASSWORD, codes[1] ?? ""))).toEqual([409, "totp_off"]);
  });

  test("lost with all its codes, is reset by who looks after the staff, never for oneself or for another tenant", async () => {
    const admin = await newPerson();
    const { email, staff_id, token } = await newPerson();
    const reset = (id: string, by = admin.token) =>
      api.call(`POST /v1/staff/${id}/totp/reset`, { token: by, body: { reason: "手机遗失" } });
    expect(codeOf(await reset(staff_id))).toEqual([409, "totp_off"]);
    await enrol(api, token);
    expect(codeOf(await reset(staff_id, token))).toEqual([403, "own_role"]);
    expect((await reset(staff_id)).status).toBe(204);
    expect(await alive(token)).toBe(false);
    expect((await signIn(email)).status).toBe(201);
    const other = await createTestTenant(api.app);
    await enrol(api, await signInAs(api, email));
    await api.app.database.write(other.tenant_id, (tx) =>
      createStaff(tx, api.app.runtime, {
        email,
        password: PASSWORD,
        name: "兼职",
        role: "front_desk",
        unit_id: other.first.unit_id,
      }),
    );
    expect(codeOf(await reset(staff_id))).toEqual([409, "works_elsewhere"]);
  });

  test("demanded of a role, it comes before anything else, and cannot be turned off", async () => {
    const admin = await newPerson();
    const manager = await newPerson("store_manager", tenant.first.unit_id);
    const put = (totp_roles: string[], version: number) =>
      api.call("PUT /v1/access_policy", { token: admin.token, body: { totp_roles, version } });
    expect((await put(["store_manager"], 0)).body).toEqual({ totp_roles: ["store_manager"], version: 1 });
    expect(codeOf(await put([], 0))).toEqual([409, "version_conflict"]);
    const token = await signInAs(api, manager.email);
    expect((await api.call("GET /v1/session", { token })).body["totp_setup_required"]).toBe(true);
    expect(codeOf(await api.call("GET /v1/venues", { token }))).toEqual([403, "totp_setup_required"]);
    const { app } = await enrol(api, token);
    expect((await api.call("GET /v1/venues", { token })).status).toBe(200);
    const off = await api.call("POST /v1/me/totp/disable", {
      token,
      body: { password: PASSWORD, code: freshCode(app) },
    });
    expect(codeOf(off)).toEqual([409, "totp_required"]);
    expect((await put([], 1)).status).toBe(200);
  });
});

describe("a password", () => {
  test("changed, ends every session and opens one here", async () => {
    const { email, token } = await newPerson();
    const elsewhere = await signInAs(api, email);
    const change = (current_password: string, password: string) =>
      api.call("POST /v1/me/password", { token, body: { current_password, password } });
    expect(codeOf(await change("wrong", NEW_PASSWORD))).toEqual([422, "password_wrong"]);
    const weak = await change(PASSWORD, "password2026!");
    expect([codeOf(weak), weak.body["errors"]?.[0]?.["pointer"]]).toEqual([[400, "password_common"], "/password"]);
    const changed = await change(PASSWORD, NEW_PASSWORD);
    expect(changed.status).toBe(200);
    expect([await alive(token), await alive(elsewhere), await alive(String(changed.body["token"]))]).toEqual([
      false,
      false,
      true,
    ]);
    expect(codeOf(await signIn(email))).toEqual([401, "invalid_credentials"]);
    expect((await signIn(email, NEW_PASSWORD)).status).toBe(201);
  });

  test("forgotten, is chosen anew by a mailed link, once, and the second factor stays", async () => {
    const { email, token } = await newPerson();
    await enrol(api, token);
    const asked = await api.call("POST /v1/password_resets", { body: { email }, headers: { "accept-language": "ko" } });
    expect([asked.status, asked.body]).toEqual([202, { sent: "if_known" }]);
    await deliverResets({ api });
    await deliverResets({ api });
    const link = await mailedToken({ api, tenant }, "password_reset");
    const complete = (password: string) =>
      api.call("POST /v1/password_resets/complete", { body: { token: link, password } });
    expect(codeOf(await complete(email))).toEqual([400, "password_has_email"]);
    expect((await complete(NEW_PASSWORD)).status).toBe(204);
    expect(await alive(token)).toBe(false);
    expect(codeOf(await complete(NEW_PASSWORD))).toEqual([404, "link_gone"]);
    expect((await signIn(email, NEW_PASSWORD)).status).toBe(202);
  });

  test("a link is too old after half an hour", async () => {
    const { email } = await newPerson();
    await api.call("POST /v1/password_resets", { body: { email } });
    await deliverResets({ api });
    const token = await mailedToken({ api, tenant }, "password_reset");
    clock.advance(30 * 60_000 + 1);
    const late = await api.call("POST /v1/password_resets/complete", { body: { token, password: NEW_PASSWORD } });
    expect(codeOf(late)).toEqual([404, "link_gone"]);
  });
});

describe("sessions", () => {
  test("of others are listed and ended by who looks after the staff, inside the scope", async () => {
    const admin = await newPerson();
    const colleague = await newPerson("store_manager", tenant.first.unit_id);
    const path = `/v1/staff/${colleague.staff_id}/sessions`;
    const list = await api.call(`GET ${path}`, { token: admin.token });
    const [session] = list.body["data"] as unknown as { session_id: string; current: boolean }[];
    expect(session?.current).toBe(false);
    expect((await api.call(`DELETE ${path}/${session?.session_id}`, { token: admin.token })).status).toBe(204);
    expect(await alive(colleague.token)).toBe(false);
    expect(codeOf(await api.call(`DELETE ${path}/${session?.session_id}`, { token: admin.token }))).toEqual([
      404,
      "not_found",
    ]);
    const again = await signInAs(api, colleague.email);
    expect((await api.call(`DELETE ${path}`, { token: admin.token })).status).toBe(204);
    expect(await alive(again)).toBe(false);
  });

  test("of one's own all end but this one", async () => {
    const { email, token } = await newPerson();
    const other = await signInAs(api, email);
    expect((await api.call("DELETE /v1/sessions", { token })).status).toBe(204);
    expect([await alive(token), await alive(other)]).toEqual([true, false]);
  });

  test("long over are forgotten, with the attempts of the days before", async () => {
    const { email, token } = await newPerson();
    await signIn(email, "wrong");
    await api.call("POST /v1/password_resets", { body: { email } });
    await api.call("DELETE /v1/session", { token });
    clock.advance(91 * 86_400_000);
    const alive_token = await signInAs(api, email);
    await accessTasks(api.app)["forget_staff_sign_ins"]?.({}, {} as JobHelpers);
    const [row] = await api.db.query<{ failures: number; resets: number; sessions: number }>(
      `select (select count(*)::int from access.sign_in_failure) as failures, (select count(*)::int from access.password_reset) as resets,
              (select count(*)::int from access.session where created_at < now() and revoked_at is not null) as sessions`,
    );
    expect(row).toEqual({ failures: 0, resets: 0, sessions: 0 });
    expect(await alive(alive_token)).toBe(true);
  });
});
