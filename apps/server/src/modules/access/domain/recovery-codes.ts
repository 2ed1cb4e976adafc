import { createHash } from "node:crypto";
import type { Random } from "../../../platform/kernel/random.ts";

export const RECOVERY_CODES = 10;
const GROUPS = 4;
const GROUP_LENGTH = 4;
/** Without 0/O, 1/I/L and U: read aloud and typed without doubt. Thirty characters. */
const LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Sixteen characters in four groups, about 78 bits. Shown once. */
export function createRecoveryCode(random: Random): string {
  const letter = (): string => {
    for (;;) {
      const [byte = 255] = random.bytes(1);
      if (byte < 240) return LETTERS[byte % LETTERS.length] ?? "";
    }
  };
  const group = () => Array.from({ length: GROUP_LENGTH }, letter).join("");
  return Array.from({ length: GROUPS }, group).join("-");
}

/** The same for every way of typing it; undefined for what cannot be one. */
export function normalizeRecoveryCode(text: string): string | undefined {
  const letters = text
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s‐‑–-]/g, "");
  const whole = letters.length === GROUPS * GROUP_LENGTH && [...letters].every((one) => LETTERS.includes(one));
  return whole ? (letters.match(/.{4}/g) ?? []).join("-") : undefined;
}

/** Salted by the person. Its chance is large enough for a fast hash. */
export function hashRecoveryCode(person_id: string, code: string): Buffer {
  return createHash("sha256").update(`${person_id}\n${code}`).digest();
}
