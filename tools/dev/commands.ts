import path from "node:path";
import { root } from "./paths.ts";
import { runShown } from "./run.ts";

export interface CommandModule {
  /** Resolves to the exit code. */
  run(args: string[]): Promise<number>;
}

interface Command {
  readonly name: string;
  readonly usage: string;
  readonly about: string;
  readonly load: () => Promise<CommandModule>;
}

/** A command that is a program of its own, with its own arguments. */
async function program(file: string): Promise<CommandModule> {
  return { run: (args) => runShown(process.execPath, [path.join(root, file), ...args], { cwd: process.cwd() }) };
}

const everyday = [
  {
    name: "start",
    usage: "start",
    about: "build what is stale, start database, API and worker, make the demo world on the first run",
    load: () => import("./start.ts"),
  },
  {
    name: "test",
    usage: "test [filter …]",
    about: "unit, database, HTTP, mini-program and browser tests; a filter is a part of a file's path",
    load: () => import("./test.ts"),
  },
  {
    name: "check",
    usage: "check [--fix] [name …]",
    about: "types, lint, format, room graph, SQL ownership, dead code, tidiness, generated files",
    load: () => import("./check.ts"),
  },
  {
    name: "gen",
    usage: "gen",
    about: "write every generated file anew: SQL and table types, schema snapshot, API client, error list",
    load: () => import("./gen.ts"),
  },
] as const satisfies readonly Command[];

const data = [
  {
    name: "db",
    usage: "db psql | migrate | reset",
    about: "a prompt on the database, bring it to the newest schema, or empty it",
    load: () => import("./db.ts"),
  },
  {
    name: "client",
    usage: "client <dir>",
    about: "the TypeScript client as a package others install: JavaScript, declarations, examples",
    load: () => import("./client.ts"),
  },
  {
    name: "import",
    usage: "import <kind> <dir>",
    about: "real data through the API's bulk path: dinofun, journey; resumable, adds nothing twice",
    load: () => program("tools/import/main.ts"),
  },
  {
    name: "backup",
    usage: "backup [DIR] [--keep N] [--with-keys] | --off",
    about: "copy the running database, and from then on its log; keys only when asked for",
    load: () => import("./backup.ts"),
  },
  {
    name: "restore",
    usage: "restore DIR [--to TIME] [--backup NAME]",
    about: "make the database anew from a backup and its log, as of its end or of a moment",
    load: () => import("./restore.ts"),
  },
] as const satisfies readonly Command[];

const proofs = [
  {
    name: "audit",
    usage: "audit [tenant …]",
    about: "check every book: balances, entries, lots, and the rows against the sealed chain",
    load: () => import("./audit.ts"),
  },
  {
    name: "drill",
    usage: "drill [DIR]",
    about: "restore the newest backup beside the running system, audit it, say what would be lost",
    load: () => import("./drill.ts"),
  },
  {
    name: "verify-ledger",
    usage: "verify-ledger FILE [--head HASH] [--keys FILE]",
    about: "check an export of the book with nothing but public keys",
    load: () => import("./verify-ledger.ts"),
  },
  {
    name: "stories",
    usage: "stories [n …] [--full]",
    about: "play the acceptance stories and variations of them over HTTP on a server of their own",
    load: () => program("stories/main.ts"),
  },
  {
    name: "bench",
    usage: "bench [name …] [--write]",
    about: "measure as ratios against a yardstick of the same run",
    load: () => program("tools/bench/main.ts"),
  },
  {
    name: "shots",
    usage: "shots [--language zh-CN,en,ko] [--out dir]",
    about: "pictures of every page of the running demo, at desktop and phone size",
    load: () => program("tools/shots/main.ts"),
  },
] as const satisfies readonly Command[];

export const commands: readonly Command[] = [...everyday, ...data, ...proofs];

const settings = [
  ["DATA_DIR", "where everything that lasts is kept (default .data)"],
  ["PORT", "the port of the API and the screens (default 8080)"],
  ["HOST", "the address to listen on (default 127.0.0.1)"],
  ["DEMO", "“small” makes a little demo world, “none” leaves a new database empty"],
  ["DATABASE_URL", "a PostgreSQL 15 to 18 of your own instead of the embedded 18"],
] as const;

export function showHelp(): void {
  const width =
    Math.max(...commands.map((command) => command.usage.length), ...settings.map(([name]) => name.length)) + 2;
  const row = (left: string, right: string) => `  ${left.padEnd(width)}${right}`;
  const rows = (list: readonly Command[]) => list.map((command) => row(command.usage, command.about));
  console.log(
    [
      "Huiyou 回游: a membership platform. Usage: ./dev <command>",
      "",
      "Every day",
      ...rows(everyday),
      "",
      "Data",
      ...rows(data),
      "",
      "Proofs",
      ...rows(proofs),
      "",
      "Settings (environment)",
      ...settings.map(([name, about]) => row(name, about)),
    ].join("\n"),
  );
}
