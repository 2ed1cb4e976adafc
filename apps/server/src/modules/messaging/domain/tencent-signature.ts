// Tencent Cloud's request signature, version 3 (TC3-HMAC-SHA256), of its published documentation.
import { createHash, createHmac } from "node:crypto";

const ALGORITHM = "TC3-HMAC-SHA256";

export interface TencentRequest {
  service: string;
  timestamp_seconds: number;
  /** Lower-case names; all of them are signed. */
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** The `authorization` of a POST. */
export function tencentAuthorization(key: { id: string; secret: string }, request: TencentRequest): string {
  const { service, timestamp_seconds, headers, body } = request;
  const names = Object.keys(headers).sort();
  const signed = names.join(";");
  // Values are compared in lower case, as the specification has it.
  const lines = names.map((name) => `${name}:${(headers[name] ?? "").trim().toLowerCase()}`);
  const canonical = ["POST", "/", "", ...lines, "", signed, sha256(body)].join("\n");
  const date = new Date(timestamp_seconds * 1000).toISOString().slice(0, 10);
  const scope = `${date}/${service}/tc3_request`;
  const text = [ALGORITHM, timestamp_seconds, scope, sha256(canonical)].join("\n");
  const signing_key = hmac(hmac(hmac(`TC3${key.secret}`, date), service), "tc3_request");
  const signature = hmac(signing_key, text).toString("hex");
  return `${ALGORITHM} Credential=${key.id}/${scope}, SignedHeaders=${signed}, Signature=${signature}`;
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
