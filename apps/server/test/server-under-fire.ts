// A real server process that a test kills with -9 and starts again on the same port, as an operator's supervisor would.
import { freePort } from "../src/platform/db/embedded.ts";
import { type ServerProcess, startServer } from "../../../tools/dev/server-process.ts";

export interface ServerUnderFire {
  readonly base_url: string;
  /** Of the process that was started last. */
  readonly pid: number;
  /** kill -9, and a new process on the same port, after what is done meanwhile. Resolves when it answers again. */
  killAndRestart(meanwhile?: () => Promise<void>): Promise<void>;
  /** Whether the process that was started last is still the one that runs. */
  isAlive(): boolean;
  stop(): Promise<void>;
}

export async function startUnderFire(options: { database_url: string; data_dir: string }): Promise<ServerUnderFire> {
  const place = {
    databaseUrl: options.database_url,
    dataDir: options.data_dir,
    host: "127.0.0.1",
    port: await freePort(),
  };
  let server: ServerProcess = await startServer(place);
  let alive = true;
  const watch = (one: ServerProcess) => {
    alive = true;
    void one.ended.then(() => {
      if (one === server) alive = false;
    });
  };
  watch(server);
  return {
    base_url: server.base_url,
    get pid() {
      return server.pid;
    },
    isAlive: () => alive,
    async killAndRestart(meanwhile) {
      process.kill(server.pid, "SIGKILL");
      await server.ended;
      await meanwhile?.();
      server = await startServer(place);
      watch(server);
    },
    stop: () => server.stop(),
  };
}
