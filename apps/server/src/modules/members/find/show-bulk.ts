import type { z } from "zod";
import type { App } from "../../../platform/app.ts";
import type { Db } from "../../../platform/db/pool.ts";
import type { Auth } from "../../../platform/http/auth.ts";
import { callerId, seenBy } from "../../../platform/jobs/http/viewer.ts";
import { showJob } from "../../../platform/jobs/http/show.ts";
import { newestJobs } from "../../../platform/jobs/jobs.ts";
import type { Language } from "../../../platform/kernel/errors.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { namesOf } from "../../../platform/names.ts";
import type { Bulk } from "./bulk.ts";
import type { zBulk } from "./bulk-schema.ts";
import { canUndo } from "./start-bulk.ts";

/** Reads what all of them need at once, and answers how to show one. */
export async function showBulks(
  db: Db,
  { app, auth, language }: { app: App; auth: Auth; language: Language },
  bulks: readonly Bulk[],
): Promise<(bulk: Bulk) => z.output<typeof zBulk>> {
  const targetKind = ({ action }: Bulk) => (action === "assign" ? "staff" : "tag");
  const things = bulks.flatMap((bulk) => [
    { kind: bulk.actor, id: bulk.actor_id },
    { kind: targetKind(bulk), id: bulk.input.target_id },
  ]);
  const names = await namesOf(db, things);
  const jobs = await newestJobs(
    db,
    bulks.map(({ bulk_id }) => bulk_id),
  );
  const show = showJob(seenBy(app, auth, language));
  const now = app.runtime.clock.now();
  return (bulk) => {
    const { bulk_id, action, input, reason, state, people, changed, unchanged, failed } = bulk;
    const { target_id } = input;
    const job = jobs.get(bulk_id);
    return {
      bulk_id: toWireId("bulk", bulk_id),
      action,
      tag_id: target_id !== null && action !== "assign" ? toWireId("tag", target_id) : null,
      owner_staff_id: target_id !== null && action === "assign" ? toWireId("staff", target_id) : null,
      target_name: names.get(target_id ?? "") ?? null,
      reason,
      state,
      people,
      changed,
      unchanged,
      failed,
      requested_by: { name: names.get(bulk.actor_id) ?? null, mine: bulk.actor_id === callerId(auth) },
      requested_at: bulk.requested_at.toISOString(),
      ended_at: bulk.ended_at?.toISOString() ?? null,
      can_undo: canUndo(bulk, now),
      approval_id: bulk.approval_id && toWireId("approval", bulk.approval_id),
      job: job ? show(job) : null,
    };
  };
}
