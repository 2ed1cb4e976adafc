import { sql_builder } from "../../platform/db/builder.ts";
import type { Database, Db } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";

export interface Tenant {
  tenant_id: string;
  name: string;
  names: Readonly<Record<string, string>>;
  mode: "live" | "sandbox";
  currency: string;
  time_zone: string;
  /** The test clock of a sandbox; null for a live tenant. */
  test_now: Date | null;
}

/** The tenant of this transaction, with its clock as it stands now. */
export async function getTenant(db: Db): Promise<Tenant> {
  const row = await db.first(
    sql_builder
      .selectFrom("org.tenant")
      .select(["tenant_id", "name", "names", "mode", "currency", "time_zone", "test_now"])
      .where("tenant_id", "=", db.tenant_id),
  );
  if (!row) throw new AppError("not_found");
  return { ...row, names: row.names as Record<string, string> };
}

/** Business time: a sandbox's test clock, the real clock for everybody else. Sessions and codes never ask this. */
export function tenantNow(tenant: Pick<Tenant, "test_now">, runtime: Pick<Runtime, "clock">): Date {
  return tenant.test_now ?? runtime.clock.now();
}

export interface ClientTenant {
  tenant_id: string;
  name: string;
  names: Readonly<Record<string, string>>;
}

/** What a page may know before anybody signed in. Without an id: the first live tenant, else the first sandbox. */
export async function findClientTenant(database: Database, tenant_id?: string): Promise<ClientTenant | undefined> {
  const rows = await database.call<ClientTenant>({
    name: "find_client_tenant",
    text: "select tenant_id, name, names from org.find_client_tenant($1)",
    values: [tenant_id ?? null],
  });
  return rows[0];
}

export interface NewTenant {
  name: string;
  names?: Record<string, string>;
  mode: "live" | "sandbox";
  currency?: string;
  time_zone?: string;
  /** Where a sandbox's clock starts; now when left out. */
  test_now?: Date;
  /** Code of the root unit, which comes with the tenant and carries its name. */
  root_code?: string;
}

/** Every tenant, for jobs that visit each of them. */
export async function listTenantIds(database: Database): Promise<string[]> {
  const rows = await database.call<{ tenant_id: string }>({ text: "select tenant_id from org.list_tenants()" });
  return rows.map((row) => row.tenant_id);
}

/** Every tenant with the zone of its wall clock. */
export function listTenantZones(database: Database): Promise<{ tenant_id: string; time_zone: string }[]> {
  return database.call({ text: "select tenant_id, time_zone from org.tenant_zones()" });
}

/** Tenants with a business timer due by their own clock: real time for a live one, the test clock for a sandbox. */
export async function tenantsWithDueTimers(
  database: Database,
  now: Date,
): Promise<{ tenant_id: string; tenant_now: Date }[]> {
  return database.call({ text: "select tenant_id, tenant_now from org.tenants_with_due_timers($1)", values: [now] });
}

/** Since when a live tenant waits for a timer that is due; null when nobody does. */
export async function oldestOverdueTimer(database: Database, now: Date): Promise<Date | null> {
  const [row] = await database.call<{ at: Date | null }>({
    text: "select org.oldest_overdue_timer($1) as at",
    values: [now],
  });
  return row?.at ?? null;
}
