import type { App } from "../app.ts";
import type { Caller } from "../audit/by.ts";
import { recordAudit } from "../audit/record-audit.ts";
import { sql_builder } from "../db/builder.ts";
import type { Tx } from "../db/pool.ts";
import { appendEvents } from "../events/outbox.ts";
import { setTimers } from "../jobs/timers.ts";
import { assert } from "../kernel/assert.ts";
import type { IdKind } from "../kernel/ids.ts";
import type { TenantTimes } from "../tenant-time.ts";
import { APPROVAL_COLUMNS, type Approval } from "./approval.ts";
import { approvalEvent } from "./approval-event.ts";
import { approvalTimer } from "./approval-timer.ts";
import { getOperation } from "./operations.ts";
import { readApprovalRule } from "./rules.ts";
import { previewOperation } from "./try-out.ts";

const HOUR_MS = 3_600_000;

export interface ApprovalRequest {
  kind: string;
  /** As the operation's schema takes it; plain JSON with uuids. */
  input: Record<string, unknown>;
  reason: string;
  by: Caller;
  subject: { kind: IdKind; id: string | null };
  /** Whose matter it is, and so who may decide it; null: the whole group's. */
  unit_id: string | null;
  /** The caller's own mark: while one with it waits, that one is answered. */
  request_key?: string;
  /** An id and an end of a record that the room keeps itself. */
  own?: { approval_id: string; ends_at: Date };
  times: TenantTimes;
}

/**
 * Asks for a second person. What could not be done now is refused now: it is not worth their time.
 * @throws what speaks against the operation
 */
export async function requestApproval(tx: Tx, app: App, request: ApprovalRequest): Promise<Approval> {
  const { kind, by, times, subject, unit_id, reason } = request;
  assert(by.actor !== "member", "an approval is asked for by the house");
  const input = getOperation(kind).input.parse(request.input);
  const waiting = await findWaiting(tx, kind, request.request_key);
  if (waiting) return waiting;
  const approval_id = request.own?.approval_id ?? app.runtime.ids.next();
  const requested_by = { kind: by.actor, id: by.actor_id };
  const effect = await previewOperation(tx, { app, approval_id, by, requested_by, times }, { kind, input });
  const { hours } = await readApprovalRule(tx, kind);
  const approval = await insert(tx, {
    approval_id,
    kind,
    input: JSON.stringify(input),
    request_key: request.request_key ?? null,
    subject_kind: subject.kind,
    subject_id: subject.id,
    unit_id,
    reason,
    effect: JSON.stringify(effect),
    state: "waiting",
    requested_by_kind: by.actor,
    requested_by: by.actor_id,
    requested_at: times.now,
    ends_at: request.own?.ends_at ?? new Date(times.now.getTime() + hours * HOUR_MS),
    recorded_at: times.recorded_at,
  });
  await setTimers(tx, [approvalTimer(approval)]);
  await appendEvents(tx, [approvalEvent(app.runtime, "approval.requested", approval, times)]);
  await recordAudit(tx, app.runtime, by, {
    action: "approval.requested",
    subject,
    after: { kind, effect },
    reason,
    approval_id,
  });
  return approval;
}

/** Locked by its mark, so that a twin waits here and then finds the first. */
async function findWaiting(tx: Tx, kind: string, request_key: string | undefined): Promise<Approval | undefined> {
  if (request_key === undefined) return undefined;
  await tx.query({
    text: "select pg_advisory_xact_lock(hashtextextended($1::text || $2 || ' ' || $3, 1))",
    values: [tx.tenant_id, kind, request_key],
  });
  const found = await tx.first(
    sql_builder
      .selectFrom("platform.approval")
      .select(APPROVAL_COLUMNS)
      .where("tenant_id", "=", tx.tenant_id)
      .where("kind", "=", kind)
      .where("request_key", "=", request_key)
      .where("state", "=", "waiting"),
  );
  return found as Approval | undefined; // checks of the table and writers of its JSON
}

type NewRow = Pick<
  Approval,
  | "approval_id"
  | "kind"
  | "request_key"
  | "subject_kind"
  | "subject_id"
  | "unit_id"
  | "reason"
  | "state"
  | "requested_by_kind"
  | "requested_by"
  | "requested_at"
  | "ends_at"
  | "recorded_at"
> & { input: string; effect: string };

async function insert(tx: Tx, row: NewRow): Promise<Approval> {
  const added = await tx.first(
    sql_builder
      .insertInto("platform.approval")
      .values({ tenant_id: tx.tenant_id, ...row })
      .returning(APPROVAL_COLUMNS),
  );
  return added as Approval; // as above
}
