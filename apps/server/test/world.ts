import { createApiKey, createStaff, PERMISSIONS, type Permission } from "../src/modules/access/index.ts";
import { createTenant, createUnit, createVenue, type Venue } from "../src/modules/org/index.ts";
import { putProgram } from "../src/modules/points/index.ts";
import { createFirstTiers } from "../src/modules/tiers/index.ts";
import type { App } from "../src/platform/app.ts";
import type { TestApi } from "./api.ts";

export { toWireId } from "../src/platform/kernel/ids.ts";

export const PASSWORD = "correct horse battery staple";

export interface TestStore {
  unit_id: string;
  venue: Venue;
}

/** A tenant with two stores, a head office admin and a manager of the first store. Ids are uuids, as inside. */
export interface TestTenant {
  tenant_id: string;
  root_unit_id: string;
  first: TestStore;
  second: TestStore;
  admin: { email: string; staff_id: string };
  manager: { email: string; staff_id: string };
  /** Every permission, the whole group. */
  api_key: string;
}

let serial = 0;

export async function createTestTenant(
  app: App,
  options: { mode?: "live" | "sandbox"; test_now?: Date; n?: number } = {},
): Promise<TestTenant> {
  // Names tenant and people. Given where a second run must make the same ones in another database.
  const n = options.n ?? ++serial;
  const { database, runtime } = app;
  return database.write(runtime.ids.next(), async (tx) => {
    const { test_now } = options;
    const tenant = await createTenant(tx, runtime, {
      name: `回游 ${n}`,
      mode: options.mode ?? "live",
      ...(test_now === undefined ? {} : { test_now }),
    });
    await createFirstTiers(tx, runtime);
    const store = async (name: string, code: string): Promise<TestStore> => {
      const unit = await createUnit(tx, runtime, { parent_id: tenant.unit_id, kind: "store", name, code });
      const { venue } = await createVenue(tx, runtime, {
        unit_id: unit.unit_id,
        name,
        code,
        business_type: "ticket",
        time_zone: "Asia/Shanghai",
        day_cutoff_minutes: 240,
        opens_minutes: 480,
        closes_minutes: 1080,
      });
      return { unit_id: unit.unit_id, venue };
    };
    const first = await store("欢乐谷", "happy-valley");
    const second = await store("海洋馆", "aquarium");
    const staff = async (email: string, role: "hq_admin" | "store_manager", unit_id: string) => ({
      email,
      ...(await createStaff(tx, runtime, { email, password: PASSWORD, name: email, role, unit_id })),
    });
    return {
      tenant_id: tenant.tenant_id,
      root_unit_id: tenant.unit_id,
      first,
      second,
      admin: await staff(`admin${n}@example.com`, "hq_admin", tenant.unit_id),
      manager: await staff(`manager${n}@example.com`, "store_manager", first.unit_id),
      api_key: await testKey(),
    };
    async function testKey(): Promise<string> {
      const input = { name: "test", permissions: PERMISSIONS, unit_id: tenant.unit_id };
      return (await createApiKey(tx, runtime, input)).token;
    }
  });
}

/** A key with fewer rights than the tenant's own. */
export async function createTestKey(
  app: App,
  tenant: TestTenant,
  permissions: readonly Permission[],
  unit_id = tenant.root_unit_id,
): Promise<string> {
  const made = await app.database.write(tenant.tenant_id, (tx) =>
    createApiKey(tx, app.runtime, { name: "narrow", permissions, unit_id }),
  );
  return made.token;
}

/** A bearer token of a fresh session in the tenant the person used last. */
export async function signInAs(api: TestApi, email: string): Promise<string> {
  const reply = await api.call("POST /v1/sessions", { body: { email, password: PASSWORD } });
  if (reply.status !== 201) throw new Error(`sign-in answered ${reply.status}: ${reply.text}`);
  return String(reply.body["token"]);
}

/** The policy P0: a point a yuan, at most 1,500 a day. */
export async function startProgram(app: App, tenant_id: string): Promise<void> {
  const rate = { rate_points: 1, rate_fen: 100, daily_cap: 1_500, time_zone: "Asia/Shanghai" };
  await app.database.write(tenant_id, (tx) =>
    putProgram(tx, app.runtime, { ...rate, expected_version: 0, effective_from: new Date("2020-01-01T00:00:00Z") }),
  );
}
