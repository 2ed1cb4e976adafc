// The demo world: a group with five venues and about a year of its members' lives, up to the moment it is made.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { createApiKey, PERMISSIONS } from "../modules/access/index.ts";
import { ensurePartitions } from "../modules/ledger/index.ts";
import { keepFigures } from "../modules/members/index.ts";
import type { App } from "../platform/app.ts";
import { readConfig } from "../platform/config.ts";
import type { Database } from "../platform/db/pool.ts";
import { sequenceEvents } from "../platform/events/sequencer.ts";
import { fixedClock } from "../platform/kernel/clock.ts";
import { businessDateOf } from "../platform/kernel/dates.ts";
import { toWireId } from "../platform/kernel/ids.ts";
import type { Random } from "../platform/kernel/random.ts";
import { createApp } from "../roles/create-app.ts";
import { FIRST_MEMBER } from "./cast.ts";
import { placeKiosk } from "./kiosk.ts";
import { TIME_ZONE } from "./places.ts";
import { makeSetting, type Setting } from "./setting.ts";
import { ADMIN, COLLEAGUES, MANAGER, OTHER_STAFF, type StaffSpec } from "./staff.ts";
import { makeWorld, type WorldSize } from "./world.ts";

export interface SeedOptions {
  readonly databaseUrl: string;
  /** Where the keys of the installation lie and demo.json is written. */
  readonly dataDir: string;
  /** `small` is for browser tests. */
  readonly size: "full" | "small";
  readonly onProgress: (progress: { fraction: number; label: string }) => void;
}

const SIZES = {
  full: { live: { members: 20_000, days: 365 }, sandbox: { members: 400, days: 84 } },
  small: { live: { members: 300, days: 56 }, sandbox: { members: 60, days: 28 } },
} as const satisfies Record<SeedOptions["size"], Record<"live" | "sandbox", WorldSize>>;

/** Chance begins here: the same people and the same lives at every installation, ending at its own now. */
const SEED = "yunxiu 1";

/** Fills an empty, migrated database. Not repeatable: the caller keeps note of a world that was left half made. */
export async function seedDemo(options: SeedOptions): Promise<void> {
  const { databaseUrl, dataDir, onProgress } = options;
  const config = readConfig({ ...process.env, DATABASE_URL: databaseUrl, DATA_DIR: dataDir, LOG_LEVEL: "silent" });
  const installation = createApp(config);
  const app = { ...installation, database: withoutWaiting(installation.database) };
  const owner = new pg.Client({ connectionString: databaseUrl });
  await owner.connect();
  // Small samples are enough: the server gathers its own as it runs.
  await owner.query("set default_statistics_target = 10");
  const gatherStatistics = async () => void (await owner.query("analyze"));
  try {
    const now = app.runtime.clock.now();
    const sizes = SIZES[options.size];
    await makePartitions(app, now, sizes.live.days);
    const passwords = new Map(
      [ADMIN, MANAGER, ...OTHER_STAFF, ...COLLEAGUES].map(({ email }) => [email, newPassword(app.runtime.random)]),
    );
    const staff = (list: readonly StaffSpec[]) =>
      list.map((one) => ({ ...one, password: passwords.get(one.email) ?? "" }));
    const first_year = Number(businessDateOf(now, TIME_ZONE).slice(0, 4)) - 4;

    const live = await makeSetting(app.database, app, {
      mode: "live",
      now,
      first_year,
      staff: staff([ADMIN, MANAGER, ...OTHER_STAFF, ...COLLEAGUES]),
    });
    const sandbox = await makeSetting(app.database, app, { mode: "sandbox", now, first_year, staff: staff([ADMIN]) });
    const making = (async () => {
      const full = { app, now, seed: SEED, setting: live, size: sizes.live };
      await makeWorld({ ...full, gatherStatistics, onProgress: part(onProgress, 0, 0.95, "live") });
      // The smaller world finds the statistics of the larger one.
      const small = { app, now, seed: `${SEED} sandbox`, setting: sandbox, size: sizes.sandbox };
      await makeWorld({ ...small, gatherStatistics: enough, onProgress: part(onProgress, 0.95, 0.98, "sandbox") });
    })();
    await Promise.all([making, sequenceDuring(making, app.database)]);
    // Otherwise whoever clicks first would see people of a year who have never come.
    onProgress({ fraction: 0.98, label: "figures" });
    while ((await keepFigures(app, FIGURES_AT_ONCE)) > 0);
    onProgress({ fraction: 0.99, label: "statistics" });
    await gatherStatistics();
    // The worker's first deed: the whole book sealed and audited, as every night leaves it.
    await owner.query("select platform.add_job('ledger_audit', '{}')");
    const kiosk = { path: await placeKiosk(app, live) };
    await writeAccess(app, dataDir, { live, sandbox, passwords, kiosk });
    onProgress({ fraction: 1, label: "" });
  } finally {
    await owner.end();
    await app.database.close();
  }
}

// A world that was cut short is made anew as a whole: no need to wait for the disk at every step. And its tables grow
// faster than anybody counts them: a planner that believes one to be empty would read all of it again and again.
const HURRY = "select set_config('synchronous_commit', 'off', true), set_config('enable_seqscan', 'off', true)";

function withoutWaiting(database: Database): Database {
  return {
    ...database,
    write: (tenant_id, work) =>
      database.write(tenant_id, async (tx) => {
        await tx.execute({ text: HURRY });
        return work(tx);
      }),
  };
}

/** Everybody comes often in a year: the more at once, the seldomer each is reckoned. */
const FIGURES_AT_ONCE = 25_000;

async function enough(): Promise<void> {}

/** The log is written beside the days: later, every look for its next rows would sort all that wait. */
async function sequenceDuring(making: Promise<void>, database: Database): Promise<void> {
  let is_over = false;
  const over = making.then(() => {
    is_over = true;
  });
  while (!is_over) {
    await Promise.race([over, sleep(1_000)]);
    await sequenceEvents(database);
  }
}

function part(
  onProgress: SeedOptions["onProgress"],
  from: number,
  to: number,
  name: string,
): SeedOptions["onProgress"] {
  return ({ fraction, label }) => onProgress({ fraction: from + (to - from) * fraction, label: `${name}: ${label}` });
}

const MONTH_MS = 30 * 86_400_000;

/** The book keeps a partition a month; what is older than the full history shares the default one. */
async function makePartitions(app: App, now: Date, days: number): Promise<void> {
  for (let at = now.getTime() - days * 86_400_000 + MONTH_MS; at < now.getTime() + MONTH_MS; at += 2 * MONTH_MS) {
    await ensurePartitions(app.database, { ...app.runtime, clock: fixedClock(new Date(at)) });
  }
}

const ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

/** Four groups of four: 79 bits, and still typed by hand. */
function newPassword(random: Random): string {
  const letters: string[] = [];
  while (letters.length < 16) {
    const [byte = 0] = random.bytes(1);
    if (byte < 248) letters.push(ALPHABET[byte % ALPHABET.length] as string);
  }
  return letters.join("").replace(/(.{4})(?=.)/g, "$1-");
}

interface Made {
  readonly live: Setting;
  readonly sandbox: Setting;
  readonly passwords: ReadonlyMap<string, string>;
  readonly kiosk: { readonly path: string };
}

/** How to get in: for people, and for tools that read it. */
async function writeAccess(app: App, dataDir: string, { live, sandbox, passwords, kiosk }: Made): Promise<void> {
  const { token } = await app.database.write(sandbox.tenant_id, (tx) =>
    createApiKey(tx, app.runtime, { name: "demo.json", permissions: PERMISSIONS, unit_id: sandbox.root_unit_id }),
  );
  const signIn = ({ email }: StaffSpec) => ({ email, password: passwords.get(email) });
  const access = {
    base_url: `http://127.0.0.1:${process.env.PORT ?? 8080}`,
    admin: signIn(ADMIN),
    store_manager: signIn(MANAGER),
    colleagues: COLLEAGUES.map((one) => ({ role: one.role, phone: one.phone, ...signIn(one) })),
    sandbox: { tenant_id: toWireId("tenant", sandbox.tenant_id), api_key: token },
    live: { tenant_id: toWireId("tenant", live.tenant_id) },
    member: { phone: FIRST_MEMBER.phone },
    kiosk,
  };
  writeFileSync(path.join(dataDir, "demo.json"), `${JSON.stringify(access, null, 2)}\n`, { mode: 0o600 });
}
