// ./dev audit [tenant …]: the book of every tenant, in the database of this DATA_DIR or the one DATABASE_URL names.
import { auditTenant, type BookAudit, type BookFinding } from "../../apps/server/src/modules/ledger/index.ts";
import { listTenantIds } from "../../apps/server/src/modules/org/index.ts";
import { createDatabase } from "../../apps/server/src/platform/db/pool.ts";
import { parseWireId, toWireId } from "../../apps/server/src/platform/kernel/ids.ts";
import { keysAtHand } from "../backup/keys.ts";
import { openDatabase } from "./database.ts";
import { dataDir } from "./paths.ts";
import { seconds, UsageError } from "./terminal.ts";

const SHOWN = 50;

export async function run(args: string[]): Promise<number> {
  const asked = args.map(readTenant);
  const opened = await openDatabase();
  const database = createDatabase({ url: opened.url, max: 4, application_name: "dev audit" });
  const secrets = keysAtHand(dataDir());
  let wrong = 0;
  try {
    const tenants = asked.length > 0 ? asked : await listTenantIds(database);
    for (const tenant_id of tenants) {
      const started = performance.now();
      const audit = await auditTenant(database, secrets ? { secrets } : {}, tenant_id);
      console.log(`${toWireId("tenant", tenant_id)}  ${summary(audit)}  (${seconds(started)})`);
      for (const finding of audit.findings.slice(0, SHOWN)) console.log(`  ${describe(finding)}`);
      const more = audit.findings.length - SHOWN;
      if (more > 0) console.log(`  … and ${more} more`);
      if (audit.findings.length > 0) wrong += 1;
    }
    console.log(
      wrong === 0 ? `${tenants.length} books are sound` : `${wrong} of ${tenants.length} books are not sound`,
    );
  } finally {
    await database.close();
    await opened.close();
  }
  return wrong === 0 ? 0 : 1;
}

function readTenant(text: string): string {
  const tenant_id = parseWireId("tenant", text);
  if (tenant_id === undefined) throw new UsageError(`${text} is not a tenant: ./dev audit [ten_… …]`);
  return tenant_id;
}

function summary({ transactions, entries, blocks, head, findings }: BookAudit): string {
  const chain = head === null ? "nothing sealed yet" : `${blocks} blocks, head ${head}`;
  const verdict = findings.length === 0 ? "sound" : `${findings.length} findings`;
  return `${transactions} transactions, ${entries} entries, ${chain}: ${verdict}`;
}

function describe({ block_no, account_id, transaction_id, problem, expected, actual }: BookFinding): string {
  const where = [
    block_no === null ? [] : `block ${block_no}`,
    account_id === null ? [] : toWireId("account", account_id),
    transaction_id === null ? [] : toWireId("transaction", transaction_id),
  ].flat();
  const figures = expected === null ? "" : ` (${expected} expected, ${actual} found)`;
  return `${where.join(" · ")}: ${problem}${figures}`;
}
