import type { TaskList } from "graphile-worker";
import type { Database } from "../../platform/db/pool.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { KEEP_DAYS } from "./deliveries.ts";

export const WEBHOOKS_CRONTAB = "41 18 * * * forget_webhook_deliveries ?max=3";

export function webhookTasks(database: Database, runtime: Runtime): TaskList {
  return {
    forget_webhook_deliveries: async () => {
      const before = new Date(runtime.clock.now().getTime() - KEEP_DAYS * 86_400_000);
      for (;;) {
        const [row] = await database.call<{ gone: number }>({
          text: "select webhooks.forget_deliveries($1) as gone",
          values: [before],
        });
        if (!row?.gone) return;
      }
    },
  };
}
