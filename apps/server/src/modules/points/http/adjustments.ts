import { z } from "zod";
import { pageOf, readCursor } from "../../../platform/http/pages.ts";
import { type Route, route } from "../../../platform/http/route.ts";
import { getMember } from "../../members/index.ts";
import { readMoment } from "../../org/index.ts";
import { getAdjustment, listAdjustments, needsApproval } from "../adjustments/adjustment.ts";
import { previewAdjustment } from "../adjustments/adjustment-effect.ts";
import { approveAdjustment, rejectAdjustment } from "../adjustments/decide-adjustment.ts";
import { requestAdjustment } from "../adjustments/request-adjustment.ts";
import { getProgram } from "../program.ts";
import {
  zAdjustment,
  zAdjustmentFound,
  zAdjustmentPage,
  zAdjustmentPath,
  zAdjustmentQuery,
  zAdjustmentTrial,
  zNewAdjustment,
  zReason,
  zTrial,
} from "./adjustment-schema.ts";
import { showAdjustment, showEffect } from "./show-adjustment.ts";

const ASK = { actors: ["staff", "api_key"], permission: "points:adjust" } as const;
const DECIDE = { actors: ["staff", "api_key"], permission: "points:approve" } as const;
const READ = { actors: ["staff", "api_key"], permission: "points:read" } as const;

const evaluate = route({
  method: "POST",
  path: "/v1/points/adjustments/evaluate",
  summary: "What an adjustment would do, before it is asked for",
  tag: "points",
  access: ASK,
  audit: { none: "a dry run" },
  body: zAdjustmentTrial,
  response: { 200: zTrial },
  errors: ["not_found", "program_not_found"],
  handler: async ({ app, auth, body }) => {
    const { directory, times } = await readMoment(app, auth.tenant_id);
    return app.database.read(auth.tenant_id, async (db) => {
      await getMember(db, app, body.member_id, auth);
      const program = await getProgram(db);
      const threshold = program.adjustment_threshold;
      const effect = await previewAdjustment(db, program, body, times.now);
      const needs_approval = needsApproval(body.points, threshold);
      return { body: { ...showEffect(effect, directory.tenant.time_zone), threshold, needs_approval } };
    });
  },
});

const request = route({
  method: "POST",
  path: "/v1/points/adjustments",
  summary: "Correct a member's points by hand",
  description:
    "Up to the programme's threshold it is posted at once; above it waits up to 72 hours for a second person. 200 when this external_id was asked for before.",
  tag: "points",
  access: ASK,
  audit: ["points.adjusted", "approval.requested"],
  body: zNewAdjustment,
  response: { 201: zAdjustment, 200: zAdjustment },
  errors: ["not_found", "program_not_found", "insufficient_balance", "external_id_of_another"],
  idempotency: "required",
  handler: async ({ app, auth, by, body, idempotency }) => {
    const { directory, times } = await readMoment(app, auth.tenant_id);
    const input = { ...body, external_id: body.external_id ?? null };
    return idempotency.run(async (tx) => {
      const context = { by, reach: auth, times };
      const { adjustment, known } = await requestAdjustment(tx, app, input, context);
      return { status: known ? 200 : 201, body: showAdjustment(adjustment, directory.tenant.time_zone) };
    });
  },
});

const zCursor = z.tuple([z.iso.datetime(), z.uuid()]);

const list = route({
  method: "GET",
  path: "/v1/points/adjustments",
  summary: "Adjustments of the members in scope, newest first",
  tag: "points",
  access: READ,
  query: zAdjustmentQuery,
  response: { 200: zAdjustmentPage },
  errors: ["cursor_invalid"],
  handler: async ({ app, auth, query }) => {
    const { cursor, ...filter } = query;
    const [time, adjustment_id] = readCursor(cursor, zCursor) ?? [];
    const after = time && adjustment_id ? { requested_at: new Date(time), adjustment_id } : undefined;
    const { directory } = await readMoment(app, auth.tenant_id);
    const rows = await app.database.read(auth.tenant_id, (db) =>
      listAdjustments(db, { ...filter, reach: auth, after }),
    );
    return {
      body: pageOf(
        rows,
        query.limit,
        (row) => [row.requested_at.toISOString(), row.adjustment_id],
        ({ member_name, member_card_no, ...row }) => ({
          ...showAdjustment(row, directory.tenant.time_zone),
          member_name,
          member_card_no,
        }),
      ),
    };
  },
});

const find = route({
  method: "GET",
  path: "/v1/points/adjustments/:adjustment_id",
  summary: "An adjustment, and what approving it would do now",
  tag: "points",
  access: READ,
  params: zAdjustmentPath,
  response: { 200: zAdjustmentFound },
  errors: ["not_found"],
  handler: async ({ app, auth, params }) => {
    const { directory, times } = await readMoment(app, auth.tenant_id);
    const zone = directory.tenant.time_zone;
    return app.database.read(auth.tenant_id, async (db) => {
      const adjustment = await getAdjustment(db, app, params.adjustment_id, auth);
      const effect =
        adjustment.state === "waiting"
          ? showEffect(await previewAdjustment(db, await getProgram(db), adjustment, times.now), zone)
          : null;
      return { body: { ...showAdjustment(adjustment, zone), effect } };
    });
  },
});

const approve = route({
  method: "POST",
  path: "/v1/points/adjustments/:adjustment_id/approve",
  summary: "Approve another person's adjustment: it is posted now",
  description: "Safe to repeat: the same person's second yes answers as the first did.",
  tag: "points",
  access: DECIDE,
  audit: ["points.adjusted"],
  params: zAdjustmentPath,
  response: { 200: zAdjustment },
  errors: ["not_found", "same_person", "adjustment_closed", "insufficient_balance", "program_not_found"],
  handler: async ({ app, auth, by, params }) => {
    const { directory, times } = await readMoment(app, auth.tenant_id);
    const decision = { ...params, by, reach: auth, times };
    const adjustment = await app.database.write(auth.tenant_id, (tx) => approveAdjustment(tx, app, decision));
    return { body: showAdjustment(adjustment, directory.tenant.time_zone) };
  },
});

const reject = route({
  method: "POST",
  path: "/v1/points/adjustments/:adjustment_id/reject",
  summary: "Refuse an adjustment, or withdraw one's own",
  tag: "points",
  access: DECIDE,
  audit: ["approval.rejected", "approval.canceled"],
  params: zAdjustmentPath,
  body: zReason,
  response: { 200: zAdjustment },
  errors: ["not_found", "adjustment_closed"],
  handler: async ({ app, auth, by, params, body }) => {
    const { directory, times } = await readMoment(app, auth.tenant_id);
    const decision = { ...params, ...body, by, reach: auth, times };
    const adjustment = await app.database.write(auth.tenant_id, (tx) => rejectAdjustment(tx, app, decision));
    return { body: showAdjustment(adjustment, directory.tenant.time_zone) };
  },
});

export const adjustmentRoutes: Route[] = [evaluate, request, list, find, approve, reject];
