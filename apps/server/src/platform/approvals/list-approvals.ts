import type { ExpressionBuilder, SqlBool, Expression } from "kysely";
import { sql_builder } from "../db/builder.ts";
import type { Db } from "../db/pool.ts";
import type { Tables } from "../db/tables.gen.ts";
import type { Auth } from "../http/auth.ts";
import { present } from "../kernel/assert.ts";
import { APPROVAL_COLUMNS, type Approval, type ApprovalState } from "./approval.ts";
import type { Right } from "./rights.ts";

export interface ApprovalFilter {
  state?: ApprovalState | undefined;
  kind?: string | undefined;
  /** `mine`: asked for by the caller; `to_decide`: waiting, and the caller may decide. */
  view?: "mine" | "to_decide" | undefined;
  limit: number;
  after?: { requested_at: Date; approval_id: string } | undefined;
}

type E = ExpressionBuilder<Tables, "platform.approval">;

const inScope = (e: E, scope: Auth["scope"]): Expression<SqlBool> =>
  scope === "all" ? e.lit(true) : e("unit_id", "=", e.fn.any(e.val([...scope])));

/** What findRight says of one, of all. */
function decidable(e: E, rights: readonly Right[], auth: Auth): Expression<SqlBool> {
  const within = rights
    .filter(({ kinds }) => kinds.length > 0)
    .map(({ kinds, scope, delegation }) =>
      e.and([
        e("kind", "=", e.fn.any(e.val([...kinds]))),
        inScope(e, scope),
        ...(delegation ? [e("requested_by", "<>", delegation.from_staff_id)] : []),
      ]),
    );
  return e.and([e("requested_by", "<>", callerId(auth)), e.or(within)]);
}

const callerId = ({ staff_id, key_id }: Auth): string => present(staff_id ?? key_id, "the caller's id");

function visible(e: E, rights: readonly Right[], auth: Auth, view: ApprovalFilter["view"]): Expression<SqlBool> {
  const mine = e("requested_by", "=", callerId(auth));
  if (view === "mine") return mine;
  const mayDecide = decidable(e, rights, auth);
  if (view === "to_decide") return mayDecide;
  const all = auth.permissions.has("approvals:read") ? [inScope(e, auth.scope)] : [];
  return e.or([mine, mayDecide, ...all]);
}

/** Newest first, `limit` + 1 rows. */
export async function listApprovals(
  db: Db,
  { auth, rights, ...filter }: ApprovalFilter & { auth: Auth; rights: readonly Right[] },
): Promise<Approval[]> {
  const { state, kind, view, after, limit } = filter;
  let query = sql_builder
    .selectFrom("platform.approval")
    .select(APPROVAL_COLUMNS)
    .where("tenant_id", "=", db.tenant_id)
    .where((e) => visible(e, rights, auth, view));
  if (state !== undefined) query = query.where("state", "=", state);
  if (kind !== undefined) query = query.where("kind", "=", kind);
  if (after) {
    query = query.where((e) =>
      e(e.refTuple("requested_at", "approval_id"), "<", e.tuple(after.requested_at, after.approval_id)),
    );
  }
  const rows = await db.all(
    query
      .orderBy("requested_at", "desc")
      .orderBy("approval_id", "desc")
      .limit(limit + 1),
  );
  return rows as Approval[]; // checks of the table and writers of its JSON
}

/** What waits for the caller's decision, and what of their own waits for others'. */
export async function countWaiting(
  db: Db,
  auth: Auth,
  rights: readonly Right[],
  now: Date,
): Promise<{ to_decide: number; mine: number }> {
  const waiting = sql_builder
    .selectFrom("platform.approval")
    .where("tenant_id", "=", db.tenant_id)
    .where("state", "=", "waiting")
    .where("ends_at", ">", now);
  const row = await db.first(
    waiting.select((e) => [
      e.fn
        .countAll<number>()
        .filterWhere((f) => decidable(f, rights, auth))
        .as("to_decide"),
      e.fn.countAll<number>().filterWhere("requested_by", "=", callerId(auth)).as("mine"),
    ]),
  );
  return { to_decide: Number(row?.to_decide ?? 0), mine: Number(row?.mine ?? 0) };
}
