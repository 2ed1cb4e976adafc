import { BOM, csvLine } from "../files/csv.ts";
import { toZonedIso } from "../kernel/dates.ts";
import type { Language } from "../kernel/errors.ts";
import { hide } from "../kernel/sensitive.ts";
import { ABOUT_SHEET, type About, aboutLine, aboutLines } from "./about.ts";
import type { AnyExportKind, Cell, ExportColumn, ExportRow } from "./export-kinds.ts";
import type { ExportFormat } from "./exports.ts";
import type { RightsNow } from "./rights-now.ts";
import { addXlsxRows, beginXlsx, endXlsx, type Value } from "./write-xlsx.ts";
import type { ZipState } from "./zip.ts";

/** A piece of the file, and what the next piece must know. */
export interface Written {
  bytes: Buffer;
  zip: ZipState | null;
}

const sheetTitle = (text: string) => text.replace(/[[\]:*?/\\']/g, " ").slice(0, 31);

export function beginFile(
  format: ExportFormat,
  kind: AnyExportKind,
  columns: readonly ExportColumn[],
  language: Language,
): Written {
  const names = columns.map(({ label }) => label[language]);
  if (format === "csv") return { bytes: Buffer.from(BOM + csvLine(names)), zip: null };
  const { bytes, state } = beginXlsx([sheetTitle(kind.label[language]), ABOUT_SHEET[language]], names);
  return { bytes, zip: state };
}

export function writeRows(zip: ZipState | null, values: readonly (readonly Value[])[]): Written {
  if (zip === null) return { bytes: Buffer.from(values.map(csvLine).join("")), zip };
  const { bytes, state } = addXlsxRows(zip, values);
  return { bytes, zip: state };
}

export function endFile(zip: ZipState | null, about: About, language: Language): Buffer {
  return zip === null ? Buffer.from(csvLine([aboutLine(about, language)])) : endXlsx(zip, aboutLines(about, language));
}

/** A row as this person may read it. */
export function valuesOf(
  row: ExportRow,
  columns: readonly ExportColumn[],
  { masks, clear }: Pick<RightsNow, "masks" | "clear">,
  time_zone: string,
): Value[] {
  return columns.map((column) => {
    const whole = row[column.name] ?? null;
    const shown = column.clear && !clear.has(column.name) ? column.clear.shorten(whole) : whole;
    const { sensitive } = column;
    // What hides a value leaves a text of it or nothing.
    const seen = sensitive && shown !== null && masks.has(sensitive) ? (hide(sensitive, shown) as Cell) : shown;
    return written(seen, column, time_zone);
  });
}

function written(value: Cell, { type }: ExportColumn, time_zone: string): Value {
  if (value instanceof Date)
    return toZonedIso(value, time_zone).slice(0, "2026-05-01T10:30:00".length).replace("T", " ");
  return type === "fen" && typeof value === "number" ? value / 100 : value;
}
