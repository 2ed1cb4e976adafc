// Personal data and secrets inside texts that end up in logs and error columns.

const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/\b(hy_[a-z]{2,4}_|whsec_)[\w+/=-]+/g, "$1…"],
  [/\b(bearer|basic)\s+[\w.~+/=…-]+/gi, "$1 …"],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, "…"],
  [/\b(code|key|token|secret|password)([=:]\s?["']?)[\w+/=-]{4,}/gi, "$1$2…"],
  // A URL's password.
  [/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]+):[^\s@/]+@/gi, "$1:…@"],
  // ID numbers before phones: they are longer.
  [/(?<![\dA-Za-z])\d{6}(?:18|19|20)\d{2}[01]\d[0-3]\d{4}[\dXx](?![\dA-Za-z])/g, "…"],
  // Mobile numbers of the mainland, with or without country code and separators.
  [/(?<![\dA-Za-z])(?:(?:\+|00)?86[\s-]?)?1[3-9]\d(?:[\s-]?\d{4}){2}(?![\dA-Za-z])/g, "…"],
  // Other numbers in international spelling.
  [/\+\d[\d\s-]{7,16}\d(?![\dA-Za-z])/g, "…"],
  [/[\w.%+-]+@[\w-]+(?:\.[\w-]+)+/g, "…@…"],
];

/** The text without phones, ID numbers, e-mail addresses, tokens and passwords. */
export function redactText(text: string): string {
  return PATTERNS.reduce((clean, [pattern, instead]) => clean.replace(pattern, instead), text);
}

const DEPTH = 5;

/** The same for every text inside a value that is about to be logged. */
export function redactDeep(value: unknown, depth = DEPTH): unknown {
  if (typeof value === "string") return redactText(value);
  if (value === null || typeof value !== "object" || value instanceof Date) return value;
  if (depth === 0) return "…";
  if (Array.isArray(value)) return value.map((one) => redactDeep(one, depth - 1));
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, redactDeep(one, depth - 1)]));
}
