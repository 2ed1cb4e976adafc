// Requests about people, roles and sessions.
import { createStaff } from "../src/modules/access/index.ts";
import type { RequestWorld } from "./request-world.ts";
import type { Builder } from "./requests.ts";
import { phone } from "./request-samples.ts";
import { PASSWORD, signInAs, toWireId } from "./world.ts";

/** Somebody whom requests may change. */
async function newStaff({ api, tenant }: RequestWorld, n: number): Promise<string> {
  const who = { email: `staff${n}@example.com`, password: PASSWORD, name: "前台", role: "front_desk" };
  const { staff_id } = await api.app.database.write(tenant.tenant_id, (tx) =>
    createStaff(tx, api.app.runtime, { ...who, unit_id: tenant.first.unit_id }),
  );
  return toWireId("staff", staff_id);
}

async function newRole({ api, staff_token }: RequestWorld, n: number): Promise<Record<string, unknown>> {
  const body = { name: `夜班前台 ${n}`, permissions: ["members:read"], masks: ["phone"], scope_kind: "own_unit" };
  return (await api.call("POST /v1/roles", { token: staff_token, body })).body;
}

/** Where the reason of what was done stands. */
const auditOf = (subject_id: string) => () => [`/v1/audit_log?limit=5&subject_id=${subject_id}`];

export const accessRequests: Record<string, Builder> = {
  "GET /v1/staff/{staff_id}": ({ tenant }) => ({ params: { staff_id: toWireId("staff", tenant.manager.staff_id) } }),
  "PATCH /v1/staff/{staff_id}": async (world, n) => ({
    params: { staff_id: await newStaff(world, n) },
    body: {
      name: "门店经理",
      role_id: String((await newRole(world, n))["role_id"]),
      unit_id: toWireId("org_unit", world.tenant.second.unit_id),
      status: "disabled",
      reason: "离职",
    },
  }),
  "PUT /v1/members/{member_id}/owner": async (world, n) => ({
    params: { member_id: world.other_member_id },
    body: { owner_staff_id: await newStaff(world, n), reason: "原顾问离职" },
    shows: auditOf(world.other_member_id),
  }),
  "POST /v1/customer_handovers": async (world, n) => {
    const from_staff_id = await newStaff(world, n);
    const to_staff_id = toWireId("staff", world.tenant.manager.staff_id);
    return { body: { from_staff_id, to_staff_id, reason: "离职移交" }, shows: auditOf(from_staff_id) };
  },
  // Somebody of their own: wrong passwords lock a person out.
  "PUT /v1/me/phone": async (world, n) => {
    await newStaff(world, n);
    const token = await signInAs(world.api, `staff${n}@example.com`);
    return { token, body: { phone: phone(n), password: PASSWORD } };
  },
  "DELETE /v1/staff/{staff_id}/phone": async (world, n) => ({ params: { staff_id: await newStaff(world, n) } }),
  "POST /v1/staff_sessions/phone/codes": ({ tenant_id }, n) => ({ body: { tenant_id, phone: phone(n) } }),
  "POST /v1/staff_sessions/phone": async (world, n) => {
    const { api, tenant, tenant_id } = world;
    const number = phone(n);
    await newStaff(world, n);
    const token = await signInAs(api, `staff${n}@example.com`);
    await api.call("PUT /v1/me/phone", { token, body: { phone: number, password: PASSWORD } });
    await api.call("POST /v1/staff_sessions/phone/codes", { body: { tenant_id, phone: number } });
    const { body } = await api.call("GET /v1/messages?limit=200", { token: tenant.api_key });
    const messages = body["data"] as unknown as { to_masked: string; body: string }[];
    const sent = messages.find(({ to_masked }) => to_masked.endsWith(`****${number.slice(-4)}`));
    return { body: { tenant_id, phone: number, code: /\d{6}/.exec(sent?.body ?? "")?.[0] ?? "" } };
  },
  "POST /v1/roles": (_, n) => ({
    body: {
      code: `role_${n}`,
      template: "front_desk",
      name: "夜班前台",
      permissions: ["members:read"],
      masks: ["phone"],
      scope_kind: "own_unit",
    },
  }),
  "GET /v1/roles/{role_id}": async (world, n) => ({
    params: { role_id: String((await newRole(world, n))["role_id"]) },
  }),
  "PATCH /v1/roles/{role_id}": async (world, n) => {
    const { role_id, version } = await newRole(world, n);
    const body = {
      version,
      name: "早班前台",
      permissions: ["members:identify"],
      masks: [],
      scope_kind: "subtree",
      reason: "排班调整",
    };
    return { params: { role_id: String(role_id) }, body, shows: auditOf(String(role_id)) };
  },
  "DELETE /v1/roles/{role_id}": async (world, n) => ({
    params: { role_id: String((await newRole(world, n))["role_id"]) },
  }),
  // The manager: wrong passwords lock a person out, and nobody else signs in as them.
  "POST /v1/sessions": ({ tenant }) => ({
    body: { email: tenant.manager.email, password: PASSWORD, transport: "bearer" },
  }),
  "POST /v1/session/switch": async ({ api, tenant, tenant_id }) => ({
    body: { tenant_id },
    token: await signInAs(api, tenant.admin.email),
  }),
  "DELETE /v1/session": async ({ api, tenant }) => ({ token: await signInAs(api, tenant.admin.email) }),
  "DELETE /v1/sessions/{session_id}": async ({ api, tenant }) => {
    const token = await signInAs(api, tenant.admin.email);
    const { body } = await api.call("GET /v1/sessions", { token });
    const own = (body["data"] as unknown as { session_id: string; current: boolean }[]).find((one) => one.current);
    return { token, params: { session_id: own?.session_id ?? "" } };
  },
};
