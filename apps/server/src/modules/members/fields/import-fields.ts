// What a file says in the columns of a tenant's own fields: as people write it, by label or by code.
import type { ImportField, ImportRow, ImportValue } from "../../../platform/imports/import-kinds.ts";
import { readImportDate } from "../domain/import-cells.ts";
import { nameKey } from "../domain/name-grams.ts";
import type { Sex } from "../find-member.ts";
import { checkValue, type Fault } from "./check-value.ts";
import type { Field, FieldChange, FieldValue } from "./field.ts";

const t = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });

const SEXES: readonly (ImportValue & { value: Sex })[] = [
  { value: "female", label: t("女", "Female", "여성"), words: ["女", "女性", "f", "female", "여", "여성"] },
  { value: "male", label: t("男", "Male", "남성"), words: ["男", "男性", "m", "male", "남", "남성"] },
  { value: "other", label: t("其他", "Other", "기타"), words: ["其他", "o", "other", "기타"] },
];

export const SEX_FIELD: ImportField = {
  name: "sex",
  label: t("性别", "Gender", "성별"),
  example: "女",
  known_as: ["gender"],
  values: SEXES,
};

const understood = <T extends ImportValue>(values: readonly T[], cell: string): T | undefined =>
  values.find(({ words }) => words.includes(nameKey(cell)));

export const readSex = (cell: string): Sex | undefined => understood(SEXES, cell)?.value;

const nameOf = ({ key }: Field) => `fields.${key}`;

export const importFieldsOf = (fields: readonly Field[]): ImportField[] =>
  fields.map((field) => ({
    name: nameOf(field),
    label: field.labels,
    example: exampleOf(field),
    known_as: [field.key],
    values: valuesOf(field),
  }));

/** Several in one cell are not listed: they are read one by one. */
function valuesOf({ type, options }: Field): readonly ImportValue[] {
  if (type === "boolean") return YES_OR_NO;
  if (type !== "choice") return [];
  return options
    .filter(({ archived }) => !archived)
    .map(({ code, labels }) => ({
      value: code,
      label: labels,
      words: [...new Set([nameKey(code), ...Object.values(labels).map(nameKey)])],
    }));
}

function exampleOf({ type, options }: Field): string {
  const offered = options.filter(({ archived }) => !archived).map(({ labels }) => labels["zh-CN"]);
  switch (type) {
    case "text":
      return "";
    case "number":
      return "170";
    case "date":
      return "2024-03-01";
    case "boolean":
      return "是";
    case "choice":
      return offered[0] ?? "";
    case "choices":
      return offered.slice(0, 2).join("；");
  }
}

/** The fields that a row fills in, or the column that cannot be read. */
export function readImportFields(row: ImportRow, fields: readonly Field[]): FieldChange | (Fault & { field: string }) {
  const change = new Map<Field, FieldValue | null>();
  for (const field of fields) {
    const cell = row[nameOf(field)];
    if (cell === undefined) continue;
    const read = checkValue(field, rawOf(field, cell));
    if ("fault" in read) return { field: nameOf(field), ...said(field, read) };
    change.set(field, read.value);
  }
  return change;
}

const YES_OR_NO: readonly ImportValue[] = [
  { value: "true", label: t("是", "Yes", "예"), words: ["是", "有", "y", "yes", "true", "1", "예", "네"] },
  {
    value: "false",
    label: t("否", "No", "아니요"),
    words: ["否", "无", "没有", "n", "no", "false", "0", "아니요", "아니오"],
  },
];

/** The cell as a caller of the API would write it; what cannot be read stays a text, which the check refuses. */
function rawOf(field: Field, cell: string): unknown {
  switch (field.type) {
    case "text":
      return cell;
    case "number":
      return /^[+-]?[\d,]+(\.\d+)?$/.test(plain(cell)) ? Number(plain(cell).replaceAll(",", "")) : cell;
    case "date":
      return readImportDate(cell) ?? cell;
    case "boolean": {
      const said = understood(YES_OR_NO, cell)?.value;
      return said === undefined ? cell : said === "true";
    }
    case "choice":
      return codeOf(field, cell);
    case "choices":
      return cell
        .split(/[;；,，、|·]/)
        .filter((part) => nameKey(part) !== "")
        .map((part) => codeOf(field, part));
  }
}

const plain = (cell: string) => cell.normalize("NFKC").trim();

/** A label in any of our languages, or the code. */
function codeOf({ options }: Field, cell: string): string {
  const asked = nameKey(cell);
  const found = options.find(
    ({ code, labels }) => code === asked || Object.values(labels).some((label) => nameKey(label) === asked),
  );
  return found?.code ?? cell;
}

/** Whoever looks after a file reads labels, not codes. */
function said(field: Field, { fault, data }: Fault): Fault {
  if (fault === "wrong_type" && field.type === "number") return { fault: "not_a_number" };
  if (fault === "wrong_type" && field.type === "boolean")
    return { fault: "not_allowed", data: { values: "是, 否, yes, no" } };
  if (fault !== "not_allowed") return { fault, ...(data ? { data } : {}) };
  const labels = field.options.filter(({ archived }) => !archived).map(({ labels: texts }) => texts["zh-CN"]);
  return { fault, data: { values: labels.join(", ") } };
}
