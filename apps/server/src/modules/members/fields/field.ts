import type { Texts } from "../../../platform/i18n/language.ts";

export const FIELD_TYPES = ["text", "number", "date", "boolean", "choice", "choices"] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** Forms on which somebody's profile is filled in. */
export const FIELD_FORMS = ["front_desk", "member", "kiosk"] as const;
export type FieldForm = (typeof FIELD_FORMS)[number];

export const MOST_FIELDS = 100;
export const MOST_OPTIONS = 100;
export const TEXT_LENGTH = 500;
/** As many decimals as a double keeps beside a number of this size. */
export const DECIMALS = 4;
export const LARGEST_NUMBER = 99_999_999_999;

export interface FieldOption {
  code: string;
  labels: Texts;
  /** No longer offered; whoever has it keeps it. */
  archived: boolean;
}

/** What a tenant wants to know of its members beyond what everybody has. */
export interface Field {
  field_id: string;
  key: string;
  type: FieldType;
  labels: Texts;
  options: readonly FieldOption[];
  required_on: readonly FieldForm[];
  is_sensitive: boolean;
  shown_to_member: boolean;
  editable_by_member: boolean;
  searchable: boolean;
  position: number;
  version: number;
  archived_at: Date | null;
}

/** A date as YYYY-MM-DD, a choice as its code, choices in the order in which they are offered. */
export type FieldValue = string | number | boolean | readonly string[];

/** null: forgotten. */
export type FieldChange = ReadonlyMap<Field, FieldValue | null>;
