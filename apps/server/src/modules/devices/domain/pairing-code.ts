/** Easy to read across a hall and to tell apart: no vowels, no 0, 1. */
const LETTERS = "23456789BCDFGHJKMNPQRSTVWXZ";
const CODE_LENGTH = 8;

export const PAIRING_MINUTES = 10;

export function pairingCodeOf(bytes: Uint8Array): string {
  return [...bytes.subarray(0, CODE_LENGTH)].map((byte) => LETTERS[byte % LETTERS.length]).join("");
}

export const PAIRING_BYTES = CODE_LENGTH;

/** As it was typed: with a space, a dash, in small letters. */
export const readPairingCode = (text: string): string => text.toUpperCase().replace(/[^A-Z0-9]/g, "");

/** K7QM-3XHA: in two halves, as it is shown. */
export const showPairingCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`;
