import type { TaskList } from "graphile-worker";
import { z } from "zod";
import type { App } from "../../platform/app.ts";
import { sendPasswordReset } from "./password-reset.ts";

const zReset = z.object({ reset_id: z.uuid() });

const DAY_MS = 86_400_000;
/** Longer than a lock, a challenge or a link lives. */
const KEEP_ATTEMPTS_DAYS = 1;
/** People may look back at where they were signed in. */
const KEEP_SESSIONS_DAYS = 90;

/** At 03:25 Shanghai time. */
export const ACCESS_CRONTAB = "25 19 * * * forget_staff_sign_ins ?max=3";

export function accessTasks(app: App): TaskList {
  return {
    forget_staff_sign_ins: async () => {
      const before = (days: number) => new Date(app.runtime.clock.now().getTime() - days * DAY_MS);
      await app.database.call({
        text: "select access.forget_sign_ins($1, $2)",
        values: [before(KEEP_ATTEMPTS_DAYS), before(KEEP_SESSIONS_DAYS)],
      });
    },
    send_password_reset: async (payload) => sendPasswordReset(app, zReset.parse(payload).reset_id),
  };
}
