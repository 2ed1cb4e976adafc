import type { Texts } from "../../../platform/i18n/language.ts";
import type { Language } from "../../../platform/kernel/errors.ts";
import type { Field, FieldValue } from "./field.ts";

const YES: Texts = { "zh-CN": "是", en: "Yes", ko: "예" };
const NO: Texts = { "zh-CN": "否", en: "No", ko: "아니요" };

/** A value as a person reads it. */
export function valueWords(field: Field, value: FieldValue, language: Language): string {
  if (typeof value === "boolean") return (value ? YES : NO)[language];
  if (field.type !== "choice" && field.type !== "choices") return String(value);
  const codes = typeof value === "object" ? value : [String(value)];
  return codes.map((code) => optionLabel(field, code, language)).join(" · ");
}

const optionLabel = ({ options }: Field, code: string, language: Language): string =>
  options.find((option) => option.code === code)?.labels[language] ?? code;
