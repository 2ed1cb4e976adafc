// What the platform asks of the room that keeps tenants.
import { sql_builder } from "../../platform/db/builder.ts";
import { registerNames } from "../../platform/names.ts";
import { registerTenantTime } from "../../platform/tenant-time.ts";
import { readMoment } from "./moment.ts";

registerTenantTime(async (app, tenant_id) => {
  const { directory, times } = await readMoment(app, tenant_id);
  return { times, time_zone: directory.tenant.time_zone };
});

registerNames("org_unit", async (db, ids) => {
  const rows = await db.all(
    sql_builder
      .selectFrom("org.org_unit")
      .select(["unit_id", "name"])
      .where("tenant_id", "=", db.tenant_id)
      .where("unit_id", "in", [...ids]),
  );
  return new Map(rows.map((row) => [row.unit_id, row.name]));
});

registerNames("venue", async (db, ids) => {
  const rows = await db.all(
    sql_builder
      .selectFrom("org.venue")
      .select(["venue_id", "name"])
      .where("tenant_id", "=", db.tenant_id)
      .where("venue_id", "in", [...ids]),
  );
  return new Map(rows.map((row) => [row.venue_id, row.name]));
});

registerNames("tenant", async (db, ids) => {
  const rows = await db.all(
    sql_builder
      .selectFrom("org.tenant")
      .select(["tenant_id", "name"])
      .where("tenant_id", "=", db.tenant_id)
      .where("tenant_id", "in", [...ids]),
  );
  return new Map(rows.map((row) => [row.tenant_id, row.name]));
});
