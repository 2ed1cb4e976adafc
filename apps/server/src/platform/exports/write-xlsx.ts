// A workbook of two sheets: the rows and, behind them, who took them out, when and why. Texts stand in their cells, never
// as formulas; ECMA-376 wants no more than these parts.
import { safeText } from "../files/csv.ts";
import { addContent, closeEntry, endZip, NEW_ZIP, openEntry, type Zipped, type ZipState } from "./zip.ts";

/** A sheet ends at 1,048,576; the first row are the names. */
export const MOST_ROWS = 1_048_575;
const LONGEST_TEXT = 32_767;

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const ROWS_SHEET = "xl/worksheets/sheet1.xml";
const ABOUT_SHEET = "xl/worksheets/sheet2.xml";
const SHEET_BEGIN = `${XML}<worksheet xmlns="${MAIN}"><sheetData>`;
const SHEET_END = "</sheetData></worksheet>";

export type Value = string | number | null;

function parts(titles: readonly [string, string]): [string, string][] {
  const sheets = titles.map((title, n) => `<sheet name="${escaped(title)}" sheetId="${n + 1}" r:id="rId${n + 1}"/>`);
  const files = [ROWS_SHEET, ABOUT_SHEET];
  const types = files.map((file) => `<Override PartName="/${file}" ContentType="${SHEET_TYPE}.worksheet+xml"/>`);
  const relations = files.map(
    (file, n) => `<Relationship Id="rId${n + 1}" Type="${REL}/worksheet" Target="${file.slice("xl/".length)}"/>`,
  );
  return [
    [
      "[Content_Types].xml",
      `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEET_TYPE}.sheet.main+xml"/>${types.join("")}</Types>`,
    ],
    [
      "_rels/.rels",
      `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      "xl/workbook.xml",
      `${XML}<workbook xmlns="${MAIN}" xmlns:r="${REL}"><sheets>${sheets.join("")}</sheets></workbook>`,
    ],
    [
      "xl/_rels/workbook.xml.rels",
      `${XML}<Relationships xmlns="${PACKAGE}/relationships">${relations.join("")}</Relationships>`,
    ],
  ];
}

export function beginXlsx(titles: readonly [string, string], names: readonly string[]): Zipped {
  const pieces: Buffer[] = [];
  let state = NEW_ZIP;
  const take = (zipped: Zipped) => {
    pieces.push(zipped.bytes);
    state = zipped.state;
  };
  for (const [name, content] of parts(titles)) whole(state, name, content, take);
  take(openEntry(state, ROWS_SHEET));
  take(addContent(state, Buffer.from(SHEET_BEGIN + rowXml(names))));
  return { bytes: Buffer.concat(pieces), state };
}

export function addXlsxRows(state: ZipState, rows: readonly (readonly Value[])[]): Zipped {
  return addContent(state, Buffer.from(rows.map(rowXml).join("")));
}

/** The end of the rows, the sheet about them and the directory. */
export function endXlsx(before: ZipState, about: readonly (readonly Value[])[]): Buffer {
  const pieces: Buffer[] = [];
  let state = before;
  const take = (zipped: Zipped) => {
    pieces.push(zipped.bytes);
    state = zipped.state;
  };
  take(addContent(state, Buffer.from(SHEET_END)));
  take(closeEntry(state));
  whole(state, ABOUT_SHEET, SHEET_BEGIN + about.map(rowXml).join("") + SHEET_END, take);
  return Buffer.concat([...pieces, endZip(state)]);
}

function whole(before: ZipState, name: string, content: string, take: (zipped: Zipped) => void): void {
  const begun = openEntry(before, name);
  take(begun);
  const filled = addContent(begun.state, Buffer.from(content));
  take(filled);
  take(closeEntry(filled.state));
}

function rowXml(values: readonly Value[]): string {
  return `<row>${values.map(cellXml).join("")}</row>`;
}

/** Cells without an address follow each other. */
function cellXml(value: Value): string {
  if (value === null || value === "") return "<c/>";
  if (typeof value === "number") return `<c><v>${value}</v></c>`;
  const text = escaped(safeText(value).slice(0, LONGEST_TEXT));
  return `<c t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
}

const SIGNS: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Control characters and what XML 1.0 cannot hold are left out. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/(?![\t\n\r])[\p{Cc}\uFFFE\uFFFF]/gu, "")
    .replace(/[&<>"]/g, (sign) => SIGNS[sign] ?? "");
}
