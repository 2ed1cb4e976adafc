import type { z } from "zod";
import type { Texts } from "../../../platform/i18n/language.ts";
import type { Language } from "../../../platform/kernel/errors.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import type { Completeness, WeighedItem } from "../fields/completeness.ts";
import type { Field, FieldValue } from "../fields/field.ts";
import type { FieldValues } from "../fields/values.ts";
import type { zField, zOwnField } from "./field-schema.ts";

const t = (zh: string, en: string, ko: string): Texts => ({ "zh-CN": zh, en, ko });

const PART_LABELS: Readonly<Record<string, Texts>> = {
  name: t("姓名", "Name", "이름"),
  phone: t("手机号", "Phone", "휴대폰"),
  birthday: t("生日", "Birthday", "생일"),
  sex: t("性别", "Gender", "성별"),
  id_number: t("身份证号", "ID number", "신분증 번호"),
  email: t("邮箱", "Email", "이메일"),
  language: t("语言", "Language", "언어"),
};

export function showField(language: Language) {
  return ({
    field_id,
    position: _position,
    labels,
    options,
    archived_at,
    ...field
  }: Field): z.output<typeof zField> => ({
    ...field,
    field_id: toWireId("field", field_id),
    label: labels[language],
    labels,
    options: options.map((option) => ({ ...option, label: option.labels[language] })),
    required_on: [...field.required_on],
    archived_at: archived_at?.toISOString() ?? null,
  });
}

const wireValue = (value: FieldValue | undefined) =>
  value === undefined ? null : typeof value === "object" ? [...value] : value;

/** Every field on forms, and which of them a role may hide. */
export function showFieldValues(fields: readonly Field[], values: FieldValues) {
  return {
    fields: Object.fromEntries(fields.map(({ key, field_id }) => [key, wireValue(values.get(field_id))])),
    sensitive_fields: fields.filter(({ is_sensitive }) => is_sensitive).map(({ key }) => key),
  };
}

export function showOwnFields(fields: readonly Field[], values: FieldValues, language: Language) {
  return fields.map((field): z.output<typeof zOwnField> => {
    const value = wireValue(values.get(field.field_id));
    const held = [value].flat();
    return {
      key: field.key,
      label: field.labels[language],
      type: field.type,
      options: field.options
        .filter(({ code, archived }) => !archived || held.includes(code))
        .map(({ code, labels }) => ({ code, label: labels[language] })),
      value,
      editable: field.editable_by_member,
      required: field.required_on.includes("member"),
    };
  });
}

export function showItem(language: Language) {
  return ({ item, weight, field }: WeighedItem) => ({
    item,
    weight,
    label: (field?.labels ?? PART_LABELS[item])?.[language] ?? item,
  });
}

/** What weighs how much is the house's. */
export const showOwnCompleteness = ({ percent, missing }: Completeness, language: Language) => ({
  percent,
  missing: missing.map(showItem(language)).map(({ item, label }) => ({ item, label })),
});

export const showCompleteness = ({ percent, missing }: Completeness, language: Language) => ({
  percent,
  missing: missing.map(showItem(language)),
});
