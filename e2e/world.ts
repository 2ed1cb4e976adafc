// The small world behind the browser tests: one group with two stores, its head office, a store manager and somebody of
// operations; a point a yuan.
import { createStaff } from "../apps/server/src/modules/access/index.ts";
import { putProgram } from "../apps/server/src/modules/points/index.ts";
import type { App } from "../apps/server/src/platform/app.ts";
import { createTestTenant, PASSWORD, type TestTenant } from "../apps/server/test/world.ts";

export interface World extends TestTenant {
  readonly password: string;
  /** Adjusts points and approves nothing. */
  readonly operator: { readonly email: string; readonly name: string };
}

export async function buildWorld(app: App): Promise<World> {
  const tenant = await createTestTenant(app);
  const operator = { email: `operator-${tenant.tenant_id}@example.com`, name: "骆可" };
  await app.database.write(tenant.tenant_id, async (tx) => {
    await putProgram(tx, app.runtime, {
      rate_points: 1,
      rate_fen: 100,
      daily_cap: 1500,
      time_zone: "Asia/Shanghai",
      expected_version: 0,
      effective_from: new Date("2020-01-01T00:00:00Z"),
    });
    const post = { role: "operations", unit_id: tenant.root_unit_id, password: PASSWORD } as const;
    await createStaff(tx, app.runtime, { ...operator, ...post });
  });
  return { ...tenant, operator, password: PASSWORD };
}
