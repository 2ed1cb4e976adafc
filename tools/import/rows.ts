// Rows of a CSV file, plain or gzipped, one at a time, each with the line it stands on.
import { createReadStream, existsSync } from "node:fs";
import path from "node:path";
import { createGunzip } from "node:zlib";
import { type CsvError, parse } from "csv-parse";
import { UsageError } from "../dev/terminal.ts";

export interface Row {
  readonly line: number;
  readonly values: Readonly<Record<string, string>>;
}

/** A row that is no row of this file: wrong number of columns, an unclosed quote. */
export interface BrokenRow {
  readonly line: number;
  readonly reason: string;
}

/** `name` or `name.gz` in a folder; undefined when neither is there. */
export function findFile(dir: string, name: string): string | undefined {
  return [name, `${name}.gz`].map((one) => path.join(dir, one)).find((file) => existsSync(file));
}

export function requireFile(dir: string, name: string): string {
  const file = findFile(dir, name);
  if (!file) throw new UsageError(`${dir} holds neither ${name} nor ${name}.gz`);
  return file;
}

/** Reads as fast as it is consumed: memory does not grow with the file. */
export async function* readRows(
  file: string,
  columns: readonly string[],
  onBroken: (broken: BrokenRow) => void,
): AsyncGenerator<Row> {
  const parser = parse({
    bom: true,
    columns: (header: string[]) => checkedHeader(file, header, columns),
    info: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: (error: CsvError | undefined) => {
      if (error) onBroken({ line: Number(error.lines ?? 0), reason: error.message });
    },
    max_record_size: 1_000_000,
  });
  const source = createReadStream(file);
  const text = file.endsWith(".gz")
    ? source.pipe(createGunzip().once("error", (error) => parser.destroy(error)))
    : source;
  source.once("error", (error) => parser.destroy(error));
  text.pipe(parser);
  for await (const { info, record } of parser as AsyncIterable<{ info: { lines: number }; record: Row["values"] }>) {
    yield { line: info.lines, values: record };
  }
}

function checkedHeader(file: string, header: string[], columns: readonly string[]): string[] {
  const names = header.map((name) => name.trim());
  const missing = columns.filter((column) => !names.includes(column));
  if (missing.length > 0) throw new UsageError(`${path.basename(file)} has no column ${missing.join(", ")}`);
  return names;
}
