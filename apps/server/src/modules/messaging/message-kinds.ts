import { assert } from "../../platform/kernel/assert.ts";
import type { Language } from "../../platform/kernel/errors.ts";

/** A kind of SMS: a carrier sends it by a template that was approved for it. */
export interface SmsKind {
  readonly label: Readonly<Record<Language, string>>;
  /** The values that a template may name, with an example of each: for the trial. */
  readonly params: Readonly<Record<string, string>>;
}

const kinds = new Map<string, SmsKind>();

/** Each room says once, at import, which SMS it writes. */
export function registerSmsKind(kind: string, spec: SmsKind): void {
  assert(!kinds.has(kind), `SMS kind ${kind} is registered once`);
  kinds.set(kind, spec);
}

export function listSmsKinds(): [string, SmsKind][] {
  return [...kinds];
}

export function findSmsKind(kind: string): SmsKind | undefined {
  return kinds.get(kind);
}
