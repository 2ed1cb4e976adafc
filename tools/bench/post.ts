// Points earned over HTTP, durably: one a call by 64 clients, and 1,000 a call.
import { type Bench, median, percentile, round } from "./bench.ts";
import { loadHttp, type LoadRequest } from "./http-load.ts";
import type { BenchServer } from "./server.ts";
import { prepareTpcb } from "./tpcb.ts";
import { awardOf, headersOf, makeWorld } from "./world.ts";

const ROUNDS = 3;
const ROUND_SECONDS = 6;
async function measure(server: BenchServer, clients: number, items: number, next: () => LoadRequest) {
  const tpcb = await prepareTpcb(server.database_url);
  const check = (failures: string[]) => {
    if (failures.length > 0) throw new Error(`the server refused: ${failures[0]}`);
  };
  check((await loadHttp(server.port, clients, 4_000, next)).failures);
  await tpcb.measure(2);
  const rounds: { ours: number; theirs: number; latencies: number[] }[] = [];
  for (let n = 0; n < ROUNDS; n++) {
    const theirs = await tpcb.measure(ROUND_SECONDS);
    const { per_second, latencies_ms, failures } = await loadHttp(server.port, clients, ROUND_SECONDS * 1000, next);
    check(failures);
    rounds.push({ ours: per_second * items, theirs, latencies: latencies_ms });
  }
  const latencies = rounds.flatMap((one) => one.latencies);
  return {
    ratio: round(median(rounds.map((one) => one.ours / one.theirs)), 3),
    value: Math.round(median(rounds.map((one) => one.ours))),
    unit: "awards/s",
    yardstick: Math.round(median(rounds.map((one) => one.theirs))),
    yardstick_name: tpcb.name,
    p50_ms: round(percentile(latencies, 0.5)),
    p99_ms: round(percentile(latencies, 0.99)),
    rounds: ROUNDS,
    clients,
  };
}

export const postHttp: Bench = {
  name: "post-http",
  about:
    "durable points earn over HTTP: auth, validation, idempotency, rule, lot, double entry, outbox event; 64 clients",
  floor: 0.6,
  aim: 1.2,
  sizes: [20_000, 200_000],
  full_sizes: [20_000, 200_000, 2_000_000],
  async run(server, size) {
    const world = await makeWorld(server, size);
    const next = () => {
      const award = awardOf(world);
      const headers = { ...headersOf(world), "idempotency-key": award.external_id.replace(" ", "-") };
      return { path: "/v1/points/earn", headers, body: JSON.stringify(award) };
    };
    return { name: "post-http", size, ...(await measure(server, 64, 1, next)) };
  },
};

export const postBulk: Bench = {
  name: "post-bulk",
  about: "the same through the bulk endpoint, 1,000 a call; 4 clients",
  floor: 3,
  aim: 6,
  sizes: [20_000, 200_000],
  full_sizes: [20_000, 200_000, 2_000_000],
  async run(server, size) {
    const world = await makeWorld(server, size);
    const next = () => {
      const awards = Array.from({ length: 1000 }, () => awardOf(world));
      return { path: "/v1/points/earn/bulk", headers: headersOf(world), body: JSON.stringify({ awards }) };
    };
    return { name: "post-bulk", size, ...(await measure(server, 4, 1000, next)) };
  },
};
