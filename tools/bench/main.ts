// ./dev bench [name …] [--full] [--write]: one JSON line per result, ratios against a yardstick of the same run.
import { readFileSync, writeFileSync, existsSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { root } from "../dev/paths.ts";
import { say } from "../dev/terminal.ts";
import { type Bench, growthExponent, machine, type Result } from "./bench.ts";
import { expire } from "./expire.ts";
import { hotAccounts } from "./hot-accounts.ts";
import { importBench } from "./import.ts";
import { memberList } from "./member-list.ts";
import { postBulk, postHttp } from "./post.ts";
import { type BenchServer, startBenchServer } from "./server.ts";

const benches: readonly Bench[] = [postHttp, postBulk, hotAccounts, expire, importBench, memberList];
const FILE = path.join(root, "docs/benchmarks.md");

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { full: { type: "boolean", default: false }, write: { type: "boolean", default: false } },
});
const unknown = positionals.find((name) => !benches.some((bench) => bench.name === name));
if (unknown !== undefined) {
  say(
    `dev: no bench "${unknown}". There are:\n${benches.map((bench) => `  ${bench.name.padEnd(12)} ${bench.about}`).join("\n")}`,
  );
  process.exit(2);
}

/** A bench that is stopped half-way takes its database with it, also one that is still coming up. */
let running: Promise<BenchServer> | undefined;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    const ended = running?.then((server) => server.close());
    void Promise.resolve(ended).finally(() => process.exit(signal === "SIGINT" ? 130 : 143));
  });
}

const chosen = benches.filter((bench) => positionals.length === 0 || positionals.includes(bench.name));
const all: { bench: Bench; results: Result[]; version: string }[] = [];
for (const bench of chosen) {
  const results: Result[] = [];
  let version = "";
  for (const size of values.full ? bench.full_sizes : bench.sizes) {
    say(`${bench.name}: ${bench.about}; size ${size.toLocaleString("en")}`);
    running = startBenchServer();
    const server = await running;
    try {
      version = server.postgres_version;
      const result = await bench.run(server, size);
      results.push(result);
      console.log(JSON.stringify({ ...result, floor: bench.floor, aim: bench.aim, postgres: version, ...machine() }));
    } finally {
      running = undefined;
      await server.close();
    }
  }
  const exponent = growthExponent(results);
  if (exponent !== undefined) console.log(JSON.stringify({ name: bench.name, growth_exponent: exponent }));
  all.push({ bench, results, version });
}
if (values.write) write(all);

/** Replaces the sections that were measured and keeps the others. */
function write(measured: typeof all): void {
  const before = existsSync(FILE)
    ? readFileSync(FILE, "utf8")
    : "# Benchmarks\n\nWritten by `./dev bench --write`: ratios against a yardstick of the same run, the median of the rounds.\n";
  let text = before;
  for (const { bench, results, version } of measured) {
    const { cores, memory_gib, node } = machine();
    const weighed = results.some((one) => one.server_peak_memory_mib !== undefined);
    const rows = results.map((r) =>
      [
        `| ${r.size.toLocaleString("en")} | **${r.ratio}** | ${r.value} ${r.unit} | ${r.yardstick}`,
        ...(weighed ? [`${r.server_peak_memory_mib ?? ""} |`] : [`${r.p50_ms ?? ""} | ${r.p99_ms ?? ""} |`]),
      ].join(" | "),
    );
    const exponent = growthExponent(results);
    const section = [
      `<!-- ${bench.name} -->`,
      `## ${bench.name}`,
      `${bench.about}. Floor ${bench.floor}, aim ${bench.aim}. Yardstick: ${results[0]?.yardstick_name ?? ""}.`,
      `${cores} cores, ${memory_gib} GiB, PostgreSQL ${version}, Node ${node}; load generator and database on the same machine.`,
      "",
      weighed
        ? "| size | ratio | ours | yardstick | server's peak, MiB |"
        : "| size | ratio | ours | yardstick | p50 ms | p99 ms |",
      weighed ? "|---|---|---|---|---|" : "|---|---|---|---|---|---|",
      ...rows,
      ...(exponent === undefined ? [] : ["", `Growth exponent ${exponent}.`]),
      `<!-- /${bench.name} -->`,
    ].join("\n");
    const known = new RegExp(`<!-- ${bench.name} -->[\\s\\S]*<!-- /${bench.name} -->`);
    text = known.test(text) ? text.replace(known, () => section) : `${text.trimEnd()}\n\n${section}\n`;
  }
  writeFileSync(FILE, text);
  say(`wrote ${path.relative(root, FILE)}`);
}
