import type { TaskList } from "graphile-worker";
import type { App } from "../../platform/app.ts";
import { lookUpFollowers } from "./look-up-followers.ts";

const KEEP_TOLD_DAYS = 2;

export const WECHAT_CRONTAB = ["* * * * * look_up_followers ?max=1", "11 19 * * * forget_wechat_told ?max=3"].join(
  "\n",
);

export function wechatTasks(app: App, listTenants: () => Promise<string[]>): TaskList {
  return {
    look_up_followers: async () => {
      for (const tenant_id of await listTenants()) await lookUpFollowers(app, tenant_id);
    },
    forget_wechat_told: async () => {
      const before = new Date(app.runtime.clock.now().getTime() - KEEP_TOLD_DAYS * 86_400_000);
      await app.database.call({ text: "select wechat.forget_told($1)", values: [before] });
    },
  };
}
