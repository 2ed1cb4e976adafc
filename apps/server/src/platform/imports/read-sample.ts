// What a person is shown of a file while they say how it is to be read.
import type { TableRow } from "./table.ts";

const FIRST_ROWS = 5;
const ROWS_LOOKED_AT = 1_000;
const MOST_CELLS = 12;
/** What is shown of a row's cell; a cell that is named in a reading is at most half of that. */
const CELL_LENGTH = 200;
const NAMED_LENGTH = 100;

export interface Sample {
  rows: string[][];
  /** By column: the cells that come again and again, the most frequent first; an empty one among them. */
  common: { text: string; count: number }[][];
}

export async function readSample(table: AsyncIterable<TableRow>, columns: number): Promise<Sample> {
  const rows: string[][] = [];
  const counts = Array.from({ length: columns }, () => new Map<string, number>());
  let looked_at = 0;
  for await (const { cells } of table) {
    if (rows.length < FIRST_ROWS) rows.push(cells.map((cell) => cell.slice(0, CELL_LENGTH).toWellFormed()));
    counts.forEach((of, column) => {
      const text = (cells[column] ?? "").trim();
      if (text.length <= NAMED_LENGTH && text.isWellFormed()) of.set(text, (of.get(text) ?? 0) + 1);
    });
    looked_at += 1;
    if (looked_at === ROWS_LOOKED_AT) break;
  }
  return { rows, common: counts.map(mostFrequent) };
}

function mostFrequent(counts: ReadonlyMap<string, number>) {
  const again = [...counts].filter(([text, count]) => count > 1 || text === "");
  return again
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST_CELLS)
    .map(([text, count]) => ({ text, count }));
}
