import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import type { Caller } from "../../../platform/audit/by.ts";
import type { Db } from "../../../platform/db/pool.ts";
import type { Auth } from "../../../platform/http/auth.ts";
import { pageOf, readCursor } from "../../../platform/http/pages.ts";
import { type Route, route } from "../../../platform/http/route.ts";
import { zPageOf } from "../../../platform/http/schema.ts";
import { present } from "../../../platform/kernel/assert.ts";
import { type Moment, readMoment } from "../../org/index.ts";
import { type Move, moveRequest } from "../requests/move-request.ts";
import { openRequest } from "../requests/open-request.ts";
import { getRequest, listRequests, listSteps } from "../requests/subject-request.ts";
import {
  zExtension,
  zMove,
  zNewRequest,
  zOwnRequest,
  zOwnRequestOut,
  zRefusal,
  zRequest,
  zRequestPage,
  zRequestPath,
  zRequestWithSteps,
} from "./schema.ts";
import { showOwnRequest, showRequest, showStep } from "./show.ts";
import { EVERYBODY } from "../../../platform/kernel/reach.ts";

const READ = { actors: ["staff", "api_key"], permission: "privacy:read" } as const;
const WRITE = { actors: ["staff", "api_key"], permission: "privacy:write" } as const;
const zPosition = z.tuple([z.iso.datetime(), z.uuid()]);

const requestList = route({
  method: "GET",
  path: "/v1/subject_requests",
  summary: "What people ask for about their data, newest first",
  tag: "privacy",
  access: READ,
  query: zRequestPage,
  response: { 200: zPageOf(zRequest) },
  errors: ["cursor_invalid"],
  handler: async ({ app, auth, query }) => {
    const position = readCursor(query.cursor, zPosition);
    const after = position && { received_at: new Date(position[0]), request_id: position[1] };
    const { state, kind, member_id, limit } = query;
    const filter = { state, kind, member_id, limit, reach: auth, open_only: query.open === "true", after };
    const moment = await readMoment(app, auth.tenant_id);
    const rows = await app.database.read(auth.tenant_id, (db) => listRequests(db, filter));
    const cursor = (row: (typeof rows)[number]) => [row.received_at.toISOString(), row.request_id];
    return { body: pageOf(rows, limit, cursor, showRequest(moment)) };
  },
});

export async function detailOf(app: App, auth: Auth, request_id: string, moment: Moment) {
  return app.database.read(auth.tenant_id, (db) => detailIn(db, auth, request_id, moment));
}

export async function detailIn(db: Db, auth: Auth, request_id: string, moment: Moment) {
  return {
    request: showRequest(moment)(await getRequest(db, request_id, auth)),
    steps: (await listSteps(db, request_id)).map(showStep),
  };
}

const oneRequest = route({
  method: "GET",
  path: "/v1/subject_requests/:request_id",
  summary: "One request and what was done about it",
  tag: "privacy",
  access: READ,
  params: zRequestPath,
  response: { 200: zRequestWithSteps },
  errors: ["not_found"],
  handler: async ({ app, auth, params }) => ({
    body: await detailOf(app, auth, params.request_id, await readMoment(app, auth.tenant_id)),
  }),
});

const creation = route({
  method: "POST",
  path: "/v1/subject_requests",
  summary: "Write down what a person asks for: the clock of 15 working days starts",
  description: "Days off and days worked in their place are those of the tenant's calendar (GET /v1/holidays).",
  audit: ["subject_request.received"],
  tag: "privacy",
  access: WRITE,
  body: zNewRequest,
  response: { 201: zRequest },
  errors: ["not_found", "member_erased", "received_in_future", "request_open"],
  idempotency: "optional",
  handler: async ({ app, auth, body, by, idempotency }) => {
    const moment = await readMoment(app, auth.tenant_id);
    const context = { by, reach: auth, holidays: moment.directory.holidays };
    return idempotency.run(async (tx) => {
      const request_id = await openRequest(tx, app, { ...body, received_at: body.received_at }, context);
      return { body: showRequest(moment)(await getRequest(tx, request_id, auth)) };
    });
  },
});

/** Takes the request on and shows it as it is then. */
async function take(app: App, auth: Auth, by: Caller, move: Move) {
  const moment = await readMoment(app, auth.tenant_id);
  const context = { by, reach: auth, holidays: moment.directory.holidays };
  await app.database.write(auth.tenant_id, (tx) => moveRequest(tx, app, move, context));
  return detailOf(app, auth, move.request_id, moment);
}

const MOVE_ERRORS = ["not_found", "request_state"] as const;

const plainMove = (action: "verify" | "start" | "complete", summary: string, errors: readonly string[] = []) =>
  route({
    method: "POST",
    path: `/v1/subject_requests/:request_id/${action}`,
    summary,
    audit: ["subject_request.moved"],
    tag: "privacy",
    access: WRITE,
    params: zRequestPath,
    body: zMove,
    response: { 200: zRequestWithSteps },
    errors: [...MOVE_ERRORS, ...errors],
    handler: async ({ app, auth, params, body, by }) => ({
      body: await take(app, auth, by, { ...params, ...body, action }),
    }),
  });

const refusal = route({
  method: "POST",
  path: "/v1/subject_requests/:request_id/refuse",
  summary: "Refuse a request, with the reason the person is told",
  audit: ["subject_request.moved"],
  tag: "privacy",
  access: WRITE,
  params: zRequestPath,
  body: zRefusal,
  response: { 200: zRequestWithSteps },
  errors: MOVE_ERRORS,
  handler: async ({ app, auth, params, body, by }) => ({
    body: await take(app, auth, by, { ...params, note: body.reason, action: "refuse" }),
  }),
});

const extension = route({
  method: "POST",
  path: "/v1/subject_requests/:request_id/extend",
  summary: "Take up to 15 working days more, once, with the reason the person is told",
  audit: ["subject_request.moved"],
  tag: "privacy",
  access: WRITE,
  params: zRequestPath,
  body: zExtension,
  response: { 200: zRequestWithSteps },
  errors: [...MOVE_ERRORS, "extended_already"],
  handler: async ({ app, auth, params, body, by }) => ({
    body: await take(app, auth, by, { ...params, note: body.reason, days: body.days, action: "extend" }),
  }),
});

const ownRequests = route({
  method: "GET",
  path: "/v1/member/subject_requests",
  summary: "What I asked for about my data, and until when I have an answer",
  tag: "member",
  access: { actors: ["member"] },
  response: { 200: zPageOf(zOwnRequestOut) },
  handler: async ({ app, auth }) => {
    const moment = await readMoment(app, auth.tenant_id);
    const filter = { reach: EVERYBODY, member_id: present(auth.member_id, "the member"), limit: 50 } as const;
    const rows = await app.database.read(auth.tenant_id, (db) => listRequests(db, filter));
    return { body: { data: rows.slice(0, filter.limit).map(showOwnRequest(moment)), next_cursor: null } };
  },
});

const ownCreation = route({
  method: "POST",
  path: "/v1/member/subject_requests",
  summary: "Ask for a copy of my data, for a correction, to be forgotten, or take my consents back",
  tag: "member",
  access: { actors: ["member"] },
  body: zOwnRequest,
  response: { 201: zOwnRequestOut },
  errors: ["request_open"],
  idempotency: "optional",
  handler: async ({ app, auth, body, by, idempotency }) => {
    const moment = await readMoment(app, auth.tenant_id);
    const context = { by, reach: EVERYBODY, holidays: moment.directory.holidays } as const;
    const member_id = present(auth.member_id, "the member");
    return idempotency.run(async (tx) => {
      const asked = { ...body, member_id, channel: "app", received_at: undefined } as const;
      const request_id = await openRequest(tx, app, asked, context);
      return { body: showOwnRequest(moment)(await getRequest(tx, request_id, EVERYBODY)) };
    });
  },
});

export const requestRoutes: Route[] = [
  requestList,
  oneRequest,
  creation,
  plainMove("verify", "Ask for a proof of who it is"),
  plainMove("start", "It is they: go on"),
  plainMove("complete", "The request is answered", ["erasure_first", "package_first"]),
  refusal,
  extension,
  ownRequests,
  ownCreation,
];
