import { z } from "zod";
import type { Auth } from "../http/auth.ts";
import { pageOf, readCursor } from "../http/pages.ts";
import { type Route, route } from "../http/route.ts";
import { wireId, wireIdOut, zCount, zInstant, zInstantOut, zPage, zPageOf, zText } from "../http/schema.ts";
import { present } from "../kernel/assert.ts";
import { toWireId } from "../kernel/ids.ts";
import { getRequest, listRequests, type RequestHead, type RequestRow } from "./list-requests.ts";

const ACCESS = { actors: ["staff", "api_key"], permission: "requests:read" } as const;
const zCursor = z.tuple([z.iso.datetime(), z.uuid()]);

const zRequest = z
  .object({
    logged_request_id: wireIdOut("logged_request"),
    recorded_at: zInstantOut,
    request_id: z.string().meta({ description: "X-Request-Id of the answer" }),
    actor: z.enum(["api_key", "staff"]),
    actor_id: z.string(),
    method: z.string(),
    route: z.string().meta({ example: "/v1/members/{member_id}" }),
    path: z.string(),
    status: z.int(),
    error_code: z.string().nullable(),
    duration_ms: zCount,
    ip: z.string(),
    is_replay: z.boolean().meta({ description: "Answered from an earlier request with the same Idempotency-Key" }),
    skipped: zCount.meta({ description: "Requests of this caller since the entry before that were not written down" }),
  })
  .meta({ id: "LoggedRequest" });

const zRequestDetail = zRequest
  .extend({
    user_agent: z.string(),
    idempotency_key: z.string().nullable(),
    query: z.unknown(),
    request_body: z.unknown().meta({ description: "Names, numbers and free text are [redacted]" }),
    response_body: z.unknown(),
  })
  .meta({ id: "LoggedRequestDetail" });

const zFilter = zPage.extend({
  api_key_id: wireId("api_key").optional(),
  staff_id: wireId("staff").optional(),
  method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]).optional(),
  route: zText(200).optional(),
  status: z.enum(["2xx", "4xx", "5xx"]).optional(),
  request_id: z.uuid().optional(),
  from: zInstant.optional(),
  to: zInstant.optional(),
});

/** Keys of all stores stand side by side in the log: who does not see the whole group sees what they asked themselves. */
function readerOf({ scope, key_id, staff_id }: Auth): string | undefined {
  return scope === "all" ? undefined : present(key_id ?? staff_id, "the caller's id");
}

function show(row: RequestHead) {
  const { request_id, actor, method, path, status, error_code, duration_ms, ip, is_replay, skipped } = row;
  return {
    logged_request_id: toWireId("logged_request", row.logged_request_id),
    recorded_at: row.recorded_at.toISOString(),
    request_id,
    actor,
    actor_id: toWireId(actor, row.actor_id),
    method,
    route: row.route,
    path,
    status,
    error_code,
    duration_ms,
    ip,
    is_replay,
    skipped,
  };
}

function showDetail(row: RequestRow) {
  const { user_agent, idempotency_key, query, request_body, response_body } = row;
  return { ...show(row), user_agent, idempotency_key, query, request_body, response_body };
}

const list = route({
  method: "GET",
  path: "/v1/request_log",
  summary: "Requests of API keys, and refusals of staff, newest first; 30 days",
  description:
    "Who does not see the whole group sees their own requests. Of each caller a limited number a second is written down; skipped says how many were not.",
  tag: "request log",
  access: ACCESS,
  query: zFilter,
  response: { 200: zPageOf(zRequest) },
  errors: ["cursor_invalid"],
  handler: async ({ app, auth, query }) => {
    const { limit, cursor, api_key_id, staff_id, status, ...rest } = query;
    const place = readCursor(cursor, zCursor);
    const before = place && { recorded_at: new Date(place[0]), logged_request_id: place[1] };
    const filter = {
      method: rest.method,
      route: rest.route,
      request_id: rest.request_id,
      from: rest.from,
      to: rest.to,
    };
    const status_class = status === undefined ? undefined : Number(status[0]);
    const rows = await app.database.read(auth.tenant_id, (db) =>
      listRequests(db, {
        ...filter,
        reader_id: readerOf(auth),
        actor_ids: [api_key_id, staff_id],
        status_class,
        before,
        rows: limit + 1,
      }),
    );
    return { body: pageOf(rows, limit, (row) => [row.recorded_at.toISOString(), row.logged_request_id], show) };
  },
});

const one = route({
  method: "GET",
  path: "/v1/request_log/:logged_request_id",
  summary: "One logged request with its bodies, redacted",
  tag: "request log",
  access: ACCESS,
  params: z.strictObject({ logged_request_id: wireId("logged_request") }),
  response: { 200: zRequestDetail },
  errors: ["not_found"],
  handler: async ({ app, auth, params }) => {
    const row = await app.database.read(auth.tenant_id, (db) =>
      getRequest(db, params.logged_request_id, readerOf(auth)),
    );
    return { body: showDetail(row) };
  },
});

export const requestLogRoutes: Route[] = [list, one];
