import type { TaskList } from "graphile-worker";
import type { App } from "../../platform/app.ts";
import { SYSTEM } from "../../platform/audit/by.ts";
import { registerJob } from "../../platform/jobs/job-kinds.ts";
import { forgetJob } from "./erasure/forget-job.ts";
import { readKeyState } from "./keys/key-state.ts";
import { rotationJob, startRotation } from "./keys/rotation-job.ts";
import { retentionJob } from "./retention/retention-job.ts";

registerJob(forgetJob);
registerJob(rotationJob);
registerJob(retentionJob);

/** At 03:50 Shanghai time. */
export const PRIVACY_CRONTAB = "50 19 * * * rotate_all_keys ?max=3";

export function privacyTasks(app: App, listTenantIds: () => Promise<string[]>): TaskList {
  return {
    // Most nights nothing is under an old key: no tenant's list of jobs is filled with empty ones.
    rotate_all_keys: async () => {
      for (const tenant_id of await listTenantIds()) {
        const { old_seals } = await app.database.read(tenant_id, (db) => readKeyState(db, app));
        if (old_seals.every(({ rows }) => rows === 0)) continue;
        await app.database.write(tenant_id, (tx) => startRotation(tx, app, SYSTEM));
      }
    },
  };
}
