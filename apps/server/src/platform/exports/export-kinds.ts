import type { z } from "zod";
import type { App } from "../app.ts";
import type { Db } from "../db/pool.ts";
import type { Texts } from "../i18n/language.ts";
import { assert } from "../kernel/assert.ts";
import type { Language } from "../kernel/errors.ts";
import type { Reach } from "../kernel/reach.ts";
import type { SensitiveKind } from "../kernel/sensitive.ts";

/** `fen` is written as yuan with two decimals; a `time` in the tenant's zone; a `date` comes as text. */
export type ColumnType = "text" | "number" | "fen" | "date" | "time";
export type Cell = string | number | Date | null;
export type ExportRow = Readonly<Record<string, Cell>>;

export interface ExportColumn {
  name: string;
  label: Texts;
  type: ColumnType;
  /** Hidden from whoever has a mask of this kind. */
  sensitive?: SensitiveKind;
  /** In full only for whoever has this permission; shortened for all others. */
  clear?: { permission: string; shorten: (value: Cell) => Cell };
}

/** For whom the rows are read. */
export interface ExportView {
  app: App;
  reach: Reach;
  language: Language;
}

export interface ExportPage<Position> {
  rows: ExportRow[];
  /** Null: there is no more. Plain JSON: it is kept between two steps. */
  next: Position | null;
}

/** A list that may leave the house as a file. */
export interface ExportKind<Filter, Position> {
  kind: string;
  label: Texts;
  /** Beside `exports:write`: what reading the list on the screen wants. */
  permission: string;
  /** Names people and things of every store. */
  whole_group?: true;
  columns: readonly ExportColumn[];
  /** Those that a tenant has added. */
  more_columns?(db: Db): Promise<readonly ExportColumn[]>;
  /** Reads what a caller writes, as the list's query does. */
  filter: z.ZodType<Filter>;
  /** Throws where the filter asks for what the caller's role hides from them. */
  refuse?(filter: Filter, masks: ReadonlySet<SensitiveKind>): void;
  /** How many rows there are, or about how many where counting costs too much. */
  count(db: Db, view: ExportView, filter: Filter): Promise<number>;
  /** The rows after a position, in an order that stays: nothing is skipped and nothing comes twice. */
  page(
    db: Db,
    view: ExportView,
    filter: Filter,
    at: { after: Position | null; limit: number },
  ): Promise<ExportPage<Position>>;
}

export type AnyExportKind = ExportKind<unknown, unknown>;

const kinds = new Map<string, AnyExportKind>();

/** A room says which of its lists may be exported, once, at import. */
export function registerExport<Filter, Position>(kind: ExportKind<Filter, Position>): void {
  assert(!kinds.has(kind.kind), `export kind ${kind.kind} is registered once`);
  // Its filter is read by its own schema, its position is what it answered itself.
  kinds.set(kind.kind, kind);
}

export const findExportKind = (kind: string): AnyExportKind | undefined => kinds.get(kind);
/** With the columns of this tenant. */
export async function wholeKind(db: Db, kind: AnyExportKind): Promise<AnyExportKind> {
  const more = await kind.more_columns?.(db);
  return more ? { ...kind, columns: [...kind.columns, ...more] } : kind;
}

export const listExportKinds = (): AnyExportKind[] => [...kinds.values()];
