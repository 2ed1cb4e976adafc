// What a file says in the columns of a tenant's own fields: as people write it, by label or by code.
import type { ImportField, ImportRow } from "../../../platform/imports/import-kinds.ts";
import { readImportDate } from "../domain/import-cells.ts";
import { nameKey } from "../domain/name-grams.ts";
import type { Sex } from "../find-member.ts";
import { checkValue, type Fault } from "./check-value.ts";
import type { Field, FieldChange, FieldValue } from "./field.ts";

const t = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });

export const SEX_FIELD: ImportField = {
  name: "sex",
  label: t("性别", "Sex", "성별"),
  example: "女",
  known_as: ["gender"],
};

const SEXES: ReadonlyMap<string, Sex> = new Map([
  ...["女", "女性", "f", "female", "여", "여성"].map((word) => [word, "female"] as const),
  ...["男", "男性", "m", "male", "남", "남성"].map((word) => [word, "male"] as const),
  ...["其他", "o", "other", "기타"].map((word) => [word, "other"] as const),
]);

export const readSex = (cell: string): Sex | undefined => SEXES.get(nameKey(cell));

const nameOf = ({ key }: Field) => `fields.${key}`;

export const importFieldsOf = (fields: readonly Field[]): ImportField[] =>
  fields.map((field) => ({
    name: nameOf(field),
    label: field.labels,
    example: exampleOf(field),
    known_as: [field.key],
  }));

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

const YES = new Set(["是", "有", "y", "yes", "true", "1", "예", "네"]);
const NO = new Set(["否", "无", "没有", "n", "no", "false", "0", "아니요", "아니오"]);

/** The cell as a caller of the API would write it; what cannot be read stays a text, which the check refuses. */
function rawOf(field: Field, cell: string): unknown {
  switch (field.type) {
    case "text":
      return cell;
    case "number":
      return /^[+-]?[\d,]+(\.\d+)?$/.test(plain(cell)) ? Number(plain(cell).replaceAll(",", "")) : cell;
    case "date":
      return readImportDate(cell) ?? cell;
    case "boolean":
      return YES.has(nameKey(cell)) ? true : NO.has(nameKey(cell)) ? false : cell;
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
