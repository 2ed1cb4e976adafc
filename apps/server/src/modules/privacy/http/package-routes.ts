import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import type { Caller } from "../../../platform/audit/by.ts";
import type { Auth } from "../../../platform/http/auth.ts";
import { type Route, route } from "../../../platform/http/route.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { type DataPackage, makePackage, packageCsv, takePackage } from "../requests/package.ts";
import {
  exceeds,
  readApprovalRule,
  requestApproval,
  showPending,
  zPending,
} from "../../../platform/approvals/index.ts";
import { zText } from "../../../platform/http/schema.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { ERASURE_OPERATION, startErasure } from "../erasure/erasure-operation.ts";
import { saveMove } from "../requests/move-request.ts";
import { getRequest, lockRequest } from "../requests/subject-request.ts";
import { detailIn, detailOf } from "./request-routes.ts";
import { readMoment } from "../../org/index.ts";
import { zRequestPath, zRequestWithSteps } from "./schema.ts";

const WRITE = { actors: ["staff", "api_key"], permission: "privacy:write" } as const;

const making = route({
  method: "POST",
  path: "/v1/subject_requests/:request_id/package",
  summary: "Make the copy of a person's data that answers a request for access",
  description: "Nothing of it is kept but its hash: it is read anew whenever it is taken.",
  audit: ["subject_request.package_made"],
  tag: "privacy",
  access: WRITE,
  params: zRequestPath,
  response: { 200: zRequestWithSteps },
  errors: ["not_found", "not_for_this_kind", "request_state"],
  handler: async ({ app, auth, params, by }) => {
    const moment = await readMoment(app, auth.tenant_id);
    await app.database.write(auth.tenant_id, (tx) => makePackage(tx, app, { ...params, reach: auth, by }));
    return { body: await detailOf(app, auth, params.request_id, moment) };
  },
});

const erasure = route({
  method: "POST",
  path: "/v1/subject_requests/:request_id/erase",
  summary: "Erase the person's data: a second person sees what it does and says yes",
  description:
    "What is booked stays under the id alone. Answers 202 while a second person is asked (GET /v1/approvals). The request ends by itself when every trace has been gone through.",
  tag: "privacy",
  access: WRITE,
  audit: ["member.erased", "approval.requested"],
  params: zRequestPath,
  body: z.strictObject({ reason: zText(200) }),
  response: { 200: zRequestWithSteps, 202: zPending },
  errors: ["not_found", "not_for_this_kind", "request_state", "guardian_needed", "pool_not_empty"],
  idempotency: "optional",
  handler: async ({ app, auth, params, body, by, idempotency }) => {
    const moment = await readMoment(app, auth.tenant_id);
    const { request_id } = params;
    return idempotency.run(async (tx) => {
      const { reason } = body;
      const request = await lockRequest(tx, request_id, auth);
      if (request.kind !== "erasure") throw new AppError("not_for_this_kind");
      const rule = await readApprovalRule(tx, ERASURE_OPERATION);
      if (exceeds(rule, 1)) {
        const subject = { kind: "subject_request", id: request_id } as const;
        const asked = { kind: ERASURE_OPERATION, input: { request_id, reason }, reason, by, subject, unit_id: null };
        const approval = await requestApproval(tx, app, { ...asked, request_key: request_id, times: moment.times });
        await saveMove(tx, await getRequest(tx, request_id, auth), { approval_id: approval.approval_id });
        return { status: 202, body: showPending(approval, moment.directory.tenant.time_zone) };
      }
      await startErasure(tx, app, { request_id, reason, by, approval_id: null });
      return { status: 200, body: await detailIn(tx, auth, request_id, moment) };
    });
  },
});

export type CopyFormat = "json" | "csv";

export const copyHeaders = (request_id: string, format: CopyFormat) => ({
  "content-disposition": `attachment; filename="${toWireId("subject_request", request_id)}.${format}"`,
  "x-content-type-options": "nosniff",
  "cache-control": "no-store",
});

async function taken(
  { app, auth, by }: { app: App; auth: Auth; by: Caller },
  request_id: string,
  format: CopyFormat,
  write: (made: DataPackage) => string,
) {
  const made = await app.database.write(auth.tenant_id, (tx) =>
    takePackage(tx, app, { request_id, reach: auth, by, format }),
  );
  return { raw: write(made), headers: copyHeaders(request_id, format) };
}

const takeJson = route({
  method: "GET",
  path: "/v1/subject_requests/:request_id/package/json",
  summary: "Take the copy for machines; who took it stands in the log",
  tag: "privacy",
  access: WRITE,
  params: zRequestPath,
  response: { 200: z.string().meta({ description: "The copy" }) },
  produces: "application/json",
  errors: ["not_found", "package_first"],
  handler: (request) =>
    taken(request, request.params.request_id, "json", (made) => `${JSON.stringify(made, null, 2)}\n`),
});

const takeCsv = route({
  method: "GET",
  path: "/v1/subject_requests/:request_id/package/csv",
  summary: "Take the copy for people: a table with one line a value",
  tag: "privacy",
  access: WRITE,
  params: zRequestPath,
  response: { 200: z.string().meta({ description: "The copy" }) },
  produces: "text/csv",
  errors: ["not_found", "package_first"],
  handler: (request) => taken(request, request.params.request_id, "csv", packageCsv),
});

export const packageRoutes: Route[] = [making, erasure, takeJson, takeCsv];
