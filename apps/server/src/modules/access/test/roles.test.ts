import { beforeAll, describe, expect, test } from "vitest";
import { type Reply, testApi } from "../../../../test/api.ts";
import {
  createTestTenant,
  PASSWORD,
  signInAs,
  startProgram,
  type TestTenant,
  toWireId,
} from "../../../../test/world.ts";
import { newPhone } from "../../members/test/build.ts";
import { createStaff } from "../index.ts";

const api = testApi({ environment: { RATE_LIMIT_PUBLIC: "0", RATE_LIMIT_SESSION: "0" } });
let tenant: TestTenant;
let admin: string;
const unit = { root: "", first: "", second: "" };

beforeAll(async () => {
  tenant = await createTestTenant(api.app);
  await startProgram(api.app, tenant.tenant_id);
  admin = await signInAs(api, tenant.admin.email);
  unit.root = toWireId("org_unit", tenant.root_unit_id);
  unit.first = toWireId("org_unit", tenant.first.unit_id);
  unit.second = toWireId("org_unit", tenant.second.unit_id);
});

const codeOf = (reply: Reply) => [reply.status, reply.body?.["code"]];
const at = (token: string) => (request: string, body?: object) =>
  api.call(request, { token, ...(body === undefined ? {} : { body }) });

let people = 0;
async function hire(role: string, unit_id = tenant.first.unit_id) {
  const email = `hired${++people}@example.com`;
  const input = { email, password: PASSWORD, name: "同事", role, unit_id };
  const { staff_id } = await api.app.database.write(tenant.tenant_id, (tx) => createStaff(tx, api.app.runtime, input));
  return { staff_id: toWireId("staff", staff_id), email, call: at(await signInAs(api, email)) };
}

let roles = 0;
const roleOf = (rights: object) => ({
  code: `own_${++roles}`,
  name: `自定义 ${roles}`,
  permissions: ["members:read"],
  masks: [],
  scope_kind: "subtree",
  ...rights,
});
async function create(rights: object) {
  const { body } = await at(admin)("POST /v1/roles", roleOf(rights));
  return { code: String(body["code"]), role_id: String(body["role_id"]), version: Number(body["version"]) };
}

async function templateId(code: string): Promise<string> {
  const { body } = await at(admin)("GET /v1/roles");
  const list = body["data"] as unknown as { role_id: string; code: string }[];
  return list.find((role) => role.code === code)?.role_id ?? "";
}

async function register(call: ReturnType<typeof at>, home_unit_id = unit.first) {
  const body = { name: "欧阳听岚", phone: newPhone(), home_unit_id, birthday: "1990-05-01" };
  const reply = await call("POST /v1/members", body);
  return { ...reply.body, member_id: String(reply.body["member_id"]), phone: body.phone };
}

describe("roles", () => {
  test("a tenant has the templates, named in the caller's language", async () => {
    const reply = await api.call("GET /v1/roles", { token: admin, headers: { "accept-language": "ko" } });
    expect(reply.body["data"]).toHaveLength(11);
    expect(reply.body["data"]?.[0]).toMatchObject({
      code: "hq_admin",
      name: "그룹 관리자",
      is_system: true,
      holders: 1,
    });
  });

  test("one of the tenant's own grants what it says, and its change is felt with the next request", async () => {
    const role = await create({ permissions: ["members:read"] });
    const { call } = await hire(role.code);
    expect((await call("GET /v1/members")).status).toBe(200);
    expect(codeOf(await call("GET /v1/messages"))).toEqual([403, "permission_missing"]);
    const change = { version: role.version, permissions: ["messages:read"] };
    expect((await at(admin)(`PATCH /v1/roles/${role.role_id}`, change)).status).toBe(200);
    expect(codeOf(await call("GET /v1/members"))).toEqual([403, "permission_missing"]);
    expect((await call("GET /v1/messages")).status).toBe(200);
    expect(codeOf(await at(admin)(`PATCH /v1/roles/${role.role_id}`, change))).toEqual([409, "version_conflict"]);
  });

  test("the administrator's is fixed, one in use is not put away, one that nobody holds is", async () => {
    const hq = await templateId("hq_admin");
    const finance = await templateId("finance");
    const second = await hire("hq_admin", tenant.root_unit_id);
    expect(codeOf(await second.call(`PATCH /v1/roles/${hq}`, { version: 1, permissions: [] }))).toEqual([
      409,
      "role_fixed",
    ]);
    expect(codeOf(await at(admin)(`DELETE /v1/roles/${await templateId("store_manager")}`))).toEqual([
      409,
      "role_in_use",
    ]);
    expect((await at(admin)(`DELETE /v1/roles/${finance}`)).status).toBe(204);
    expect(codeOf(await at(admin)(`GET /v1/roles/${finance}`))).toEqual([404, "not_found"]);
    expect(codeOf(await at(admin)("POST /v1/roles", roleOf({ code: "finance" })))).toEqual([409, "role_taken"]);
  });

  test("the matrix names every route and what each role grants", async () => {
    const { body } = await at(admin)("GET /v1/roles/matrix");
    expect(body["routes"]).toContainEqual(
      expect.objectContaining({ route: "PATCH /v1/staff/{staff_id}", permission: "staff:write", actors: ["staff"] }),
    );
    const role = (body["roles"] as unknown as { code: string; permissions: string[] }[]).find(
      (one) => one.code === "gate",
    );
    expect(role?.permissions).toContain("visits:write");
  });
});

describe("nobody grants what they do not have", () => {
  test("not by a role, not by staff, not by a wider unit, not by showing what is hidden from them", async () => {
    const rights = {
      permissions: ["roles:read", "roles:write", "staff:read", "staff:write", "members:read"],
      masks: ["phone"],
    };
    const role = await create(rights);
    const { call } = await hire(role.code, tenant.root_unit_id);
    const beyond = [403, "beyond_own_rights"];
    expect(codeOf(await call("POST /v1/roles", roleOf({ permissions: ["points:write"], masks: ["phone"] })))).toEqual(
      beyond,
    );
    expect(codeOf(await call("POST /v1/roles", roleOf({ permissions: ["members:read"], masks: [] })))).toEqual(beyond);
    expect((await call("POST /v1/roles", roleOf({ permissions: ["members:read"], masks: ["phone"] }))).status).toBe(
      201,
    );
    const somebody = await hire("gate");
    const hq = await templateId("hq_admin");
    expect(codeOf(await call(`PATCH /v1/staff/${somebody.staff_id}`, { role_id: hq }))).toEqual(beyond);
    // Whoever is stronger is not theirs to change either.
    const boss = toWireId("staff", tenant.admin.staff_id);
    expect(codeOf(await call(`PATCH /v1/staff/${boss}`, { status: "disabled", reason: "试" }))).toEqual(beyond);
  });

  test("whoever sees one store changes nobody elsewhere, moves nobody there, and writes no roles", async () => {
    const { call } = await hire("hq_admin");
    const near = await hire("gate");
    const far = await hire("gate", tenant.second.unit_id);
    expect(codeOf(await call(`PATCH /v1/staff/${far.staff_id}`, { name: "换名" }))).toEqual([404, "not_found"]);
    expect(codeOf(await call(`PATCH /v1/staff/${near.staff_id}`, { unit_id: unit.second }))).toEqual([
      404,
      "not_found",
    ]);
    expect((await call(`PATCH /v1/staff/${near.staff_id}`, { name: "换名" })).body).toMatchObject({ name: "换名" });
    expect(codeOf(await call("POST /v1/roles", roleOf({})))).toEqual([403, "whole_group_only"]);
  });

  test("nobody changes themselves, and the last administrator stays", async () => {
    const alone = await createTestTenant(api.app);
    const call = at(await signInAs(api, alone.admin.email));
    const me = toWireId("staff", alone.admin.staff_id);
    expect(codeOf(await call(`PATCH /v1/staff/${me}`, { status: "disabled", reason: "休假" }))).toEqual([
      403,
      "own_role",
    ]);
    // Somebody with every permission who is not the administrator.
    const all = (await call("GET /v1/session")).body["permissions"];
    const deputy = await call("POST /v1/roles", roleOf({ code: "deputy", permissions: all }));
    await api.app.database.write(alone.tenant_id, (tx) =>
      createStaff(tx, api.app.runtime, {
        email: "deputy@example.com",
        password: PASSWORD,
        name: "副手",
        role: "deputy",
        unit_id: alone.root_unit_id,
      }),
    );
    const second = at(await signInAs(api, "deputy@example.com"));
    const gone = { status: "disabled", reason: "离职" };
    expect(codeOf(await second(`PATCH /v1/staff/${me}`, gone))).toEqual([409, "last_admin"]);
    const role_id = deputy.body["role_id"];
    expect(codeOf(await second(`PATCH /v1/staff/${me}`, { role_id }))).toEqual([409, "last_admin"]);
  });

  test("of two administrators who disable each other at once one stays", async () => {
    const pair = await createTestTenant(api.app);
    const email = `twin${++people}@example.com`;
    const { staff_id } = await api.app.database.write(pair.tenant_id, (tx) =>
      createStaff(tx, api.app.runtime, {
        email,
        password: PASSWORD,
        name: "另一位",
        role: "hq_admin",
        unit_id: pair.root_unit_id,
      }),
    );
    const gone = { status: "disabled", reason: "互相" };
    const [first, second] = [await signInAs(api, pair.admin.email), await signInAs(api, email)];
    const replies = await Promise.all([
      at(first)(`PATCH /v1/staff/${toWireId("staff", staff_id)}`, gone),
      at(second)(`PATCH /v1/staff/${toWireId("staff", pair.admin.staff_id)}`, gone),
    ]);
    expect(replies.map((reply) => reply.status).filter((status) => status === 200)).toHaveLength(1);
  });
});

describe("staff", () => {
  test("disabled, their sessions end; taken back, they sign in again; both leave their trace", async () => {
    const { staff_id, email, call } = await hire("front_desk");
    expect(codeOf(await at(admin)(`PATCH /v1/staff/${staff_id}`, { status: "disabled" }))).toEqual([
      422,
      "reason_required",
    ]);
    const gone = await at(admin)(`PATCH /v1/staff/${staff_id}`, { status: "disabled", reason: "离职" });
    expect(gone.body).toMatchObject({ status: "disabled", status_reason: "离职" });
    expect(codeOf(await call("GET /v1/members"))).toEqual([401, "unauthenticated"]);
    expect(codeOf(await api.call("POST /v1/sessions", { body: { email, password: PASSWORD } }))).toEqual([
      403,
      "no_tenant",
    ]);
    await at(admin)(`PATCH /v1/staff/${staff_id}`, { status: "active", reason: "返聘" });
    // A session that was ended stays so.
    expect((await call("GET /v1/members")).status).toBe(401);
    expect((await at(await signInAs(api, email))("GET /v1/members")).status).toBe(200);
    const told = await api.db.query<{ action: string; reason: string }>(
      "select action, reason from platform.audit_entry where subject_kind = 'staff' and action like 'staff.%' order by recorded_at desc, audit_entry_id desc limit 2",
    );
    expect(told).toEqual([
      { action: "staff.enabled", reason: "返聘" },
      { action: "staff.disabled", reason: "离职" },
    ]);
  });
});

describe("more rights than before", () => {
  const reason = "季末盘点";
  const rule = (enabled: boolean, version: number) =>
    at(admin)("PUT /v1/approval_rules/access.role_change", { version, enabled, threshold: null, hours: 24 });

  test("wait for a second person when the rule says so, and are given by that person's yes", async () => {
    const second = await hire("hq_admin", tenant.root_unit_id);
    const person = await hire("front_desk");
    const role_id = await templateId("hq_admin");
    expect((await rule(true, 0)).status).toBe(200);
    const wider = { role_id, unit_id: unit.root };
    const path = `PATCH /v1/staff/${person.staff_id}`;
    expect(codeOf(await at(admin)(path, wider))).toEqual([422, "reason_required"]);
    const asked = await at(admin)(path, { ...wider, reason });
    expect(asked).toMatchObject({ status: 202, body: { kind: "access.role_change", state: "waiting" } });
    const approval = `/v1/approvals/${String(asked.body["approval_id"])}`;
    expect((await second.call("GET /v1/roles")).status).toBe(200);
    expect((await person.call("GET /v1/audit_log")).status).toBe(403);
    const seen = await second.call(`GET ${approval}`);
    expect(seen.body).toMatchObject({ may_decide: true, problem: null });
    expect(JSON.stringify(seen.body["effect_now"])).toContain("roles:write");
    const effect_hash = seen.body["effect_hash"];
    expect(codeOf(await at(admin)(`POST ${approval}/approve`, { effect_hash }))).toEqual([403, "same_person"]);
    expect((await second.call(`POST ${approval}/approve`, { effect_hash })).body).toMatchObject({ state: "approved" });
    await expect.poll(async () => (await person.call("GET /v1/audit_log")).status, { timeout: 5_000 }).toBe(200);
    const log = await at(admin)(`GET /v1/audit_log?subject_id=${person.staff_id}`);
    const entries = log.body["data"] as unknown as { action: string; approval_id: string | null }[];
    expect(entries.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["approval.requested", "staff.updated"]),
    );
    const own = await create({});
    const change = { version: own.version, permissions: ["members:read", "points:read"] };
    expect(codeOf(await at(admin)(`PATCH /v1/roles/${own.role_id}`, change))).toEqual([422, "reason_required"]);
    expect((await at(admin)(`PATCH /v1/roles/${own.role_id}`, { ...change, reason })).status).toBe(202);
    const less = { version: own.version, permissions: [] };
    expect((await at(admin)(`PATCH /v1/roles/${own.role_id}`, less)).status).toBe(200);
    const invitation = { email: "new@example.com", name: "新人", role_id, unit_id: unit.root, reason };
    expect((await at(admin)("POST /v1/invitations", invitation)).status).toBe(202);
    expect((await rule(false, 1)).status).toBe(200);
  });
});

describe("own customers", () => {
  test("are those whom one registered: found, changed and sold to; a colleague's are not there", async () => {
    const guide = await hire("guide");
    const colleague = await hire("guide");
    const mine = await register(guide.call);
    const theirs = await register(colleague.call);
    expect(mine).toMatchObject({ owner_staff_id: guide.staff_id });
    const list = await guide.call("GET /v1/members");
    expect((list.body["data"] as unknown as { member_id: string }[]).map((row) => row.member_id)).toEqual([
      mine.member_id,
    ]);
    expect((await guide.call("GET /v1/members/count")).body).toMatchObject({ count: 1 });
    expect((await guide.call(`GET /v1/members/${mine.member_id}`)).status).toBe(200);
    expect(codeOf(await guide.call(`GET /v1/members/${theirs.member_id}`))).toEqual([404, "not_found"]);
    const sale = (member_id: string) =>
      api.call("POST /v1/purchases", {
        token: tenant.api_key,
        headers: { "idempotency-key": member_id },
        body: {
          member_id,
          venue_id: toWireId("venue", tenant.first.venue.venue_id),
          lines: [{ item_name: "票", business_type: "ticket", quantity: 1, amount_fen: 10_000 }],
          payments: [{ method: "cash", amount_fen: 10_000 }],
        },
      });
    const [own, other] = [await sale(mine.member_id), await sale(theirs.member_id)];
    const purchases = await guide.call("GET /v1/purchases");
    expect(purchases.body["data"]).toHaveLength(1);
    expect((await guide.call(`GET /v1/purchases/${String(own.body["purchase_id"])}`)).status).toBe(200);
    expect((await guide.call(`GET /v1/purchases/${String(other.body["purchase_id"])}`)).status).toBe(404);
    // What a person shows reaches anybody, as for everybody else.
    expect((await guide.call("POST /v1/members/identify", { phone: theirs.phone })).status).toBe(200);
  });
});

describe("what a role hides", () => {
  test("is left out of every answer, wherever it stands, and out of what a key kept", async () => {
    const role = await create({
      permissions: ["members:read", "members:write", "purchases:read", "purchases:write"],
      masks: ["name", "phone", "birthday", "amounts"],
    });
    const { call } = await hire(role.code);
    const member = await register(at(admin));
    const hidden = { name: "欧**岚", phone_masked: null, birthday: null, birth: null, next_birthday: null };
    expect((await call(`GET /v1/members/${member.member_id}`)).body).toMatchObject({
      ...hidden,
      stats: { spend_fen: null },
    });
    expect((await call("GET /v1/members")).body["data"]?.[0]).toMatchObject({ name: "欧**岚", phone_masked: null });
    const body = {
      member_id: member.member_id,
      venue_id: toWireId("venue", tenant.first.venue.venue_id),
      lines: [{ item_name: "票", business_type: "ticket", quantity: 1, amount_fen: 10_000 }],
      payments: [{ method: "cash", amount_fen: 10_000 }],
    };
    const buy = (token: string) =>
      api.call("POST /v1/purchases", { token, body, headers: { "idempotency-key": "same" } });
    expect((await buy(admin)).body).toMatchObject({ total_fen: 10_000 });
    const token = await signInAs(api, `hired${people}@example.com`);
    const again = await buy(token);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(again.body).toMatchObject({ total_fen: null, points_awarded: 100 });
    expect((await call("GET /v1/purchases")).body["data"]?.[0]).toMatchObject({
      total_fen: null,
      member_name: "欧**岚",
    });
    expect((await at(admin)(`GET /v1/members/${member.member_id}`)).body).toMatchObject({ name: "欧阳听岚" });
  });
});
