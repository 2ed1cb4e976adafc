// Runs the named blocks of .sql files. Their constants and types are generated: see docs/adr/0003-typed-sql.md.
import { assert } from "../kernel/assert.ts";
import type { Db, Statement, Tx } from "./pool.ts";

export type Cardinality = "one" | "just_one" | "many" | "exec";

interface BlockText<C extends Cardinality> {
  readonly name: string;
  readonly cardinality: C;
  readonly parameters: readonly string[];
  /** Places of JSON parameters: the driver would send an array of ours as one of PostgreSQL's. */
  readonly json?: readonly number[];
  readonly text: string;
}

/** The type parameters live only in the compiler. */
export interface Block<Params, Row, C extends Cardinality> extends BlockText<C> {
  readonly types?: { params: Params; row: Row };
}
export interface ReadBlock<Params, Row, C extends Cardinality> extends Block<Params, Row, C> {
  readonly writes: false;
}
export interface WriteBlock<Params, Row, C extends Cardinality> extends Block<Params, Row, C> {
  readonly writes: true;
}

export type Answer<Row, C extends Cardinality> = C extends "one"
  ? Row | undefined
  : C extends "just_one"
    ? Row
    : C extends "many"
      ? Row[]
      : number;

export function readBlock<Params, Row, C extends Cardinality>(block: BlockText<C>): ReadBlock<Params, Row, C> {
  return { ...block, writes: false };
}

export function writeBlock<Params, Row, C extends Cardinality>(block: BlockText<C>): WriteBlock<Params, Row, C> {
  return { ...block, writes: true };
}

/** Runs a block as a prepared statement. A block that writes asks for a Tx. */
export async function run<Params, Row, C extends Cardinality>(
  db: Db,
  block: ReadBlock<Params, Row, C>,
  params: Params,
): Promise<Answer<Row, C>>;
export async function run<Params, Row, C extends Cardinality>(
  tx: Tx,
  block: WriteBlock<Params, Row, C>,
  params: Params,
): Promise<Answer<Row, C>>;
export async function run(db: Db | Tx, block: Block<unknown, unknown, Cardinality>, params: unknown): Promise<unknown> {
  const statement = bind(block, params);
  if (block.cardinality === "exec") return await (db as Tx).execute(statement);
  const rows = await db.query<unknown>(statement);
  if (block.cardinality === "many") return rows;
  assert(rows.length <= 1, `${block.name} answered ${rows.length} rows`);
  assert(block.cardinality === "one" || rows.length === 1, `${block.name} answered no row`);
  return rows[0];
}

/** The statement with its values, for those who run it themselves (Database.call). */
export function bind<Params>(block: Block<Params, unknown, Cardinality>, params: Params): Statement {
  const given = params as Record<string, unknown>;
  const values = block.parameters.map((name, index) => {
    const value = given[name];
    assert(value !== undefined, `${block.name} needs ${name}`);
    return block.json?.includes(index) && value !== null ? JSON.stringify(value) : value;
  });
  return { name: block.name, text: block.text, values };
}
