import type { Keyed } from "../../platform/crypto/secrets.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { consentProof } from "./domain/consent-proof.ts";
import type { Purpose } from "./domain/purposes.ts";
import { listDocuments } from "./documents.ts";
import type { ConsentChannel } from "./record-consent.ts";

export interface FirstConsent {
  member_id: string;
  purpose: Purpose;
  text_version: string;
  channel: ConsentChannel;
  recorded_at: Date;
}

const ROWS_A_STATEMENT = 2_000;

/** The first yes of many people at once, in Chinese: of people who have said nothing about the purpose yet. */
export async function recordFirstConsents(tx: Tx, { runtime }: Keyed, firsts: readonly FirstConsent[]): Promise<void> {
  const { tenant_id } = tx;
  const texts = (await listDocuments(tx)).filter(({ language }) => language === "zh-CN");
  const documents = new Map(texts.map((text) => [`${text.purpose} ${text.text_version}`, text]));
  for (let start = 0; start < firsts.length; start += ROWS_A_STATEMENT) {
    const rows = firsts.slice(start, start + ROWS_A_STATEMENT).map((first) => {
      const document = documents.get(`${first.purpose} ${first.text_version}`);
      const consent = {
        tenant_id,
        consent_id: runtime.ids.next(),
        ...first,
        action: "granted" as const,
        text_sha256: document?.sha256 ?? null,
        actor: "system" as const,
        actor_id: null,
        ip_digest: null,
      };
      return {
        ...consent,
        document_id: document?.document_id ?? null,
        language: "zh-CN" as const,
        ip: null,
        proof: consentProof(consent, null),
      };
    });
    await tx.run(sql_builder.insertInto("consents.consent").values(rows));
    await tx.run(
      sql_builder.insertInto("consents.standing").values(
        rows.map(({ member_id, purpose, text_version, consent_id, recorded_at }) => {
          return {
            tenant_id,
            member_id,
            purpose,
            state: "granted" as const,
            text_version,
            consent_id,
            since: recorded_at,
          };
        }),
      ),
    );
  }
}
