import { maskName } from "./mask-name.ts";

/** What of a person, or of the money moved, a role may hide from whoever holds it. */
export const SENSITIVE_KINDS = ["phone", "id_number", "name", "birthday", "amounts", "custom_fields"] as const;
export type SensitiveKind = (typeof SENSITIVE_KINDS)[number];

/** A value as it reads where its kind is hidden: a name keeps its first and last character, everything else is not told. */
export function hide(kind: SensitiveKind, value: unknown): unknown {
  return kind === "name" && typeof value === "string" ? maskName(value) : null;
}

export const NO_MASKS: ReadonlySet<SensitiveKind> = new Set();
