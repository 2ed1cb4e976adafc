import type { TaskList } from "graphile-worker";
import { z } from "zod";
import type { App } from "../../platform/app.ts";
import { sendPasswordReset } from "./password-reset.ts";
import { resealSecondFactors } from "./reseal-second-factors.ts";

const zReset = z.object({ reset_id: z.uuid() });

/** At 03:20 Shanghai time. */
export const ACCESS_CRONTAB = "20 19 * * * reseal_second_factors ?max=3";

export function accessTasks(app: App): TaskList {
  return {
    reseal_second_factors: async () => {
      await resealSecondFactors(app);
    },
    send_password_reset: async (payload) => sendPasswordReset(app, zReset.parse(payload).reset_id),
  };
}
