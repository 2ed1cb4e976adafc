import { finished } from "node:stream/promises";
import { parse } from "csv-parse";
import { AppError } from "../kernel/errors.ts";
import type { TableRow } from "./table.ts";

export interface CsvLayout {
  format: "csv";
  encoding: "utf-8" | "gb18030" | "utf-16le";
  delimiter: "," | "\t" | ";";
}

const ROW_BYTES = 100_000;

/** What the first bytes tell: a mark, else UTF-8 when they are, else what Excel writes in China. */
export function csvLayoutOf(head: Buffer): CsvLayout {
  const encoding = encodingOf(head);
  const text = new TextDecoder(encoding).decode(head);
  if (text.includes("\0")) throw new AppError("file_unreadable", { reason: "" });
  const [line = ""] = text.split(/\r?\n/, 1);
  const counted = ([",", "\t", ";"] as const).map((delimiter) => ({ delimiter, count: line.split(delimiter).length }));
  const { delimiter } = counted.reduce((best, one) => (one.count > best.count ? one : best));
  return { format: "csv", encoding, delimiter };
}

function encodingOf(head: Buffer): CsvLayout["encoding"] {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  try {
    // The end may cut a character in two.
    new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    return "utf-8";
  } catch {
    return "gb18030";
  }
}

/** Rows as they stand, the header first; as fast as they are taken. A broken row is told in its place, and the reading goes on. */
export async function* readCsv(chunks: AsyncIterable<Buffer>, layout: CsvLayout): AsyncGenerator<TableRow> {
  // Good rows and broken ones come by two ways: one list keeps them in their order.
  const ready: TableRow[] = [];
  let in_endless = false;
  const parser = parse({
    delimiter: layout.delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: ROW_BYTES,
    on_record: (cells: string[]) => {
      in_endless = false;
      ready.push({ cells });
    },
    on_skip: (error) => {
      // A row without an end is told again for every chunk of it.
      const goes_on = in_endless;
      in_endless = error?.code === "CSV_MAX_RECORD_SIZE";
      if (goes_on && in_endless) return;
      // Its first words say what is wrong; where, the row's number says.
      ready.push({ cells: [], broken: error?.message.split(":", 1)[0] ?? "" });
    },
  });
  try {
    for await (const text of decoded(chunks, layout.encoding)) {
      await new Promise<void>((resolve, reject) => {
        parser.write(text, (error) => (error ? reject(error) : resolve()));
      });
      yield* ready.splice(0);
    }
    await finished(parser.end().resume());
    yield* ready.splice(0);
  } finally {
    parser.destroy();
  }
}

async function* decoded(chunks: AsyncIterable<Buffer>, encoding: CsvLayout["encoding"]): AsyncGenerator<string> {
  // The mark at the beginning is left out by the decoder.
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  const rest = decoder.decode();
  if (rest !== "") yield rest;
}
