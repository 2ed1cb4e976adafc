// ./dev db psql | migrate | reset
import { rmSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline/promises";
import type pg from "pg";
import { migrate } from "../../apps/server/src/platform/db/migrate.ts";
import { openDatabase, withClient } from "./database.ts";
import { dataDir } from "./paths.ts";
import { resetSchemas } from "./reset.ts";
import { runQuiet, runShown } from "./run.ts";
import { liveRun } from "./run-file.ts";
import { messageOf, say, UsageError } from "./terminal.ts";

type Action = (url: string, args: string[]) => Promise<number>;

const actions: Record<string, Action> = { psql, migrate: bringUp, reset };

export async function run([name = "", ...args]: string[]): Promise<number> {
  const action = actions[name];
  if (!action) throw new UsageError("./dev db psql | migrate | reset");
  const database = await openDatabase();
  try {
    return await action(database.url, args);
  } finally {
    await database.close();
  }
}

async function bringUp(url: string): Promise<number> {
  const { applied } = await migrate(url);
  for (const name of applied) say(`applied ${name}`);
  say(applied.length === 0 ? "the schema is the newest" : "done");
  return 0;
}

/** Back to an empty, migrated database; the next ./dev start makes the demo world again. */
async function reset(url: string, args: string[]): Promise<number> {
  if (liveRun()) throw new UsageError("./dev start is running on this DATA_DIR: stop it first");
  if (process.env.DATABASE_URL && !args.includes("--yes")) {
    throw new UsageError("this drops every schema of Huiyou in DATABASE_URL: say ./dev db reset --yes");
  }
  await resetSchemas(url);
  await migrate(url);
  rmSync(path.join(dataDir(), "demo.json"), { force: true });
  say("the database is empty and migrated");
  return 0;
}

/** The system's psql when there is one (the npm binaries hold none), else a small prompt of our own. */
async function psql(url: string, args: string[]): Promise<number> {
  const found = await runQuiet("psql", ["--version"]).catch(() => undefined);
  if (found?.code === 0) return await runShown("psql", [url, ...args]);
  return await withClient(url, prompt);
}

async function prompt(client: pg.Client): Promise<number> {
  const lines = createInterface({ input: process.stdin, output: process.stderr, prompt: "huiyou=# " });
  let statement = "";
  lines.prompt();
  for await (const line of lines) {
    if (statement === "" && ["\\q", "exit", "quit"].includes(line.trim())) break;
    statement += `${line}\n`;
    if (line.trimEnd().endsWith(";")) {
      await show(client, statement);
      statement = "";
    }
    lines.setPrompt(statement === "" ? "huiyou=# " : "huiyou-# ");
    lines.prompt();
  }
  return 0;
}

async function show(client: pg.Client, statement: string): Promise<void> {
  try {
    const answer = await client.query(statement);
    if (answer.rows.length > 0) console.table(answer.rows);
    say(`${answer.command} ${answer.rowCount ?? ""}`);
  } catch (error) {
    say(messageOf(error));
  }
}
