import { z } from "zod";
import { exceeds, readApprovalRule, showPending } from "../../../platform/approvals/index.ts";
import type { Auth } from "../../../platform/http/auth.ts";
import { fieldErrors } from "../../../platform/http/issues.ts";
import { pageOf, readCursor } from "../../../platform/http/pages.ts";
import { type Route, route } from "../../../platform/http/route.ts";
import { wireIdOut, zPageOf } from "../../../platform/http/schema.ts";
import { callerId, viewOf } from "../../../platform/jobs/http/viewer.ts";
import { AppError, type Language } from "../../../platform/kernel/errors.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { readTenantTime } from "../../../platform/tenant-time.ts";
import { getBulk, listBulks } from "./bulk.ts";
import { bulkActions } from "./bulk-actions.ts";
import {
  zBulk,
  zBulkPage,
  zBulkPath,
  zBulkStarted,
  zBulkWaiting,
  zDeed,
  zNewBulk,
  zNewSelection,
  zSelection,
  zWeighed,
} from "./bulk-schema.ts";
import { zMemberFilter } from "./filter-schema.ts";
import { refuseHidden, searchOf } from "./read-filter.ts";
import { freeze, type Selection } from "./selections.ts";
import { showBulks } from "./show-bulk.ts";
import {
  BULK_OPERATION,
  type Deed,
  requestBulk,
  requireTarget,
  requireUsable,
  startUndo,
  weigh,
} from "./start-bulk.ts";

const READERS = { actors: ["staff", "api_key"], permission: "members:read" } as const;
const WRITERS = { actors: ["staff", "api_key"], permission: "members:write" } as const;

/** As the list reads its query. @throws invalid_request · filter_hidden */
function readFilter(filter: Record<string, string>, auth: Auth, language: Language) {
  const read = zMemberFilter.safeParse(filter);
  if (!read.success) throw new AppError("invalid_request", {}, fieldErrors(read.error.issues, "/filter", language));
  refuseHidden(read.data, auth.masks, "/filter");
  return read.data;
}

const showSelection = ({ selection_id, people, created_at, expires_at }: Selection) => ({
  selection_id: toWireId("selection", selection_id),
  people,
  created_at: created_at.toISOString(),
  expires_at: expires_at.toISOString(),
});

const selectionCreation = route({
  method: "POST",
  path: "/v1/members/selections",
  summary: "Freeze whom the list has now, for an export or a bulk change",
  description:
    "Whoever comes into the list later is not among them. Kept for a day, then forgotten unless something was begun with it.",
  tag: "members",
  access: READERS,
  audit: { none: "remembers who is in a list; what is done with it is told" },
  body: zNewSelection,
  response: { 201: zSelection },
  errors: ["filter_hidden", "not_found"],
  handler: async ({ app, auth, body, language }) => {
    const filter = body.filter && readFilter(body.filter, auth, language);
    const selection = await app.database.write(auth.tenant_id, async (tx) => {
      const search = await searchOf(tx, app, auth, filter ?? {}, "/filter");
      const { member_ids } = body;
      return freeze(tx, app, callerId(auth), member_ids ? { search, member_ids } : { search });
    });
    return { body: showSelection(selection) };
  },
});

const deedOf = ({ action, tag_id, owner_staff_id }: z.output<typeof zDeed>): Deed => ({
  action,
  input: { target_id: tag_id ?? owner_staff_id ?? null },
});

/** @throws permission_missing */
function requireMay(auth: Auth, { action }: Deed): void {
  const { permission } = bulkActions[action];
  if (!auth.permissions.has(permission)) throw new AppError("permission_missing", { permission });
}

const CANNOT = [
  "not_found",
  "permission_missing",
  "selection_expired",
  "selection_empty",
  "tag_automatic",
  "owner_unfit",
] as const;

const evaluate = route({
  method: "POST",
  path: "/v1/members/bulk_operations/evaluate",
  summary: "What a bulk change would do to the people of a selection; nobody is changed",
  tag: "members",
  access: WRITERS,
  audit: { none: "a dry run" },
  body: zDeed,
  response: { 200: zWeighed },
  errors: CANNOT,
  handler: async ({ app, auth, body }) => {
    const deed = deedOf(body);
    requireMay(auth, deed);
    return app.database.write(auth.tenant_id, async (tx) => {
      const selection = await requireUsable(tx, app, body.selection_id, callerId(auth));
      await requireTarget(tx, deed, auth);
      const weighed = await weigh(tx, app, selection.selection_id, deed, auth);
      const rule = await readApprovalRule(tx, BULK_OPERATION);
      return { body: { ...weighed, needs_approval: exceeds(rule, selection.people) } };
    });
  },
});

const start = route({
  method: "POST",
  path: "/v1/members/bulk_operations",
  summary: "Change everybody of a selection",
  description:
    "A job goes through them, 500 a step; whoever cannot be changed is told in its failures file. Above the people of the tenant's approval rule it waits for a second person: 202.",
  tag: "members",
  access: WRITERS,
  audit: ["bulk.requested", "approval.requested"],
  body: zNewBulk,
  response: { 201: zBulkStarted, 202: zBulkWaiting },
  errors: CANNOT,
  idempotency: "optional",
  handler: async ({ app, auth, by, body, idempotency }) => {
    const deed = deedOf(body);
    requireMay(auth, deed);
    const { times, time_zone } = await readTenantTime(app, auth.tenant_id);
    return idempotency.run(async (tx) => {
      const selection = await requireUsable(tx, app, body.selection_id, callerId(auth));
      await requireTarget(tx, deed, auth);
      const made = await requestBulk(tx, app, { ...deed, selection, reason: body.reason, by, reach: auth, times });
      if ("approval" in made) return { status: 202, body: showPending(made.approval, time_zone) };
      const { bulk_id, job_id } = made.bulk;
      return {
        status: 201,
        body: { bulk_id: toWireId("bulk", bulk_id), job_id: toWireId("job", job_id ?? "") },
      };
    });
  },
});

const zPosition = z.tuple([z.iso.datetime(), z.uuid()]);

const list = route({
  method: "GET",
  path: "/v1/members/bulk_operations",
  summary: "Bulk changes, newest first: one's own, and everybody's for who may see the whole group's",
  tag: "members",
  access: READERS,
  query: zBulkPage,
  response: { 200: zPageOf(zBulk) },
  errors: ["cursor_invalid"],
  handler: async ({ app, auth, query, language }) => {
    const { limit, mine = false } = query;
    const position = readCursor(query.cursor, zPosition);
    const before = position && { requested_at: new Date(position[0]), bulk_id: position[1] };
    const of = mine ? { actor_id: callerId(auth) } : viewOf(auth);
    return app.database.read(auth.tenant_id, async (db) => {
      const bulks = await listBulks(db, { of, limit: limit + 1, before });
      const show = await showBulks(db, { app, auth, language }, bulks);
      return { body: pageOf(bulks, limit, (bulk) => [bulk.requested_at.toISOString(), bulk.bulk_id], show) };
    });
  },
});

const find = route({
  method: "GET",
  path: "/v1/members/bulk_operations/:bulk_id",
  summary: "A bulk change: how far it is, and whether it can be taken back",
  tag: "members",
  access: READERS,
  params: zBulkPath,
  response: { 200: zBulk },
  errors: ["not_found"],
  handler: ({ app, auth, params, language }) =>
    app.database.read(auth.tenant_id, async (db) => {
      const bulk = await getBulk(db, params.bulk_id, { of: viewOf(auth) });
      return { body: (await showBulks(db, { app, auth, language }, [bulk]))(bulk) };
    }),
});

const undo = route({
  method: "POST",
  path: "/v1/members/bulk_operations/:bulk_id/undo",
  summary: "Take a bulk change back as a job, within 7 days; whoever was changed again since stays as they are",
  tag: "members",
  access: WRITERS,
  audit: ["bulk.undone"],
  params: zBulkPath,
  response: { 202: z.object({ job_id: wireIdOut("job") }) },
  errors: ["not_found", "permission_missing", "bulk_not_undoable"],
  handler: ({ app, auth, by, params }) =>
    app.database.write(auth.tenant_id, async (tx) => {
      const bulk = await getBulk(tx, params.bulk_id, { of: viewOf(auth, "jobs:write"), lock: true });
      requireMay(auth, bulk);
      return { body: { job_id: toWireId("job", await startUndo(tx, app, by, bulk, auth.scope)) } };
    }),
});

export const bulkRoutes: Route[] = [selectionCreation, evaluate, start, list, find, undo];
