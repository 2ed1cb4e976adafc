import { sql_builder } from "../../../platform/db/builder.ts";
import type { Db, Tx } from "../../../platform/db/pool.ts";
import type { By } from "../../../platform/audit/by.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import type { RequestKind, RequestState } from "../domain/request-states.ts";
import { type Reach, memberParams } from "../../../platform/kernel/reach.ts";

export const REQUEST_COLUMNS = [
  "request_id",
  "member_id",
  "kind",
  "state",
  "channel",
  "note",
  "received_at",
  "received_date",
  "due_date",
  "unknown_years",
  "extended_days",
  "extension_reason",
  "outcome",
  "package_at",
  "approval_id",
  "job_id",
  "erased_at",
  "closed_at",
  "version",
] as const;

export type SubjectRequest = Awaited<ReturnType<typeof readRows>>[number];

/** With the member's name and card, as the board shows them. */
function readRows(db: Db, filter: RequestFilter) {
  const { reach, state, kind, member_id, request_id, open_only, after, limit } = filter;
  let query = sql_builder
    .selectFrom("privacy.subject_request as r")
    .innerJoin("members.v_member as m", (join) =>
      join.on("m.tenant_id", "=", db.tenant_id).onRef("m.member_id", "=", "r.member_id"),
    )
    .select(REQUEST_COLUMNS.map((column) => `r.${column}` as const))
    .select(["m.name as member_name", "m.card_no as member_card_no"])
    .where("r.tenant_id", "=", db.tenant_id)
    .orderBy("r.received_at", "desc")
    .orderBy("r.request_id", "desc")
    .limit(limit + 1);
  const { unit_ids, owner_staff_id } = memberParams(reach);
  if (unit_ids) query = query.where((e) => e("m.home_unit_id", "=", e.fn.any(e.val(unit_ids))));
  if (owner_staff_id) query = query.where("m.owner_staff_id", "=", owner_staff_id);
  if (state !== undefined) query = query.where("r.state", "=", state);
  if (kind !== undefined) query = query.where("r.kind", "=", kind);
  if (member_id !== undefined) query = query.where("m.person_id", "=", member_id);
  if (request_id !== undefined) query = query.where("r.request_id", "=", request_id);
  if (open_only) query = query.where("r.closed_at", "is", null);
  if (after) {
    query = query.where((e) =>
      e(e.refTuple("r.received_at", "r.request_id"), "<", e.tuple(after.received_at, after.request_id)),
    );
  }
  return db.all(query);
}

export interface RequestFilter {
  reach: Reach;
  state?: RequestState | undefined;
  kind?: RequestKind | undefined;
  member_id?: string | undefined;
  request_id?: string | undefined;
  open_only?: boolean | undefined;
  limit: number;
  after?: { received_at: Date; request_id: string } | undefined;
}

/** Newest first, `limit` + 1 rows. */
export function listRequests(db: Db, filter: RequestFilter): Promise<SubjectRequest[]> {
  return readRows(db, filter);
}

/** @throws not_found, also for a request of a member outside the reach */
export async function getRequest(db: Db, request_id: string, reach: Reach): Promise<SubjectRequest> {
  const [request] = await readRows(db, { reach, request_id, limit: 1 });
  if (!request) throw new AppError("not_found");
  return request;
}

/** Whoever changes a request has it until the end of their transaction. */
export async function lockRequest(tx: Tx, request_id: string, reach: Reach): Promise<SubjectRequest> {
  await tx.first(
    sql_builder
      .selectFrom("privacy.subject_request")
      .select("request_id")
      .where("tenant_id", "=", tx.tenant_id)
      .where("request_id", "=", request_id)
      .forUpdate(),
  );
  return getRequest(tx, request_id, reach);
}

export function listSteps(db: Db, request_id: string) {
  return db.all(
    sql_builder
      .selectFrom("privacy.request_step")
      .select(["step_no", "action", "actor", "actor_id", "note", "recorded_at"])
      .where("tenant_id", "=", db.tenant_id)
      .where("request_id", "=", request_id)
      .orderBy("step_no"),
  );
}

/** One line of the request's history. */
export async function addStep(
  tx: Tx,
  input: { request_id: string; action: string; by: By; note: string | null; recorded_at: Date },
): Promise<void> {
  const { request_id, action, by, note, recorded_at } = input;
  const last = await tx.first(
    sql_builder
      .selectFrom("privacy.request_step")
      .select(({ fn }) => fn.max("step_no").as("step_no"))
      .where("tenant_id", "=", tx.tenant_id)
      .where("request_id", "=", request_id),
  );
  const step_no = (last?.step_no ?? 0) + 1;
  const who = { actor: by.actor, actor_id: by.actor_id };
  await tx.run(
    sql_builder
      .insertInto("privacy.request_step")
      .values({ tenant_id: tx.tenant_id, request_id, step_no, action, ...who, note, recorded_at }),
  );
}
