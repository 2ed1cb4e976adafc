import pg from "pg";
import { AppError } from "../kernel/errors.ts";
import { assertSafeInteger } from "../kernel/assert.ts";

pg.types.setTypeParser(pg.types.builtins.INT8, (text) => assertSafeInteger(Number(text), "bigint"));
// bigint[] and date[]: the driver would give texts and local midnights.
const items = (text: string) => (text === "{}" ? [] : text.slice(1, -1).split(","));
const ofType = (oid: number) => oid as Parameters<typeof pg.types.setTypeParser>[0]; // its list names no array types
pg.types.setTypeParser(ofType(1016), (text: string) =>
  items(text).map((one) => assertSafeInteger(Number(one), "bigint[]")),
);
pg.types.setTypeParser(ofType(1182), items);
// A business date is a day, not an instant: it stays text.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

/** A statement with its values. A `name` makes it a prepared statement, parsed once per connection. */
export interface Statement {
  name?: string;
  text: string;
  values?: unknown[];
}

/** What Kysely's builders offer: we compile with Kysely and run it ourselves. The phantom carries the row type. */
export interface CompilableQuery<Row> {
  compile(): { readonly sql: string; readonly parameters: readonly unknown[] };
  execute(): Promise<Row[]>;
}

/** Reads inside one tenant. */
export interface Db {
  readonly tenant_id: string;
  query<Row>(statement: Statement): Promise<Row[]>;
  /** Runs a Kysely query. */
  all<Row>(query: CompilableQuery<Row>): Promise<Row[]>;
  first<Row>(query: CompilableQuery<Row>): Promise<Row | undefined>;
}

/** Reads and writes inside one tenant; everything commits together or not at all. */
export interface Tx extends Db {
  readonly writes: true;
  /** Rows touched by a statement that returns none. */
  run(query: CompilableQuery<unknown>): Promise<number>;
  /** The same for a written statement. */
  execute(statement: Statement): Promise<number>;
}

/** Constraint name → error code: rooms register theirs, so that the database's refusal reads like ours. */
const constraintCodes = new Map<string, string>();
export function registerConstraints(codes: Record<string, string>): void {
  for (const [name, code] of Object.entries(codes)) constraintCodes.set(name, code);
}

export interface Database {
  /** One read transaction: a consistent view unless a statement takes longer than the next commit (READ COMMITTED). */
  read<T>(tenant_id: string, work: (db: Db) => Promise<T>): Promise<T>;
  write<T>(tenant_id: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** A single call of a definer function that names no tenant: sign-in, sequencer, timers. */
  call<Row>(statement: Statement): Promise<Row[]>;
  ping(): Promise<void>;
  close(): Promise<void>;
  readonly stats: () => { total: number; idle: number; waiting: number };
}

export interface DatabaseOptions {
  url: string;
  max?: number;
  application_name?: string;
}

const BEGIN_READ = "begin read only";
const BEGIN_WRITE = "begin";
const SET_TENANT = { name: "set_tenant", text: "select set_config('app.tenant_id', $1, true)" };

export function createDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max ?? 10,
    application_name: options.application_name ?? "huiyou",
    // The role is not the owner of the tables, so that row-level security binds it.
    options:
      "-c role=huiyou_app -c lock_timeout=15s -c statement_timeout=60s -c idle_in_transaction_session_timeout=60s -c jit=off",
    // Statements are sent without waiting for the answer of the one before: begin, tenant and first query are one round trip.
    pipeline: true,
  });
  pool.on("error", () => {
    // An idle connection died (server restart): the pool drops it and the next caller gets a new one.
  });

  async function transaction<T>(tenant_id: string, begin: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    const client = await pool.connect().catch((error: unknown) => {
      throw translate(error);
    });
    let broken: Error | undefined;
    client.once("error", onBroken);
    function onBroken(error: Error) {
      broken = error;
    }
    try {
      const opening = [client.query(begin), client.query({ ...SET_TENANT, values: [tenant_id] })];
      // A failure of these shows in the first awaited statement as well; here it must only not go unhandled.
      for (const promise of opening) promise.catch(onBroken);
      const result = await work(bind(client, tenant_id));
      const commit = await client.query("commit");
      // A transaction in which a statement failed answers COMMIT with ROLLBACK.
      if (commit.command !== "COMMIT") throw new Error("transaction was rolled back: a failed statement was swallowed");
      return result;
    } catch (error) {
      await client.query("rollback").catch(onBroken);
      throw translate(error);
    } finally {
      client.removeListener("error", onBroken);
      client.release(broken);
    }
  }

  let ending: Promise<void> | undefined;
  return {
    read: (tenant_id, work) => transaction(tenant_id, BEGIN_READ, work),
    write: (tenant_id, work) => transaction(tenant_id, BEGIN_WRITE, work),
    async call<Row>(statement: Statement) {
      try {
        return (await pool.query(statement as pg.QueryConfig)).rows as Row[];
      } catch (error) {
        throw translate(error);
      }
    },
    async ping() {
      await pool.query("select 1");
    },
    // Once: a process that is told to stop while it starts ends what its failed start is ending already.
    close: () => (ending ??= pool.end()),
    stats: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
  };
}

function bind(client: pg.PoolClient, tenant_id: string): Tx {
  const rows = async <Row>(statement: Statement) => (await client.query(statement as pg.QueryConfig)).rows as Row[];
  const compiled = (query: CompilableQuery<unknown>) => {
    const { sql, parameters } = query.compile();
    return { text: sql, values: [...parameters] };
  };
  return {
    writes: true,
    tenant_id,
    query: rows,
    all: (query) => rows(compiled(query)),
    first: async <Row>(query: CompilableQuery<Row>) => (await rows<Row>(compiled(query)))[0],
    run: async (query) => (await client.query(compiled(query))).rowCount ?? 0,
    execute: async (statement) => (await client.query(statement as pg.QueryConfig)).rowCount ?? 0,
  };
}

/** How the driver says that a connection is gone when the server had no time to say why: in words, without a code. */
const CONNECTION_LOST =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|timeout e)/;

/** PostgreSQL's own code for it. */
const CONNECTION_FAILURE = "08006";

/** Raised by functions of the rooms: somebody was merged since the caller looked. */
const MERGED = "HYM01";

function translate(error: unknown): unknown {
  if (!(error instanceof pg.DatabaseError)) {
    const lost = error instanceof Error && CONNECTION_LOST.test(error.message);
    return lost ? Object.assign(new Error(error.message, { cause: error }), { code: CONNECTION_FAILURE }) : error;
  }
  const code = error.constraint && constraintCodes.get(error.constraint);
  if (code) return new AppError(code, {});
  if (error.code === MERGED) return new AppError("member_merged");
  // 22021/22P05: text PostgreSQL cannot store (NUL). The edge refuses it; this is the second lock.
  if (error.code === "22021" || error.code === "22P05") return new AppError("text_not_storable");
  return error;
}
