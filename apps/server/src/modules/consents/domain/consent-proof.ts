import { createHash } from "node:crypto";

/** All that a consent says, in the order in which it is hashed. */
export interface ProvenConsent {
  readonly tenant_id: string;
  readonly consent_id: string;
  readonly member_id: string;
  readonly purpose: string;
  readonly action: "granted" | "withdrawn";
  readonly text_version: string;
  /** Of the text that was shown; null when it is not kept here. */
  readonly text_sha256: Buffer | null;
  readonly channel: string;
  readonly actor: string;
  readonly actor_id: string | null;
  readonly ip_digest: Buffer | null;
  readonly recorded_at: Date;
}

/**
 * SHA-256 over one consent and the proof before it, of the same member and purpose: none can be changed, left out or put
 * between others without being seen. Opaque ids and digests only, so that it holds when the person has left.
 */
export function consentProof(consent: ProvenConsent, previous: Buffer | null): Buffer {
  const hex = (bytes: Buffer | null) => bytes?.toString("hex") ?? null;
  const { tenant_id, consent_id, member_id, purpose, action, text_version, channel, actor, actor_id } = consent;
  const what = [tenant_id, consent_id, member_id, purpose, action, text_version, hex(consent.text_sha256)];
  const how = [channel, actor, actor_id, hex(consent.ip_digest), consent.recorded_at.toISOString(), hex(previous)];
  return createHash("sha256")
    .update(`huiyou consent 1\n${JSON.stringify([...what, ...how])}`)
    .digest();
}

/** What a text is known by: its title and body in one language. */
export function textDigest(language: string, title: string, body: string): Buffer {
  return createHash("sha256")
    .update(`huiyou text 1\n${JSON.stringify([language, title, body])}`)
    .digest();
}
