import type { App } from "../../platform/app.ts";
import { hashToken } from "../../platform/crypto/tokens.ts";
import type { Auth, Authenticator, Credential } from "../../platform/http/auth.ts";
import type { Database } from "../../platform/db/pool.ts";
import { NO_MASKS } from "../../platform/kernel/sensitive.ts";
import { permissionsOf } from "./domain/permissions.ts";
import { noteKeyUse } from "./key-use.ts";
import { type UsedSession, useSession } from "./sessions.ts";
import { createTokenCache, type TokenCache } from "./token-cache.ts";

/** How long a revoked key or session may still work in a process that did not hear of it. */
const KEY_AGE_MS = 5_000;
const SESSION_AGE_MS = 2_000;

interface StaffEntry {
  auth: Auth;
  session: UsedSession;
}
interface Caches {
  keys: TokenCache<Auth>;
  sessions: TokenCache<StaffEntry>;
}

const caches = new WeakMap<Database, Caches>();
function cachesOf(database: Database): Caches {
  let found = caches.get(database);
  if (!found) {
    found = { keys: createTokenCache(KEY_AGE_MS), sessions: createTokenCache(SESSION_AGE_MS) };
    caches.set(database, found);
  }
  return found;
}

/** Staff sessions and API keys. */
export const staffAuthenticator: Authenticator = {
  prefixes: ["hy_ss_", "hy_live_", "hy_test_"],
  used: noteKeyUse,
  authenticate(app, credential) {
    // A key in a cookie would ride along with a foreign page's request.
    if (!credential.token.startsWith("hy_ss_")) {
      return credential.transport === "bearer" ? findKey(app, credential.token) : undefined;
    }
    // A token given to a browser's cookie works as a cookie only, and the other way round.
    const authOf = (entry: StaffEntry | undefined) =>
      entry?.session.transport === credential.transport ? entry.auth : undefined;
    const found = findSession(app, credential);
    return found instanceof Promise ? found.then(authOf) : authOf(found);
  },
};

function findSession(app: App, credential: Credential): StaffEntry | Promise<StaffEntry | undefined> {
  return cachesOf(app.database).sessions.get(credential.token, async () => {
    const session = await useSession(app.database, app.runtime, credential.token);
    return session && { auth: staffAuth(session), session };
  });
}

export function forgetSession(database: Database, session_id: string): void {
  cachesOf(database).sessions.forget((entry) => entry.session.session_id === session_id);
}

/** In this process at once; in others within two seconds, the age of the cache. */
export function forgetSessions(database: Database, session_ids: readonly string[]): void {
  const ended = new Set(session_ids);
  if (ended.size > 0) cachesOf(database).sessions.forget((entry) => ended.has(entry.session.session_id));
}

/** Revoked, rotated or changed: at once here, in other processes within KEY_AGE_MS. */
export function forgetKey(database: Database, key_id: string): void {
  cachesOf(database).keys.forget((auth) => auth.key_id === key_id);
}

/** What staff may do has changed: whoever is signed in as them is asked for anew. */
export function forgetStaff(database: Database, concerns: (auth: Auth) => boolean): void {
  cachesOf(database).sessions.forget((entry) => concerns(entry.auth));
}

/** Everything this process remembers, as after a restart. */
export function forgetTokens(database: Database): void {
  caches.delete(database);
}

function staffAuth(session: UsedSession): Auth {
  return {
    actor: "staff",
    tenant_id: session.tenant_id,
    mode: session.mode,
    staff_id: session.staff_id,
    session_id: session.session_id,
    role_id: session.role_id,
    permissions: permissionsOf(session),
    scope: session.scope ?? "all",
    ...(session.lacks_factor ? { must: "totp_setup_required" as const } : {}),
    customers: session.scope_kind === "own_customers" ? { staff_id: session.staff_id } : "all",
    masks: session.masks.length === 0 ? NO_MASKS : new Set(session.masks),
  };
}

interface KeyRow {
  tenant_id: string;
  mode: "live" | "sandbox";
  key_id: string;
  permissions: string[];
  rate_limit_per_minute: number | null;
  scope: string[] | null;
}

function findKey(app: App, token: string): Auth | Promise<Auth | undefined> {
  return cachesOf(app.database).keys.get(token, async () => {
    const [row] = await app.database.call<KeyRow>({
      name: "use_api_key",
      text: "select * from access.use_api_key($1, $2)",
      values: [hashToken(token), app.runtime.clock.now()],
    });
    if (!row) return undefined;
    const { rate_limit_per_minute, ...key } = row;
    return {
      ...key,
      actor: "api_key" as const,
      permissions: new Set(row.permissions),
      scope: row.scope ?? "all",
      customers: "all",
      masks: NO_MASKS,
      ...(rate_limit_per_minute === null ? {} : { rate_limit_per_minute }),
    };
  });
}
