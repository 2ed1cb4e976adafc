import { createHash } from "node:crypto";
import type { Random } from "../kernel/random.ts";

/** What a bearer token says about itself, so that a leaked one is recognised by scanners and by people. */
export type TokenPrefix =
  | "hy_live_"
  | "hy_test_"
  | "hy_ss_"
  | "hy_ms_"
  // A device on our floor.
  | "hy_dv_"
  // Works once and opens no session by itself: a second step, a reset of a password, an invitation.
  | "hy_sc_"
  | "hy_pr_"
  | "hy_in_";

/** 256 random bits. Shown once; only `hashToken` of it is kept. */
export function createToken(prefix: TokenPrefix, random: Random): string {
  return prefix + Buffer.from(random.bytes(32)).toString("base64url");
}

/** Plain SHA-256 is enough for 256 random bits: there is nothing to guess, so nothing to slow down. */
export function hashToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
