import type { Keyed } from "../crypto/secrets.ts";
import type { Database } from "../db/pool.ts";
import { readChunk, readChunks } from "../files/file-store.ts";
import { AppError } from "../kernel/errors.ts";
import { type CsvLayout, csvLayoutOf, readCsv } from "./read-csv.ts";
import { type JsonLinesLayout, jsonLinesLayoutOf, readJsonLines } from "./read-json-lines.ts";
import { readXlsx, type XlsxLayout, xlsxLayoutOf } from "./read-xlsx.ts";

export type Layout = CsvLayout | JsonLinesLayout | XlsxLayout;
type Place = Keyed & { database: Database };

/** A row of a file; `broken` says why it is none. */
export interface TableRow {
  cells: readonly string[];
  broken?: string;
}

export const MOST_COLUMNS = 200;
const HEADER_LENGTH = 200;

/** How a file is to be read, and what its first row calls the columns. @throws file_unreadable · file_too_dense */
export async function openTable(
  app: Place,
  file: { tenant_id: string; file_id: string; size_bytes: number },
): Promise<{ layout: Layout; columns: string[] }> {
  const head = (await readChunk(app, file.tenant_id, file.file_id, 0)) ?? Buffer.alloc(0);
  const zipped = head[0] === 0x50 && head[1] === 0x4b;
  const layout = zipped ? await xlsxLayoutOf(app, file) : (jsonLinesLayoutOf(head) ?? csvLayoutOf(head));
  for await (const { cells } of rowsOf(app, file, layout)) {
    const columns = cells.map((cell) => cell.trim().slice(0, HEADER_LENGTH).toWellFormed());
    if (columns.length > MOST_COLUMNS || columns.every((column) => column === "")) break;
    return { layout, columns };
  }
  throw new AppError("file_unreadable", { reason: "" });
}

/** The rows below the header, numbered from 1, after `after`. */
export async function* readTable(
  app: Place,
  file: { tenant_id: string; file_id: string; size_bytes: number },
  layout: Layout,
  after = 0,
): AsyncGenerator<TableRow & { row_no: number }> {
  let row_no = -1;
  for await (const row of rowsOf(app, file, layout)) {
    row_no += 1;
    if (row_no > after) yield { ...row, row_no };
  }
}

function rowsOf(app: Place, file: { tenant_id: string; file_id: string; size_bytes: number }, layout: Layout) {
  if (layout.format === "xlsx") return readXlsx(app, file, layout);
  const chunks = readChunks(app, file.tenant_id, file.file_id);
  return layout.format === "json" ? readJsonLines(chunks, layout) : readCsv(chunks, layout);
}
