// Alibaba Cloud's request signature, version 3 (ACS3-HMAC-SHA256), of its published documentation.
import { createHash, createHmac } from "node:crypto";

const ALGORITHM = "ACS3-HMAC-SHA256";

export interface AliyunRequest {
  method: string;
  query: Readonly<Record<string, string>>;
  /** Lower-case names; all of them are signed. */
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** The `authorization` of a request. */
export function aliyunAuthorization(key: { id: string; secret: string }, request: AliyunRequest): string {
  const names = Object.keys(request.headers).sort();
  const canonical = [
    request.method,
    "/",
    canonicalQuery(request.query),
    ...names.map((name) => `${name}:${(request.headers[name] ?? "").trim()}`),
    "",
    names.join(";"),
    sha256(request.body),
  ].join("\n");
  const signature = createHmac("sha256", key.secret)
    .update(`${ALGORITHM}\n${sha256(canonical)}`)
    .digest("hex");
  return `${ALGORITHM} Credential=${key.id},SignedHeaders=${names.join(";")},Signature=${signature}`;
}

export function canonicalQuery(query: Readonly<Record<string, string>>): string {
  return Object.keys(query)
    .sort()
    .map((name) => `${encode(name)}=${encode(query[name] ?? "")}`)
    .join("&");
}

/** RFC 3986: encodeURIComponent leaves five characters alone that are to be encoded. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
