// The policy's revisions: written at each change of programme, rules or seasons, read by every award.
import type { Db, Tx } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { listPublishedRules, listSeasons, readPolicyDocument, readPolicyRevision } from "./db/policy.gen.ts";
import type { PolicyDocument, PolicyRule, RuleDefinition } from "./domain/policy.ts";
import { listPrograms } from "./program.ts";

/** One change of a tenant's policy at a time: each compiles what the others left. Taken before anything is read. */
export async function lockPolicy(tx: Tx): Promise<void> {
  await tx.query({
    name: "points_lock_policy",
    text: "select pg_advisory_xact_lock(hashtextextended('points.policy ' || $1::uuid, 0))",
    values: [tx.tenant_id],
  });
}

/** Makes the next revision from what is stored now. The caller holds the policy's lock. */
export async function compilePolicy(tx: Tx, runtime: Runtime): Promise<number> {
  const { tenant_id } = tx;
  const [programs, rules, seasons] = await Promise.all([
    listPrograms(tx),
    run(tx, listPublishedRules, { tenant_id }),
    run(tx, listSeasons, { tenant_id }),
  ]);
  if (programs.length === 0) throw new AppError("program_not_found");
  const document: Omit<PolicyDocument, "revision"> = {
    programs,
    rules: rules.map(toPolicyRule),
    seasons: seasons.map(({ created_at: _, ...season }) => season), // checked by the table
  };
  const [row] = await tx.query<{ revision: number }>({
    text: `insert into points.policy (tenant_id, revision, document, created_at)
           select $1, coalesce(max(revision), 0) + 1, $2, $3 from points.policy where tenant_id = $1 returning revision`,
    values: [tenant_id, JSON.stringify(document), runtime.clock.now()],
  });
  return row?.revision ?? 0;
}

interface PublishedRow {
  rule_id: string;
  version: number;
  name: string;
  definition: unknown;
  valid_from: Date;
  valid_until: Date | null;
}

export function toPolicyRule(row: PublishedRow): PolicyRule {
  return {
    rule_id: row.rule_id,
    version: row.version,
    name: row.name,
    definition: row.definition as RuleDefinition, // parsed by the schema before it was stored
    valid_from: row.valid_from.toISOString(),
    valid_until: row.valid_until?.toISOString() ?? null,
  };
}

const MAX_KEPT = 500;
/** Documents never change, so they are kept by tenant and revision; the oldest leave first. */
const kept = new Map<string, PolicyDocument>();
const newest = new Map<string, PolicyDocument>();

/** The newest revision this process has seen: what most likely still holds. */
export function guessPolicy(tenant_id: string): PolicyDocument | undefined {
  return newest.get(tenant_id);
}

/** The number of the newest revision; null before a programme exists. */
export async function newestRevision(db: Db): Promise<number | null> {
  const row = await run(db, readPolicyRevision, { tenant_id: db.tenant_id });
  return row?.revision ?? null;
}

export async function getPolicy(db: Db, revision: number): Promise<PolicyDocument> {
  const key = `${db.tenant_id} ${revision}`;
  const known = kept.get(key);
  if (known) return known;
  const row = await run(db, readPolicyDocument, { tenant_id: db.tenant_id, revision });
  if (!row) throw new AppError("program_not_found");
  const document: PolicyDocument = { ...(row.document as Omit<PolicyDocument, "revision">), revision };
  keep(kept, key, document);
  if ((newest.get(db.tenant_id)?.revision ?? 0) < revision) keep(newest, db.tenant_id, document);
  return document;
}

/** The policy as it stands. */
export async function readPolicy(db: Db): Promise<PolicyDocument> {
  const revision = await newestRevision(db);
  if (revision === null) throw new AppError("program_not_found");
  return getPolicy(db, revision);
}

function keep(cache: Map<string, PolicyDocument>, key: string, document: PolicyDocument): void {
  if (cache.size >= MAX_KEPT) {
    const [oldest] = cache.keys();
    if (oldest !== undefined) cache.delete(oldest);
  }
  cache.set(key, document);
}
