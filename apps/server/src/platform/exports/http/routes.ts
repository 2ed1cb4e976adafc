import { z } from "zod";
import { readApprovalRule, showPending, zPending } from "../../approvals/index.ts";
import { pageOf, readCursor } from "../../http/pages.ts";
import { type Route, route } from "../../http/route.ts";
import { zPageOf } from "../../http/schema.ts";
import { callerId, viewOf } from "../../jobs/http/viewer.ts";
import { AppError } from "../../kernel/errors.ts";
import { toWireId } from "../../kernel/ids.ts";
import { readTenantTime } from "../../tenant-time.ts";
import "../export-operation.ts";
import "../personal-data.ts";
import { listExportKinds, wholeKind } from "../export-kinds.ts";
import { type Export, getExport, listExports } from "../exports.ts";
import { EXPORT_OPERATION, requestExport } from "../request-export.ts";
import { MOST_ROWS } from "../write-xlsx.ts";
import { mayExport, readAsked } from "./read-input.ts";
import { zExport, zExportKinds, zExportPath, zExportQuery, zExportStarted, zNewExport } from "./schema.ts";
import { showExports, showKind } from "./show.ts";
import "../names.ts";

const ACCESS = { actors: ["staff", "api_key"], permission: "exports:write" } as const;

const kinds = route({
  method: "GET",
  path: "/v1/exports/kinds",
  summary: "Lists that the caller may export, and how much of each",
  tag: "exports",
  access: ACCESS,
  response: { 200: zExportKinds },
  handler: async ({ app, auth, language }) => {
    const [rule, own] = await app.database.read(auth.tenant_id, (db) =>
      Promise.all([
        readApprovalRule(db, EXPORT_OPERATION),
        Promise.all(
          listExportKinds()
            .filter((kind) => mayExport(kind, auth))
            .map((kind) => wholeKind(db, kind)),
        ),
      ]),
    );
    const approval_above = rule.enabled ? (rule.threshold ?? 0) : null;
    return { body: { data: own.map((kind) => showKind(kind, auth, language)), approval_above, xlsx_rows: MOST_ROWS } };
  },
});

const create = route({
  method: "POST",
  path: "/v1/exports",
  summary: "Export a list as a file",
  description:
    "A job writes the file; it belongs to the caller and is kept for seven days. The caller's masks and data scope hold. Above the rows of the tenant's approval rule it waits for a second person: 202.",
  tag: "exports",
  access: ACCESS,
  audit: ["export.requested", "approval.requested"],
  body: zNewExport,
  response: { 201: zExportStarted, 202: zPending },
  errors: ["permission_missing", "export_whole_group_only", "export_too_long"],
  idempotency: "optional",
  handler: async ({ app, auth, by, body, language, idempotency }) => {
    const asked = await app.database.read(auth.tenant_id, (db) => readAsked(db, body, auth, language));
    const { kind, columns, filter, read } = asked;
    const { times, time_zone } = await readTenantTime(app, auth.tenant_id);
    const view = { app, reach: auth, language };
    const rows_expected = await app.database.read(auth.tenant_id, (db) => kind.count(db, view, read));
    const { format, reason } = body;
    if (format === "xlsx" && rows_expected > MOST_ROWS) throw new AppError("export_too_long", { maximum: MOST_ROWS });
    return idempotency.run(async (tx) => {
      const wanted = { kind, format, columns, filter, reason, language, rows_expected, auth, by, times };
      const made = await requestExport(tx, app, wanted);
      if ("approval" in made) return { status: 202, body: showPending(made.approval, time_zone) };
      return {
        status: 201,
        body: { export_id: toWireId("export", made.export_id), job_id: toWireId("job", made.job_id) },
      };
    });
  },
});

const zPosition = z.tuple([z.iso.datetime(), z.uuid()]);

const list = route({
  method: "GET",
  path: "/v1/exports",
  summary: "Exports, newest first: one's own, and everybody's for who may see the whole group's",
  tag: "exports",
  access: ACCESS,
  query: zExportQuery,
  response: { 200: zPageOf(zExport) },
  errors: ["cursor_invalid"],
  handler: async ({ app, auth, query, language }) => {
    const { kind, state, mine = false, limit } = query;
    const position = readCursor(query.cursor, zPosition);
    const before = position && { requested_at: new Date(position[0]), export_id: position[1] };
    const of = mine ? { actor_id: callerId(auth) } : viewOf(auth);
    return app.database.read(auth.tenant_id, async (db) => {
      const rows = await listExports(db, { of, kind, state, limit: limit + 1, before });
      const show = await showExports(db, app, rows, { auth, language });
      const cursorOf = (row: Export) => [row.requested_at.toISOString(), row.export_id];
      return { body: pageOf(rows, limit, cursorOf, show) };
    });
  },
});

const find = route({
  method: "GET",
  path: "/v1/exports/:export_id",
  summary: "How an export stands, and its file",
  tag: "exports",
  access: ACCESS,
  params: zExportPath,
  response: { 200: zExport },
  errors: ["not_found"],
  handler: ({ app, auth, params, language }) =>
    app.database.read(auth.tenant_id, async (db) => {
      const row = await getExport(db, params.export_id, viewOf(auth));
      const show = await showExports(db, app, [row], { auth, language });
      return { body: show(row) };
    }),
});

export const routes: Route[] = [kinds, create, list, find];
