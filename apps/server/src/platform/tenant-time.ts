import type { App } from "./app.ts";
import { present } from "./kernel/assert.ts";

export interface TenantTimes {
  /** Tenant time: the real clock, or a sandbox's own. */
  now: Date;
  /** The real clock. */
  recorded_at: Date;
  /** The first open day of the books. */
  accounting_date: string;
}

type ReadTenantTime = (app: App, tenant_id: string) => Promise<{ times: TenantTimes; time_zone: string }>;

let read: ReadTenantTime | undefined;

/** The room that keeps tenants answers for their clocks, once, at import. */
export function registerTenantTime(reader: ReadTenantTime): void {
  read = reader;
}

/** Asked before a transaction begins. */
export const readTenantTime: ReadTenantTime = (app, tenant_id) =>
  present(read, "a room that knows tenants")(app, tenant_id);
