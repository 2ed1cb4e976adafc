import type { App } from "../platform/app.ts";
import type { Config } from "../platform/config.ts";
import { loadSecrets } from "../platform/crypto/load-secrets.ts";
import { createDatabase } from "../platform/db/pool.ts";
import { realClock } from "../platform/kernel/clock.ts";
import { createIds } from "../platform/kernel/ids.ts";
import { secureRandom } from "../platform/kernel/random.ts";
import { createLogger } from "../platform/telemetry/log.ts";

/** The program in the real world: wall clock, true chance, the configured database. */
export function createApp(config: Config): App {
  const runtime = { clock: realClock, random: secureRandom, ids: createIds(realClock, secureRandom) };
  const database = createDatabase({ url: config.DATABASE_URL, max: config.DATABASE_POOL, application_name: "huiyou" });
  return { config, runtime, database, secrets: loadSecrets(config), log: createLogger(config) };
}
