import { sql_builder } from "../db/builder.ts";
import type { Db } from "../db/pool.ts";

export interface AuditRow {
  audit_entry_id: string;
  recorded_at: Date;
  action: string;
  actor: "staff" | "api_key" | "member" | "system";
  actor_id: string | null;
  session_id: string | null;
  ip: string | null;
  user_agent: string | null;
  request_id: string | null;
  route: string | null;
  subject_kind: string;
  subject_id: string | null;
  before: unknown;
  after: unknown;
  reason: string | null;
  approval_id: string | null;
}

const COLUMNS = [
  "audit_entry_id",
  "recorded_at",
  "action",
  "actor",
  "actor_id",
  "session_id",
  "ip",
  "user_agent",
  "request_id",
  "route",
  "subject_kind",
  "subject_id",
  "before",
  "after",
  "reason",
  "approval_id",
] as const;

export interface AuditFilter {
  actor_id?: string | undefined;
  action?: string | undefined;
  subject_id?: string | undefined;
  approval_id?: string | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
  /** In the reason, the action, the route, the address or what changed. */
  q?: string | undefined;
}

export interface AuditSearch extends AuditFilter {
  limit: number;
  after?: { recorded_at: Date; audit_entry_id: string } | undefined;
}

const likeText = (q: string) => `%${q.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;

/** In no order. */
export function matchingAudit(db: Db, filter: AuditFilter) {
  const { actor_id, action, subject_id, approval_id, from, to, q } = filter;
  let query = sql_builder.selectFrom("platform.audit_entry").where("tenant_id", "=", db.tenant_id);
  if (actor_id !== undefined) query = query.where("actor_id", "=", actor_id);
  if (subject_id !== undefined) query = query.where("subject_id", "=", subject_id);
  if (approval_id !== undefined) query = query.where("approval_id", "=", approval_id);
  // `member.` finds all that was done to members.
  if (action !== undefined) {
    query = action.endsWith(".") ? query.where("action", "like", `${action}%`) : query.where("action", "=", action);
  }
  if (from !== undefined) query = query.where("recorded_at", ">=", from);
  if (to !== undefined) query = query.where("recorded_at", "<", to);
  if (q !== undefined) {
    const text = likeText(q);
    query = query.where((e) =>
      e.or([
        e("reason", "ilike", text),
        e("action", "ilike", text),
        e("route", "ilike", text),
        e("ip", "=", q),
        e("request_id", "=", q),
        e(e.cast<string>("before", "text"), "ilike", text),
        e(e.cast<string>("after", "text"), "ilike", text),
      ]),
    );
  }
  return query;
}

/** Newest first, `limit` rows. */
export async function searchAudit(db: Db, { limit, after, ...filter }: AuditSearch): Promise<AuditRow[]> {
  let query = matchingAudit(db, filter).select(COLUMNS);
  if (after) {
    query = query.where((e) =>
      e(e.refTuple("recorded_at", "audit_entry_id"), "<", e.tuple(after.recorded_at, after.audit_entry_id)),
    );
  }
  return db.all(query.orderBy("recorded_at", "desc").orderBy("audit_entry_id", "desc").limit(limit));
}

export async function findAuditEntry(db: Db, audit_entry_id: string): Promise<AuditRow | undefined> {
  return db.first(
    sql_builder
      .selectFrom("platform.audit_entry")
      .select(COLUMNS)
      .where("tenant_id", "=", db.tenant_id)
      .where("audit_entry_id", "=", audit_entry_id),
  );
}

/** Every kind of deed that the log holds, for choosing one. */
export async function listAuditActions(db: Db): Promise<string[]> {
  const rows = await db.query<{ action: string }>({
    // One step of the index for each action, however many entries there are.
    text: `with recursive step as (
             (select a.action from platform.audit_entry a where a.tenant_id = $1 order by a.action limit 1)
             union all
             select (select a.action from platform.audit_entry a where a.tenant_id = $1 and a.action > s.action order by a.action limit 1)
             from step s where s.action is not null
           ) select action from step where action is not null`,
    values: [db.tenant_id],
  });
  return rows.map((row) => row.action);
}

export interface RevealRow {
  actor: AuditRow["actor"];
  actor_id: string | null;
  date: string;
  reveals: number;
  members: number;
  reasons: string[];
}

/** Who looked at sensitive fields, by person and day of the given zone; the busiest first within a day. */
export async function listReveals(
  db: Db,
  { from, to, zone, actor_id }: { from: Date; to: Date; zone: string; actor_id: string | null },
): Promise<RevealRow[]> {
  return db.query<RevealRow>({
    text: `select a.actor, a.actor_id, (a.recorded_at at time zone $4)::date as date, count(*)::int as reveals,
                  count(distinct a.subject_id)::int as members,
                  (array_agg(distinct a.reason) filter (where a.reason is not null))[1:5] as reasons
           from platform.audit_entry a
           where a.tenant_id = $1 and a.action = 'member.revealed' and a.recorded_at >= $2 and a.recorded_at < $3
             and ($5::uuid is null or a.actor_id = $5)
           group by 1, 2, 3
           order by 3 desc, 4 desc, 2`,
    values: [db.tenant_id, from, to, zone, actor_id],
  });
}
