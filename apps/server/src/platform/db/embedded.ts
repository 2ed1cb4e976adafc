// A PostgreSQL server of our own, from the npm binaries: made, started, adopted when it is already running, stopped.
import { execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import net from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  canReach,
  findBinaries,
  type PostgresBinaries,
  program,
  reachableBinaries,
  type ServerAccount,
  serverAccount,
} from "./postgres-binaries.ts";
import { withFileLock } from "./file-lock.ts";
import { readPostmaster, type Postmaster } from "./postmaster.ts";
import { type PostgresProfile, serverSettings } from "./postgres-settings.ts";
import { archiveSettings } from "./wal-archive.ts";

export interface PostgresOptions {
  /** The data folder; its password and log lie beside it as `<dir>.password` and `<dir>.log`. */
  readonly dir: string;
  readonly profile: PostgresProfile;
  /** By default any free port. An adopted server keeps the port it has. */
  readonly port?: number;
  readonly binaries?: PostgresBinaries;
  readonly settings?: Record<string, string>;
  /** How often a start that failed is tried; some failures are worth another try. */
  readonly attempts?: number;
}

export interface EmbeddedPostgres {
  /** Connects as the superuser to the database `postgres`. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  readonly dir: string;
  readonly adopted: boolean;
  /** Ends sessions, writes a checkpoint, and resolves when the server is gone. */
  readonly stop: () => Promise<void>;
}

const log_limit_bytes = 10 * 1024 * 1024;

/** Starts the server of this data folder, or adopts the one that already runs on it. */
export async function startPostgres(options: PostgresOptions): Promise<EmbeddedPostgres> {
  const account = serverAccount();
  const binaries = reachableBinaries(options.binaries ?? findBinaries(), account);
  const dir = serverDir(options.dir);
  mkdirSync(path.dirname(dir), { recursive: true });
  return await withFileLock(`${dir}.lock`, async () => {
    if (!existsSync(dir)) createCluster(dir, options.profile, binaries, account);
    checkVersion(dir, binaries);
    const running = readPostmaster(dir);
    if (running) return handle(dir, await ready(dir, running.pid), true);
    rmSync(path.join(dir, "postmaster.pid"), { force: true });
    // A copy or a restore may have widened the modes, and the server refuses to start on them.
    chmodSync(dir, 0o700);
    chmodSync(passwordFile(dir), 0o600);
    return handle(dir, await launch(dir, options, binaries, account), false);
  });
}

export async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const server = net.createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Where a data folder asked for really lies. */
export function serverDir(dir: string): string {
  return reachableDir(path.resolve(dir), serverAccount());
}

/** Root's server account cannot enter a private home such as /root: such data goes to /var/lib instead. */
function reachableDir(dir: string, account: ServerAccount | undefined): string {
  if (canReach(path.dirname(dir), account)) return dir;
  const outside = path.join("/var/lib/huiyou", dir.replaceAll(path.sep, "-").replace(/^-/, ""));
  mkdirSync(path.dirname(outside), { recursive: true, mode: 0o755 });
  return outside;
}

function createCluster(
  dir: string,
  profile: PostgresProfile,
  binaries: PostgresBinaries,
  account: ServerAccount | undefined,
): void {
  const fresh = `${dir}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  const password = passwordFile(dir);
  writeFileSync(password, randomBytes(24).toString("base64url"), { mode: 0o600 });
  if (account) {
    chownSync(fresh, account.uid, account.gid);
    chownSync(password, account.uid, account.gid);
  }
  const locale =
    binaries.major >= 17
      ? ["--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
      : ["--locale=C.UTF-8"];
  const durability = profile === "test" ? ["--no-sync"] : ["--data-checksums"];
  const secrecy = [profile === "test" ? "--auth=trust" : "--auth=scram-sha-256", `--pwfile=${password}`];
  execFileSync(
    program(binaries, "initdb"),
    ["-D", fresh, "-U", "postgres", "--encoding=UTF8", "--no-instructions", ...locale, ...durability, ...secrecy],
    {
      ...account,
      cwd: fresh,
      env: serverEnvironment(),
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  // Renamed only when whole, so a killed initdb never leaves a folder that looks finished.
  renameSync(fresh, dir);
}

function checkVersion(dir: string, binaries: PostgresBinaries): void {
  const found = Number(readFileSync(path.join(dir, "PG_VERSION"), "utf8"));
  if (found === binaries.major) return;
  throw new Error(
    `${dir} was made by PostgreSQL ${found}, the installed one is ${binaries.major}: back it up with the old one, or choose another DATA_DIR`,
  );
}

async function launch(
  dir: string,
  options: PostgresOptions,
  binaries: PostgresBinaries,
  account: ServerAccount | undefined,
): Promise<Postmaster> {
  const archive = options.profile === "durable" ? archiveSettings(dir) : {};
  const settings = { ...serverSettings(options.profile, binaries), ...archive, ...options.settings };
  const deadline_attempts = options.attempts ?? 3;
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await freePort());
    const log = openLog(dir);
    const flags = Object.entries({ ...settings, port: String(port) }).flatMap(([key, value]) => [
      "-c",
      `${key}=${value}`,
    ]);
    // Detached: a Ctrl-C in the terminal must reach the application first and the database only after it.
    const child = spawn(program(binaries, "postgres"), ["-D", dir, ...flags], {
      ...account,
      cwd: dir,
      env: serverEnvironment(),
      detached: true,
      stdio: ["ignore", log.fd, log.fd],
    });
    closeSync(log.fd);
    child.unref();
    const failed = new Promise<Error>((resolve) => {
      child.once("error", resolve);
      child.once("exit", (code, signal) => resolve(new Error(`postgres ended with ${code ?? signal}`)));
    });
    const outcome = await Promise.race([ready(dir, child.pid ?? -1), failed]);
    if (!(outcome instanceof Error)) return outcome;
    // Another program may have taken the port, or the sessions of a killed server may still be ending.
    if (attempt < deadline_attempts) await sleep(1000 * attempt);
    else throw new Error(`${outcome.message}; its log ends with\n${logSince(log)}`);
  }
}

/** Resolves when the server takes connections; crash recovery may take long, so only its end is a failure. */
async function ready(dir: string, pid: number): Promise<Postmaster> {
  for (;;) {
    const now = readPostmaster(dir);
    if (now?.pid === pid && now.ready) return now;
    if (!now && !isAlive(pid)) throw new Error(`the server of ${dir} ended while it was starting; see ${dir}.log`);
    await sleep(15);
  }
}

function handle(dir: string, { pid, port }: Postmaster, adopted: boolean): EmbeddedPostgres {
  const password = encodeURIComponent(readFileSync(passwordFile(dir), "utf8").trim());
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  return { url, port, pid, dir, adopted, stop: () => stop(dir, pid) };
}

async function stop(dir: string, pid: number): Promise<void> {
  const signals: readonly NodeJS.Signals[] = ["SIGINT", "SIGQUIT", "SIGKILL"]; // fast, immediate, and the last resort
  for (const signal of signals) {
    if (readPostmaster(dir)?.pid !== pid) return;
    process.kill(pid, signal);
    for (let waited_ms = 0; waited_ms < 30_000; waited_ms += 20) {
      if (readPostmaster(dir)?.pid !== pid) return;
      await sleep(20);
    }
  }
}

function passwordFile(dir: string): string {
  return `${dir}.password`;
}

function serverEnvironment(): Record<string, string> {
  return { PATH: process.env.PATH ?? "", LC_ALL: "C.UTF-8", TZ: "UTC" };
}

interface Log {
  readonly fd: number;
  readonly file: string;
  readonly from: number;
}

function openLog(dir: string): Log {
  const file = `${dir}.log`;
  if (existsSync(file) && statSync(file).size > log_limit_bytes) truncateSync(file);
  const fd = openSync(file, "a", 0o600);
  chmodSync(file, 0o600);
  return { fd, file, from: statSync(file).size };
}

function logSince({ file, from }: Log): string {
  return readFileSync(file).subarray(from).toString("utf8").slice(-4000);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
