// The number of a resident identity card (GB 11643-1999): six digits of a place, eight of a birth date, three of order, a check
// character of ISO 7064 MOD 11-2. Cards for residents of Hong Kong, Macau and Taiwan have the same form (81…83).
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK_CHARACTERS = "10X98765432";

const PROVINCES = new Set(
  "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 91".split(
    " ",
  ),
);

/** What a number cannot be true by, the first of them: people correct one thing after the other. */
export type IdNumberFault = "id_number_length" | "id_number_region" | "id_number_date" | "id_number_checksum";

/** The number as it is printed, from what was typed, or why it cannot be one. */
export function readIdNumber(text: string): { id_number: string } | { fault: IdNumberFault } {
  const compact = text.normalize("NFKC").replace(/[\s-]/g, "").toUpperCase();
  if (!/^\d{17}[\dX]$/.test(compact)) return { fault: "id_number_length" };
  if (!PROVINCES.has(compact.slice(0, 2))) return { fault: "id_number_region" };
  if (!isDate(compact.slice(6, 14))) return { fault: "id_number_date" };
  return hasItsCheck(compact) ? { id_number: compact } : { fault: "id_number_checksum" };
}

/** The number as it is printed, from what was typed; undefined when it cannot be one. */
export function parseIdNumber(text: string): string | undefined {
  const read = readIdNumber(text);
  return "id_number" in read ? read.id_number : undefined;
}

function hasItsCheck(number: string): boolean {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(number[index]), 0);
  return number[17] === CHECK_CHARACTERS[sum % 11];
}

function isDate(digits: string): boolean {
  const date = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  const at = new Date(`${date}T00:00:00Z`);
  return date >= "1800-01-01" && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date);
}

export const idNumberTail = (id_number: string) => id_number.slice(-4);

/** `**************002X` */
export const maskIdNumber = (tail: string) => `${"*".repeat(14)}${tail}`;
