// The small world behind the browser tests: one group with two stores, its head office and a store manager.
import type { App } from "../apps/server/src/platform/app.ts";
import { createTestTenant, PASSWORD, type TestTenant } from "../apps/server/test/world.ts";

export interface World extends TestTenant {
  readonly password: string;
}

export async function buildWorld(app: App): Promise<World> {
  return { ...(await createTestTenant(app)), password: PASSWORD };
}
