// Backup, drill and restore of a small world that is written to all the while, by a real durable server.
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { onDatabase } from "../../../apps/server/test/postgres.ts";
import { temporaryFolder } from "../../../apps/server/test/temporary-folder.ts";
import { createTestTenant } from "../../../apps/server/test/world.ts";
import { readConfig } from "../../../apps/server/src/platform/config.ts";
import { type EmbeddedPostgres, startPostgres } from "../../../apps/server/src/platform/db/embedded.ts";
import { migrate } from "../../../apps/server/src/platform/db/migrate.ts";
import { createApp } from "../../../apps/server/src/roles/create-app.ts";
import { killPostgres } from "../../../apps/server/test/database-under-fire.ts";
import { drill } from "../drill.ts";
import { listBackups, listChains } from "../folder.ts";
import { keysAtHand } from "../keys.ts";
import { chooseBackup, putInPlace, recoverInto, setAside } from "../restore-data.ts";
import { listSegments } from "../segments.ts";
import { stopArchiving, takeBackup } from "../take-backup.ts";
import { startWalShipper, type WalShipper } from "../wal-shipper.ts";
import { expectKept, prepareLoad, query, startLoad, untilTold } from "./load.ts";

/** What may be lost of acknowledged writes. */
const LOSS_MS = 1_000;

const home = temporaryFolder();
const dir = path.join(home, "postgres");
const folder = path.join(home, "backups");
const troubles: string[] = [];
let server: EmbeddedPostgres;
let url: string;
let shipper: WalShipper;

async function start(): Promise<void> {
  server = await startPostgres({ dir, profile: "durable", settings: { shared_buffers: "64MB" } });
  url = onDatabase(server.url, "huiyou");
  shipper = startWalShipper({ url, dir, onTrouble: (message) => troubles.push(message) });
}

async function end(): Promise<void> {
  await shipper.stop();
  await server.stop();
}

const backUp = (keep = 7) =>
  takeBackup({ url, dir, folder, keep, keys: { data_dir: home, with_keys: false }, installation: {} });

beforeAll(async () => {
  const made = await startPostgres({ dir, profile: "durable", settings: { shared_buffers: "64MB" } });
  await query(made.url, "create database huiyou");
  await made.stop();
  await start();
  await migrate(url);
  const app = createApp(readConfig({ DATABASE_URL: url, DATA_DIR: home, LOG_LEVEL: "silent" }));
  await createTestTenant(app);
  await app.database.close();
  await prepareLoad(url);
});
afterAll(end);
/** The shipper complains when the database is gone, and at nothing else. */
const complaints = () =>
  troubles.filter((message) => !/terminat|ECONN|not queryable|starting up|shutting down/.test(message));

describe("before the first backup", () => {
  test("nothing of the log is kept", async () => {
    expect(lstatSync(`${dir}.wal-archive`, { throwIfNoEntry: false })).toBeUndefined();
    await query(url, "select pg_switch_wal()");
    await expect
      .poll(
        async () => (await query<{ n: number }>(url, "select archived_count::int as n from pg_stat_archiver"))[0]?.n,
      )
      .toBeGreaterThan(0);
    expect(existsSync(folder)).toBe(false);
  });
});

describe("under load", () => {
  test("a drill of the newest backup loses at most a second of what was acknowledged", {
    timeout: 120_000,
  }, async () => {
    const load = startLoad(url, "drill");
    await untilTold(load, 50);
    // Checkpoints come while the files are copied.
    let copied = false;
    const checkpoints = (async () => {
      while (!copied) {
        await query(url, "checkpoint");
        await sleep(100);
      }
    })();
    const taken = await backUp();
    copied = true;
    await checkpoints;
    expect(taken.removed).toEqual([]);
    // The log must go through several segments after the backup.
    await untilTold(load, 1_500);
    const report = await drill({
      folder,
      url,
      dir,
      secrets: keysAtHand(home),
      inspect: (copy, moment) => expectKept(copy, load.told, moment.getTime() - LOSS_MS),
    });
    await load.stop();
    expect(report).toMatchObject({ backup: taken.name, books: 1, findings: 0, missing_segment: undefined });
    expect(report.loss_ms).toBeLessThanOrEqual(LOSS_MS);
    console.info(report, `${load.told.length} writes`);
    expect(readdirSync(home).filter((name) => name.includes("drill"))).toEqual([]);
    expect(troubles).toEqual([]);
  });

  test("a database that was killed and whose folder is gone comes back to its last second", {
    timeout: 120_000,
  }, async () => {
    const load = startLoad(url, "lost");
    await untilTold(load, 500);
    await sleep(2 * LOSS_MS);
    await killPostgres(server);
    const killed_at = Date.now();
    await Promise.all([load.stop(), shipper.stop()]);
    rmSync(dir, { recursive: true });
    await restore();
    await start();
    await expectKept(url, load.told, killed_at - LOSS_MS);
    expect(await query(url, "select 1 as n from org.tenant")).toEqual([{ n: 1 }]);
  });

  test("a restored database begins a history of its own; either one can be gone back to", {
    timeout: 120_000,
  }, async () => {
    await backUp();
    expect(listChains(folder)).toHaveLength(2);
    const load = startLoad(url, "moment");
    await untilTold(load, 300);
    const moment = new Date();
    await untilTold(load, 300);
    await load.stop();
    await end();
    await restore({ to: moment });
    await start();
    await expectKept(url, load.told, moment.getTime());
    const rows = new Set((await query<{ row: string }>(url, "select row from public.load")).map(({ row }) => row));
    expect(load.told.filter(({ row, asked_at }) => asked_at > moment.getTime() && rows.has(row))).toEqual([]);
    expect(chooseBackup({ folder }).name).toBe(listBackups(folder).at(-1)?.name);
  });
});

test("segments that fill, are archived and put to another use are no trouble to the shipper", async () => {
  expect(complaints()).toEqual([]);
  for (let n = 0; n < 6; n++) {
    await query(url, "insert into public.load values ($1, '')", [`switch ${n}`]);
    await query(url, "select pg_switch_wal()");
    await query(url, "checkpoint");
    await sleep(150);
  }
  await sleep(500);
  expect(complaints()).toEqual([]);
});

describe("what goes wrong", () => {
  test("an archive that cannot be written holds up nobody, and is caught up with", { timeout: 120_000 }, async () => {
    await backUp();
    const chain = listBackups(folder).at(-1)?.chain;
    const wal = chain?.wal ?? "";
    // As when the disk is not mounted.
    renameSync(wal, `${wal}.away`);
    await query(url, "insert into public.load values ('while away', '')");
    const [{ name }] = (await query<{ name: string }>(url, "select pg_walfile_name(pg_switch_wal()) as name")) as [
      { name: string },
    ];
    const failed = async () =>
      (await query<{ n: number }>(url, "select failed_count::int as n from pg_stat_archiver"))[0]?.n ?? 0;
    await expect.poll(failed, { timeout: 10_000 }).toBeGreaterThan(0);
    await query(url, "insert into public.load values ('still taken', '')");
    renameSync(`${wal}.away`, wal);
    await query(url, "select pg_switch_wal()");
    await expect.poll(() => existsSync(path.join(wal, name)), { timeout: 70_000, interval: 200 }).toBe(true);
  });

  test("a damaged backup is refused by name, and what was there stays", async () => {
    const backup = chooseBackup({ folder });
    const victim = path.join(backup.folder, "data", backup.manifest.files[3]?.path ?? "");
    const content = readFileSync(victim);
    writeFileSync(victim, Buffer.concat([content, Buffer.from("x")]));
    const fresh = path.join(home, "fresh");
    await expect(recoverInto({ backup, dir: fresh, throwaway: true })).rejects.toThrow(/is not what was written/);
    writeFileSync(victim, content);
    expect(existsSync(fresh)).toBe(false);
    const manifest = path.join(backup.folder, "manifest.json");
    const text = readFileSync(manifest, "utf8");
    writeFileSync(manifest, text.replace('"format":1', '"format":2'));
    expect(() => chooseBackup({ folder })).toThrow(/cannot be trusted/);
    writeFileSync(manifest, text);
  });

  test("only so many backups stay, with the log they need and no more", { timeout: 120_000 }, async () => {
    mkdirSync(path.join(listBackups(folder).at(-1)?.chain.folder ?? "", "20200101T000000Z.part"));
    const { removed } = await backUp(1);
    expect(removed.length).toBeGreaterThan(0);
    const [kept, ...more] = listBackups(folder);
    expect(more).toEqual([]);
    expect(listChains(folder)).toHaveLength(1);
    expect(listSegments(kept?.chain.wal ?? "")[0]).toBe(kept?.manifest.start_wal);
    expect(readdirSync(kept?.chain.folder ?? "").filter((name) => name.endsWith(".part"))).toEqual([]);
    expect(stopArchiving(dir)).toBe(true);
    expect(stopArchiving(dir)).toBe(false);
  });
});

/** As ./dev restore does it. */
async function restore(options: { to?: Date } = {}): Promise<void> {
  const backup = chooseBackup({ folder, ...options });
  const rolled = await recoverInto({ backup, dir: `${dir}.restored`, ...options, throwaway: false });
  expect(rolled.log.missing).toBeUndefined();
  await rolled.stop();
  setAside(dir, new Date());
  putInPlace(`${dir}.restored`, dir);
}
