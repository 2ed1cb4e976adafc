import { sql_builder } from "../../platform/db/builder.ts";
import type { Db } from "../../platform/db/pool.ts";
import { consentProof } from "./domain/consent-proof.ts";

export interface Standing {
  purpose: string;
  state: "granted" | "withdrawn";
  text_version: string;
  consent_id: string;
  since: Date;
}

/** What a member has said of each purpose they were asked for, as it stands. */
export function listStandings(db: Db, member_id: string): Promise<Standing[]> {
  return db.all(
    sql_builder
      .selectFrom("consents.standing")
      .select(["purpose", "state", "text_version", "consent_id", "since"])
      .where("tenant_id", "=", db.tenant_id)
      .where("member_id", "=", member_id)
      .orderBy("purpose"),
  );
}

export interface ConsentRecord {
  consent_id: string;
  purpose: string;
  action: "granted" | "withdrawn";
  text_version: string;
  language: string | null;
  /** Null: the text is not kept here. */
  text_sha256: Buffer | null;
  channel: string;
  actor: "member" | "staff" | "api_key" | "system";
  actor_id: string | null;
  recorded_at: Date;
  /** Null for what was written down before there were proofs. */
  proof: Buffer | null;
  /** Whether the proof fits to what stands there; null where there is none. */
  proof_holds: boolean | null;
}

/** Everything a member ever said, the first word first, each checked against its proof. */
export async function listConsents(db: Db, member_id: string): Promise<ConsentRecord[]> {
  const { tenant_id } = db;
  const rows = await db.all(
    sql_builder
      .selectFrom("consents.consent")
      .select(["consent_id", "purpose", "action", "text_version", "language", "text_sha256", "channel", "actor"])
      .select(["actor_id", "ip_digest", "recorded_at", "proof"])
      .where("tenant_id", "=", tenant_id)
      .where("member_id", "=", member_id)
      .orderBy("recorded_at")
      .orderBy("consent_id"),
  );
  const last = new Map<string, Buffer | null>();
  return rows.map(({ ip_digest, ...row }) => {
    const expected = consentProof({ tenant_id, member_id, ip_digest, ...row }, last.get(row.purpose) ?? null);
    last.set(row.purpose, row.proof);
    return { ...row, proof_holds: row.proof === null ? null : row.proof.equals(expected) };
  });
}

export interface Coverage {
  purpose: string;
  state: "granted" | "withdrawn";
  text_version: string;
  people: number;
}

/** How many people have said what to which text. */
export function readCoverage(db: Db): Promise<Coverage[]> {
  return db.all(
    sql_builder
      .selectFrom("consents.standing")
      .select(["purpose", "state", "text_version"])
      .select(({ fn }) => fn.countAll<number>().as("people"))
      .where("tenant_id", "=", db.tenant_id)
      .groupBy(["purpose", "state", "text_version"])
      .orderBy("purpose")
      .orderBy("text_version"),
  );
}

/** Words said between two moments, by purpose and action. */
export function countConsents(
  db: Db,
  from: Date,
  to: Date,
): Promise<{ purpose: string; action: string; count: number }[]> {
  return db.all(
    sql_builder
      .selectFrom("consents.consent")
      .select(["purpose", "action"])
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .where("tenant_id", "=", db.tenant_id)
      .where("recorded_at", ">=", from)
      .where("recorded_at", "<", to)
      .groupBy(["purpose", "action"])
      .orderBy("purpose")
      .orderBy("action"),
  );
}
