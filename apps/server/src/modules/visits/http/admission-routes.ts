import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { showBulkError } from "../../../platform/http/bulk.ts";
import type { Auth } from "../../../platform/http/auth.ts";
import { reachesMember } from "../../../platform/kernel/reach.ts";
import { pageOf, readCursor } from "../../../platform/http/pages.ts";
import { BULK_BODY_LIMIT, route } from "../../../platform/http/route.ts";
import { zPageOf } from "../../../platform/http/schema.ts";
import { AppError, type Language } from "../../../platform/kernel/errors.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { findBlock, findMember, findMemberByPhone, personIds, verifyMemberCode } from "../../members/index.ts";
import { readMoment } from "../../org/index.ts";
import type { AdmissionAnswer } from "../admit.ts";
import { deliverAdmissions, type DeliveryResult } from "../deliver-admissions.ts";
import { createGatekeeper, type Gatekeeper } from "../gatekeeper.ts";
import { listAdmissions } from "../list-admissions.ts";
import { repeatWhenTaken } from "../save-admissions.ts";
import type { Named } from "../scan.ts";
import {
  zAdmission,
  zAdmissionQuery,
  zAdmissionRow,
  zDeliveries,
  type zDeliveryResults as zResults,
  zDeliveryResults,
  zScan,
} from "./schema.ts";
import { admissionReach, scopeOf } from "./scope-of.ts";
import { showAdmission, showAdmissionRow, showReasons } from "./show.ts";

/** One gatekeeper per program: scans of all requests leave together. */
const gatekeepers = new WeakMap<App, Gatekeeper>();
function gatekeeperOf(app: App): Gatekeeper {
  let gatekeeper = gatekeepers.get(app);
  if (!gatekeeper) {
    gatekeeper = createGatekeeper(app.database, app.runtime);
    gatekeepers.set(app, gatekeeper);
  }
  return gatekeeper;
}

async function nameOf(app: App, auth: Auth, scan: z.output<typeof zScan>): Promise<Named> {
  const { member_id, member_code, phone } = scan;
  const { tenant_id } = auth;
  if (member_id !== undefined) {
    const is_theirs = auth.customers === "all" || (await isReached(app, auth, member_id));
    return is_theirs ? { by: "id", member_id } : { by: "phone", member_id: null };
  }
  if (member_code !== undefined) return { by: "code", ...verifyMemberCode(app, tenant_id, member_code) };
  if (phone === undefined) return { by: "phone", member_id: null };
  const member = await app.database.read(tenant_id, (db) => findMemberByPhone(db, app, phone));
  return { by: "phone", member_id: member?.member_id ?? null };
}

async function isReached(app: App, auth: Auth, member_id: string): Promise<boolean> {
  const member = await app.database.read(auth.tenant_id, (db) => findMember(db, app, { member_id }));
  return member !== undefined && reachesMember(auth, member);
}

export const admissionRoute = route({
  method: "POST",
  path: "/v1/admissions",
  summary: "Decide at a gate: admitted or not, with reasons; recorded either way",
  description:
    "The same nonce at the same gate gets the same answer, also when two requests carry it at once. member_code and phone reach any member of the group, member_id those of the data scope.",
  tag: "visits",
  access: { actors: ["staff", "api_key"], permission: "visits:write" },
  audit: ["admission.decided"],
  body: zScan,
  response: { 200: zAdmission },
  errors: ["not_found", "business_time_in_future"],
  finds_persons: true,
  handler: async ({ app, auth, body, by, language }) => {
    const { gate_id, nonce } = body;
    const answer = await gatekeeperOf(app).submit(auth.tenant_id, {
      gate_id,
      nonce,
      scope: scopeOf(auth),
      named: await nameOf(app, auth, body),
      business_time: body.business_time ?? null,
      by,
    });
    return { body: showAdmission(answer, language, await blockOf(app, auth, answer)) };
  },
});

/** A gate's own screen says nothing of it; whoever stands at the gate has to explain. */
async function blockOf(app: App, auth: Auth, { member_id, reasons }: AdmissionAnswer) {
  const is_blocked = reasons.some(({ code }) => code === "member_blocked");
  if (auth.actor !== "staff" || !is_blocked || member_id === null) return undefined;
  return app.database.read(auth.tenant_id, (db) => findBlock(db, member_id));
}

export const deliveryRoute = route({
  method: "POST",
  path: "/v1/admissions/bulk",
  summary: "Up to 1,000 admissions that happened elsewhere, each with its own time and external_id",
  tag: "visits",
  access: { actors: ["api_key"], permission: "visits:write" },
  body: zDeliveries,
  response: { 200: zDeliveryResults },
  body_limit: BULK_BODY_LIMIT,
  handler: async ({ app, auth, body, language }) => {
    const { times } = await readMoment(app, auth.tenant_id);
    const input = { items: body.admissions, scope: scopeOf(auth), tenant_now: times.now };
    const results = await repeatWhenTaken(() =>
      app.database.write(auth.tenant_id, (tx) => deliverAdmissions(tx, app.runtime, input)),
    );
    return { body: { results: results.map((result, index) => showResult(result, index, language)) } };
  },
});

function showResult(
  result: DeliveryResult,
  index: number,
  language: Language,
): z.output<typeof zResults>["results"][number] {
  if (result.status === "failed") {
    return { ...showBulkError(new AppError(result.error), index, language), status: "failed" };
  }
  const { status, admitted } = result;
  const head = { index, status, admitted, admission_id: toWireId("admission", result.admission_id) };
  return result.status === "created" ? { ...head, reasons: showReasons(result.reasons, language) } : head;
}

const zAfter = z.tuple([z.iso.datetime(), z.uuid()]);

export const admissionListRoute = route({
  method: "GET",
  path: "/v1/admissions",
  summary: "Decisions at the gates of the data scope, newest first",
  tag: "visits",
  access: { actors: ["staff", "api_key"], permission: "visits:read" },
  query: zAdmissionQuery,
  response: { 200: zPageOf(zAdmissionRow) },
  errors: ["cursor_invalid"],
  handler: async ({ app, auth, query, language }) => {
    const { cursor, member_id, ...filter } = query;
    const [time, admission_id] = readCursor(cursor, zAfter) ?? [];
    const after = time && admission_id ? { business_time: new Date(time), admission_id } : undefined;
    const rows = await app.database.read(auth.tenant_id, async (db) => {
      const member_ids = member_id === undefined ? undefined : await personIds(db, member_id);
      return listAdmissions(db, { ...filter, member_ids, ...admissionReach(auth), after });
    });
    return {
      body: pageOf(
        rows,
        query.limit,
        (row) => [row.business_time.toISOString(), row.admission_id],
        (row) => showAdmissionRow(row, language),
      ),
    };
  },
});
