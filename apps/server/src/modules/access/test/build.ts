// A group with two stores, its administrator, and ways to hire people and make roles.
import type { Reply, TestApi } from "../../../../test/api.ts";
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

export const codeOf = (reply: Reply) => [reply.status, reply.body?.["code"]];

export const callAs =
  (api: TestApi, token: string) =>
  (request: string, body?: object): Promise<Reply> =>
    api.call(request, { token, ...(body === undefined ? {} : { body }) });
export type Call = ReturnType<typeof callAs>;

let people = 0;
let roles = 0;

export async function openHouse(api: TestApi) {
  const tenant: TestTenant = await createTestTenant(api.app);
  await startProgram(api.app, tenant.tenant_id);
  const admin = await signInAs(api, tenant.admin.email);
  const asAdmin = callAs(api, admin);
  const unit = {
    root: toWireId("org_unit", tenant.root_unit_id),
    first: toWireId("org_unit", tenant.first.unit_id),
    second: toWireId("org_unit", tenant.second.unit_id),
  };

  async function hire(role: string, unit_id = tenant.first.unit_id) {
    const email = `hired${++people}@example.com`;
    const input = { email, password: PASSWORD, name: `同事${people}`, role, unit_id };
    const { staff_id } = await api.app.database.write(tenant.tenant_id, (tx) =>
      createStaff(tx, api.app.runtime, input),
    );
    const token = await signInAs(api, email);
    return { staff_id: toWireId("staff", staff_id), email, name: input.name, token, call: callAs(api, token) };
  }

  const roleOf = (rights: object) => ({
    code: `own_${++roles}`,
    name: `自定义 ${roles}`,
    permissions: ["members:read"],
    masks: [],
    scope_kind: "subtree",
    ...rights,
  });

  async function createRole(rights: object) {
    const { body } = await asAdmin("POST /v1/roles", roleOf(rights));
    return { code: String(body["code"]), role_id: String(body["role_id"]), version: Number(body["version"]) };
  }

  async function templateId(code: string): Promise<string> {
    const { body } = await asAdmin("GET /v1/roles");
    const list = body["data"] as unknown as { role_id: string; code: string }[];
    return list.find((role) => role.code === code)?.role_id ?? "";
  }

  async function register(call: Call, home_unit_id = unit.first) {
    const body = { name: "欧阳听岚", phone: newPhone(), home_unit_id, birthday: "1990-05-01" };
    const reply = await call("POST /v1/members", body);
    return { ...reply.body, member_id: String(reply.body["member_id"]), phone: body.phone };
  }

  return { tenant, admin, asAdmin, unit, hire, roleOf, createRole, templateId, register };
}
export type House = Awaited<ReturnType<typeof openHouse>>;
