import { recordAudit } from "../../platform/audit/record-audit.ts";
import type { Caller } from "../../platform/audit/by.ts";
import type { Keyed } from "../../platform/crypto/secrets.ts";
import type { Db, Tx } from "../../platform/db/pool.ts";
import { AppError, type Language } from "../../platform/kernel/errors.ts";
import { maskName } from "../../platform/kernel/mask-name.ts";
import { type Phone, phoneTail } from "../../platform/kernel/phone.ts";
import { currentDocuments, type Purpose, recordConsent } from "../consents/index.ts";
import { getTenant, tenantNow } from "../org/index.ts";
import { NO_ORIGIN } from "./domain/origin.ts";
import { defaultName } from "./domain/sms-text.ts";
import { findOrCreateMember } from "./register-member.ts";
import { readRegistrationPolicy } from "./registration-policy.ts";

/** Who stands at the till with a phone that nobody has. */
export interface Newcomer {
  phone: Phone;
  name?: string | undefined;
  language: Language;
  /** What they said yes to. */
  agreed: readonly Purpose[];
}

interface Terms {
  channel: "front_desk" | "paper";
  consents: { purpose: Purpose; text_version: string }[];
}

/**
 * Whether the tenant takes newcomers at purchases, and the texts they agree to.
 * @throws registration_off · consent_required · consent_text_missing
 */
export async function termsAtPurchase(db: Db, agreed: readonly Purpose[]): Promise<Terms> {
  const policy = await readRegistrationPolicy(db);
  if (policy.at_purchase === "off") throw new AppError("registration_off");
  if (!agreed.includes("membership")) throw new AppError("consent_required");
  const texts = await currentDocuments(db);
  const consents = [...new Set(agreed)].map((purpose) => {
    const text = texts.find((one) => one.purpose === purpose);
    if (!text) throw new AppError("consent_text_missing", { purpose });
    return { purpose, text_version: text.text_version };
  });
  return { channel: policy.consent_channel, consents };
}

/**
 * The member with this phone, registered now with what they agreed to if there is none. Of many purchases that name one
 * phone at once the first registers and the others find.
 * @throws registration_off · consent_required · consent_text_missing
 */
export async function registerAtPurchase(
  tx: Tx,
  app: Keyed,
  newcomer: Newcomer,
  at: { unit_id: string; by: Caller },
): Promise<string> {
  const { channel, consents } = await termsAtPurchase(tx, newcomer.agreed);
  const { phone, language } = newcomer;
  const { unit_id, by } = at;
  const staff_id = by.actor === "staff" ? by.actor_id : undefined;
  const name = newcomer.name ?? defaultName(language, phoneTail(phone)).trim();
  const { member_id, created } = await findOrCreateMember(tx, app, {
    name,
    phone,
    language,
    home_unit_id: unit_id,
    owner_staff_id: staff_id,
    source: "purchase",
    origin: { ...NO_ORIGIN, unit_id, staff_id: staff_id ?? null },
    joined_at: tenantNow(await getTenant(tx), app.runtime),
  });
  if (!created) return member_id;
  for (const consent of consents) {
    const who = { actor: by.actor, actor_id: by.actor_id, channel, language, ip: null } as const;
    await recordConsent(tx, app, { ...consent, ...who, member_id, action: "granted" });
  }
  const after = { name: maskName(name), home_unit_id: unit_id, source: "purchase" };
  const subject = { kind: "member", id: member_id } as const;
  await recordAudit(tx, app.runtime, by, { action: "member.registered", subject, after });
  return member_id;
}
