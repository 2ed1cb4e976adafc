import type { Keyed } from "../../../platform/crypto/secrets.ts";
import type { Database, Db, Tx } from "../../../platform/db/pool.ts";
import { run } from "../../../platform/db/sql.ts";
import type { Runtime } from "../../../platform/kernel/runtime.ts";
import { auditBook } from "../audit.ts";
import * as sql from "../db/proof.gen.ts";
import { checkChain } from "./check-chain.ts";

export interface BookFinding {
  account_id: string | null;
  transaction_id: string | null;
  block_no: number | null;
  problem: string;
  /** Figures that should be the same, where the finding is about figures. */
  expected: number | null;
  actual: number | null;
}

export interface BookAudit {
  transactions: number;
  entries: number;
  blocks: number;
  /** The head of the chain, in hex; null when nothing is sealed. */
  head: string | null;
  findings: BookFinding[];
}

/** Everything that can be wrong with a tenant's book: balances, entries and lots by themselves, and the rows against the chain. */
export async function auditTenant(
  database: Database,
  app: Partial<Pick<Keyed, "secrets">>,
  tenant_id: string,
): Promise<BookAudit> {
  const [counts, newest, balances] = await database.read(tenant_id, async (db) => [
    await run(db, sql.countBook, { tenant_id }),
    await run(db, sql.findHead, { tenant_id }),
    await auditBook(db),
  ]);
  const chain = await checkChain(database, app, tenant_id);
  return {
    ...counts,
    blocks: newest?.block_no ?? 0,
    head: newest?.head.toString("hex") ?? null,
    findings: [
      ...balances.map((finding) => ({ transaction_id: null, block_no: null, ...finding })),
      ...chain.map((finding) => ({ expected: null, actual: null, ...finding })),
    ],
  };
}

/** How many findings of one audit are kept: a book that is wrong everywhere is wrong enough. */
const FINDINGS_KEPT = 1000;

/** Audits and keeps the result: those that were asked for, or a new one. */
export async function runAudit(
  database: Database,
  app: Keyed,
  tenant_id: string,
  asked_by: "night" | "request",
): Promise<BookAudit> {
  const requested_at = app.runtime.clock.now();
  const queued = await database.read(tenant_id, (db) => run(db, sql.listQueuedAudits, { tenant_id }));
  const audit = await auditTenant(database, app, tenant_id);
  const finished_at = app.runtime.clock.now();
  const { transactions, entries, blocks, head, findings } = audit;
  const result = { transactions, entries, blocks, finished_at, head: head === null ? null : Buffer.from(head, "hex") };
  const found = { finding_count: findings.length, findings: findings.slice(0, FINDINGS_KEPT) };
  await database.write(tenant_id, async (tx) => {
    const asked = queued.map((one) => ({ ...one, asked_by: "request" }));
    const own = { audit_id: app.runtime.ids.next(), requested_at, asked_by };
    for (const one of asked.length > 0 ? asked : [own])
      await run(tx, sql.finishAudit, { tenant_id, ...one, ...result, ...found });
  });
  return audit;
}

/** Asks the worker for an audit, or answers with the one that is waiting already. */
export async function queueAudit(tx: Tx, runtime: Runtime): Promise<AuditRun> {
  const { tenant_id } = tx;
  const [waiting] = await run(tx, sql.listQueuedAudits, { tenant_id });
  const asked = waiting ?? { audit_id: runtime.ids.next(), requested_at: runtime.clock.now() };
  if (!waiting) await run(tx, sql.queueAudit, { tenant_id, ...asked });
  await tx.query({
    name: "queue_ledger_audit",
    text: "select platform.add_job('ledger_audit_asked', $1, $2)",
    values: [JSON.stringify({ tenant_id }), `ledger_audit ${tenant_id}`],
  });
  const unknown = {
    finished_at: null,
    transactions: null,
    entries: null,
    blocks: null,
    finding_count: null,
    findings: null,
  };
  return { ...asked, asked_by: "request", state: "queued", ...unknown };
}

export interface AuditRun {
  audit_id: string;
  asked_by: "night" | "request";
  state: "queued" | "done";
  requested_at: Date;
  finished_at: Date | null;
  transactions: number | null;
  entries: number | null;
  blocks: number | null;
  finding_count: number | null;
  findings: BookFinding[] | null;
}

/** Newest first. */
export async function listAudits(db: Db, before_id: string | null, limit: number): Promise<AuditRun[]> {
  const rows = await run(db, sql.listAudits, { tenant_id: db.tenant_id, before_id, page_size: limit });
  // What runAudit has written there.
  return rows.map((row) => ({ ...row, findings: row.findings as BookFinding[] | null }));
}
