import type { Tx } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { insertTiers } from "./db/tiers.gen.ts";

export interface ImportedTier {
  member_id: string;
  tier_code: string;
  valid_from: Date;
}

/** Tiers that members bring along from elsewhere, each of them the member's first. Tells nobody. */
export async function importTiers(tx: Tx, runtime: Runtime, reason: string, tiers: ImportedTier[]): Promise<void> {
  if (tiers.length === 0) return;
  const rows = tiers.map((tier) => ({ ...tier, member_tier_id: runtime.ids.next() }));
  await run(tx, insertTiers, { tenant_id: tx.tenant_id, reason, recorded_at: runtime.clock.now(), tiers: rows });
}
