import type { TaskList } from "graphile-worker";
import type { Database } from "../db/pool.ts";
import type { Runtime } from "../kernel/runtime.ts";

const KEEP_IDEMPOTENCY_DAYS = 8;

const KEEP_REQUESTS_DAYS = 30;

export const HOUSEKEEPING_CRONTAB = [
  "17 19 * * * forget_idempotency ?max=3",
  "27 19 * * * forget_requests ?max=3",
].join("\n");

export function housekeepingTasks(database: Database, runtime: Runtime): TaskList {
  return {
    forget_idempotency: async () => {
      const before = new Date(runtime.clock.now().getTime() - KEEP_IDEMPOTENCY_DAYS * 86_400_000);
      for (;;) {
        const [row] = await database.call<{ gone: number }>({
          text: "select platform.forget_idempotency($1) as gone",
          values: [before],
        });
        if (!row?.gone) return;
      }
    },
    forget_requests: async () => {
      const before = new Date(runtime.clock.now().getTime() - KEEP_REQUESTS_DAYS * 86_400_000);
      for (;;) {
        const [row] = await database.call<{ gone: number }>({
          text: "select platform.forget_requests($1) as gone",
          values: [before],
        });
        if (!row?.gone) return;
      }
    },
  };
}
