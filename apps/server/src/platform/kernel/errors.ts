export type Language = "zh-CN" | "en" | "ko";
export const LANGUAGES: readonly Language[] = ["zh-CN", "en", "ko"];

/** A declared failure: the HTTP status and what the caller reads, with {placeholders} filled from the error's data. */
export interface ErrorSpec {
  status: 400 | 401 | 403 | 404 | 405 | 408 | 409 | 413 | 415 | 417 | 422 | 429 | 431 | 500 | 503;
  title: Record<Language, string>;
  detail: Record<Language, string>;
}

export interface FieldError {
  /** JSON Pointer into the body, or `#/query/x`, `#/path/x`, `#/headers/x`. */
  pointer: string;
  code: string;
  /** What a person reads; the error's own text when left out. */
  detail?: string;
}

export class AppError extends Error {
  readonly code: string;
  readonly data: Record<string, unknown>;
  readonly fields: FieldError[];
  constructor(code: string, data: Record<string, unknown> = {}, fields: FieldError[] = []) {
    super(code);
    this.name = "AppError";
    this.code = code;
    this.data = data;
    this.fields = fields;
  }
}

const registry = new Map<string, ErrorSpec>();

/** Each room registers its codes once, at import. A code is stable: clients branch on it. */
export function registerErrors<const T extends Record<string, ErrorSpec>>(specs: T): T {
  for (const [code, spec] of Object.entries(specs)) {
    if (registry.has(code)) throw new Error(`error code registered twice: ${code}`);
    registry.set(code, spec);
  }
  return specs;
}

export function findErrorSpec(code: string): ErrorSpec | undefined {
  return registry.get(code);
}

export function listErrorSpecs(): [string, ErrorSpec][] {
  return [...registry].sort(([a], [b]) => (a < b ? -1 : 1));
}

export function fillText(text: string, data: Record<string, unknown>): string {
  return text.replace(/\{(\w+)\}/g, (whole, key: string) => (key in data ? String(data[key]) : whole));
}
