import type { TaskList } from "graphile-worker";
import { z } from "zod";
import type { App } from "../../platform/app.ts";
import { sendPasswordReset } from "./password-reset.ts";

const zReset = z.object({ reset_id: z.uuid() });

export function accessTasks(app: App): TaskList {
  return {
    send_password_reset: async (payload) => sendPasswordReset(app, zReset.parse(payload).reset_id),
  };
}
