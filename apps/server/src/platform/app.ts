import type { Logger } from "pino";
import type { Config } from "./config.ts";
import type { Secrets } from "./crypto/secrets.ts";
import type { Database } from "./db/pool.ts";
import type { Runtime } from "./kernel/runtime.ts";

/** What the program is made of, built once in main and handed to every handler. */
export interface App {
  database: Database;
  runtime: Runtime;
  secrets: Secrets;
  log: Logger;
  config: Config;
}
