import type { TaskList } from "graphile-worker";
import type { App } from "../../platform/app.ts";

export const DEVICES_CRONTAB = "*/30 * * * * forget_pairings ?max=3";

export function deviceTasks({ database, runtime }: App): TaskList {
  return {
    forget_pairings: async () => {
      await database.call({ text: "select devices.forget_pairings($1)", values: [runtime.clock.now()] });
    },
  };
}
