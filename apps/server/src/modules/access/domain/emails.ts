import { createHash } from "node:crypto";

/** One spelling of an e-mail: sign-in does not fail over a capital letter or a space. */
export function normalizeEmail(email: string): string {
  return email.trim().normalize("NFKC").toLowerCase();
}

/** Failures are counted without keeping the address that was tried. */
export function hashEmail(email: string): Buffer {
  return createHash("sha256").update(email).digest();
}
