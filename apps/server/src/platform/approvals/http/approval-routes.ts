import { z } from "zod";
import { pageOf, readCursor } from "../../http/pages.ts";
import { type Route, route, type RouteRequest } from "../../http/route.ts";
import { AppError } from "../../kernel/errors.ts";
import { namesOf } from "../../names.ts";
import { readTenantTime } from "../../tenant-time.ts";
import { type Approval, findApproval } from "../approval.ts";
import { approve, cancel, reject } from "../decide-approval.ts";
import type { Effect } from "../operations.ts";
import { countWaiting, listApprovals } from "../list-approvals.ts";
import { maySee, rightsOf } from "../rights.ts";
import { attempt, effectHash, previewOperation } from "../try-out.ts";
import {
  zApproval,
  zApprovalFound,
  zApprovalPage,
  zApprovalPath,
  zApprovalQuery,
  zApprove,
  zCounts,
  zReject,
} from "./schema.ts";
import { namedIn, showApproval, showEffect, showProblem } from "./show.ts";

/** Whoever is of the house: what they see and decide is what they asked for and what their permissions reach. */
const STAFF = { actors: ["staff"] } as const;
type StaffRequest = Pick<RouteRequest<readonly ["staff"], unknown, unknown, unknown>, "app" | "auth" | "language">;

const zCursor = z.tuple([z.iso.datetime(), z.uuid()]);

const list = route({
  method: "GET",
  path: "/v1/approvals",
  summary: "What waits for a second person, and what became of it; newest first",
  tag: "approvals",
  access: STAFF,
  query: zApprovalQuery,
  response: { 200: zApprovalPage },
  errors: ["cursor_invalid"],
  handler: async ({ app, auth, query, language }) => {
    const { cursor, ...filter } = query;
    const [time, approval_id] = readCursor(cursor, zCursor) ?? [];
    const after = time && approval_id ? { requested_at: new Date(time), approval_id } : undefined;
    const { times, time_zone } = await readTenantTime(app, auth.tenant_id);
    return app.database.read(auth.tenant_id, async (db) => {
      const rights = await rightsOf(db, auth, times.now);
      const rows = await listApprovals(db, { ...filter, auth, rights, after });
      const names = await namesOf(db, namedIn(rows), { language, masks: auth.masks });
      const view = { auth, rights, names, language, zone: time_zone, now: times.now };
      const body = pageOf(
        rows,
        query.limit,
        (row) => [row.requested_at.toISOString(), row.approval_id],
        (row) => showApproval(row, view),
      );
      return { body };
    });
  },
});

const counts = route({
  method: "GET",
  path: "/v1/approvals/counts",
  summary: "How many wait for the caller's decision, and how many of their own wait",
  tag: "approvals",
  access: STAFF,
  response: { 200: zCounts },
  handler: async ({ app, auth }) => {
    const { times } = await readTenantTime(app, auth.tenant_id);
    return app.database.read(auth.tenant_id, async (db) => ({
      body: await countWaiting(db, auth, await rightsOf(db, auth, times.now), times.now),
    }));
  },
});

const find = route({
  method: "GET",
  path: "/v1/approvals/:approval_id",
  summary: "An approval, and what approving it would do now",
  tag: "approvals",
  access: STAFF,
  params: zApprovalPath,
  response: { 200: zApprovalFound },
  errors: ["not_found"],
  handler: async ({ app, auth, by, params, language }) => {
    const { times, time_zone } = await readTenantTime(app, auth.tenant_id);
    // A transaction that writes: the effect is what the work does, undone.
    return app.database.write(auth.tenant_id, async (tx) => {
      const rights = await rightsOf(tx, auth, times.now);
      const approval = await findApproval(tx, params.approval_id);
      if (!approval || !maySee(approval, auth, rights)) throw new AppError("not_found");
      const names = await namesOf(tx, namedIn([approval]), { language, masks: auth.masks });
      const shown = showApproval(approval, { auth, rights, names, language, zone: time_zone, now: times.now });
      const requested_by = { kind: approval.requested_by_kind, id: approval.requested_by };
      const context = { app, approval_id: approval.approval_id, by, requested_by, times };
      const now =
        shown.state === "waiting" ? await attempt(tx, () => previewOperation(tx, context, approval)) : undefined;
      return { body: { ...shown, ...showNow(approval, now, { auth, language }), result: approval.result } };
    });
  },
});

function showNow(
  approval: Approval,
  now: Effect | AppError | undefined,
  reader: Pick<StaffRequest, "auth" | "language">,
) {
  if (now === undefined) return { effect_now: null, effect_hash: null, changed: false, problem: null };
  if (now instanceof AppError) {
    return { effect_now: null, effect_hash: null, changed: true, problem: showProblem(now, reader.language) };
  }
  const effect_hash = effectHash(now);
  const changed = approval.effect !== null && effectHash(approval.effect) !== effect_hash;
  return { effect_now: showEffect(approval.kind, now, reader), effect_hash, changed, problem: null };
}

/** Shows what a decision has made of it. */
async function decided(
  { app, auth, language }: StaffRequest,
  { now, zone }: { now: Date; zone: string },
  approval: Approval,
) {
  return app.database.read(auth.tenant_id, async (db) => {
    const rights = await rightsOf(db, auth, now);
    const names = await namesOf(db, namedIn([approval]), { language, masks: auth.masks });
    return { body: showApproval(approval, { auth, rights, names, language, zone, now }) };
  });
}

const approveRoute = route({
  method: "POST",
  path: "/v1/approvals/:approval_id/approve",
  summary: "Say yes to another person's request: it is carried out now",
  description:
    "`effect_hash` stands for the effect that was seen; when it has changed since, look again. When the operation itself refuses, the approval goes on waiting and keeps the reason. Safe to repeat: the same person's second yes answers as the first did.",
  tag: "approvals",
  access: STAFF,
  audit: ["approval.approved", "approval.failed"],
  params: zApprovalPath,
  body: zApprove,
  response: { 200: zApproval },
  errors: [
    "not_found",
    "same_person",
    "approval_not_yours",
    "approval_closed",
    "requester_lost_right",
    "effect_changed",
  ],
  handler: async (request) => {
    const { app, auth, by, params, body } = request;
    const { times, time_zone } = await readTenantTime(app, auth.tenant_id);
    const decision = { ...params, ...body, auth, by, times };
    const outcome = await app.database.write(auth.tenant_id, (tx) => approve(tx, app, decision));
    if (outcome instanceof AppError) throw outcome;
    return decided(request, { now: times.now, zone: time_zone }, outcome);
  },
});

const rejectRoute = route({
  method: "POST",
  path: "/v1/approvals/:approval_id/reject",
  summary: "Say no to another person's request",
  tag: "approvals",
  access: STAFF,
  audit: ["approval.rejected"],
  params: zApprovalPath,
  body: zReject,
  response: { 200: zApproval },
  errors: ["not_found", "same_person", "approval_not_yours", "approval_closed"],
  handler: async (request) => {
    const { app, auth, by, params, body } = request;
    const { times, time_zone } = await readTenantTime(app, auth.tenant_id);
    const decision = { ...params, ...body, auth, by, times };
    const approval = await app.database.write(auth.tenant_id, (tx) => reject(tx, app, decision));
    return decided(request, { now: times.now, zone: time_zone }, approval);
  },
});

const cancelRoute = route({
  method: "POST",
  path: "/v1/approvals/:approval_id/cancel",
  summary: "Withdraw one's own request",
  tag: "approvals",
  access: STAFF,
  audit: ["approval.canceled"],
  params: zApprovalPath,
  response: { 200: zApproval },
  errors: ["not_found", "not_your_request", "approval_closed"],
  handler: async (request) => {
    const { app, auth, by, params } = request;
    const { times, time_zone } = await readTenantTime(app, auth.tenant_id);
    const approval = await app.database.write(auth.tenant_id, (tx) => cancel(tx, app, { ...params, auth, by, times }));
    return decided(request, { now: times.now, zone: time_zone }, approval);
  },
});

export const approvalRoutes: Route[] = [list, counts, find, approveRoute, rejectRoute, cancelRoute];
