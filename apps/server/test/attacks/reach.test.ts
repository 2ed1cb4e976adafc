// Reaching further than one's hand: ids of others, a wider scope, rights nobody gave, fields nobody offered. Over every
// route and kind of id: ../matrix.test.ts; unknown fields in every object of every route: ../bad-input.test.ts.
import { beforeAll, describe, expect, test } from "vitest";
import { createStaff } from "../../src/modules/access/index.ts";
import { type Reply, testApi } from "../api.ts";
import { mailedToken } from "../identity-requests.ts";
import { createTestTenant, PASSWORD, signInAs, type TestTenant, toWireId } from "../world.ts";

const api = testApi({ environment: { RATE_LIMIT_PUBLIC: "0", RATE_LIMIT_SESSION: "0" } });
let tenant: TestTenant;
let other: TestTenant;
let admin: string;
let roles: Map<string, string>;

beforeAll(async () => {
  tenant = await createTestTenant(api.app);
  other = await createTestTenant(api.app);
  admin = await signInAs(api, tenant.admin.email);
  roles = await rolesOf(admin);
});

async function rolesOf(token: string): Promise<Map<string, string>> {
  const { body } = await api.call("GET /v1/roles", { token });
  return new Map(
    (body["data"] as unknown as { code: string; role_id: string }[]).map((one) => [one.code, one.role_id]),
  );
}

const codeOf = (reply: Reply) => [reply.status, reply.body?.["code"]];
const newMember = async (of: TestTenant, store: "first" | "second") => {
  const body = { name: "林舟", home_unit_id: toWireId("org_unit", of[store].unit_id) };
  return String((await api.call("POST /v1/members", { token: of.api_key, body })).body["member_id"]);
};

/** Somebody of one store with a role of the tenant's own that may look after staff. */
async function storeKeeper(): Promise<string> {
  const role = await api.call("POST /v1/roles", {
    token: admin,
    body: {
      name: `店务 ${Math.random()}`,
      permissions: ["staff:read", "staff:write", "roles:read", "members:read", "org:read"],
      masks: [],
      scope_kind: "subtree",
    },
  });
  const email = `keeper${role.body["role_id"] as unknown as string}@example.com`;
  await api.app.database.write(tenant.tenant_id, (tx) =>
    createStaff(tx, api.app.runtime, {
      email,
      password: PASSWORD,
      name: "店务",
      role: String(role.body["code"]),
      unit_id: tenant.first.unit_id,
    }),
  );
  return signInAs(api, email);
}

describe("ids of others", () => {
  test("of another store and of another tenant look like ids of nothing", async () => {
    const manager = await signInAs(api, tenant.manager.email);
    const nothing = await api.call("GET /v1/members/mbr_01h455vb4pex5vsknk084sn02q", { token: manager });
    for (const member of [await newMember(tenant, "second"), await newMember(other, "first")]) {
      for (const request of ["GET", "PATCH"]) {
        const body = request === "PATCH" ? { body: { version: 1, name: "我的了" } } : {};
        const reply = await api.call(`${request} /v1/members/${member}`, { token: manager, ...body });
        expect(codeOf(reply)).toEqual(codeOf(nothing));
      }
    }
    expect(codeOf(nothing)).toEqual([404, "not_found"]);
  });

  test("of sessions, staff and invitations as well", async () => {
    const keeper = await storeKeeper();
    const foreign = [tenant.admin.staff_id, other.admin.staff_id].map((id) => toWireId("staff", id));
    for (const staff_id of foreign) {
      const requests = [`GET /v1/staff/${staff_id}/sessions`, `DELETE /v1/staff/${staff_id}/sessions`];
      for (const request of requests) expect(codeOf(await api.call(request, { token: keeper }))[0]).toBe(404);
    }
    expect((await api.call("GET /v1/session", { token: admin })).status).toBe(200);
  });
});

describe("a wider scope", () => {
  test("is had by no header, no parameter and no switch of tenant", async () => {
    const manager = await signInAs(api, tenant.manager.email);
    await newMember(tenant, "second");
    const theirs = {
      "x-tenant-id": toWireId("tenant", other.tenant_id),
      "x-unit-id": "all",
      "x-forwarded-user": "root",
    };
    const list = await api.call("GET /v1/members", { token: manager, headers: theirs });
    expect(list.body["data"]).toEqual([]);
    const unit_id = toWireId("org_unit", tenant.second.unit_id);
    expect([200, 400, 404]).toContain(
      (await api.call(`GET /v1/members?home_unit_id=${unit_id}`, { token: manager })).status,
    );
    const move = { tenant_id: toWireId("tenant", other.tenant_id) };
    expect(codeOf(await api.call("POST /v1/session/switch", { token: manager, body: move }))).toEqual([
      404,
      "not_found",
    ]);
  });

  test("is not given to oneself, nor by way of a friend", async () => {
    const keeper = await storeKeeper();
    const { body } = await api.call("GET /v1/session", { token: keeper });
    const me = String(body["staff"]?.["staff_id"]);
    const hq_admin = roles.get("hq_admin");
    const raise = await api.call(`PATCH /v1/staff/${me}`, { token: keeper, body: { role_id: hq_admin } });
    expect(codeOf(raise)).toEqual([403, "own_role"]);
    const invite = (role: string, unit: string) =>
      api.call("POST /v1/invitations", {
        token: keeper,
        body: {
          email: "friend@example.com",
          name: "友",
          role_id: roles.get(role),
          unit_id: toWireId("org_unit", unit),
        },
      });
    const { first, second, root_unit_id } = tenant;
    expect(codeOf(await invite("hq_admin", first.unit_id))).toEqual([403, "beyond_own_rights"]);
    expect(codeOf(await invite("store_manager", first.unit_id))).toEqual([403, "beyond_own_rights"]);
    for (const unit of [second.unit_id, root_unit_id, other.first.unit_id])
      expect(codeOf(await invite("hq_admin", unit))).toEqual([404, "not_found"]);
  });
});

describe("fields nobody offered", () => {
  test("are refused by name, and change nothing", async () => {
    const member = await newMember(tenant, "first");
    const stolen = { tenant_id: toWireId("tenant", other.tenant_id) };
    const attempts: [string, string | undefined, object][] = [
      ["POST /v1/sessions", undefined, { email: tenant.manager.email, password: PASSWORD, role: "hq_admin" }],
      [
        "POST /v1/members",
        tenant.api_key,
        { name: "x", home_unit_id: toWireId("org_unit", tenant.first.unit_id), ...stolen },
      ],
      [
        `PATCH /v1/members/${member}`,
        admin,
        { version: 1, owner_staff_id: toWireId("staff", tenant.manager.staff_id) },
      ],
      [
        `PATCH /v1/members/${member}`,
        tenant.api_key,
        { version: 1, member_id: "mbr_x", created_at: "2020-01-01T00:00:00Z" },
      ],
      [
        `PATCH /v1/staff/${toWireId("staff", tenant.manager.staff_id)}`,
        admin,
        { permissions: ["org:write"], is_system: true },
      ],
      ["POST /v1/me/password", admin, { current_password: PASSWORD, password: "a long sentence", staff_id: "stf_x" }],
      ["POST /v1/me/totp", admin, { password: PASSWORD, secret: "AAAA" }],
      [
        "POST /v1/password_resets/complete",
        undefined,
        { token: "x", password: "a long sentence", email: "a@example.com" },
      ],
      [
        "POST /v1/invitations/accept",
        undefined,
        { token: "x", password: "a long sentence", role_id: roles.get("hq_admin") },
      ],
    ];
    for (const [request, token, body] of attempts) {
      const reply = await api.call(request, { body, ...(token === undefined ? {} : { token }) });
      expect([request, ...codeOf(reply)]).toEqual([request, 400, "invalid_request"]);
    }
    expect((await api.call("GET /v1/session", { token: admin })).status).toBe(200);
  });
});

describe("an invitation", () => {
  const invite = async (email: string, token = admin) =>
    api.call("POST /v1/invitations", {
      token,
      body: {
        email,
        name: "新同事",
        role_id: roles.get("front_desk"),
        unit_id: toWireId("org_unit", tenant.first.unit_id),
      },
    });
  const accept = (token: string, password: string) =>
    api.call("POST /v1/invitations/accept", { body: { token, password } });

  test("whose sender was sent away opens nothing", async () => {
    const email = "sender@example.com";
    const { staff_id } = await api.app.database.write(tenant.tenant_id, (tx) =>
      createStaff(tx, api.app.runtime, {
        email,
        password: PASSWORD,
        name: "内鬼",
        role: "hq_admin",
        unit_id: tenant.root_unit_id,
      }),
    );
    await invite("accomplice@example.com", await signInAs(api, email));
    const link = await mailedToken({ api, tenant }, "invitation");
    const body = { status: "disabled", reason: "离职" };
    await api.call(`PATCH /v1/staff/${toWireId("staff", staff_id)}`, { token: admin, body });
    expect(codeOf(await accept(link, "a long sentence nobody guesses"))).toEqual([404, "link_gone"]);
  });

  test("to somebody known elsewhere takes their own password, and cannot set another", async () => {
    await invite(other.admin.email);
    const link = await mailedToken({ api, tenant }, "invitation");
    const chosen = "a password chosen by the inviter";
    expect(codeOf(await accept(link, chosen))).toEqual([401, "invalid_credentials"]);
    expect((await accept(link, PASSWORD)).status).toBe(204);
    expect(codeOf(await accept(link, PASSWORD))).toEqual([404, "link_gone"]);
  });

  test("accepted twenty times at once makes one member of staff", async () => {
    await invite("twenty@example.com");
    const link = await mailedToken({ api, tenant }, "invitation");
    const replies = await Promise.all(Array.from({ length: 20 }, () => accept(link, "a long sentence nobody guesses")));
    expect(replies.filter(({ status }) => status === 204)).toHaveLength(1);
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([204, 404]));
  });
});
