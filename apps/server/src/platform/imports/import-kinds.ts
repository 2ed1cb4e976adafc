import type { App } from "../app.ts";
import type { By } from "../audit/by.ts";
import type { Db, Tx } from "../db/pool.ts";
import type { Texts } from "../i18n/language.ts";
import { assert } from "../kernel/assert.ts";
import type { Reach } from "../kernel/reach.ts";

export interface ImportField {
  name: string;
  label: Texts;
  required?: boolean;
  example: string;
  /** Other names under which files have it: a guess at the column. */
  known_as?: readonly string[];
  /** All it can be, where that is a list: what else a cell says has to be translated. */
  values?: readonly ImportValue[];
}

export interface ImportValue {
  value: string;
  label: Texts;
  /** Cells that are understood as it, in lower case. */
  words: readonly string[];
}

/** Field → what the cell says, without the spaces around it; empty cells are left out. */
export type ImportRow = Readonly<Record<string, string>>;

export type RowResult =
  | { status: "created"; subject_id: string }
  | { status: "unchanged" }
  | { status: "failed"; code: string; field?: string; data?: Record<string, unknown> };

export interface ImportContext {
  readonly app: App;
  readonly by: By;
  /** Of whoever started the work, without what they have lost since. */
  readonly reach: Reach;
}

export interface ImportKind {
  kind: string;
  label: Texts;
  permission: string;
  fields: readonly ImportField[];
  /** Those that a tenant has added; none of them is required. */
  more_fields?(db: Db): Promise<readonly ImportField[]>;
  /** Does the rows, each with a result of its own, in this transaction. A check is the same and taken back. */
  apply(tx: Tx, context: ImportContext, rows: readonly ImportRow[]): Promise<RowResult[]>;
  undo?: ImportUndo;
  /** Tables that a large import fills: the planner is told of them when there are many rows all at once. */
  fills?: readonly string[];
}

export interface ImportUndo {
  /** How many of these were not used since: what an undo would take back now. */
  countUnused(db: Db, subject_ids: readonly string[]): Promise<number>;
  /** Takes back what was not used since; answers the ids it took back. */
  takeBack(tx: Tx, context: ImportContext, subject_ids: readonly string[]): Promise<ReadonlySet<string>>;
}

const kinds = new Map<string, ImportKind>();

/** A room says what can be brought into it, once, at import. */
export function registerImport(kind: ImportKind): void {
  assert(!kinds.has(kind.kind), `import kind ${kind.kind} is registered once`);
  kinds.set(kind.kind, kind);
}

export const findImportKind = (kind: string): ImportKind | undefined => kinds.get(kind);

/** With the fields of this tenant. */
export async function wholeKind(db: Db, kind: ImportKind): Promise<ImportKind> {
  const more = await kind.more_fields?.(db);
  return more ? { ...kind, fields: [...kind.fields, ...more] } : kind;
}

export const listImportKinds = (): ImportKind[] => [...kinds.values()];
