// The small world behind the browser tests: one group with two stores, its head office and a store manager; a point a yuan.
import type { App } from "../apps/server/src/platform/app.ts";
import { putProgram } from "../apps/server/src/modules/points/index.ts";
import { createTestTenant, PASSWORD, type TestTenant } from "../apps/server/test/world.ts";

export interface World extends TestTenant {
  readonly password: string;
}

export async function buildWorld(app: App): Promise<World> {
  const tenant = await createTestTenant(app);
  await app.database.write(tenant.tenant_id, (tx) =>
    putProgram(tx, app.runtime, {
      rate_points: 1,
      rate_fen: 100,
      daily_cap: 1500,
      time_zone: "Asia/Shanghai",
      expected_version: 0,
      effective_from: new Date("2020-01-01T00:00:00Z"),
    }),
  );
  return { ...tenant, password: PASSWORD };
}
