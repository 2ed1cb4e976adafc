import { SaxesParser, type SaxesTagPlain } from "saxes";
import type { Keyed } from "../crypto/secrets.ts";
import type { Database } from "../db/pool.ts";
import { CHUNK_BYTES, readChunk } from "../files/file-store.ts";
import { AppError } from "../kernel/errors.ts";
import type { TableRow } from "./table.ts";
import { listEntries, type ReadAt, unpack, type ZipEntry } from "./zip.ts";

export interface XlsxLayout {
  format: "xlsx";
  sheet: ZipEntry;
  strings: ZipEntry | null;
  /** Styles whose numbers are days. */
  date_styles: number[];
  /** Days are counted from 1904, as old Macintoshes did. */
  from_1904: boolean;
}

type Place = Keyed & { database: Database };
interface FileAt {
  tenant_id: string;
  file_id: string;
  size_bytes: number;
}

/** Texts of all cells are held while the file is read. */
const STRINGS_LENGTH = 32 * 1024 * 1024;
const CELL_LENGTH = 32_767;
const MOST_CELLS = 1_000;
/** As many as a spreadsheet program allows (ECMA-376 has no bound of its own). */
const MOST_STYLES = 65_536;
const DAY_MS = 86_400_000;

/** Keeps the chunk it read last: an archive is read from place to place, mostly forward. */
function readerOf(app: Place, { tenant_id, file_id }: FileAt): ReadAt {
  let held: { chunk_no: number; content: Buffer } | undefined;
  return async (offset, length) => {
    const parts: Buffer[] = [];
    for (let at = offset; at < offset + length; ) {
      const chunk_no = Math.floor(at / CHUNK_BYTES);
      if (held?.chunk_no !== chunk_no) {
        const content = await readChunk(app, tenant_id, file_id, chunk_no);
        if (!content) break;
        held = { chunk_no, content };
      }
      const start = at - chunk_no * CHUNK_BYTES;
      const part = held.content.subarray(start, start + offset + length - at);
      if (part.length === 0) break;
      parts.push(part);
      at += part.length;
    }
    return Buffer.concat(parts);
  };
}

/** Between two tags, and tags within tags: what a parser must hold. A cell has 32,767 characters, six tags around it. */
const TEXT_LENGTH = 1024 * 1024;
const DEEPEST = 64;

interface Xml {
  open?: (tag: SaxesTagPlain) => void;
  text?: (text: string) => void;
  close?: (tag: SaxesTagPlain) => void;
}

/** Reads XML piece by piece. Entities that a document declares for itself are unknown to the parser and end it. */
async function* parseXml(readAt: ReadAt, entry: ZipEntry, xml: Xml): AsyncGenerator<void> {
  const parser = new SaxesParser();
  const decoder = new TextDecoder();
  let failure: Error | undefined;
  parser.on("error", (error) => {
    failure ??= error;
  });
  parser.on("doctype", () => {
    failure ??= new Error("a document type");
  });
  let held = 0;
  let depth = 0;
  parser.on("opentag", (tag) => {
    held = 0;
    depth += 1;
    if (depth > DEEPEST) throw new AppError("file_too_dense");
    xml.open?.(tag);
  });
  parser.on("closetag", (tag) => {
    held = 0;
    depth -= 1;
    xml.close?.(tag);
  });
  if (xml.text) parser.on("text", xml.text);
  for await (const piece of unpack(readAt, entry)) {
    held += piece.length;
    parser.write(decoder.decode(piece, { stream: true }));
    if (failure) throw new AppError("file_unreadable", { reason: "XML" });
    if (held > TEXT_LENGTH) throw new AppError("file_too_dense");
    yield;
  }
  parser.write(decoder.decode()).close();
  if (failure) throw new AppError("file_unreadable", { reason: "XML" });
  yield;
}

async function whole(readAt: ReadAt, entry: ZipEntry | undefined, xml: Xml): Promise<void> {
  if (!entry) return;
  for await (const _ of parseXml(readAt, entry, xml));
}

const plain = (name: string) => name.slice(name.indexOf(":") + 1);

/** Where the first sheet, the texts and the styles are. @throws file_unreadable · file_too_dense */
export async function xlsxLayoutOf(app: Place, file: FileAt): Promise<XlsxLayout> {
  const readAt = readerOf(app, file);
  const entries = await listEntries(readAt, file.size_bytes);
  let relation: string | undefined;
  let from_1904 = false;
  await whole(readAt, entries.get("xl/workbook.xml"), {
    open: ({ name, attributes }) => {
      if (plain(name) === "sheet") relation ??= attributes["r:id"];
      if (plain(name) === "workbookPr") from_1904 = ["1", "true"].includes(attributes["date1904"] ?? "");
    },
  });
  let target = "worksheets/sheet1.xml";
  await whole(readAt, entries.get("xl/_rels/workbook.xml.rels"), {
    open: ({ attributes }) => {
      if (relation !== undefined && attributes["Id"] === relation) target = attributes["Target"] ?? target;
    },
  });
  const sheet = entries.get(target.startsWith("/") ? target.slice(1) : `xl/${target}`);
  if (!sheet) throw new AppError("file_unreadable", { reason: "XLSX" });
  const date_styles = await dateStylesOf(readAt, entries.get("xl/styles.xml"));
  return { format: "xlsx", sheet, strings: entries.get("xl/sharedStrings.xml") ?? null, date_styles, from_1904 };
}

const BUILT_IN_DATES = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58]);

async function dateStylesOf(readAt: ReadAt, entry: ZipEntry | undefined): Promise<number[]> {
  const own = new Set<number>();
  const styles: number[] = [];
  let inside = false;
  let index = 0;
  await whole(readAt, entry, {
    open: ({ name, attributes }) => {
      const tag = plain(name);
      if (tag === "numFmt" && isDateFormat(attributes["formatCode"] ?? "")) own.add(Number(attributes["numFmtId"]));
      if (tag === "cellXfs") inside = true;
      if (tag !== "xf" || !inside) return;
      const format = Number(attributes["numFmtId"]);
      if (BUILT_IN_DATES.has(format) || own.has(format)) styles.push(index);
      index += 1;
      if (index > MOST_STYLES) throw new AppError("file_too_dense");
    },
    close: ({ name }) => {
      if (plain(name) === "cellXfs") inside = false;
    },
  });
  return styles;
}

/** Years or days outside of what is quoted, escaped or in brackets. */
function isDateFormat(code: string): boolean {
  return /[yd年]/i.test(code.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, ""));
}

async function readStrings(readAt: ReadAt, entry: ZipEntry | null): Promise<string[]> {
  const strings: string[] = [];
  let length = 0;
  let current = "";
  let in_text = false;
  let in_reading_aid = false;
  await whole(readAt, entry ?? undefined, {
    open: ({ name }) => {
      if (plain(name) === "rPh") in_reading_aid = true;
      if (plain(name) === "t") in_text = !in_reading_aid;
    },
    text: (text) => {
      if (in_text) current += text;
      if (length + current.length > STRINGS_LENGTH) throw new AppError("file_too_dense");
    },
    close: ({ name }) => {
      if (plain(name) === "t") in_text = false;
      if (plain(name) === "rPh") in_reading_aid = false;
      if (plain(name) !== "si") return;
      length += current.length + 8;
      if (length > STRINGS_LENGTH) throw new AppError("file_too_dense");
      strings.push(ownText(current));
      current = "";
    },
  });
  return strings;
}

/** A text cut out of a longer one keeps all of that alive: what stays is a copy, but for those so short that they are one already. */
const ownText = (text: string) => (text.length < 13 ? text : Buffer.from(text).toString());

interface Cell {
  at: number;
  type: string;
  style: number;
  text: string;
}

/** Rows of the first sheet as texts, the header first; empty rows are left out, numbers and days are written plainly. */
export async function* readXlsx(app: Place, file: FileAt, layout: XlsxLayout): AsyncGenerator<TableRow> {
  const readAt = readerOf(app, file);
  const strings = await readStrings(readAt, layout.strings);
  const date_styles = new Set(layout.date_styles);
  const ready: TableRow[] = [];
  let cells: string[] = [];
  let cell: Cell | undefined;
  let in_value = false;
  const xml: Xml = {
    open: ({ name, attributes }) => {
      const tag = plain(name);
      if (tag === "row") cells = [];
      if (tag === "c") {
        const at = columnOf(attributes["r"]) ?? cells.length;
        cell = { at, type: attributes["t"] ?? "n", style: Number(attributes["s"] ?? -1), text: "" };
      }
      if (tag === "v" || tag === "t") in_value = true;
    },
    text: (text) => {
      if (cell && in_value && cell.text.length < CELL_LENGTH) cell.text += text;
    },
    close: ({ name }) => {
      const tag = plain(name);
      if (tag === "v" || tag === "t") in_value = false;
      if (tag === "c" && cell) {
        if (cell.at < MOST_CELLS) {
          while (cells.length < cell.at) cells.push("");
          cells[cell.at] = shown(cell, strings, { is_date: date_styles.has(cell.style), from_1904: layout.from_1904 });
        }
        cell = undefined;
      }
      if (tag === "row" && cells.some((one) => one !== "")) ready.push({ cells });
    },
  };
  for await (const _ of parseXml(readAt, layout.sheet, xml)) yield* ready.splice(0);
  yield* ready.splice(0);
}

/** "AB12" is column 27. */
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? "")?.[0];
  if (letters === undefined) return undefined;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function shown(
  { type, text }: Cell,
  strings: string[],
  { is_date, from_1904 }: { is_date: boolean; from_1904: boolean },
) {
  if (type === "s") return strings[Number(text)] ?? "";
  if (type !== "n" || text === "") return text;
  const number = Number(text);
  if (!Number.isFinite(number)) return text;
  if (is_date) return dayOf(number, from_1904);
  // A phone number that Excel holds as 1.38001380001E10.
  return Number.isInteger(number) ? BigInt(number).toString() : text;
}

/** A serial of Excel is days since 1899-12-30, whose 1900 is a leap year that never was; a time of day follows a whole day. */
function dayOf(serial: number, from_1904: boolean): string {
  const start = from_1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30);
  const at = new Date(start + Math.round(serial * 86_400) * 1000);
  if (Number.isNaN(at.getTime())) return String(serial);
  const whole_day = at.getTime() % DAY_MS === 0;
  return whole_day ? at.toISOString().slice(0, 10) : at.toISOString().slice(0, 19).replace("T", " ");
}
