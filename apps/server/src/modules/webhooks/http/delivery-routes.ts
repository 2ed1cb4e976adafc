import { z } from "zod";
import { encodeCursor, pageOf, readCursor } from "../../../platform/http/pages.ts";
import { type Route, route } from "../../../platform/http/route.ts";
import { wireId, zPageOf } from "../../../platform/http/schema.ts";
import { getDelivery, listAttempts, listDeliveries } from "../deliveries.ts";
import { replayDelivery, replayMany, sendTrial } from "../replay.ts";
import { WRITES, zEndpointId } from "./endpoint-routes.ts";
import { zDelivery, zDeliveryDetail, zDeliveryQuery, zReplay, zReplayed, zTrial } from "./schema.ts";
import { showDelivery, showDeliveryDetail } from "./show.ts";

const READS = { actors: ["staff", "api_key"], permission: "webhooks:read" } as const;
const zDeliveryId = z.strictObject({ webhook_delivery_id: wireId("webhook_delivery") });
const zCursor = z.tuple([z.iso.datetime(), z.uuid()]);
const zReplayCursor = z.tuple([z.enum(["deliveries", "events"]), z.int().min(0)]);

const list = route({
  method: "GET",
  path: "/v1/webhook_deliveries",
  summary: "What was sent and what waits, newest first; 30 days",
  tag: "webhooks",
  access: READS,
  query: zDeliveryQuery,
  response: { 200: zPageOf(zDelivery) },
  errors: ["cursor_invalid"],
  handler: async ({ app, auth, query }) => {
    const cursor = readCursor(query.cursor, zCursor);
    const before = cursor && { created_at: new Date(cursor[0]), delivery_id: cursor[1] };
    const { webhook_endpoint_id: endpoint_id, state, event_type: type, from, to, limit } = query;
    const filter = { endpoint_id, state, type, from, to, before, rows: limit + 1 };
    const rows = await app.database.read(auth.tenant_id, (db) => listDeliveries(db, auth.scope, filter));
    return { body: pageOf(rows, limit, (row) => [row.created_at.toISOString(), row.delivery_id], showDelivery) };
  },
});

const one = route({
  method: "GET",
  path: "/v1/webhook_deliveries/:webhook_delivery_id",
  summary: "One delivery with its message and every attempt",
  tag: "webhooks",
  access: READS,
  params: zDeliveryId,
  response: { 200: zDeliveryDetail },
  errors: ["not_found"],
  handler: async ({ app, auth, params }) => {
    const body = await app.database.read(auth.tenant_id, async (db) => {
      const row = await getDelivery(db, auth.scope, params.webhook_delivery_id);
      return showDeliveryDetail(row, await listAttempts(db, row.delivery_id));
    });
    return { body };
  },
});

const replay = route({
  method: "POST",
  path: "/v1/webhook_deliveries/:webhook_delivery_id/replay",
  summary: "Send one message again, under its own webhook-id",
  tag: "webhooks",
  access: WRITES,
  audit: ["webhook_delivery.replayed"],
  params: zDeliveryId,
  response: { 202: zDelivery },
  errors: ["not_found", "webhook_not_active"],
  handler: async ({ app, auth, params, by }) => {
    const row = await app.database.write(auth.tenant_id, (tx) =>
      replayDelivery(tx, app, params.webhook_delivery_id, { by, scope: auth.scope }),
    );
    return { body: showDelivery(row) };
  },
});

const replayAll = route({
  method: "POST",
  path: "/v1/webhook_endpoints/:webhook_endpoint_id/replay",
  summary: "Send again what was given up, delivered or missed in a span of time",
  tag: "webhooks",
  access: WRITES,
  audit: ["webhook_endpoint.replayed"],
  params: zEndpointId,
  body: zReplay,
  response: { 202: zReplayed },
  errors: ["not_found", "webhook_not_active", "webhook_replay_too_old", "cursor_invalid"],
  handler: async ({ app, auth, params, body, by }) => {
    const { cursor, from, to, states, event_types = null } = body;
    const [source, position] = readCursor(cursor, zReplayCursor, "/cursor") ?? [];
    const after = source && position !== undefined ? { source, position } : undefined;
    const filter = { from, to, states, event_types };
    const { queued, next } = await app.database.write(auth.tenant_id, (tx) =>
      replayMany(tx, app, params.webhook_endpoint_id, filter, after, { by, scope: auth.scope }),
    );
    return { body: { queued, next_cursor: next ? encodeCursor([next.source, next.position]) : null } };
  },
});

const trial = route({
  method: "POST",
  path: "/v1/webhook_endpoints/:webhook_endpoint_id/test",
  summary: "Send a message with the example of an event type",
  tag: "webhooks",
  access: WRITES,
  audit: ["webhook_endpoint.tried"],
  params: zEndpointId,
  body: zTrial,
  response: { 202: zDelivery },
  errors: ["not_found", "webhook_not_active", "webhook_event_type_unknown"],
  handler: async ({ app, auth, params, body, by }) => {
    const row = await app.database.write(auth.tenant_id, (tx) =>
      sendTrial(tx, app, params.webhook_endpoint_id, body.event_type, { by, scope: auth.scope }),
    );
    return { body: showDelivery(row) };
  },
});

export const deliveryRoutes: Route[] = [list, one, replay, replayAll, trial];
