import type { TaskList } from "graphile-worker";
import type { App } from "../../platform/app.ts";

const KEEP_CALLS_DAYS = 90;

export const KIOSK_CRONTAB = ["*/5 * * * * forget_kiosk_visits ?max=1", "23 19 * * * forget_kiosk_calls ?max=3"].join(
  "\n",
);

export function kioskTasks({ database, runtime }: App): TaskList {
  return {
    forget_kiosk_visits: async () => {
      await database.call({ text: "select kiosk.forget_visits($1)", values: [runtime.clock.now()] });
    },
    forget_kiosk_calls: async () => {
      const before = new Date(runtime.clock.now().getTime() - KEEP_CALLS_DAYS * 86_400_000);
      await database.call({ text: "select kiosk.forget_calls($1)", values: [before] });
    },
  };
}
