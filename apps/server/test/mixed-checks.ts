// What must be true of a tenant after the cuts, from what callers were told and nothing of the server's own code.
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import { verifyExport, zPublicKey } from "../src/modules/ledger/index.ts";
import type { Query } from "./crash-ledger.ts";
import type { Json } from "./mixed-acts.ts";
import type { MixedLoad, Remembered } from "./mixed-load.ts";
import type { SandboxDays } from "./sandbox-clock.ts";
import { type TestTenant, toWireId } from "./world.ts";

type Figures = Record<string, number>;

/** How much there is of everything that a repeated request could double. */
export async function countBook(query: Query, tenant_id: string): Promise<Figures> {
  const rows = await query<{ what: string; n: number }>(
    `select 'transactions of ' || kind as what, count(*)::int as n from ledger.transaction where tenant_id = $1 and kind <> 'expiry' group by 1
     union all select 'purchases', count(*)::int from purchases.purchase where tenant_id = $1
     union all select 'refunds', count(*)::int from purchases.refund where tenant_id = $1
     union all select 'holds', count(*)::int from ledger.hold where tenant_id = $1
     union all select 'adjustments', count(*)::int from points.adjustment where tenant_id = $1`,
    [tenant_id],
  );
  return Object.fromEntries(rows.map(({ what, n }) => [what, n]));
}

const answersOf = (load: MixedLoad, name: string) => load.done.filter(({ act }) => act.name.startsWith(name));
const fieldOf = ({ told }: Remembered, field: string) => String((JSON.parse(told.text) as Json)[field]);

/** What posts one transaction of a kind of its own. */
const kinds = {
  "top-up": "top_up",
  "short-lived points": "campaign",
  redeem: "redemption",
  transfer: "gift",
  capture: "capture",
  reversal: "reversal",
};

/** Each answer names a thing of its own, all of them are there, and there is nothing that nobody was told of. */
export async function checkEachOnce(query: Query, tenant_id: string, load: MixedLoad): Promise<void> {
  const found = await countBook(query, tenant_id);
  const told = (name: string, field: string) => {
    const ids = answersOf(load, name).map((answer) => fieldOf(answer, field));
    expect(new Set(ids).size, `${name}: every answer is about another one`).toBe(ids.length);
    return ids.length;
  };
  const expected = {
    purchases: told("purchase", "purchase_id"),
    refunds: told("refund", "refund_id"),
    holds: told("hold", "hold_id"),
    adjustments: told("adjustment", "adjustment_id"),
  };
  const posted = Object.entries(kinds).map(([name, kind]) => [`transactions of ${kind}`, told(name, "transaction_id")]);
  expect(found).toMatchObject({ ...expected, ...Object.fromEntries(posted) });
  const transactions = load.done.flatMap((answer) => {
    const id = (JSON.parse(answer.told.text) as Json)["transaction_id"];
    return typeof id === "string" ? [String(id)] : [];
  });
  const rows = await query<{ transaction_id: string }>(
    "select transaction_id from ledger.transaction where tenant_id = $1",
    [tenant_id],
  );
  const kept = new Set(rows.map(({ transaction_id }) => toWireId("transaction", transaction_id)));
  expect(kept.size).toBe(rows.length);
  expect(transactions.filter((id) => !kept.has(id))).toEqual([]);
}

export async function checkSandbox(query: Query, tenant_id: string, days: SandboxDays): Promise<void> {
  const [row] = await query<{ given: number; expired: number }>(
    `select coalesce(sum(amount) filter (where amount > 0), 0)::int as given, -coalesce(sum(amount) filter (where amount < 0), 0)::int as expired
     from ledger.entry where tenant_id = $1 and entry_no is not null`,
    [tenant_id],
  );
  expect(row).toEqual({ given: days.given, expired: days.given });
}

/**
 * The night's round seals what is left and audits; then the export, with what was sealed under fire in it, is verified by
 * the public keys alone and holds every entry there is.
 */
export async function checkBook(query: Query, base_url: string, tenant: TestTenant): Promise<void> {
  const get = async (path: string) => {
    const headers = { authorization: `Bearer ${tenant.api_key}` };
    const response = await fetch(base_url + path, { headers });
    if (!response.ok) throw new Error(`GET ${path} answered ${response.status}: ${await response.text()}`);
    return response;
  };
  const audit = await newestAudit(async () => (await (await get("/v1/ledger/audits?limit=1")).json()) as Audits, query);
  expect(audit).toMatchObject({ state: "done", balanced: true, finding_count: 0, findings: [] });
  const status = await (await get("/v1/ledger/status")).json();
  expect(status).toMatchObject({ waiting: 0, signature_valid: true, audit: { balanced: true } });
  const { keys } = (await (await get("/v1/ledger/keys")).json()) as { keys: unknown };
  const file = Buffer.from(await (await get("/v1/ledger/export")).arrayBuffer());
  const report = await verifyExport([file], { keys: zPublicKey.array().min(1).parse(keys) });
  expect(report).toMatchObject({ finding_count: 0, findings: [], manifest: { complete: true } });
  expect(report.leaves).toBe(await countLeaves(query, tenant.tenant_id));
}

interface Audits {
  readonly data: readonly { readonly audit_id: string; readonly state: string }[];
}

/** Asks for the night's round and waits for its audit. */
async function newestAudit(list: () => Promise<Audits>, query: Query) {
  const [before] = (await list()).data;
  await query("select platform.add_job('ledger_audit', '{}')");
  for (let waited_ms = 0; waited_ms < 30_000; waited_ms += 100) {
    const [audit] = (await list()).data;
    if (audit?.state === "done" && audit.audit_id !== before?.audit_id) return audit;
    await sleep(100);
  }
  throw new Error("the worker made no audit");
}

/** An entry is a leaf; a transaction that moved nothing is one as well. */
async function countLeaves(query: Query, tenant_id: string): Promise<number> {
  const [row] = await query<{ leaves: number }>(
    `select (select count(*) from ledger.entry where tenant_id = $1)::int
       + (select count(*) from ledger.transaction t where t.tenant_id = $1
          and not exists (select from ledger.entry e where e.tenant_id = $1 and e.transaction_id = t.transaction_id))::int as leaves`,
    [tenant_id],
  );
  return row?.leaves ?? -1;
}
