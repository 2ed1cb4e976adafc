import { assert } from "../../../platform/kernel/assert.ts";

/** What a card number starts with: no payment card does, so a till's scanner cannot take one for the other. */
const PREFIX = "88";
/** Digits of a card number that are drawn by chance, so that knowing one says nothing about the next. */
export const CARD_NO_FREE_DIGITS = 13;

/** The Luhn digit: finds every single wrong digit and nearly every pair that changed places. */
function checkDigit(digits: string): string {
  let sum = 0;
  for (let index = digits.length - 1, double = true; index >= 0; index--, double = !double) {
    const value = Number(digits[index]) * (double ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return String((10 - (sum % 10)) % 10);
}

/** 16 digits: prefix, the drawn number, check digit. */
export function cardNoOf(drawn: number): string {
  const free = String(drawn).padStart(CARD_NO_FREE_DIGITS, "0");
  assert(/^\d+$/.test(free) && free.length === CARD_NO_FREE_DIGITS, "a card number has 13 free digits");
  return PREFIX + free + checkDigit(PREFIX + free);
}

/** The number on a card as typed or scanned (spaces allowed), or undefined when it cannot be one. */
export function parseCardNo(text: string): string | undefined {
  const digits = text.normalize("NFKC").replace(/[\s-]/g, "");
  return /^\d{16}$/.test(digits) && checkDigit(digits.slice(0, -1)) === digits.at(-1) ? digits : undefined;
}
