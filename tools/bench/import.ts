// Members from a CSV through the public bulk route, against a raw COPY of the same rows into a table like theirs.
import { readFileSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import { Readable } from "node:stream";
import { parse } from "csv-parse";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { toWireId } from "../../apps/server/src/platform/kernel/ids.ts";
import { type Bench, median, round } from "./bench.ts";
import { type Connection, openConnection } from "./http-load.ts";
import type { BenchServer } from "./server.ts";
import { type BenchWorld, makeWorld } from "./world.ts";

const PER_CALL = 1000;
const CONNECTIONS = 2;
const SURNAMES = [..."王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗"];
const GIVEN = [..."听岚知夏砚秋星野北辰景行云舟若溪子墨清和明月晚晴思远"];

const HEADER = "external_id,name,phone,birthday\n";
/** Names and birthdays agree as seldom as those of as many people do: who agrees in both waits among the duplicates. */
function csvLine(run: number, n: number): string {
  const at = (n * 2_654_435_761 + run * 40_503) % 2 ** 32;
  const name = `${SURNAMES[at % 20]}${GIVEN[(at >>> 5) % 24]}${n % 3 === 0 ? "" : GIVEN[(at >>> 10) % 24]}`;
  const phone = `1${30 + run}${String(n).padStart(8, "0")}`;
  const birthday = new Date(-315_619_200_000 + ((at >>> 8) % 18_000) * 86_400_000).toISOString().slice(0, 10);
  return `r${run}-${n},${name},${phone},${birthday}\n`;
}

function* csv(run: number, rows: number): Generator<string> {
  yield HEADER;
  for (let n = 0; n < rows; n += PER_CALL) {
    let text = "";
    for (let k = n; k < Math.min(rows, n + PER_CALL); k++) text += csvLine(run, k);
    yield text;
  }
}

async function importMembers(server: BenchServer, world: BenchWorld, run: number, rows: number): Promise<number> {
  const started = performance.now();
  const connections = await Promise.all(Array.from({ length: CONNECTIONS }, () => openConnection(server.port)));
  const idle: Connection[] = [...connections];
  const running = new Set<Promise<void>>();
  const send = async (connection: Connection, members: unknown[]) => {
    const headers = { authorization: `Bearer ${world.token}` };
    const answer = await connection.post({ path: "/v1/members/bulk", headers, body: JSON.stringify({ members }) });
    const created = answer.body.split('"created"').length - 1;
    if (answer.status !== 200 || created !== members.length)
      throw new Error(`import: ${answer.status}, ${created} of ${members.length}: ${answer.body.slice(0, 300)}`);
    idle.push(connection);
  };
  let batch: unknown[] = [];
  const flush = async () => {
    while (idle.length === 0) await Promise.race(running);
    const work = send(idle.pop() as Connection, batch);
    batch = [];
    running.add(work);
    void work.finally(() => running.delete(work)).catch(() => undefined);
  };
  const home_unit_id = toWireId("org_unit", world.unit_id);
  for await (const row of Readable.from(csv(run, rows)).pipe(parse({ columns: true })) as AsyncIterable<
    Record<string, string>
  >) {
    batch.push({ ...row, home_unit_id, source: "import" });
    if (batch.length === PER_CALL) await flush();
  }
  if (batch.length > 0) await flush();
  await Promise.all(running);
  for (const connection of connections) connection.close();
  return rows / ((performance.now() - started) / 1000);
}

/** The rows as they now lie in the table, copied out and into a twin with the same indexes. */
async function copyTwin(server: BenchServer, rows: number): Promise<number> {
  const client = await server.owner.connect();
  try {
    await client.query("drop table if exists copy_source, copy_twin");
    await client.query("create table copy_twin (like members.member including all excluding generated)");
    await client.query(
      `create table copy_source as select * from members.member order by created_at desc, member_id limit ${rows}`,
    );
    const chunks: Buffer[] = [];
    for await (const chunk of client.query(copyTo("copy copy_source to stdout")) as AsyncIterable<Buffer>)
      chunks.push(chunk);
    const started = performance.now();
    await pipeline(Readable.from(chunks), client.query(copyFrom("copy copy_twin from stdin")));
    return rows / ((performance.now() - started) / 1000);
  } finally {
    client.release();
  }
}

function peakMemoryMib(pid: number): number {
  try {
    const kib = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return Math.round(Number(kib ?? 0) / 1024);
  } catch {
    return 0;
  }
}

export const importBench: Bench = {
  name: "import",
  about: "members from CSV with validation, dedupe, encryption, through the bulk route",
  floor: 0.15,
  aim: 0.4,
  sizes: [5_000, 50_000],
  full_sizes: [10_000, 100_000, 1_000_000],
  async run(server, size) {
    const world = await makeWorld(server, 0);
    await importMembers(server, world, 0, Math.min(size, 5_000));
    const rounds: { ours: number; theirs: number }[] = [];
    for (let n = 1; n <= 3; n++) {
      const ours = await importMembers(server, world, n, size);
      rounds.push({ ours, theirs: await copyTwin(server, size) });
    }
    return {
      name: "import",
      size,
      ratio: round(median(rounds.map((one) => one.ours / one.theirs)), 3),
      value: Math.round(median(rounds.map((one) => one.ours))),
      unit: "rows/s",
      yardstick: Math.round(median(rounds.map((one) => one.theirs))),
      yardstick_name: "COPY of the same rows into a table with the same indexes",
      rounds: rounds.length,
      server_peak_memory_mib: peakMemoryMib(server.pid),
    };
  },
};
