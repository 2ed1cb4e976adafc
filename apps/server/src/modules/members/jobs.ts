import type { TaskList } from "graphile-worker";
import type { Database } from "../../platform/db/pool.ts";
import { bind } from "../../platform/db/sql.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { forgetSignIns } from "./db/sign-in.gen.ts";

const DAY_MS = 86_400_000;
/** Longer than the hour over which codes are counted. */
const KEEP_CODES_DAYS = 1;
/** A member can ask for a month which devices were signed in. */
const KEEP_SESSIONS_DAYS = 30;

/** At 03:40 Shanghai time. */
export const MEMBERS_CRONTAB = "40 19 * * * forget_sign_ins ?max=3";

export function memberTasks(database: Database, runtime: Runtime): TaskList {
  return {
    forget_sign_ins: async () => {
      const before = (days: number) => new Date(runtime.clock.now().getTime() - days * DAY_MS);
      const params = { codes_before: before(KEEP_CODES_DAYS), sessions_before: before(KEEP_SESSIONS_DAYS) };
      await database.call(bind(forgetSignIns, params));
    },
  };
}
