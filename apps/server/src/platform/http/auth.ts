import type { App } from "../app.ts";
import type { Reach } from "../kernel/reach.ts";
import type { SensitiveKind } from "../kernel/sensitive.ts";

/** Who calls, and how far their hand reaches. */
export interface Auth extends Reach {
  actor: "staff" | "api_key" | "member" | "device";
  tenant_id: string;
  mode: "live" | "sandbox";
  staff_id?: string;
  member_id?: string;
  key_id?: string;
  device_id?: string;
  session_id?: string;
  /** Of staff. */
  role_id?: string;
  permissions: ReadonlySet<string>;
  /** What the caller must do first; until then only routes that say `before_setup` are open. An error code. */
  must?: "totp_setup_required";
  /** A key's own limit, in place of the installation's. */
  rate_limit_per_minute?: number;
  /** Kinds of values that answers to this caller leave out. Applied by the serializer and nowhere else. */
  masks: ReadonlySet<SensitiveKind>;
}

/** How a request proved itself. A cookie is sent by the browser on its own, so it needs the CSRF rule; a header does not. */
export interface Credential {
  token: string;
  transport: "bearer" | "cookie";
}

/** Rooms that issue tokens answer for them: the first prefix that fits decides. */
export interface Authenticator {
  /** `hy_ss_`, `hy_live_` … */
  prefixes: readonly string[];
  /** At once for a token whose meaning is still remembered: the busiest callers do not wait for a promise. */
  authenticate(app: App, credential: Credential): Auth | undefined | Promise<Auth | undefined>;
  /** Hears of every request of theirs; must cost nothing. */
  used?(app: App, auth: Auth, ip: string): void;
}
