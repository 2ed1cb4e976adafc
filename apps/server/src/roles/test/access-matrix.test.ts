import { beforeAll, describe, expect, test } from "vitest";
import { type Reply, testApi } from "../../../test/api.ts";
import { createTestKey, createTestTenant, signInAs, type TestTenant } from "../../../test/world.ts";
import { PERMISSIONS, type Permission } from "../../modules/access/index.ts";
import { ROLE_TEMPLATES } from "../../modules/access/domain/role-templates.ts";
import { type Route, routeName } from "../../platform/http/route.ts";
import { ID_PREFIXES, type IdKind } from "../../platform/kernel/ids.ts";
import { routes } from "../routes.ts";

/** Who is tried on every route. A refusal of who they are comes before anything about what they sent. */
const api = testApi({ environment: { RATE_LIMIT_PUBLIC: "0" } });
let tenant: TestTenant;
let manager: string;
const keyWithout = new Map<Permission, string>();

beforeAll(async () => {
  tenant = await createTestTenant(api.app);
  manager = await signInAs(api, tenant.manager.email);
  for (const permission of PERMISSIONS) {
    const others = PERMISSIONS.filter((one) => one !== permission);
    keyWithout.set(permission, await createTestKey(api.app, tenant, others));
  }
});

const NOBODY = "01h455vb4pex5vsknk084sn02q";

/** A well-formed request about something that does not exist. */
function address({ path }: Route): string {
  return path.replace(/:(\w+)/g, (_, name: string) => {
    const kind = name.replace(/_id$/, "") as IdKind;
    return `${ID_PREFIXES[kind] ?? "mbr"}_${NOBODY}`;
  });
}

function call(route: Route, token?: string): Promise<Reply> {
  const body = route.method === "GET" || route.method === "DELETE" ? {} : { body: {} };
  return api.call(`${route.method} ${address(route)}`, { ...body, ...(token === undefined ? {} : { token }) });
}

const closed = routes.filter((route) => !route.access.actors.includes("public"));
const open = routes.filter((route) => route.access.actors.includes("public"));
/** A stream would never end by itself; the refusals of it are tried all the same. */
const answers = (route: Route) => route.produces === undefined;
const accepts = (route: Route, actor: "staff" | "api_key" | "member" | "device") => route.access.actors.includes(actor);

test("routes live under /v1 and are spelled in snake_case", () => {
  for (const { path } of routes) expect(path).toMatch(/^\/v1(\/:?[a-z][a-z0-9_]*)+$/);
});

test("every permission a route asks for can be granted", () => {
  const asked = routes.flatMap((route) => route.access.permission ?? []);
  expect(asked.filter((permission) => !PERMISSIONS.includes(permission as Permission))).toEqual([]);
});

test("whoever is neither a member nor a device shows a permission", () => {
  const free = closed.filter(
    (route) => !accepts(route, "member") && !accepts(route, "device") && route.access.permission === undefined,
  );
  expect(free.map(routeName).sort()).toEqual([
    "DELETE /v1/delegations/{delegation_id}",
    "DELETE /v1/session",
    "DELETE /v1/sessions",
    "DELETE /v1/sessions/{session_id}",
    "GET /v1/approvals",
    "GET /v1/approvals/counts",
    "GET /v1/approvals/{approval_id}",
    "GET /v1/delegations",
    "GET /v1/files/{file_id}",
    "GET /v1/files/{file_id}/content",
    "GET /v1/jobs",
    "GET /v1/jobs/stream",
    "GET /v1/jobs/{job_id}",
    "GET /v1/jobs/{job_id}/failures",
    "GET /v1/jobs/{job_id}/failures_file",
    "GET /v1/me/security",
    "GET /v1/me/today",
    "GET /v1/registration_policy",
    "GET /v1/session",
    "GET /v1/sessions",
    "GET /v1/tenant",
    "POST /v1/approvals/{approval_id}/approve",
    "POST /v1/approvals/{approval_id}/cancel",
    "POST /v1/approvals/{approval_id}/reject",
    "POST /v1/delegations",
    "POST /v1/jobs/{job_id}/cancel",
    "POST /v1/jobs/{job_id}/pause",
    "POST /v1/jobs/{job_id}/resume",
    "POST /v1/jobs/{job_id}/retry_failed",
    "POST /v1/me/password",
    "POST /v1/me/recovery_codes",
    "POST /v1/me/totp",
    "POST /v1/me/totp/confirm",
    "POST /v1/me/totp/disable",
    "POST /v1/session/switch",
    "PUT /v1/me/phone",
  ]);
});

test("what needs no credentials is a short list", () => {
  expect(open.map(routeName).sort()).toEqual([
    "GET /v1/client_config",
    "GET /v1/ledger/keys",
    "GET /v1/privacy/texts",
    // Signed by WeChat.
    "GET /v1/wechat/callbacks/{tenant_id}/{wechat_account_id}",
    "POST /v1/device_pairings",
    "POST /v1/device_pairings/state",
    "POST /v1/invitations/accept",
    "POST /v1/invitations/lookup",
    "POST /v1/member/email_codes",
    "POST /v1/member/sessions",
    "POST /v1/member/sms_codes",
    "POST /v1/member_sessions/email",
    "POST /v1/member_sessions/wechat",
    "POST /v1/password_resets",
    "POST /v1/password_resets/complete",
    "POST /v1/qr_codes/scans",
    "POST /v1/sessions",
    "POST /v1/sessions/second_step",
    "POST /v1/staff_sessions/phone",
    "POST /v1/staff_sessions/phone/codes",
    "POST /v1/wechat/callbacks/{tenant_id}/{wechat_account_id}",
  ]);
});

describe("without credentials, or with invented ones", () => {
  test.each(closed.map((route) => [routeName(route), route] as const))("%s", async (_, route) => {
    for (const token of [
      undefined,
      "hy_ss_invented",
      "hy_ms_invented",
      "hy_dv_invented",
      "hy_live_invented",
      "eyJhbGciOiJub25lIn0",
    ]) {
      const reply = await call(route, token);
      expect([reply.status, reply.body["code"]]).toEqual([401, "unauthenticated"]);
    }
  });
});

describe("a key", () => {
  const forKeys = closed.filter((route) => accepts(route, "api_key") && route.access.permission !== undefined);
  test.each(forKeys.map((route) => [routeName(route), route] as const))(
    "lacking its permission: %s",
    async (_, route) => {
      const reply = await call(route, keyWithout.get(route.access.permission as Permission));
      expect([reply.status, reply.body["code"]]).toEqual([403, "permission_missing"]);
    },
  );

  const notForKeys = closed.filter((route) => !accepts(route, "api_key"));
  test.each(notForKeys.map((route) => [routeName(route), route] as const))(
    "has no business at %s",
    async (_, route) => {
      const reply = await call(route, tenant.api_key);
      expect([reply.status, reply.body["code"]]).toEqual([403, "actor_not_allowed"]);
    },
  );

  test.each(forKeys.filter(answers).map((route) => [routeName(route), route] as const))(
    "with everything is let in: %s",
    async (_, route) => {
      const reply = await call(route, tenant.api_key);
      expect([401, 403, 500]).not.toContain(reply.status);
    },
  );
});

describe("a store manager", () => {
  const granted: readonly string[] = ROLE_TEMPLATES.store_manager.permissions;
  const forStaff = closed.filter((route) => accepts(route, "staff") && answers(route));
  test.each(forStaff.map((route) => [routeName(route), route] as const))("%s", async (_, route) => {
    const { permission } = route.access;
    if (/^\/v1\/(session|me\/)/.test(route.path)) return;
    const reply = await call(route, manager);
    // Figures of the whole group stay closed to one store's scope, whatever its permissions.
    const wholeGroup = String(reply.body["code"]) === "whole_group_only";
    if (wholeGroup || (permission !== undefined && !granted.includes(permission))) expect(reply.status).toBe(403);
    else expect([401, 403, 500]).not.toContain(reply.status);
  });

  const notForStaff = closed.filter((route) => !accepts(route, "staff"));
  test.each(notForStaff.map((route) => [routeName(route), route] as const))(
    "has no business at %s",
    async (_, route) => {
      const reply = await call(route, manager);
      expect([reply.status, reply.body["code"]]).toEqual([403, "actor_not_allowed"]);
    },
  );
});
