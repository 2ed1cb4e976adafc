// The symmetric signature of the Standard Webhooks specification (standardwebhooks.com), version 1.
import { createHmac } from "node:crypto";

const PREFIX = "whsec_";
/** The specification asks for 24 to 64. */
export const SECRET_BYTES = 32;

export interface SignedMessage {
  /** `webhook-id`: the same for every attempt. */
  id: string;
  /** `webhook-timestamp`: when this attempt was made. */
  timestamp_seconds: number;
  body: string;
}

export function writeSecret(bytes: Uint8Array): string {
  return PREFIX + Buffer.from(bytes).toString("base64");
}

/** Space-separated signatures, one for each secret: while a secret is replaced, receivers may check by either. */
export function signMessage(secrets: readonly string[], { id, timestamp_seconds, body }: SignedMessage): string {
  const content = `${id}.${timestamp_seconds}.${body}`;
  return secrets
    .map((secret) => `v1,${createHmac("sha256", keyOf(secret)).update(content).digest("base64")}`)
    .join(" ");
}

function keyOf(secret: string): Buffer {
  const key = Buffer.from(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret, "base64");
  if (key.length === 0) throw new Error("a webhook secret is empty");
  return key;
}
