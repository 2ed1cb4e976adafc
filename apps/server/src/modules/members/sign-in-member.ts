import { timingSafeEqual } from "node:crypto";
import type { Keyed } from "../../platform/crypto/secrets.ts";
import { createToken, hashToken } from "../../platform/crypto/tokens.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import { present } from "../../platform/kernel/assert.ts";
import type { Language } from "../../platform/kernel/errors.ts";
import { type Phone, phoneTail } from "../../platform/kernel/phone.ts";
import { findPerson } from "../../platform/people.ts";
import { type Purpose, recordConsent } from "../consents/index.ts";
import { getTenant, listUnits, tenantNow } from "../org/index.ts";
import * as sql from "./db/sign-in.gen.ts";
import { judgeCode } from "./domain/sms-code.ts";
import { defaultName } from "./domain/sms-text.ts";
import { findMember, type Member } from "./find-member.ts";
import { phoneIndexOf } from "./phone-vault.ts";
import { findMemberByPhone } from "./resolve-member.ts";
import { findOrCreateMember } from "./register-member.ts";
import { hashSmsCode } from "./send-sms-code.ts";

export const SESSION_DAYS = 90;
const SESSION_MS = SESSION_DAYS * 86_400_000;

export interface SignIn {
  phone: Phone;
  code: string;
  name?: string | undefined;
  language: Language;
  consents: readonly { purpose: Purpose; text_version: string }[];
  /** A poster's: counts for who is new, and only as far as store and colleague are still there. */
  origin?: { unit_id: string; staff_id?: string | undefined } | undefined;
  user_agent: string;
  ip: string;
}

/** Refusals are values: a wrong attempt must be counted, and an exception would roll the count back. */
export type SignedIn =
  | { outcome: "signed_in"; token: string; member: Member; registered: boolean }
  | { outcome: "code_wrong" | "code_expired" | "consent_required" };

/** Signs a member in by phone and code; whoever is not yet a member becomes one, if they consent. */
export async function signInMember(tx: Tx, app: Keyed, input: SignIn): Promise<SignedIn> {
  const { tenant_id } = tx;
  const now = app.runtime.clock.now();
  const phone_index = phoneIndexOf(app.secrets, tenant_id, input.phone);
  // Guesses at a code that is gone are refused without waiting for each other: a flood of them holds no connection.
  const seen = await run(tx, sql.findSmsCode, { tenant_id, phone_index });
  if (seen && judgeCode(seen, false, now) === "code_expired") return { outcome: "code_expired" };
  const sent = await run(tx, sql.lockSmsCode, { tenant_id, phone_index });
  const hash = hashSmsCode(app.secrets, tenant_id, input.phone, input.code);
  const verdict = judgeCode(sent, sent !== undefined && timingSafeEqual(sent.code_hash, hash), now);
  if (verdict !== "accepted") {
    if (verdict === "code_wrong") await run(tx, sql.countWrongCode, { tenant_id, phone_index });
    return { outcome: verdict };
  }
  const known = await findMemberByPhone(tx, app, input.phone);
  const consents = input.consents.some((consent) => consent.purpose === "membership");
  // The code stays good: the person only has to tick the box.
  if (!known && !consents) return { outcome: "consent_required" };
  await run(tx, sql.useSmsCode, { tenant_id, phone_index, used_at: now });
  const { member_id, created } = known ? { member_id: known.member_id, created: false } : await join(tx, app, input);
  for (const consent of input.consents) await agree(tx, app, member_id, consent, input);
  const token = await openSession(tx, app, member_id, input.user_agent);
  const member = known ?? present(await findMember(tx, app, { member_id }), "the member just registered");
  return { outcome: "signed_in", token, member, registered: created };
}

async function join(tx: Tx, app: Keyed, { phone, name, language, origin }: SignIn) {
  const [tenant, units] = await Promise.all([getTenant(tx), listUnits(tx)]);
  const brought_at = units.find((unit) => unit.unit_id === origin?.unit_id);
  const root = present(
    units.find((unit) => unit.parent_id === null),
    "the root unit",
  );
  const { staff_id } = origin ?? {};
  const keeper = brought_at && staff_id ? await findPerson(tx, "staff", staff_id) : undefined;
  return findOrCreateMember(tx, app, {
    name: name ?? defaultName(language, phoneTail(phone)),
    phone,
    // Nobody's branch brought them: they belong to the group until a branch is named.
    home_unit_id: (brought_at ?? root).unit_id,
    owner_staff_id: keeper?.is_active ? staff_id : undefined,
    source: brought_at ? "qr" : "sms",
    language,
    joined_at: tenantNow(tenant, app.runtime),
  });
}

async function agree(
  tx: Tx,
  app: Keyed,
  member_id: string,
  consent: SignIn["consents"][number],
  { language, ip }: SignIn,
): Promise<void> {
  const by = { actor: "member", actor_id: member_id, channel: "sms", language, ip } as const;
  await recordConsent(tx, app, { ...consent, ...by, member_id, action: "granted" });
}

async function openSession(tx: Tx, { runtime }: Keyed, member_id: string, user_agent: string): Promise<string> {
  const now = runtime.clock.now();
  const token = createToken("hy_ms_", runtime.random);
  await tx.run(
    sql_builder.insertInto("members.session").values({
      tenant_id: tx.tenant_id,
      session_id: runtime.ids.next(),
      token_hash: hashToken(token),
      member_id,
      user_agent: user_agent.slice(0, 300),
      created_at: now,
      last_seen_at: now,
      expires_at: new Date(now.getTime() + SESSION_MS),
    }),
  );
  return token;
}
