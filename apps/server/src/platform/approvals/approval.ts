import { sql_builder } from "../db/builder.ts";
import type { Db, Tx } from "../db/pool.ts";
import type { Effect } from "./operations.ts";

export const APPROVAL_STATES = ["waiting", "approved", "rejected", "canceled", "expired"] as const;
export type ApprovalState = (typeof APPROVAL_STATES)[number];
export type ClosedState = Exclude<ApprovalState, "waiting">;

export interface Approval {
  approval_id: string;
  kind: string;
  input: unknown;
  request_key: string | null;
  subject_kind: string;
  subject_id: string | null;
  unit_id: string | null;
  reason: string;
  effect: Effect | null;
  state: ApprovalState;
  requested_by_kind: "staff" | "api_key";
  requested_by: string;
  requested_at: Date;
  ends_at: Date;
  decided_by_kind: "staff" | "api_key" | null;
  decided_by: string | null;
  decided_at: Date | null;
  decision_reason: string | null;
  delegation_id: string | null;
  result: Record<string, unknown> | null;
  failure: Failure | null;
  recorded_at: Date;
}

/** Why a yes could not be carried out. */
export interface Failure {
  code: string;
  data: Record<string, unknown>;
  at: string;
}

export const APPROVAL_COLUMNS = [
  "approval_id",
  "kind",
  "input",
  "request_key",
  "subject_kind",
  "subject_id",
  "unit_id",
  "reason",
  "effect",
  "state",
  "requested_by_kind",
  "requested_by",
  "requested_at",
  "ends_at",
  "decided_by_kind",
  "decided_by",
  "decided_at",
  "decision_reason",
  "delegation_id",
  "result",
  "failure",
  "recorded_at",
] as const;

const one = (db: Db, approval_id: string) =>
  sql_builder
    .selectFrom("platform.approval")
    .select(APPROVAL_COLUMNS)
    .where("tenant_id", "=", db.tenant_id)
    .where("approval_id", "=", approval_id);

export async function findApproval(db: Db, approval_id: string): Promise<Approval | undefined> {
  return (await db.first(one(db, approval_id))) as Approval | undefined; // checks of the table and writers of its JSON
}

/** Held until the transaction ends; before any lock of a room. */
export async function lockApproval(tx: Tx, approval_id: string): Promise<Approval | undefined> {
  return (await tx.first(one(tx, approval_id).forUpdate())) as Approval | undefined; // as above
}

export interface Closing {
  approval_id: string;
  state: ClosedState;
  decided_by_kind: "staff" | "api_key" | null;
  decided_by: string | null;
  decided_at: Date;
  decision_reason?: string | null;
  delegation_id?: string | null;
  effect?: Effect;
  result?: Record<string, unknown>;
}

/** Undefined when it waits no longer. */
export async function closeApproval(tx: Tx, closing: Closing): Promise<Approval | undefined> {
  const { approval_id, effect, result, ...changes } = closing;
  const closed = await tx.first(
    sql_builder
      .updateTable("platform.approval")
      .set({
        ...changes,
        ...(effect === undefined ? {} : { effect: JSON.stringify(effect) }),
        ...(result === undefined ? {} : { result: JSON.stringify(result) }),
        ...(changes.state === "approved" ? { failure: null } : {}),
      })
      .where("tenant_id", "=", tx.tenant_id)
      .where("approval_id", "=", approval_id)
      .where("state", "=", "waiting")
      .returning(APPROVAL_COLUMNS),
  );
  return closed as Approval | undefined; // as above
}
