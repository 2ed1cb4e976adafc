// Every book of a database, checked as ./dev audit does.
import { auditTenant } from "../../apps/server/src/modules/ledger/index.ts";
import { listTenantIds } from "../../apps/server/src/modules/org/index.ts";
import type { Secrets } from "../../apps/server/src/platform/crypto/secrets.ts";
import { createDatabase } from "../../apps/server/src/platform/db/pool.ts";

export async function auditBooks(
  url: string,
  secrets: Secrets | undefined,
): Promise<{ books: number; findings: number }> {
  const database = createDatabase({ url, max: 4, application_name: "huiyou-drill" });
  try {
    const tenants = await listTenantIds(database);
    let findings = 0;
    for (const tenant_id of tenants) {
      findings += (await auditTenant(database, secrets ? { secrets } : {}, tenant_id)).findings.length;
    }
    return { books: tenants.length, findings };
  } finally {
    await database.close();
  }
}
