// What contention costs: transfers to and fro among ten accounts, 16 clients, against earning spread over all members.
import { type Bench, median, percentile, round } from "./bench.ts";
import { loadHttp, type LoadRequest, openConnection } from "./http-load.ts";
import type { BenchServer } from "./server.ts";
import { awardOf, headersOf, makeWorld, pick, type BenchWorld } from "./world.ts";

const ROUNDS = 3;
const ROUND_SECONDS = 6;
const CLIENTS = 16;
const HOT = 10;
let serial = 0;

export const hotAccounts: Bench = {
  name: "hot-accounts",
  about: "transfers among 10 accounts over HTTP, 16 clients: locks in order, nothing lost, no deadlock",
  floor: 0.7,
  aim: 0.9,
  sizes: [20_000, 200_000],
  full_sizes: [20_000, 200_000, 2_000_000],
  async run(server, size) {
    const world = await makeWorld(server, size);
    const hot = world.members.slice(0, HOT);
    await fund(server, world, hot);
    const hotTransfer = () => transfer(world, hot);
    const load = async (next: () => LoadRequest, ms: number) => {
      const report = await loadHttp(server.port, CLIENTS, ms, next);
      if (report.failures.length > 0) throw new Error(`the server refused: ${report.failures[0]}`);
      return report;
    };
    await load(hotTransfer, 3_000);
    await load(() => earn(world), 3_000);
    const rounds: { ours: number; theirs: number; latencies: number[] }[] = [];
    for (let n = 0; n < ROUNDS; n++) {
      const theirs = await load(() => earn(world), ROUND_SECONDS * 1000);
      const ours = await load(hotTransfer, ROUND_SECONDS * 1000);
      rounds.push({ ours: ours.per_second, theirs: theirs.per_second, latencies: ours.latencies_ms });
    }
    const latencies = rounds.flatMap((one) => one.latencies);
    return {
      name: "hot-accounts",
      size,
      ratio: round(median(rounds.map((one) => one.ours / one.theirs)), 3),
      value: Math.round(median(rounds.map((one) => one.ours))),
      unit: "transfers/s",
      yardstick: Math.round(median(rounds.map((one) => one.theirs))),
      yardstick_name: `points earned over HTTP, spread over all members, ${CLIENTS} clients`,
      p50_ms: round(percentile(latencies, 0.5)),
      p99_ms: round(percentile(latencies, 0.99)),
      rounds: ROUNDS,
      deadlocks: await deadlocks(server),
    };
  },
};

const keyed = (world: BenchWorld, key: string) => ({ ...headersOf(world), "idempotency-key": key });

function earn(world: BenchWorld): LoadRequest {
  const award = awardOf(world);
  const headers = keyed(world, award.external_id.replaceAll(" ", "-"));
  return { path: "/v1/points/earn", headers, body: JSON.stringify(award) };
}

function transfer(world: BenchWorld, hot: readonly string[]): LoadRequest {
  const from = pick(hot);
  const to = pick(hot.filter((member) => member !== from));
  const external_id = `hot-${++serial}`;
  const body = {
    from: { member_id: from },
    to: { member_id: to },
    asset: "points",
    amount: 1,
    kind: "transfer",
    external_id,
  };
  return { path: "/v1/transfers", headers: keyed(world, external_id), body: JSON.stringify(body) };
}

async function fund(server: BenchServer, world: BenchWorld, members: readonly string[]): Promise<void> {
  const connection = await openConnection(server.port);
  for (const member_id of members) {
    const award = { ...awardOf(world), member_id, amount_fen: 1_000_000_000 };
    const headers = keyed(world, award.external_id.replaceAll(" ", "-"));
    const answer = await connection.post({ path: "/v1/points/earn", headers, body: JSON.stringify(award) });
    if (answer.status !== 201) throw new Error(`not funded: ${answer.body}`);
  }
  connection.close();
}

async function deadlocks(server: BenchServer): Promise<number> {
  const { rows } = await server.owner.query<{ deadlocks: string }>(
    "select deadlocks from pg_stat_database where datname = 'bench'",
  );
  return Number(rows[0]?.deadlocks);
}
