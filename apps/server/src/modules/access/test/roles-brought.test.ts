// Tenants that were there before a part of the program came have what new ones have: migration 0105.
import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { createTestTenant } from "../../../../test/world.ts";
import { listRoles, type Role } from "../roles.ts";
import { openHouse } from "./build.ts";

const api = testApi();
const folder = path.resolve(import.meta.dirname, "../../../../../../database/migrations");
const migration = readFileSync(path.join(folder, "0105_access__what_newer_parts_brought.sql"), "utf8");

const LATER = ["assign", "merge", "configure", "approve"].map((what) => `members:${what}`);

/** The tenant's roles as a tenant of the first version had them. */
const grow_old = `update access.role set masks = array_remove(masks, 'custom_fields'), permissions = array(
  select p from unnest(permissions) p where p <> all ($2) and p not like 'devices:%' and p not like 'channels:%') where tenant_id = $1`;

const rightsOf = (roles: readonly Role[]) =>
  Object.fromEntries(
    roles.map(({ code, permissions, masks }) => [code, [permissions.toSorted(), masks.toSorted()]] as const),
  );
const rolesOf = (tenant_id: string) => api.app.database.read(tenant_id, listRoles);

describe("what newer parts brought", () => {
  let old: string;
  let house: Awaited<ReturnType<typeof openHouse>>;
  beforeAll(async () => {
    house = await openHouse(api);
    old = house.tenant.tenant_id;
    await api.db.query(grow_old, [old, LATER]);
  });

  test("is given to the roles of a tenant from before, once", async () => {
    const fresh = await createTestTenant(api.app);
    const before = rightsOf(await rolesOf(old));
    expect(before["store_manager"]?.[0]).not.toContain("devices:write");
    await api.db.query(migration);
    const after = await rolesOf(old);
    expect(rightsOf(after)).toEqual(rightsOf(await rolesOf(fresh.tenant_id)));
    await api.db.query(migration);
    expect(await rolesOf(old)).toEqual(after);
  });

  test("is not given to a role that somebody changed", async () => {
    await api.db.query(grow_old, [old, LATER]);
    const manager = (await rolesOf(old)).find(({ code }) => code === "store_manager");
    const change = { version: manager?.version, permissions: ["members:read"] };
    expect((await house.asAdmin(`PATCH /v1/roles/${await house.templateId("store_manager")}`, change)).status).toBe(
      200,
    );
    await api.db.query(migration);
    const after = rightsOf(await rolesOf(old));
    expect(after["store_manager"]?.[0]).toEqual(["members:read"]);
    expect(after["operations"]?.[0]).toContain("devices:read");
  });
});
