/** What only the member can show: it reaches them also outside our data scope. */
export type Possession = { member_code: string } | { phone: string };
export type Identifier = Possession | { card_no: string };

/** What a scanner or a person put into one field: a member code, a whole phone number, a card number, or nothing we know. */
export function readIdentifier(text: string): Identifier | undefined {
  const plain = text.trim();
  if (/^HY\d+\./.test(plain)) return { member_code: plain };
  const digits = plain.normalize("NFKC").replace(/[\s-]/g, "").replace(/^\+86/, "");
  if (/^1\d{10}$/.test(digits)) return { phone: digits };
  if (/^\d{16}$/.test(digits)) return { card_no: digits };
  return undefined;
}
