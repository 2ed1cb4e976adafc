// ./dev import <kind> <dir>: real data through the public API, as an integrator would bring it.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { dataDir } from "../dev/paths.ts";
import { fail, type Progress, progressBar, say, UsageError } from "../dev/terminal.ts";
import { createApi, Refused } from "./api.ts";
import { importDinofun } from "./dinofun.ts";
import { openFailures } from "./failures.ts";
import type { Importer, Step } from "./job.ts";
import { importJourney } from "./journey.ts";

const USAGE = `./dev import dinofun DIR    visits_fri.csv, checkins_fri.csv, attractions.csv
./dev import journey DIR    transactions_sample.csv
  --key KEY         API key (default: the sandbox's, from DATA_DIR/demo.json)
  --base-url URL    where the API answers (default: from DATA_DIR/demo.json)
  --failures FILE   where rows go that cannot be imported (default: DATA_DIR/imports/<kind>-failures.csv)
Files may be gzipped. A run that was cut short is simply started again; what is there already stays as it is.`;

const importers = new Map<string, Importer>([
  ["dinofun", importDinofun],
  ["journey", importJourney],
]);

async function run(): Promise<void> {
  const { values, positionals } = readArguments();
  const [kind = "", dir = "", ...more] = positionals;
  const importer = importers.get(kind);
  if (!importer || dir === "" || more.length > 0) throw new UsageError(USAGE);
  if (!existsSync(dir)) throw new UsageError(`there is no folder ${dir}`);
  const failures = openFailures(values.failures ?? path.join(dataDir(), "imports", `${kind}-failures.csv`));
  let bar: Progress | undefined;
  const api = createApi({ ...target(values), onWait: (reason) => say(`${reason}: trying again`) });
  const steps = await importer({
    api,
    dir,
    failures,
    onStep: (what) => {
      bar?.done();
      bar = progressBar(what);
    },
    onProgress: (done, total) => bar?.update(total === 0 ? 1 : done / total, `${done} of ${total} rows`),
  });
  await failures.close();
  bar?.done();
  report(steps);
  if (failures.count === 0) return;
  const reasons = [...failures.reasons].map(([code, count]) => `${count} ${code}`).join(", ");
  console.log(`${failures.count} rows could not be imported (${reasons}): ${failures.file}`);
}

function readArguments() {
  try {
    const text = { type: "string" } as const;
    return parseArgs({ allowPositionals: true, options: { key: text, "base-url": text, failures: text } });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n${USAGE}`);
  }
}

function target(values: { key?: string; "base-url"?: string }): { key: string; base_url: string } {
  const file = path.join(dataDir(), "demo.json");
  const demo = existsSync(file)
    ? (JSON.parse(readFileSync(file, "utf8")) as { base_url: string; sandbox: { api_key: string } })
    : undefined;
  const key = values.key ?? demo?.sandbox.api_key;
  const base_url = values["base-url"] ?? demo?.base_url;
  if (key === undefined || base_url === undefined)
    throw new UsageError(`there is no ${file}: run ./dev start first, or give --key and --base-url`);
  return { key, base_url };
}

function report(steps: readonly Step[]): void {
  for (const { what, counts, seconds, notes } of steps) {
    const { created, unchanged, failed } = counts;
    const rate = Math.round((created + unchanged + failed) / Math.max(seconds, 0.001));
    const figures = [
      `${created} new`,
      `${unchanged} already there`,
      ...(failed > 0 ? [`${failed} failed`] : []),
      ...notes,
    ];
    console.log(`${what}: ${figures.join(", ")} (${rate} a second)`);
  }
  if (steps.every(({ counts }) => counts.created === 0)) console.log("Nothing was added: everything is there already.");
}

try {
  await run();
} catch (error) {
  if (error instanceof Refused && error.status === 401) say("dev: the API key is not valid here");
  else fail(error);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
