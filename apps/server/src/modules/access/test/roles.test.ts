import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { createTestTenant, PASSWORD, signInAs, toWireId } from "../../../../test/world.ts";
import { createStaff } from "../index.ts";
import { callAs, codeOf, type House, openHouse } from "./build.ts";

const api = testApi({ environment: { RATE_LIMIT_PUBLIC: "0", RATE_LIMIT_SESSION: "0" } });
let house: House;
beforeAll(async () => {
  house = await openHouse(api);
});

describe("roles", () => {
  test("a tenant has the templates, named in the caller's language", async () => {
    const reply = await api.call("GET /v1/roles", { token: house.admin, headers: { "accept-language": "ko" } });
    expect(reply.body["data"]).toHaveLength(11);
    expect(reply.body["data"]?.[0]).toMatchObject({
      code: "hq_admin",
      name: "그룹 관리자",
      is_system: true,
      holders: 1,
    });
  });

  test("one of the tenant's own grants what it says, and its change is felt with the next request", async () => {
    const role = await house.createRole({ permissions: ["members:read"] });
    const { call } = await house.hire(role.code);
    expect((await call("GET /v1/members")).status).toBe(200);
    expect(codeOf(await call("GET /v1/messages"))).toEqual([403, "permission_missing"]);
    const change = { version: role.version, permissions: ["messages:read"] };
    expect((await house.asAdmin(`PATCH /v1/roles/${role.role_id}`, change)).status).toBe(200);
    expect(codeOf(await call("GET /v1/members"))).toEqual([403, "permission_missing"]);
    expect((await call("GET /v1/messages")).status).toBe(200);
    expect(codeOf(await house.asAdmin(`PATCH /v1/roles/${role.role_id}`, change))).toEqual([409, "version_conflict"]);
  });

  test("the administrator's is fixed, one in use is not put away, one that nobody holds is", async () => {
    const hq = await house.templateId("hq_admin");
    const finance = await house.templateId("finance");
    const second = await house.hire("hq_admin", house.tenant.root_unit_id);
    expect(codeOf(await second.call(`PATCH /v1/roles/${hq}`, { version: 1, permissions: [] }))).toEqual([
      409,
      "role_fixed",
    ]);
    expect(codeOf(await house.asAdmin(`DELETE /v1/roles/${await house.templateId("store_manager")}`))).toEqual([
      409,
      "role_in_use",
    ]);
    expect((await house.asAdmin(`DELETE /v1/roles/${finance}`)).status).toBe(204);
    expect(codeOf(await house.asAdmin(`GET /v1/roles/${finance}`))).toEqual([404, "not_found"]);
    expect(codeOf(await house.asAdmin("POST /v1/roles", house.roleOf({ code: "finance" })))).toEqual([
      409,
      "role_taken",
    ]);
  });

  test("the matrix names every route and what each role grants", async () => {
    const { body } = await house.asAdmin("GET /v1/roles/matrix");
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
    const role = await house.createRole(rights);
    const { call } = await house.hire(role.code, house.tenant.root_unit_id);
    const beyond = [403, "beyond_own_rights"];
    expect(
      codeOf(await call("POST /v1/roles", house.roleOf({ permissions: ["points:write"], masks: ["phone"] }))),
    ).toEqual(beyond);
    expect(codeOf(await call("POST /v1/roles", house.roleOf({ permissions: ["members:read"], masks: [] })))).toEqual(
      beyond,
    );
    expect(
      (await call("POST /v1/roles", house.roleOf({ permissions: ["members:read"], masks: ["phone"] }))).status,
    ).toBe(201);
    const somebody = await house.hire("gate");
    const hq = await house.templateId("hq_admin");
    expect(codeOf(await call(`PATCH /v1/staff/${somebody.staff_id}`, { role_id: hq }))).toEqual(beyond);
    // Whoever is stronger is not theirs to change either.
    const boss = toWireId("staff", house.tenant.admin.staff_id);
    expect(codeOf(await call(`PATCH /v1/staff/${boss}`, { status: "disabled", reason: "试" }))).toEqual(beyond);
  });

  test("whoever sees one store changes nobody elsewhere, moves nobody there, and writes no roles", async () => {
    const { call } = await house.hire("hq_admin");
    const near = await house.hire("gate");
    const far = await house.hire("gate", house.tenant.second.unit_id);
    expect(codeOf(await call(`PATCH /v1/staff/${far.staff_id}`, { name: "换名" }))).toEqual([404, "not_found"]);
    expect(codeOf(await call(`PATCH /v1/staff/${near.staff_id}`, { unit_id: house.unit.second }))).toEqual([
      404,
      "not_found",
    ]);
    expect((await call(`PATCH /v1/staff/${near.staff_id}`, { name: "换名" })).body).toMatchObject({ name: "换名" });
    expect(codeOf(await call("POST /v1/roles", house.roleOf({})))).toEqual([403, "whole_group_only"]);
  });

  test("nobody changes themselves, and the last administrator stays", async () => {
    const alone = await createTestTenant(api.app);
    const call = callAs(api, await signInAs(api, alone.admin.email));
    const me = toWireId("staff", alone.admin.staff_id);
    expect(codeOf(await call(`PATCH /v1/staff/${me}`, { status: "disabled", reason: "休假" }))).toEqual([
      403,
      "own_role",
    ]);
    // Somebody with every permission who is not the administrator.
    const all = (await call("GET /v1/session")).body["permissions"];
    const deputy = await call("POST /v1/roles", house.roleOf({ code: "deputy", permissions: all }));
    await api.app.database.write(alone.tenant_id, (tx) =>
      createStaff(tx, api.app.runtime, {
        email: "deputy@example.com",
        password: PASSWORD,
        name: "副手",
        role: "deputy",
        unit_id: alone.root_unit_id,
      }),
    );
    const second = callAs(api, await signInAs(api, "deputy@example.com"));
    const gone = { status: "disabled", reason: "离职" };
    expect(codeOf(await second(`PATCH /v1/staff/${me}`, gone))).toEqual([409, "last_admin"]);
    const role_id = deputy.body["role_id"];
    expect(codeOf(await second(`PATCH /v1/staff/${me}`, { role_id }))).toEqual([409, "last_admin"]);
  });

  test("of two administrators who disable each other at once one stays", async () => {
    const pair = await createTestTenant(api.app);
    const email = "twin@example.com";
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
      callAs(api, first)(`PATCH /v1/staff/${toWireId("staff", staff_id)}`, gone),
      callAs(api, second)(`PATCH /v1/staff/${toWireId("staff", pair.admin.staff_id)}`, gone),
    ]);
    expect(replies.map((reply) => reply.status).filter((status) => status === 200)).toHaveLength(1);
  });
});
