// Written by hand: many phones' mini-programs have no Intl.

/** 12480 → "12,480". */
export function grouped(value: number): string {
  const digits = String(Math.abs(value)).replace(/\B(?=(\d{3})+$)/g, ",");
  return value < 0 ? `−${digits}` : digits;
}

/** A product as the server worked it out, to its last decimal: "1139.976" → "1,139.976". */
export function groupedDecimal(text: string): string {
  const [whole = "", decimals] = text.split(".");
  const grouped_whole = grouped(Number(whole));
  return decimals === undefined ? grouped_whole : `${grouped_whole}.${decimals}`;
}

/** With its sign: "+120", "−300". */
export function signed(value: number): string {
  return value > 0 ? `+${grouped(value)}` : grouped(value);
}

/** Fen as yuan with two decimals: 31666 → "316.66". */
export function yuan(amount_fen: number): string {
  const fen = Math.abs(amount_fen);
  const text = `${grouped(Math.floor(fen / 100))}.${String(fen % 100).padStart(2, "0")}`;
  return amount_fen < 0 ? `−${text}` : text;
}

/** Card numbers are read in fours. */
export function inFours(text: string): string {
  return text.replace(/\s/g, "").replace(/(.{4})(?=.)/g, "$1 ");
}

/** 13905712048 → "139 0571 2048", as far as it is typed. */
export function phoneInGroups(digits: string): string {
  return [digits.slice(0, 3), digits.slice(3, 7), digits.slice(7, 11)].filter((part) => part !== "").join(" ");
}

/** A factor without needless digits: 6/5 → "1.2", 300/100 → "3". At most four decimals. */
export function ratio(num: number, den: number): string {
  return String(Math.round((num / den) * 10_000) / 10_000);
}

/** In a sentence whole yuan stand without decimals: 5000 → "50", 31666 → "316.66". */
export function yuanShort(amount_fen: number): string {
  return yuan(amount_fen).replace(/\.00$/, "");
}
