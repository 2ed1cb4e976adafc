// The yardstick of everything transactional: PostgreSQL's own TPC-B-like test, 64 clients, on the same server.
import { execFileSync } from "node:child_process";
import pg from "pg";

const SCALE = 10;
const CLIENTS = 64;

export interface Tpcb {
  name: string;
  /** Transactions per second. */
  measure(seconds: number): Promise<number>;
}

/** With pgbench when the machine has it, else with a client of our own that sends the same seven statements. */
export async function prepareTpcb(database_url: string): Promise<Tpcb> {
  const url = new URL(database_url);
  url.pathname = "/tpcb";
  const admin = new pg.Client({ connectionString: database_url });
  await admin.connect();
  const { rowCount } = await admin.query("select from pg_database where datname = 'tpcb'");
  if (!rowCount) await admin.query("create database tpcb");
  await admin.end();
  const tpcb_url = url.toString();
  const version = findPgbench();
  if (!rowCount) await fill(tpcb_url);
  if (!version)
    return { name: "TPC-B-like, 64 clients, own client", measure: (seconds) => measureOurselves(tpcb_url, seconds) };
  return {
    name: `${version}, TPC-B-like, 64 clients, prepared`,
    measure: async (seconds) => measureWithPgbench(tpcb_url, seconds),
  };
}

function findPgbench(): string | undefined {
  try {
    return execFileSync("pgbench", ["--version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] })
      .trim()
      .replace(" (PostgreSQL)", "");
  } catch {
    return undefined;
  }
}

function measureWithPgbench(url: string, seconds: number): number {
  const args = ["-n", "-c", String(CLIENTS), "-j", "2", "-T", String(seconds), "-M", "prepared", url];
  const output = execFileSync("pgbench", args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  const tps = /tps = ([\d.]+) \(without/.exec(output)?.[1];
  if (!tps) throw new Error(`pgbench said: ${output}`);
  return Number(tps);
}

async function fill(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`
    create table pgbench_branches (bid int not null primary key, bbalance int, filler char(88)) with (fillfactor = 100);
    create table pgbench_tellers (tid int not null primary key, bid int, tbalance int, filler char(84)) with (fillfactor = 100);
    create table pgbench_accounts (aid int not null primary key, bid int, abalance int, filler char(84)) with (fillfactor = 100);
    create table pgbench_history (tid int, bid int, aid int, delta int, mtime timestamp, filler char(22));
    insert into pgbench_branches select n, 0 from generate_series(1, ${SCALE}) n;
    insert into pgbench_tellers select n, (n - 1) / 10 + 1, 0 from generate_series(1, ${SCALE * 10}) n;
    insert into pgbench_accounts select n, (n - 1) / 100000 + 1, 0, '' from generate_series(1, ${SCALE * 100_000}) n;`);
  await client.query("vacuum analyze");
  await client.end();
}

async function measureOurselves(url: string, seconds: number): Promise<number> {
  const until = performance.now() + seconds * 1000;
  const counts = await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      let done = 0;
      while (performance.now() < until) {
        await oneTransaction(client);
        done++;
      }
      await client.end();
      return done;
    }),
  );
  return counts.reduce((a, b) => a + b, 0) / seconds;
}

async function oneTransaction(client: pg.Client): Promise<void> {
  const pick = (below: number) => 1 + Math.floor(Math.random() * below);
  const [aid, tid, bid, delta] = [pick(SCALE * 100_000), pick(SCALE * 10), pick(SCALE), pick(10_000) - 5_000];
  const statement = (name: string, text: string, values: number[]) => client.query({ name, text, values });
  await client.query("begin");
  await statement("a", "update pgbench_accounts set abalance = abalance + $1 where aid = $2", [delta, aid]);
  await statement("s", "select abalance from pgbench_accounts where aid = $1", [aid]);
  await statement("t", "update pgbench_tellers set tbalance = tbalance + $1 where tid = $2", [delta, tid]);
  await statement("b", "update pgbench_branches set bbalance = bbalance + $1 where bid = $2", [delta, bid]);
  await statement(
    "h",
    "insert into pgbench_history (tid, bid, aid, delta, mtime) values ($1, $2, $3, $4, clock_timestamp())",
    [tid, bid, aid, delta],
  );
  await client.query("commit");
}
