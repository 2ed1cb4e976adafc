import { timingSafeEqual } from "node:crypto";
import type { Keyed } from "../../platform/crypto/secrets.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import type { Phone } from "../../platform/kernel/phone.ts";
import * as sql from "./db/sign-in.gen.ts";
import type { IdentityValue } from "./domain/identity-value.ts";
import { judgeCode } from "./domain/sms-code.ts";
import { type Arrival, type Entered, enterMember } from "./enter-member.ts";
import { findMemberByIdentity } from "./identities.ts";
import { findMemberByPhone } from "./resolve-member.ts";
import { type CodeAddress, codeIndexOf, hashSignInCode } from "./sign-in-code.ts";

/** Refusals are values: a wrong attempt must be counted, and an exception would roll the count back. */
export type SignedIn = Entered | { outcome: "code_wrong" | "code_expired" };

/** Signs a member in by phone and code; whoever is not yet a member becomes one, if they consent. */
export async function signInMember(
  tx: Tx,
  app: Keyed,
  input: Arrival & { phone: Phone; code: string },
): Promise<SignedIn> {
  const { phone, code } = input;
  return withCode(tx, app, { medium: "sms", to: phone }, code, async () =>
    enterMember(tx, app, await findMemberByPhone(tx, app, phone), { phone, identities: [], source: "sms" }, input),
  );
}

/** The same by e-mail: the address is an identity. */
export async function signInByEmail(
  tx: Tx,
  app: Keyed,
  input: Arrival & { email: IdentityValue; code: string },
): Promise<SignedIn> {
  const { email, code } = input;
  return withCode(tx, app, { medium: "email", to: email.value }, code, async () =>
    enterMember(tx, app, await findMemberByIdentity(tx, app, email), { identities: [email], source: "email" }, input),
  );
}

/** Judges the code, does the work, and only then the code is used: who must still tick a box keeps it. */
export async function withCode<T extends { outcome: string }>(
  tx: Tx,
  app: Keyed,
  address: CodeAddress,
  code: string,
  work: () => Promise<T>,
): Promise<T | { outcome: "code_wrong" | "code_expired" }> {
  const { tenant_id } = tx;
  const now = app.runtime.clock.now();
  const address_index = codeIndexOf(app.secrets, tenant_id, address);
  // Guesses at a code that is gone are refused without waiting for each other: a flood of them holds no connection.
  const seen = await run(tx, sql.findSignInCode, { tenant_id, address_index });
  if (seen && judgeCode(seen, false, now) === "code_expired") return { outcome: "code_expired" };
  const sent = await run(tx, sql.lockSignInCode, { tenant_id, address_index });
  const hash = hashSignInCode(app.secrets, tenant_id, address, code);
  const verdict = judgeCode(sent, sent !== undefined && timingSafeEqual(sent.code_hash, hash), now);
  if (verdict !== "accepted") {
    if (verdict === "code_wrong") await run(tx, sql.countWrongCode, { tenant_id, address_index });
    return { outcome: verdict };
  }
  const done = await work();
  if (done.outcome === "signed_in") await run(tx, sql.useSignInCode, { tenant_id, address_index, used_at: now });
  return done;
}
