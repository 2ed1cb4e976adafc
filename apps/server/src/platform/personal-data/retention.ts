// How long classes of data are kept. A room registers what may go; a tenant says after how many days.
import type { Db, Tx } from "../db/pool.ts";
import { assert } from "../kernel/assert.ts";

export interface DataClass {
  /** `messages`, `sign_ins` … */
  readonly code: string;
  readonly default_days: number;
  /** The law or our own proofs want it at least this long. */
  readonly least_days: number;
  readonly count: (db: Db, before: Date) => Promise<number>;
  /** Takes away at most `limit`; answers how many went. */
  readonly remove: (tx: Tx, before: Date, limit: number) => Promise<number>;
}

const classes = new Map<string, DataClass>();

export function registerDataClass(data_class: DataClass): void {
  assert(!classes.has(data_class.code), `data class ${data_class.code} is registered once`);
  assert(data_class.default_days >= data_class.least_days, "the default is long enough");
  classes.set(data_class.code, data_class);
}

export function listDataClasses(): readonly DataClass[] {
  return [...classes.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}

export function findDataClass(code: string): DataClass | undefined {
  return classes.get(code);
}
