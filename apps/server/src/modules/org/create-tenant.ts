import { sql_builder } from "../../platform/db/builder.ts";
import type { Tx } from "../../platform/db/pool.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import type { NewTenant } from "./tenants.ts";

/**
 * Opens the tenant whose id the transaction was begun with (`database.write(ids.next(), …)`), with its root unit.
 * Row-level security lets the application write exactly this one row.
 */
export async function createTenant(
  tx: Tx,
  runtime: Runtime,
  input: NewTenant,
): Promise<{ tenant_id: string; unit_id: string }> {
  const created_at = runtime.clock.now();
  const { tenant_id } = tx;
  await tx.run(
    sql_builder.insertInto("org.tenant").values({
      tenant_id,
      name: input.name,
      names: JSON.stringify(input.names ?? {}),
      mode: input.mode,
      test_now: input.mode === "sandbox" ? (input.test_now ?? created_at) : null,
      created_at,
      ...(input.currency === undefined ? {} : { currency: input.currency }),
      ...(input.time_zone === undefined ? {} : { time_zone: input.time_zone }),
    }),
  );
  const unit_id = runtime.ids.next();
  await tx.run(
    sql_builder.insertInto("org.org_unit").values({
      tenant_id,
      unit_id,
      parent_id: null,
      kind: "group",
      name: input.name,
      code: input.root_code ?? "HQ",
      path: [unit_id],
      created_at,
    }),
  );
  return { tenant_id, unit_id };
}
