// How the cells of a file are read, as it is being settled; the server reads them in the same way.
import type { Import, ImportKind } from "../../../api/contract.ts";

export type Field = ImportKind["fields"][number];
export interface Pair {
  from: string;
  to: string;
}

/** What is said of a field: its column, and how cells of that are read. */
export interface FieldDraft {
  column: number | undefined;
  /** Cells that say nothing. */
  missing: readonly string[];
  /** What an empty cell says; "" is nothing. */
  fill: string;
  /** Cells that stand for something else; half of one may be open while it is written. */
  pairs: readonly Pair[];
}
export type Draft = Readonly<Record<string, FieldDraft>>;

export const PLAIN: FieldDraft = { column: undefined, missing: [], fill: "", pairs: [] };
export const draftFor = (draft: Draft, field: string): FieldDraft => draft[field] ?? PLAIN;

type Settled = Pick<Import, "mapping" | "missing_values" | "defaults" | "translations">;

/** Fields that are no more are left out. */
export const draftOf = (
  fields: readonly Field[],
  { mapping, missing_values, defaults, translations }: Settled,
): Draft =>
  Object.fromEntries(
    fields.map(({ name }) => [
      name,
      {
        column: mapping[name],
        missing: missing_values[name] ?? [],
        fill: defaults[name] ?? "",
        pairs: translations[name] ?? [],
      },
    ]),
  );

const isBlank = ({ from, to }: Pair) => from === "" && to === "";

export function bodyOf(draft: Draft) {
  const said = Object.entries(draft);
  return {
    columns: said.flatMap(([field, { column, missing, pairs }]) => {
      if (column === undefined) return [];
      const translate = pairs.filter((pair) => !isBlank(pair));
      return [
        {
          field,
          column,
          ...(missing.length > 0 ? { missing: [...missing] } : {}),
          ...(translate.length > 0 ? { translate } : {}),
        },
      ];
    }),
    defaults: said.flatMap(([field, { fill }]) => (fill === "" ? [] : [{ field, value: fill }])),
  };
}

/** What a cell says, "" for nothing: as the server's `readRow` reads it, which a trial holds it to. */
export function readCell(
  { column, missing, fill, pairs }: FieldDraft,
  cell: string | undefined,
  row_no: number,
): string {
  const text = column === undefined ? "" : (cell ?? "").trim().replace(/^'(?=[=+\-@])/, "");
  if (text === "" || missing.includes(text)) return fill.replaceAll("{row}", String(row_no));
  return pairs.find(({ from, to }) => from === text && to !== "")?.to ?? text;
}

const wordOf = (text: string) => text.normalize("NFKC").toLowerCase().replace(/\s+/gu, " ").trim();

/** The one of the values a field can have; undefined where the text is none of them. */
export const valueOf = ({ values }: Field, text: string) => values.find(({ words }) => words.includes(wordOf(text)));

/** Frequent cells that would be refused. */
export function strangeCells(field: Field, draft: FieldDraft, cells: readonly string[]): string[] {
  if (field.values.length === 0 || draft.column === undefined) return [];
  return cells.filter((cell) => {
    const text = readCell({ ...draft, fill: "" }, cell, 1);
    return text !== "" && !valueOf(field, text);
  });
}

/** What stops a reading from being used. */
export function pairProblem({ missing, pairs }: FieldDraft): { half: true } | { twice: string } | undefined {
  const written = pairs.filter((pair) => !isBlank(pair));
  if (written.some(({ from, to }) => from === "" || to === "")) return { half: true };
  const named = [...missing, ...written.map(({ from }) => from)];
  const twice = named.find((text, index) => named.indexOf(text) !== index);
  return twice === undefined ? undefined : { twice };
}
