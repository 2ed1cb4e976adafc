import { sql_builder } from "../db/builder.ts";
import type { Tx } from "../db/pool.ts";
import type { IdKind } from "../kernel/ids.ts";
import type { Runtime } from "../kernel/runtime.ts";
import type { By } from "./by.ts";

export interface AuditEntry {
  /** `role.updated`: what, in the past tense. */
  action: `${string}.${string}`;
  subject: { kind: IdKind; id: string | null };
  /** Only what changed, before and after; sensitive values masked by the caller. */
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
  reason?: string | null;
  approval_id?: string | null;
}

const TEXT_LENGTH = 200;

/** Stands or falls with the change it tells: same transaction. Real time, in a sandbox too. */
export async function recordAudit(tx: Tx, runtime: Runtime, by: By, entry: AuditEntry): Promise<void> {
  await recordAudits(tx, runtime, [{ by, ...entry }]);
}

export interface AuditLine extends AuditEntry {
  by: By;
}

/** What many callers did in one transaction. */
export async function recordAudits(tx: Tx, runtime: Runtime, lines: readonly AuditLine[]): Promise<void> {
  if (lines.length === 0) return;
  const rows = lines.map((line) => toRow(tx, runtime, line));
  await tx.run(sql_builder.insertInto("platform.audit_entry").values(rows));
}

function toRow(tx: Tx, runtime: Runtime, { by, ...entry }: AuditLine) {
  return {
    tenant_id: tx.tenant_id,
    audit_entry_id: runtime.ids.next(),
    recorded_at: runtime.clock.now(),
    action: entry.action,
    actor: by.actor,
    actor_id: by.actor_id,
    ...(by.actor === "system" ? NOWHERE : originOf(by)),
    subject_kind: entry.subject.kind,
    subject_id: entry.subject.id,
    before: entry.before === undefined ? null : JSON.stringify(entry.before),
    after: entry.after === undefined ? null : JSON.stringify(entry.after),
    reason: entry.reason ?? null,
    approval_id: entry.approval_id ?? null,
  };
}

const NOWHERE = { session_id: null, ip: null, user_agent: null, request_id: null, route: null };

function originOf({ session_id, ip, user_agent, request_id, route }: Exclude<By, { actor: "system" }>) {
  return { session_id, ip, user_agent: user_agent.slice(0, TEXT_LENGTH).toWellFormed(), request_id, route };
}
