import type { Db } from "../db/pool.ts";
import type { JobContext } from "../jobs/run-job.ts";
import { AppError } from "../kernel/errors.ts";
import { narrower } from "../kernel/reach.ts";
import { findActing } from "../people.ts";
import type { ImportContext, ImportKind } from "./import-kinds.ts";

/** In whose name rows are written: whoever started the job, as far as they may still. @throws import_no_longer_allowed */
export async function contextNow(
  db: Db,
  { app, job }: Pick<JobContext<unknown, unknown>, "app" | "job">,
  kind: ImportKind,
): Promise<ImportContext> {
  const by = job.caller;
  const is_house = by.actor === "staff" || by.actor === "api_key";
  const person =
    is_house &&
    (await findActing(
      db,
      { kind: by.actor, id: by.actor_id },
      { now: app.runtime.clock.now(), permissions: ["imports:write", kind.permission] },
    ));
  if (!person) throw new AppError("import_no_longer_allowed");
  return { app, by, reach: narrower({ scope: job.scope, customers: "all" }, person) };
}
