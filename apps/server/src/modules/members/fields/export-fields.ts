import type { ExportColumn, ExportRow } from "../../../platform/exports/export-kinds.ts";
import type { Language } from "../../../platform/kernel/errors.ts";
import type { Field } from "./field.ts";
import { valueWords } from "./value-words.ts";
import type { FieldValues } from "./values.ts";

const nameOf = ({ key }: Field) => `fields.${key}`;

export const exportColumnsOf = (fields: readonly Field[]): ExportColumn[] =>
  fields.map((field) => ({
    name: nameOf(field),
    label: field.labels,
    type: field.type === "number" || field.type === "date" ? field.type : "text",
    ...(field.is_sensitive ? { sensitive: "custom_fields" } : {}),
  }));

export const fieldCells = (fields: readonly Field[], values: FieldValues, language: Language): ExportRow =>
  Object.fromEntries(
    fields.map((field) => {
      const value = values.get(field.field_id);
      if (value === undefined) return [nameOf(field), null];
      return [nameOf(field), typeof value === "number" ? value : valueWords(field, value, language)];
    }),
  );
