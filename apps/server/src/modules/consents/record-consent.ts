import { blindIndex } from "../../platform/crypto/mac.ts";
import type { Keyed } from "../../platform/crypto/secrets.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { AppError, type Language } from "../../platform/kernel/errors.ts";
import { consentProof } from "./domain/consent-proof.ts";
import { NEEDED_PURPOSE, type Purpose } from "./domain/purposes.ts";
import { findDocument } from "./documents.ts";

export type ConsentChannel = "sms" | "app" | "front_desk" | "paper" | "phone" | "kiosk" | "import" | "merge";

export interface NewConsent {
  member_id: string;
  purpose: Purpose;
  action: "granted" | "withdrawn";
  /** What was agreed to; a withdrawal takes back what stands and needs none. */
  text_version?: string | undefined;
  language: Language;
  channel: ConsentChannel;
  actor: "member" | "staff" | "api_key" | "system";
  actor_id: string | null;
  /** Null when nobody was at a device of their own. */
  ip: string | null;
}

export type RecordedConsent = { recorded: true; consent_id: string } | { recorded: false };

/**
 * Writes down a yes or a no with its proof. What stands already (the same text agreed to, a no after a no) is not said twice.
 * @throws consent_is_membership when the membership itself would lose its consent
 */
export async function recordConsent(tx: Tx, app: Keyed, input: NewConsent): Promise<RecordedConsent> {
  const { tenant_id } = tx;
  const { member_id, purpose, action } = input;
  if (action === "withdrawn" && purpose === NEEDED_PURPOSE) throw new AppError("consent_is_membership");
  // One word after the other, the first one too, which has no row yet: each proof builds on the one before.
  await tx.query({
    name: "lock_consent",
    text: "select pg_advisory_xact_lock(hashtextextended('consents ' || $1 || $2 || $3, 0))",
    values: [tenant_id, member_id, purpose],
  });
  const standing = await tx.first(
    sql_builder
      .selectFrom("consents.standing")
      .select(["state", "text_version", "consent_id"])
      .where("tenant_id", "=", tenant_id)
      .where("member_id", "=", member_id)
      .where("purpose", "=", purpose),
  );
  const text_version = input.text_version ?? standing?.text_version;
  const says_nothing_new =
    standing?.state === action && (action === "withdrawn" || standing.text_version === text_version);
  if (text_version === undefined || says_nothing_new) return { recorded: false };
  const previous_id = standing?.consent_id ?? (await findLast(tx, member_id, purpose));
  const consent = await insertConsent(tx, app, { ...input, text_version }, previous_id);
  const said = { state: action, text_version, consent_id: consent.consent_id, since: consent.recorded_at };
  await tx.run(
    sql_builder
      .insertInto("consents.standing")
      .values({ tenant_id, member_id, purpose, ...said })
      .onConflict((conflict) => conflict.columns(["tenant_id", "member_id", "purpose"]).doUpdateSet(said)),
  );
  return { recorded: true, consent_id: consent.consent_id };
}

/** Of whom nothing stands something may still be written: a merge that was undone. */
async function findLast(tx: Tx, member_id: string, purpose: Purpose): Promise<string | undefined> {
  const row = await tx.first(
    sql_builder
      .selectFrom("consents.consent")
      .select("consent_id")
      .where("tenant_id", "=", tx.tenant_id)
      .where("member_id", "=", member_id)
      .where("purpose", "=", purpose)
      .orderBy("recorded_at", "desc")
      .orderBy("consent_id", "desc")
      .limit(1),
  );
  return row?.consent_id;
}

async function insertConsent(
  tx: Tx,
  { runtime, secrets }: Keyed,
  input: NewConsent & { text_version: string },
  previous_id: string | undefined,
) {
  const { tenant_id } = tx;
  const { member_id, purpose, action, text_version, language, channel, actor, actor_id, ip } = input;
  const document = await findDocument(tx, purpose, text_version, language);
  const previous = previous_id === undefined ? null : await proofOf(tx, previous_id);
  const consent = {
    tenant_id,
    consent_id: runtime.ids.next(),
    member_id,
    purpose,
    action,
    text_version,
    text_sha256: document?.sha256 ?? null,
    channel,
    actor,
    actor_id,
    ip_digest: ip === null ? null : blindIndex(secrets, tenant_id, "ip", ip),
    recorded_at: runtime.clock.now(),
  };
  const row = { ...consent, document_id: document?.document_id ?? null, language: document?.language ?? language, ip };
  await tx.run(sql_builder.insertInto("consents.consent").values({ ...row, proof: consentProof(consent, previous) }));
  return consent;
}

async function proofOf(tx: Tx, consent_id: string): Promise<Buffer | null> {
  const row = await tx.first(
    sql_builder
      .selectFrom("consents.consent")
      .select("proof")
      .where("tenant_id", "=", tx.tenant_id)
      .where("consent_id", "=", consent_id),
  );
  return row?.proof ?? null;
}
