import type { Keyed } from "../../platform/crypto/secrets.ts";
import { createToken, hashToken } from "../../platform/crypto/tokens.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { present } from "../../platform/kernel/assert.ts";
import type { Language } from "../../platform/kernel/errors.ts";
import { type Phone, phoneTail } from "../../platform/kernel/phone.ts";
import { type Purpose, recordConsent } from "../consents/index.ts";
import { getTenant, listUnits, tenantNow } from "../org/index.ts";
import type { IdentityValue } from "./domain/identity-value.ts";
import { NO_ORIGIN, type Origin } from "./domain/origin.ts";
import { defaultName } from "./domain/sms-text.ts";
import { findMember, type Member } from "./find-member.ts";
import { findOrCreateByIdentity } from "./find-or-create.ts";
import { addIdentity } from "./identities.ts";
import { countQr, findQrCode } from "./qr-codes.ts";
import type { MemberSource } from "./register-members.ts";

export const SESSION_DAYS = 90;
const SESSION_MS = SESSION_DAYS * 86_400_000;

/** What somebody says at the door, however they proved who they are. */
export interface Arrival {
  name?: string | undefined;
  language: Language;
  consents: readonly { purpose: Purpose; text_version: string }[];
  /** Of the code they scanned. */
  qr_code?: string | undefined;
  user_agent: string;
  ip: string;
}

/** What they proved: of these, whoever is found first is who they are. */
export interface Proven {
  phone?: Phone | undefined;
  identities: readonly IdentityValue[];
  source: MemberSource;
  /** What brought them before they came here. */
  origin?: Origin | undefined;
}

/** Somebody who is known now. */
export interface Met {
  outcome: "signed_in";
  member: Member;
  registered: boolean;
}
/** `sign_in_blocked`: the house keeps them from it; said in neutral words. */
type Unmet = { outcome: "consent_required" | "sign_in_blocked" };
export type Meeting = Met | Unmet;
export type Entered = (Met & { token: string }) | Unmet;

/** Lets in whom `meetMember` meets: with a session of their own. */
export async function enterMember(
  tx: Tx,
  app: Keyed,
  known: Member | undefined,
  proven: Proven,
  arrival: Arrival,
): Promise<Entered> {
  const met = await meetMember(tx, app, known, proven, arrival);
  if (met.outcome !== "signed_in") return met;
  return { ...met, token: await openSession(tx, app, met.member.member_id, arrival.user_agent) };
}

/**
 * Meets whoever is known, and registers who is not, if they consent. The caller has looked for them by what they proved:
 * `known`. Every name they proved is theirs from now on.
 */
export async function meetMember(
  tx: Tx,
  app: Keyed,
  known: Member | undefined,
  proven: Proven,
  arrival: Omit<Arrival, "user_agent">,
): Promise<Meeting> {
  if (known?.block_scopes?.includes("sign_in")) return { outcome: "sign_in_blocked" };
  if (!known && !consentsToMembership(arrival)) return { outcome: "consent_required" };
  const { member_id, created } = known
    ? { member_id: known.member_id, created: false }
    : await join(tx, app, proven, arrival);
  for (const identity of proven.identities) {
    await addIdentity(tx, app, { member_id, identity, source: proven.source, is_verified: true });
  }
  for (const consent of arrival.consents)
    await agree(tx, app, member_id, consent, { ...arrival, source: proven.source });
  const member = known ?? present(await findMember(tx, app, { member_id }), "the member just registered");
  return { outcome: "signed_in", member, registered: created };
}

export const consentsToMembership = ({ consents }: Pick<Arrival, "consents">): boolean =>
  consents.some((consent) => consent.purpose === "membership");

async function join(
  tx: Tx,
  app: Keyed,
  { phone, identities, source, origin }: Proven,
  arrival: Omit<Arrival, "user_agent">,
) {
  const [tenant, units] = await Promise.all([getTenant(tx), listUnits(tx)]);
  const brought = await originOf(tx, arrival.qr_code);
  const from = brought ?? origin ?? NO_ORIGIN;
  const { name, language } = arrival;
  const tail = phone === undefined ? "" : phoneTail(phone);
  const root = present(
    units.find((unit) => unit.parent_id === null),
    "the root unit",
  );
  const [identity] = identities;
  const found = await findOrCreateByIdentity(tx, app, {
    identity: identity && { value: identity, is_verified: true },
    member: {
      name: name ?? defaultName(language, tail).trim(),
      phone,
      // Nobody's branch brought them: they belong to the group until a branch is named.
      home_unit_id: from.unit_id ?? root.unit_id,
      owner_staff_id: from.staff_id ?? undefined,
      source: source === "sms" && brought ? "qr" : source,
      origin: from,
      language,
      joined_at: tenantNow(tenant, app.runtime),
    },
  });
  if (found.created && from.qr_code_id !== null) await countQr(tx, app, from.qr_code_id, "registered");
  return found;
}

/** What a scanned code stands for; a code that is gone brings nobody, and the person is let in all the same. */
export async function originOf(tx: Tx, code: string | undefined): Promise<Origin | undefined> {
  const found = code === undefined ? undefined : await findQrCode(tx, code);
  if (!found) return undefined;
  const { qr_code_id, unit_id, staff_id, referrer_member_id, scene } = found;
  return { qr_code_id, unit_id, staff_id, referrer_member_id, scene };
}

async function agree(
  tx: Tx,
  app: Keyed,
  member_id: string,
  consent: Arrival["consents"][number],
  { language, ip, source }: Pick<Arrival, "language" | "ip"> & Pick<Proven, "source">,
): Promise<void> {
  const channel = source === "sms" || source === "kiosk" ? source : "app";
  const by = { actor: "member", actor_id: member_id, channel, language, ip } as const;
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
