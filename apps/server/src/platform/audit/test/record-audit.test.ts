import { expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { createTestTenant, signInAs, toWireId } from "../../../../test/world.ts";

const api = testApi();

test("a new unit leaves who made it, from where, and the application cannot take it back", async () => {
  const tenant = await createTestTenant(api.app);
  const token = await signInAs(api, tenant.admin.email);
  const body = { parent_id: toWireId("org_unit", tenant.root_unit_id), kind: "store", name: "山脚店", code: "foot" };
  expect((await api.call("POST /v1/org_units", { token, body })).status).toBe(201);
  const rows = await api.app.database.read(tenant.tenant_id, (db) =>
    db.query({
      text: "select action, actor, actor_id, route, after from platform.audit_entry where tenant_id = $1 and subject_kind = 'org_unit'",
      values: [db.tenant_id],
    }),
  );
  expect(rows).toEqual([
    {
      action: "org_unit.created",
      actor: "staff",
      actor_id: tenant.admin.staff_id,
      route: "POST /v1/org_units",
      after: { kind: "store", name: "山脚店", code: "foot" },
    },
  ]);
  for (const change of ["delete from platform.audit_entry", "update platform.audit_entry set reason = 'x'"]) {
    const tried = api.app.database.write(tenant.tenant_id, (tx) => tx.execute({ text: change }));
    await expect(tried).rejects.toThrow(/permission denied/);
  }
});
