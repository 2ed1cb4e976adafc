/** `+` and 7 to 15 digits (E.164). The only form in which a number is compared, indexed or encrypted. */
export type Phone = string;

const MAINLAND = /^1[3-9]\d{9}$/;
const E164 = /^\+[1-9]\d{6,14}$/;

/**
 * The number a person meant: spaces, hyphens, dots, brackets and full-width digits are tolerated; a bare mainland mobile
 * number, `86…` and `0086…` become `+86…`; any other country needs its `+` or `00`. Undefined when it is none.
 */
export function parsePhone(text: string): Phone | undefined {
  if (text.length > 40) return undefined;
  const compact = text.normalize("NFKC").replace(/[\s().\-‐‑–]/g, "");
  const international = compact.startsWith("00") ? `+${compact.slice(2)}` : compact;
  const bare = /^(?:\+?86)?(\d{11})$/.exec(international)?.[1];
  if (bare !== undefined && MAINLAND.test(bare)) return `+86${bare}`;
  // Every +86 number that can receive an SMS is one of the above.
  if (international.startsWith("+86") || !E164.test(international)) return undefined;
  return international;
}

export function phoneTail(phone: Phone): string {
  return phone.slice(-4);
}

/** `138****8000`; `+852****5678` outside the mainland. */
export function maskPhone(phone: Phone): string {
  const shown = phone.startsWith("+86") ? phone.slice(3, 6) : phone.slice(0, 4);
  return `${shown}****${phone.slice(phone.length >= 11 ? -4 : -2)}`;
}
