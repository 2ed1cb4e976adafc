import type { ImportKind, ImportRow } from "./import-kinds.ts";

/** Field → place of its column, from 0. */
export type Mapping = Readonly<Record<string, number>>;

/** How cells are read beside what their columns mean. */
export interface Reading {
  /** Field → cells that say nothing: 118 for an age, U for a sex. */
  missing: Readonly<Record<string, readonly string[]>>;
  /** Field → what an empty cell says, or every row where no column has it; {row} is the row's number. */
  defaults: Readonly<Record<string, string>>;
  /** Field → cells that are said otherwise there: a B for silver. Absent in what was kept before cells were translated. */
  translations?: Readonly<Record<string, readonly Translation[]>>;
}
export interface Translation {
  from: string;
  to: string;
}
export const PLAIN_READING: Reading = { missing: {}, defaults: {}, translations: {} };

const plain = (name: string) =>
  name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_\-.*:（）()]/g, "");

/** By what the columns are called, in any of our languages. A column has one meaning. */
export function guessMapping({ fields }: ImportKind, columns: readonly string[]): Mapping {
  const mapping: Record<string, number> = {};
  const taken = new Set<number>();
  for (const { name, label, known_as = [] } of fields) {
    const names = new Set([name, ...Object.values(label), ...known_as].map(plain));
    const at = columns.findIndex((column, index) => !taken.has(index) && names.has(plain(column)));
    if (at < 0) continue;
    mapping[name] = at;
    taken.add(at);
  }
  return mapping;
}

/** Required fields without a column and without a default. */
export function missingFields({ fields }: ImportKind, mapping: Mapping, { defaults }: Reading): string[] {
  return fields
    .filter(({ name, required }) => required && mapping[name] === undefined && defaults[name] === undefined)
    .map(({ name }) => name);
}

/** Cells by field; without the spaces around them and the apostrophe of a text that looked like a formula. */
export function readRow(
  mapping: Mapping,
  { missing, defaults, translations = {} }: Reading,
  { cells, row_no }: { cells: readonly string[]; row_no: number },
): ImportRow {
  const row: Record<string, string> = {};
  for (const [field, text] of Object.entries(defaults)) row[field] = text.replaceAll("{row}", String(row_no));
  for (const [field, at] of Object.entries(mapping)) {
    const text = (cells[at] ?? "").trim().replace(/^'(?=[=+\-@])/, "");
    if (text === "" || missing[field]?.includes(text)) continue;
    row[field] = translations[field]?.find(({ from }) => from === text)?.to ?? text;
  }
  return row;
}
