// ./dev test [filter …]: vitest (unit, database, HTTP, mini-program), then the browser tests. The last line counts both.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { ensureBrowser } from "./browser.ts";
import { buildMemberWeapp, buildScreens, installLocked } from "./build.ts";
import { outDir, root } from "./paths.ts";
import { runShown } from "./run.ts";
import { say, seconds, UsageError } from "./terminal.ts";

interface Count {
  readonly passed: number;
  readonly failed: number;
}

interface Suite {
  readonly name: string;
  readonly run: () => Promise<Count>;
}

/** What must also hold on the oldest PostgreSQL we run on: the schema, the driver, the book. */
const oldest = {
  name: "postgres 15",
  folders: ["apps/server/test/catalog.test.ts", "apps/server/src/platform/db/", "apps/server/src/modules/ledger/"],
};

const browserTests = "e2e";
const entryTests = "tools/dev/";
const memberTests = "clients/member/test";

export async function run(args: string[]): Promise<number> {
  const filters = args.filter((arg) => !arg.startsWith("-"));
  if (filters.length !== args.length)
    throw new UsageError("./dev test [filter …]: a filter is a part of a test file's path");
  const suites = plan(filters);
  if (suites.length === 0) throw new UsageError(`no test file matches ${filters.join(" ")}`);
  mkdirSync(outDir, { recursive: true });
  const total = { passed: 0, failed: 0 };
  for (const suite of suites) {
    const started = performance.now();
    const { passed, failed } = await suite.run();
    say(`${suite.name}: ${passed} passed, ${failed} failed in ${seconds(started)}`);
    total.passed += passed;
    total.failed += failed;
  }
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

function plan(filters: readonly string[]): Suite[] {
  const files = testFiles(root).filter(
    (file) => filters.length === 0 || filters.some((filter) => file.includes(filter)),
  );
  const suites: Suite[] = [];
  const vitestFiles = files.filter((file) => !file.startsWith(`${browserTests}/`));
  if (vitestFiles.length > 0) suites.push({ name: "vitest", run: () => runVitest(vitestFiles, filters) });
  if (filters.length === 0 || filters.includes("postgres15")) suites.push({ name: oldest.name, run: runOldest });
  if (vitestFiles.length < files.length) suites.push({ name: "browser", run: () => runBrowser(filters) });
  return suites;
}

async function runOldest(): Promise<Count> {
  await installLocked("tools/pg15");
  return await vitest(oldest.folders, { TEST_POSTGRES: "15" });
}

async function runVitest(files: readonly string[], filters: readonly string[]): Promise<Count> {
  if (files.some((file) => file.startsWith(memberTests))) await buildMemberWeapp();
  if (files.some((file) => file.startsWith(entryTests))) await buildScreens();
  return await vitest(filters, {});
}

async function vitest(filters: readonly string[], environment: Record<string, string>): Promise<Count> {
  const report = path.join(outDir, "vitest.json");
  rmSync(report, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const env = { ...process.env, ...environment };
  const code = await runShown("vitest", ["run", ...filters, ...reporters], { env });
  if (!existsSync(report)) return { passed: 0, failed: 1 };
  const counts = JSON.parse(readFileSync(report, "utf8")) as { numPassedTests: number; numFailedTests: number };
  return honest(code, { passed: counts.numPassedTests, failed: counts.numFailedTests });
}

async function runBrowser(filters: readonly string[]): Promise<Count> {
  await Promise.all([ensureBrowser(), buildScreens()]);
  const report = path.join(outDir, "playwright.json");
  rmSync(report, { force: true });
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  const code = await runShown("playwright", ["test", ...filters, "--reporter=list,json"], { env });
  if (!existsSync(report)) return { passed: 0, failed: 1 };
  const { stats } = JSON.parse(readFileSync(report, "utf8")) as {
    stats: { expected: number; unexpected: number; flaky: number };
  };
  // Flaky: passed when looked at again, as playwright.config.ts allows in CI. Playwright itself names it above.
  return honest(code, { passed: stats.expected + stats.flaky, failed: stats.unexpected });
}

/** A runner that failed without a failed test (a file that did not load, an error outside tests) counts as one failure. */
function honest(code: number, count: Count): Count {
  return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}

function testFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (["node_modules", "dist"].includes(entry.name) || entry.name.startsWith(".")) return [];
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) return testFiles(full);
    return /\.(test\.(ts|tsx|mjs)|spec\.ts)$/.test(entry.name) ? [path.relative(root, full)] : [];
  });
}
