// A JSON object a line, as data sets are published: each key is a column.
import type { TableRow } from "./table.ts";

export interface JsonLinesLayout {
  format: "json";
  /** Keys, in the order in which they come up. */
  columns: string[];
}

const LINE_LENGTH = 100_000;

/** What the first bytes tell; undefined where their first line is no object. */
export function jsonLinesLayoutOf(head: Buffer): JsonLinesLayout | undefined {
  const [first, ...others] = new TextDecoder().decode(head).split("\n").filter(isWritten);
  if (first === undefined || !objectIn(first)) return undefined;
  // The last line may be cut off; it is no object then.
  return {
    format: "json",
    columns: [...new Set([first, ...others].flatMap((line) => Object.keys(objectIn(line) ?? {})))],
  };
}

/** The keys first, as a header; a line that is no flat object is told in its place, and the reading goes on. */
export async function* readJsonLines(
  chunks: AsyncIterable<Buffer>,
  { columns }: JsonLinesLayout,
): AsyncGenerator<TableRow> {
  yield { cells: columns };
  const known = new Set(columns);
  for await (const line of linesOf(chunks)) {
    if (line === undefined) yield { cells: [], broken: `a line is longer than ${LINE_LENGTH} characters` };
    else if (isWritten(line)) yield rowOf(line, known);
  }
}

/** Undefined: one that is too long to be a row. */
async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<string | undefined> {
  const decoder = new TextDecoder();
  let rest = "";
  let in_endless = false;
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (!in_endless) yield line.length > LINE_LENGTH ? undefined : line;
      in_endless = false;
    }
    if (rest.length <= LINE_LENGTH && !in_endless) continue;
    if (!in_endless) yield undefined;
    in_endless = true;
    rest = "";
  }
  rest += decoder.decode();
  if (!in_endless && rest !== "") yield rest;
}

const isWritten = (line: string) => line.trim() !== "";

function objectIn(line: string): Record<string, unknown> | undefined {
  try {
    const read: unknown = JSON.parse(line);
    return typeof read === "object" && read !== null && !Array.isArray(read)
      ? (read as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function rowOf(line: string, known: ReadonlySet<string>): TableRow {
  const object = objectIn(line);
  if (!object) return { cells: [], broken: "not a JSON object" };
  const cells: string[] = [];
  // Keys that the header has not stand behind the others, where a cell too many is told.
  for (const key of [...known, ...Object.keys(object).filter((one) => !known.has(one))]) {
    const cell = cellOf(Object.hasOwn(object, key) ? object[key] : null);
    if (cell === undefined)
      return { cells: [], broken: `${key.slice(0, 100)}: a list, an object or a number without its last digits` };
    cells.push(cell);
  }
  return { cells };
}

/** Undefined: what no cell holds, and numbers that have lost digits in reading. */
function cellOf(value: unknown): string | undefined {
  if (value === null) return "";
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return String(value);
  if (typeof value !== "number") return undefined;
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? undefined : String(value);
}
