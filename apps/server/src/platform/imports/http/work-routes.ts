import { z } from "zod";
import type { Auth } from "../../http/auth.ts";
import { type Route, route } from "../../http/route.ts";
import { wireIdOut } from "../../http/schema.ts";
import { viewOf } from "../../jobs/http/viewer.ts";
import { AppError } from "../../kernel/errors.ts";
import { toWireId } from "../../kernel/ids.ts";
import { startImportJob } from "../import-jobs.ts";
import { getImport, type Import, type ImportState, requireKind, requireState, requireWhole } from "../imports.ts";
import { previewUndo } from "../undo-rows.ts";
import { ACCESS, ownOf, requireMay } from "./access.ts";
import { zPath, zUndoPreview } from "./schema.ts";

const undoPreview = route({
  method: "GET",
  path: "/v1/imports/:import_id/undo_preview",
  summary: "What an undo would take back now, and what it would leave because it was used since",
  tag: "imports",
  access: ACCESS,
  params: zPath,
  response: { 200: zUndoPreview },
  errors: ["not_found"],
  handler: ({ app, auth, params }) =>
    app.database.read(auth.tenant_id, async (db) => ({
      body: await previewUndo(db, await getImport(db, params.import_id, { of: viewOf(auth, "jobs:write") })),
    })),
});

const started = { 202: z.object({ job_id: wireIdOut("job") }) };

const READING = {
  check: {
    path: "/v1/imports/:import_id/check",
    summary: "Check every row as a job; nothing is written",
    audit: ["import.checked"],
  },
  run: {
    path: "/v1/imports/:import_id/start",
    summary: "Import every row as a job; rows that fail are left out and told",
    audit: ["import.started"],
  },
} as const;

const readings = (["check", "run"] as const).map((work) =>
  route({
    method: "POST",
    ...READING[work],
    tag: "imports",
    access: ACCESS,
    params: zPath,
    response: started,
    errors: ["not_found", "mapping_incomplete", "import_busy", "permission_missing"],
    handler: ({ app, auth, by, params }) =>
      app.database.write(auth.tenant_id, async (tx) => {
        const found = await getImport(tx, params.import_id, { of: ownOf(auth), lock: true });
        requireStart(auth, found, ["mapped", "checked"]);
        requireWhole(found);
        const job_id = await startImportJob(tx, app, by, found, { work, scope: auth.scope });
        return { body: { job_id: toWireId("job", job_id) } };
      }),
  }),
);

const undo = route({
  method: "POST",
  path: "/v1/imports/:import_id/undo",
  summary: "Take back what the import made, as a job; what was used since stays and is told",
  description: "For whoever brought it, and for who steers the whole group's jobs.",
  tag: "imports",
  access: ACCESS,
  audit: ["import.undone"],
  params: zPath,
  response: started,
  errors: ["not_found", "import_busy", "import_cannot_be_undone", "permission_missing"],
  handler: ({ app, auth, by, params }) =>
    app.database.write(auth.tenant_id, async (tx) => {
      const found = await getImport(tx, params.import_id, { of: viewOf(auth, "jobs:write"), lock: true });
      requireStart(auth, found, ["done"]);
      if (!requireKind(found.kind).undo) throw new AppError("import_cannot_be_undone");
      const job_id = await startImportJob(tx, app, by, found, { work: "undo", scope: auth.scope });
      return { body: { job_id: toWireId("job", job_id) } };
    }),
});

/** @throws import_busy · permission_missing */
function requireStart(auth: Auth, found: Import, states: readonly ImportState[]): void {
  requireState(found, states);
  requireMay(auth, requireKind(found.kind));
}

export const workRoutes: Route[] = [undoPreview, ...readings, undo];
