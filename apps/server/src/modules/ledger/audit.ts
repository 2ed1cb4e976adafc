import type { Db } from "../../platform/db/pool.ts";

export interface AuditFinding {
  account_id: string | null;
  problem: string;
  expected: number;
  actual: number;
}

/** Checks the whole book of the tenant: balances, entries, lots, allocations, zero sums. Empty when it is sound. */
export async function auditBook(db: Db): Promise<AuditFinding[]> {
  return db.query<AuditFinding>({ text: "select * from ledger.audit($1)", values: [db.tenant_id] });
}
