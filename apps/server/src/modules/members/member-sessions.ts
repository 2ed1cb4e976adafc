import { hashToken } from "../../platform/crypto/tokens.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { bind, run } from "../../platform/db/sql.ts";
import type { Auth, Authenticator } from "../../platform/http/auth.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import * as sql from "./db/sign-in.gen.ts";
import { NO_MASKS } from "../../platform/kernel/sensitive.ts";

const NO_PERMISSIONS: ReadonlySet<string> = new Set();

/** Member tokens: 90 days from the last use, in real time. A member reaches only what is theirs, so the scope is empty. */
export const memberAuthenticator: Authenticator = {
  prefixes: ["hy_ms_"],
  async authenticate({ database, runtime }, { token, transport }): Promise<Auth | undefined> {
    if (transport !== "bearer") return undefined;
    const params = { token_hash: hashToken(token), now: runtime.clock.now() };
    const [session] = await database.call<sql.TouchSessionRow>(bind(sql.touchSession, params));
    if (!session) return undefined;
    const { tenant_id, session_id, member_id } = session;
    const mode = session.mode === "live" ? "live" : "sandbox";
    return {
      actor: "member",
      tenant_id,
      mode,
      member_id,
      session_id,
      permissions: NO_PERMISSIONS,
      scope: [],
      customers: "all",
      masks: NO_MASKS,
    };
  },
};

export async function endMemberSession(tx: Tx, runtime: Runtime, session_id: string): Promise<void> {
  await run(tx, sql.revokeSession, { tenant_id: tx.tenant_id, session_id, revoked_at: runtime.clock.now() });
}
