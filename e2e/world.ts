// The small world behind the browser tests: one group with two stores, its head office, a store manager and somebody of
// operations; a point a yuan.
import { createStaff } from "../apps/server/src/modules/access/index.ts";
import type { App } from "../apps/server/src/platform/app.ts";
import { createTestTenant, PASSWORD, startProgram, type TestTenant } from "../apps/server/test/world.ts";

export interface World extends TestTenant {
  readonly password: string;
  /** Adjusts points and approves nothing. */
  readonly operator: { readonly email: string; readonly name: string };
}

export async function buildWorld(app: App): Promise<World> {
  const tenant = await createTestTenant(app);
  await startProgram(app, tenant.tenant_id);
  const operator = { email: `operator-${tenant.tenant_id}@example.com`, name: "骆可" };
  await app.database.write(tenant.tenant_id, async (tx) => {
    const post = { role: "operations", unit_id: tenant.root_unit_id, password: PASSWORD } as const;
    await createStaff(tx, app.runtime, { ...operator, ...post });
  });
  return { ...tenant, operator, password: PASSWORD };
}
