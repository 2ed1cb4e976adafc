// What speaks for two members being one person, and how much. Pure.

export const DUPLICATE_CODES = [
  "id_number",
  "unionid",
  "openid",
  "phone",
  "email",
  "ota",
  "card",
  "employee_no",
  "external",
  "name_birthday",
  "name_phone_tail",
] as const;
export type DuplicateCode = (typeof DUPLICATE_CODES)[number];
export type DuplicateRules = Record<DuplicateCode, number>;

export interface DuplicatePolicy {
  version: number;
  /** Pairs below it are not shown. */
  threshold: number;
  /** How sure one such agreement makes; 0: it says nothing. */
  rules: DuplicateRules;
}

export const FIRST_POLICY: DuplicatePolicy = {
  version: 0,
  threshold: 50,
  rules: {
    id_number: 100,
    unionid: 100,
    openid: 100,
    phone: 95,
    email: 80,
    ota: 90,
    card: 90,
    employee_no: 90,
    external: 85,
    name_birthday: 70,
    name_phone_tail: 50,
  },
};

/** Two names written down by both: evidence that stands although only one of them may have it. */
export const CLAIM_CODES: ReadonlySet<DuplicateCode> = new Set([
  "unionid",
  "openid",
  "phone",
  "email",
  "ota",
  "card",
  "employee_no",
  "external",
]);

/**
 * Independent signs together: how unlikely it is that all of them are wrong. Only what is certain by itself makes certain.
 */
export function confidenceOf(reasons: readonly DuplicateCode[], { rules }: DuplicatePolicy): number {
  const signs = [...new Set(reasons)].map((code) => rules[code]);
  if (signs.some((one) => one === 100)) return 100;
  const doubt = signs.reduce((product, one) => (product * (100 - one)) / 100, 100);
  return Math.min(99, Math.round(100 - doubt));
}
