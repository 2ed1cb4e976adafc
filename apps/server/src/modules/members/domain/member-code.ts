import { assert } from "../../../platform/kernel/assert.ts";

/** A code shows for a minute, and is taken until half a minute later: walking up to the gate takes time. */
export const CODE_WINDOW_SECONDS = 60;
export const CODE_GRACE_SECONDS = 30;
/** A phone's clock may be ahead by up to one window. */
const SKEW_WINDOWS = 1;

const PREFIX = "HY1.";
const REF_BYTES = 16;
const SIGNED_BYTES = 1 + REF_BYTES + 4;
const MAC_BYTES = 16;
const CODE = /^HY1\.[\w-]{50}$/;

/** Signs with a numbered key; the platform's Signer is one. */
export interface CodeSigner {
  readonly key_id: number;
  sign(data: Uint8Array, key_id?: number): Uint8Array;
  verify(data: Uint8Array, key_id: number, signature: Uint8Array): boolean;
}

export interface CodeFace {
  tenant_id: string;
  /** The member's random reference: means nothing outside the tenant's own database. */
  medium_ref: string;
  /** Minutes since 1970. */
  window: number;
}

/** A code that expired was ours: it still says whose it was and when. */
export type CodeReading =
  | { status: "valid" | "expired"; medium_ref: string; window: number; valid_until: Date }
  | { status: "invalid" };

export function codeWindowAt(at: Date): number {
  return Math.floor(at.getTime() / 1000 / CODE_WINDOW_SECONDS);
}

const windowEnd = (window: number) => new Date((window + 1) * CODE_WINDOW_SECONDS * 1000);
const uuidBytes = (uuid: string) => Buffer.from(uuid.replaceAll("-", ""), "hex");
const uuidText = (bytes: Buffer) => bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");

/** What is signed: the visible bytes, and the tenant, so that one tenant's code means nothing at another's gate. */
const signedBytes = (tenant_id: string, face: Uint8Array) => Buffer.concat([uuidBytes(tenant_id), face]);

/** `HY1.` and base64url of key id (1 byte) · reference (16) · window (4) · signature (16). */
export function writeMemberCode(signer: CodeSigner, face: CodeFace): string {
  assert(face.window >= 0 && face.window < 2 ** 32, "a window fits four bytes");
  const bytes = Buffer.alloc(SIGNED_BYTES + MAC_BYTES);
  bytes.writeUInt8(signer.key_id, 0);
  uuidBytes(face.medium_ref).copy(bytes, 1);
  bytes.writeUInt32BE(face.window, 1 + REF_BYTES);
  const signature = signer.sign(signedBytes(face.tenant_id, bytes.subarray(0, SIGNED_BYTES)));
  bytes.set(signature.subarray(0, MAC_BYTES), SIGNED_BYTES);
  return PREFIX + bytes.toString("base64url");
}

/** Whom a scanned code stands for. */
export function readMemberCode(signer: CodeSigner, tenant_id: string, code: string, at: Date): CodeReading {
  const invalid = { status: "invalid" } as const;
  const text = code.trim();
  if (!CODE.test(text)) return invalid;
  const bytes = Buffer.from(text.slice(PREFIX.length), "base64url");
  // One code has one spelling: base64 would ignore the last four bits.
  if (PREFIX + bytes.toString("base64url") !== text) return invalid;
  const face = bytes.subarray(0, SIGNED_BYTES);
  if (!signer.verify(signedBytes(tenant_id, face), bytes.readUInt8(0), bytes.subarray(SIGNED_BYTES))) return invalid;
  const window = bytes.readUInt32BE(1 + REF_BYTES);
  if (window > codeWindowAt(at) + SKEW_WINDOWS) return invalid;
  const valid_until = windowEnd(window);
  const taken_until = valid_until.getTime() + CODE_GRACE_SECONDS * 1000;
  const status = at.getTime() < taken_until ? "valid" : "expired";
  return { status, medium_ref: uuidText(bytes.subarray(1, 1 + REF_BYTES)), window, valid_until };
}

export interface DatedCode {
  code: string;
  valid_from: Date;
  /** The end of its window; it is still taken for `CODE_GRACE_SECONDS`. */
  valid_until: Date;
}

/** The codes from now on for `seconds`, so that a phone without network can go on showing them. */
export function upcomingCodes(
  signer: CodeSigner,
  member: Omit<CodeFace, "window">,
  at: Date,
  seconds: number,
): DatedCode[] {
  const first = codeWindowAt(at);
  return Array.from({ length: Math.ceil(seconds / CODE_WINDOW_SECONDS) }, (_, index) => {
    const window = first + index;
    return {
      code: writeMemberCode(signer, { ...member, window }),
      valid_from: new Date(window * CODE_WINDOW_SECONDS * 1000),
      valid_until: windowEnd(window),
    };
  });
}
