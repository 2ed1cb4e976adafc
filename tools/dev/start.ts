// ./dev start: everything a person needs to use Huiyou, in one process tree that ends with Ctrl-C.
import { migrate } from "../../apps/server/src/platform/db/migrate.ts";
import { buildScreens } from "./build.ts";
import { startWalShipper, type WalShipper } from "../backup/wal-shipper.ts";
import { embeddedDir, type OpenDatabase, openDatabase } from "./database.ts";
import { type DemoAccess, ensureDemo, readDemoAccess } from "./demo.ts";
import { dataDir } from "./paths.ts";
import { claimDataDir, record, recordStopping, releaseDataDir } from "./run-file.ts";
import { type ServerProcess, startServer } from "./server-process.ts";
import { say, seconds, UsageError } from "./terminal.ts";

const started_at = performance.now();

export async function run(args: string[]): Promise<number> {
  if (args.length > 0)
    throw new UsageError(
      "./dev start takes no arguments; PORT, HOST, DATA_DIR and DATABASE_URL are read from the environment",
    );
  const asked = stopRequest();
  await claimDataDir();
  const parts: Parts = {};
  try {
    const up = await Promise.race([bringUp(parts), asked]);
    if (up === "stop") return 130; // what is still building is left to end by the same Ctrl-C
    announce(up);
    const end = await Promise.race([asked, up.ended]);
    if (end === "stop") return 0;
    say(`the server ended by itself with exit code ${end}; its log: ${dataDir()}/server.log`);
    return end || 1;
  } finally {
    recordStopping();
    await parts.server?.then((server) => server.stop(), ignore);
    await parts.shipper?.stop();
    await parts.database?.then((database) => database.stop(), ignore);
    releaseDataDir();
  }
}

/** A part that failed to come up has already said why, and there is nothing of it to stop. */
const ignore = () => {};

interface Parts {
  database?: Promise<OpenDatabase>;
  shipper?: WalShipper;
  server?: Promise<ServerProcess>;
}

async function bringUp(parts: Parts): Promise<ServerProcess> {
  const port = portSetting();
  parts.database = openDatabase();
  const [{ url }] = await Promise.all([parts.database.then(prepared), buildScreens()]);
  parts.server = startServer({ databaseUrl: url, dataDir: dataDir(), host: process.env.HOST ?? "127.0.0.1", port });
  const server = await parts.server;
  if (!process.env.DATABASE_URL) {
    const onTrouble = (message: string) => say(`the log cannot be kept: ${message}`);
    parts.shipper = startWalShipper({ url, dir: embeddedDir(), onTrouble });
  }
  record({ server_pid: server.pid, base_url: server.base_url });
  return server;
}

async function prepared(database: OpenDatabase): Promise<OpenDatabase> {
  const bring = async () => {
    const { applied } = await migrate(database.url);
    if (applied.length > 0) say(`database: ${applied.length} files of schema applied`);
  };
  await bring();
  await ensureDemo(database.url, dataDir(), bring);
  return database;
}

function portSetting(): number {
  const port = Number(process.env.PORT ?? 8080);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new UsageError(`PORT=${process.env.PORT} is not a port`);
  return port;
}

/** Resolves at the first Ctrl-C or SIGTERM; a second one ends at once. */
function stopRequest(): Promise<"stop"> {
  return new Promise((resolve) => {
    let asked = false;
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.on(signal, () => {
        if (asked) process.exit(130);
        asked = true;
        say("\nstopping …");
        resolve("stop");
      });
    }
  });
}

function announce({ base_url }: ServerProcess): void {
  const access = readDemoAccess(dataDir(), base_url);
  console.log(`Huiyou is ready: ${base_url}`);
  for (const line of access ? howToSignIn(access) : []) console.log(line);
  say(`ready in ${seconds(started_at)}; Ctrl-C stops everything`);
}

function howToSignIn({ base_url, admin, store_manager, colleagues, member, kiosk, sandbox }: DemoAccess): string[] {
  const rows = [
    ["Console", `${base_url}/`, `${admin.email} / ${admin.password} (whole group)`],
    ["", "", `${store_manager.email} / ${store_manager.password} (one store)`],
    ["", "", `${(colleagues ?? []).map(({ role }) => role).join(", ")}: see demo.json`],
    ["Phone", `${base_url}/m/`, `${member.phone}; the code appears in the console under messages`],
    ["Kiosk", `${base_url}/kiosk`, "shows a code; type it in the console under Connections, Kiosks"],
    ...(kiosk ? [["", "", `or one that is paired: ${base_url}${kiosk.path}`] as const] : []),
    ["API", `${base_url}/docs`, `key of the sandbox: ${sandbox.api_key}`],
  ] as const;
  const width = Math.max(...rows.map(([, url]) => url.length));
  return ["", ...rows.map(([what, url, how]) => `  ${what.padEnd(8)} ${url.padEnd(width)}  ${how}`), ""];
}
