import { sql_builder } from "../../platform/db/builder.ts";
import type { Database, Db, Tx } from "../../platform/db/pool.ts";
import { createToken, hashToken } from "../../platform/crypto/tokens.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { ABSOLUTE_MS, IDLE_MS } from "./domain/session-life.ts";
import type { SensitiveKind } from "../../platform/kernel/sensitive.ts";
import type { ScopeKind } from "./domain/role-templates.ts";

export type SessionTransport = "cookie" | "bearer";

export interface NewSession {
  staff_id: string;
  transport: SessionTransport;
  user_agent: string;
}

const USER_AGENT_LENGTH = 200;

/** Sessions follow the real clock, in a sandbox too. */
export async function openSession(
  tx: Tx,
  runtime: Runtime,
  input: NewSession,
): Promise<{ session_id: string; token: string }> {
  const token = createToken("hy_ss_", runtime.random);
  const session_id = runtime.ids.next();
  const now = runtime.clock.now();
  await tx.run(
    sql_builder.insertInto("access.session").values({
      tenant_id: tx.tenant_id,
      session_id,
      token_hash: hashToken(token),
      staff_id: input.staff_id,
      transport: input.transport,
      user_agent: input.user_agent.slice(0, USER_AGENT_LENGTH).toWellFormed(),
      created_at: now,
      last_seen_at: now,
      expires_at: new Date(now.getTime() + IDLE_MS),
    }),
  );
  return { session_id, token };
}

export interface UsedSession {
  tenant_id: string;
  mode: "live" | "sandbox";
  session_id: string;
  staff_id: string;
  person_id: string;
  transport: SessionTransport;
  /** Null means everything. */
  scope: string[] | null;
  /** The post demands a second factor and the person has none. */
  lacks_factor: boolean;
  role_id: string;
  is_system: boolean;
  permissions: string[];
  masks: SensitiveKind[];
  scope_kind: ScopeKind;
}

/** The session behind a token, if it is alive; being used keeps it alive. */
export async function useSession(
  database: Database,
  runtime: Runtime,
  token: string,
): Promise<UsedSession | undefined> {
  const rows = await database.call<UsedSession>({
    name: "use_session",
    text: `select s.*, access.lacks_second_factor(s.tenant_id, s.person_id, s.role_code) as lacks_factor
           from access.use_session($1, $2, make_interval(secs => $3), make_interval(secs => $4)) as s`,
    values: [hashToken(token), runtime.clock.now(), IDLE_MS / 1000, ABSOLUTE_MS / 1000],
  });
  return rows[0];
}

/** Whose session it is: what a switch of tenant goes by. */
export async function getSession(
  db: Db,
  session_id: string,
): Promise<{ session_id: string; staff_id: string; person_id: string; transport: SessionTransport }> {
  const row = await db.first(
    sql_builder
      .selectFrom("access.session as e")
      .innerJoin("access.staff as s", (join) =>
        join.onRef("s.tenant_id", "=", "e.tenant_id").onRef("s.staff_id", "=", "e.staff_id"),
      )
      .select(["e.session_id", "e.staff_id", "s.person_id", "e.transport"])
      .where("e.tenant_id", "=", db.tenant_id)
      .where("e.session_id", "=", session_id),
  );
  if (!row) throw new AppError("not_found");
  return row;
}

export interface SessionRow {
  session_id: string;
  created_at: Date;
  last_seen_at: Date;
  user_agent: string;
}

/** Living sessions of one member of staff, newest first. */
export async function listSessions(db: Db, runtime: Runtime, staff_id: string): Promise<SessionRow[]> {
  return db.all(
    sql_builder
      .selectFrom("access.session")
      .select(["session_id", "created_at", "last_seen_at", "user_agent"])
      .where("tenant_id", "=", db.tenant_id)
      .where("staff_id", "=", staff_id)
      .where("revoked_at", "is", null)
      .where("expires_at", ">", runtime.clock.now())
      .orderBy("created_at", "desc")
      .orderBy("session_id", "desc")
      .limit(200),
  );
}

interface Ending {
  staff_id: string;
  /** Only this one. */
  session_id?: string;
  /** All but this one. */
  except?: string;
}

/** Ends living sessions of one member of staff. Answers which. */
export async function revokeSessions(
  tx: Tx,
  runtime: Runtime,
  { staff_id, session_id, except }: Ending,
): Promise<string[]> {
  let ending = sql_builder
    .updateTable("access.session")
    .set({ revoked_at: runtime.clock.now() })
    .where("tenant_id", "=", tx.tenant_id)
    .where("staff_id", "=", staff_id)
    .where("revoked_at", "is", null)
    .returning("session_id");
  if (session_id !== undefined) ending = ending.where("session_id", "=", session_id);
  if (except !== undefined) ending = ending.where("session_id", "!=", except);
  return (await tx.all(ending)).map((row) => row.session_id);
}
