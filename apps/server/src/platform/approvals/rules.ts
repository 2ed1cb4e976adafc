import { recordAudit } from "../audit/record-audit.ts";
import type { Caller } from "../audit/by.ts";
import { sql_builder } from "../db/builder.ts";
import type { Db, Tx } from "../db/pool.ts";
import { AppError } from "../kernel/errors.ts";
import type { Runtime } from "../kernel/runtime.ts";
import { findOperation, getOperation, listOperations, type ApprovalRule, type Operation } from "./operations.ts";

/** A tenant's rule; version 0: nobody has changed what comes with the program. */
export interface TenantRule extends ApprovalRule {
  kind: string;
  version: number;
}

const NEVER: ApprovalRule = { enabled: false, threshold: null, hours: 72 };
const defaultOf = ({ rule }: Operation<unknown>): ApprovalRule => ("kept_in" in rule ? NEVER : rule);

const saved = (db: Db) =>
  sql_builder
    .selectFrom("platform.approval_rule")
    .select(["kind", "enabled", "threshold", "hours", "version"])
    .where("tenant_id", "=", db.tenant_id);

export async function readApprovalRule(db: Db, kind: string): Promise<TenantRule> {
  const own = await db.first(saved(db).where("kind", "=", kind));
  const { enabled, threshold, hours } = defaultOf(getOperation(kind));
  return own ?? { kind, enabled, threshold, hours, version: 0 };
}

/** Whether so much asks for a second person. `size` counts what the operation measures. */
export function exceeds({ enabled, threshold }: ApprovalRule, size: number | null = null): boolean {
  return enabled && (threshold === null || size === null || size > threshold);
}

/** Of every operation, in the order of their kinds. */
export async function listApprovalRules(db: Db): Promise<TenantRule[]> {
  const own = new Map((await db.all(saved(db))).map((rule) => [rule.kind, rule]));
  return listOperations().map((operation) => {
    const { enabled, threshold, hours } = defaultOf(operation);
    return own.get(operation.kind) ?? { kind: operation.kind, enabled, threshold, hours, version: 0 };
  });
}

/** @throws not_found · rule_kept_elsewhere · version_conflict */
export async function putApprovalRule(tx: Tx, runtime: Runtime, by: Caller, change: TenantRule): Promise<TenantRule> {
  const operation = findOperation(change.kind);
  if (!operation) throw new AppError("not_found");
  if ("kept_in" in operation.rule) throw new AppError("rule_kept_elsewhere");
  await tx.query({
    text: "select pg_advisory_xact_lock(hashtextextended('approval_rule' || $1::text || $2, 0))",
    values: [tx.tenant_id, change.kind],
  });
  const before = await readApprovalRule(tx, change.kind);
  if (before.version !== change.version) throw new AppError("version_conflict", { version: before.version });
  const after = { ...change, version: before.version + 1 };
  const row = { ...after, tenant_id: tx.tenant_id, updated_at: runtime.clock.now() };
  const { kind: _, tenant_id: __, ...values } = row;
  await tx.run(
    sql_builder
      .insertInto("platform.approval_rule")
      .values(row)
      .onConflict((conflict) => conflict.columns(["tenant_id", "kind"]).doUpdateSet(values)),
  );
  const shown = ({ enabled, threshold, hours }: ApprovalRule) => ({ kind: change.kind, enabled, threshold, hours });
  const subject = { kind: "tenant", id: tx.tenant_id } as const;
  await recordAudit(tx, runtime, by, {
    action: "approval_rule.updated",
    subject,
    before: shown(before),
    after: shown(after),
  });
  return after;
}
