// The checks by name, in the order in which a person wants to hear of them.
import { readdirSync } from "node:fs";
import path from "node:path";
import { moduleGraph, pureRooms, viewGraph } from "../../module-graph.ts";
import { type Outcome, runQuiet } from "../dev/run.ts";
import { checkChance } from "./chance.ts";
import { checkGenerated } from "./generated.ts";
import { checkOneConnection } from "./one-connection.ts";
import { checkRooms } from "./rooms.ts";
import { type Finding, readSources, type Source } from "./source.ts";
import { checkSqlOwnership } from "./sql-ownership.ts";
import { checkTidy } from "./tidy.ts";

export interface Check {
  readonly name: string;
  readonly about: string;
  /** What is wrong, as text for a person; empty when nothing is. */
  readonly run: (root: string) => Promise<string>;
}

const lintArguments = ["--type-aware", "--deny-warnings", "--format=unix"];

export const checks: readonly Check[] = [
  {
    name: "rooms",
    about: "imports follow module-graph.ts",
    run: onSources((sources) => checkRooms(sources, moduleGraph, pureRooms)),
  },
  {
    name: "sql",
    about: "a room's SQL names only what is its own",
    run: onSources((sources) => checkSqlOwnership(sources, viewGraph)),
  },
  { name: "chance", about: "time and chance are injected", run: onSources(checkChance) },
  { name: "pool", about: "a transaction asks for no second connection", run: onSources(checkOneConnection) },
  { name: "tidy", about: "sizes, names, leftovers", run: onSources(checkTidy) },
  { name: "format", about: "biome (./dev check --fix)", run: checkFormat },
  { name: "lint", about: "oxlint with types", run: (root) => program(root, "oxlint", lintArguments) },
  { name: "types", about: "TypeScript 7, every package", run: checkTypes },
  { name: "dead", about: "knip: what nobody uses", run: (root) => program(root, "knip", ["--no-progress"]) },
  { name: "generated", about: "generated files are fresh", run: async (root) => report(await checkGenerated(root)) },
];

function onSources(check: (sources: Source[]) => Finding[]): (root: string) => Promise<string> {
  return async (root) => report(check(sourcesOf(root)));
}

/** What the tools can mend by themselves. */
export async function mend(root: string): Promise<void> {
  await program(root, "biome", ["format", "--write", "."]);
  await program(root, "oxlint", ["--type-aware", "--fix"]);
}

let read: { root: string; sources: Source[] } | undefined;

function sourcesOf(root: string): Source[] {
  if (read?.root !== root) read = { root, sources: readSources(root) };
  return read.sources;
}

function report(findings: readonly Finding[]): string {
  return findings.map(({ file, line, message }) => `${file}:${line} ${message}`).join("\n");
}

/** Only the names: the formatter itself shows the rest. */
async function checkFormat(root: string): Promise<string> {
  const output = await program(root, "biome", ["format", "--colors=off", "--max-diagnostics=none", "."]);
  const files = [...output.matchAll(/^(\S+) format ━/gm)].map(([, file]) => `${file} is not formatted`);
  return files.length > 0 ? files.join("\n") : output;
}

async function program(root: string, name: string, args: readonly string[]): Promise<string> {
  const bin = path.join(import.meta.dirname, "../../node_modules/.bin", name);
  return complaint(await runQuiet(bin, args, { cwd: root }));
}

function complaint({ code, output }: Outcome): string {
  return code === 0 ? "" : output.trim() || `exit code ${code}`;
}

/**
 * Every tsconfig.json of ours, but those whose files the root's includes as well: one program instead of three. What
 * did not change is remembered in .out.
 */
async function checkTypes(root: string): Promise<string> {
  const found: string[] = [];
  for (const folder of typedFolders(root)) {
    const memory = path.join(root, ".out/types", `${folder.replaceAll(path.sep, "-")}.tsbuildinfo`);
    const flags = ["--pretty", "false", "--incremental", "--tsBuildInfoFile", memory];
    found.push(await program(root, "tsc", [...flags, "-p", folder]));
  }
  return found.filter((text) => text !== "").join("\n");
}

const coveredByRoot = new Set(["apps/server"]);

function typedFolders(root: string, folder = "."): string[] {
  const entries = readdirSync(path.join(root, folder), { withFileTypes: true });
  const own = entries.some((entry) => entry.name === "tsconfig.json") && !coveredByRoot.has(folder) ? [folder] : [];
  const inner = entries.filter((entry) => entry.isDirectory() && !/^(node_modules|dist|\..*)$/.test(entry.name));
  return [...own, ...inner.flatMap((entry) => typedFolders(root, path.join(folder, entry.name)))];
}
