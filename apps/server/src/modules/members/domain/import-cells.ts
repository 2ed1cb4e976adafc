const ISO_DAY = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T].*)?$/;
/** Days since 1899-12-30, as Excel counts when a day has lost its format: 1900 to 2100. */
const SERIAL = /^\d{1,5}(?:\.0+)?$/;
const FIRST_SERIAL = 61;
const LAST_SERIAL = 73_415;

/** A day as people and spreadsheets write it; null when it is none. */
export function readImportDate(text: string): string | null {
  if (/^\d{8}$/.test(text)) return checked(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`);
  const [, year = "", month = "", day = ""] = ISO_DAY.exec(text) ?? [];
  if (year !== "") return checked(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`);
  const serial = SERIAL.test(text) ? Number(text) : 0;
  if (serial < FIRST_SERIAL || serial > LAST_SERIAL) return null;
  return new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000).toISOString().slice(0, 10);
}

function checked(day: string): string | null {
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day) ? day : null;
}

/** A number that a spreadsheet held as one: 1.38001E+10, 13800138000.0. */
export function readImportPhone(text: string): string {
  if (!/^\d+(?:\.\d+)?(?:E\+?\d+)?$/i.test(text) || /^\d+$/.test(text)) return text;
  const number = Number(text);
  return Number.isSafeInteger(number) ? String(number) : text;
}
