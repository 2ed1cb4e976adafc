import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import type { Auth } from "../../../platform/http/auth.ts";
import { type Route, route, zNothing } from "../../../platform/http/route.ts";
import { wireId, zPageOf } from "../../../platform/http/schema.ts";
import { exampleData, listEventTypes } from "../../../platform/events/catalog.ts";
import { countQueues, type Endpoint, getEndpoint, listEndpoints } from "../endpoints.ts";
import { createAddressRules } from "../../../platform/net/address-rules.ts";
import {
  changeEndpoint,
  createEndpoint,
  deleteEndpoint,
  type EndpointChange,
  type EndpointWriter,
  replaceSecret,
} from "../save-endpoint.ts";
import {
  zEndpoint,
  zEndpointChange,
  zEndpointWithSecret,
  zEventType,
  zNewEndpoint,
  zRotatedSecret,
  zSecretRotation,
} from "./schema.ts";
import { showEndpoint } from "./show.ts";

export const zEndpointId = z.strictObject({ webhook_endpoint_id: wireId("webhook_endpoint") });
const READS = { actors: ["staff", "api_key"], permission: "webhooks:read" } as const;
export const WRITES = { actors: ["staff", "api_key"], permission: "webhooks:write" } as const;

function writerOf({ app, auth, by }: { app: App; auth: Auth; by: EndpointWriter["by"] }): EndpointWriter {
  const addresses = createAddressRules(app.config.WEBHOOK_ALLOW);
  return { by, scope: auth.scope, rules: { mode: auth.mode, addresses } };
}

const list = route({
  method: "GET",
  path: "/v1/webhook_endpoints",
  summary: "Webhook endpoints of the data scope, newest first",
  tag: "webhooks",
  access: READS,
  response: { 200: zPageOf(zEndpoint) },
  handler: async ({ app, auth }) => {
    const { rows, queues } = await app.database.read(auth.tenant_id, async (db) => {
      const found = await listEndpoints(db, auth.scope);
      const ids = found.map((row) => row.endpoint_id);
      return { rows: found, queues: await countQueues(db, ids) };
    });
    const data = rows.map((row) => showEndpoint(row, queues.get(row.endpoint_id)));
    return { body: { data, next_cursor: null } };
  },
});

const creation = route({
  method: "POST",
  path: "/v1/webhook_endpoints",
  summary: "Add a webhook endpoint",
  description:
    "The answer holds the signing secret, which is shown this once; so it is not kept under an idempotency key.",
  tag: "webhooks",
  access: WRITES,
  audit: ["webhook_endpoint.created"],
  body: zNewEndpoint,
  response: { 201: zEndpointWithSecret },
  errors: ["webhook_url_refused", "webhook_event_type_unknown", "webhook_limit", "not_found"],
  handler: async (request) => {
    const { app, auth, body } = request;
    const input = { ...body, unit_id: body.unit_id ?? null };
    const { endpoint, secret } = await app.database.write(auth.tenant_id, (tx) =>
      createEndpoint(tx, app, input, writerOf(request)),
    );
    return { status: 201, body: { ...showEndpoint(endpoint), secret } };
  },
});

async function withQueue(app: App, auth: Auth, work: () => Promise<Endpoint>) {
  const endpoint = await work();
  const queues = await app.database.read(auth.tenant_id, (db) => countQueues(db, [endpoint.endpoint_id]));
  return { body: showEndpoint(endpoint, queues.get(endpoint.endpoint_id)) };
}

const one = route({
  method: "GET",
  path: "/v1/webhook_endpoints/:webhook_endpoint_id",
  summary: "One webhook endpoint",
  tag: "webhooks",
  access: READS,
  params: zEndpointId,
  response: { 200: zEndpoint },
  errors: ["not_found"],
  handler: ({ app, auth, params }) =>
    withQueue(app, auth, () =>
      app.database.read(auth.tenant_id, (db) => getEndpoint(db, params.webhook_endpoint_id, auth.scope)),
    ),
});

const change = route({
  method: "PATCH",
  path: "/v1/webhook_endpoints/:webhook_endpoint_id",
  summary: "Change, pause or activate a webhook endpoint",
  tag: "webhooks",
  access: WRITES,
  audit: ["webhook_endpoint.updated"],
  params: zEndpointId,
  body: zEndpointChange,
  response: { 200: zEndpoint },
  errors: ["not_found", "webhook_url_refused", "webhook_event_type_unknown"],
  handler: (request) => {
    const { app, auth, params, body } = request;
    return withQueue(app, auth, () =>
      app.database.write(auth.tenant_id, (tx) =>
        changeEndpoint(tx, app, params.webhook_endpoint_id, givenOf(body), writerOf(request)),
      ),
    );
  },
});

/** Without the fields that were left out. */
function givenOf(body: z.output<typeof zEndpointChange>): EndpointChange {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
}

const deletion = route({
  method: "DELETE",
  path: "/v1/webhook_endpoints/:webhook_endpoint_id",
  summary: "Delete a webhook endpoint with what waits for it",
  tag: "webhooks",
  access: WRITES,
  audit: ["webhook_endpoint.deleted"],
  params: zEndpointId,
  response: { 204: zNothing },
  errors: ["not_found"],
  handler: async (request) => {
    const { app, auth, params } = request;
    await app.database.write(auth.tenant_id, (tx) =>
      deleteEndpoint(tx, app, params.webhook_endpoint_id, writerOf(request)),
    );
    return {};
  },
});

const rotation = route({
  method: "POST",
  path: "/v1/webhook_endpoints/:webhook_endpoint_id/rotate_secret",
  summary: "A new signing secret; the old one signs beside it for a while",
  tag: "webhooks",
  access: WRITES,
  audit: ["webhook_endpoint.secret_rotated"],
  params: zEndpointId,
  body: zSecretRotation,
  response: { 200: zRotatedSecret },
  errors: ["not_found"],
  handler: async (request) => {
    const { app, auth, params, body } = request;
    const { secret, old_until } = await app.database.write(auth.tenant_id, (tx) =>
      replaceSecret(tx, app, params.webhook_endpoint_id, body.overlap_hours, writerOf(request)),
    );
    return { body: { secret, old_until: old_until.toISOString() } };
  },
});

const types = route({
  method: "GET",
  path: "/v1/webhook_event_types",
  summary: "Every type of event there is, with an example of its data",
  tag: "webhooks",
  access: READS,
  response: { 200: zPageOf(zEventType) },
  handler: async () => {
    const data = listEventTypes().map(([event_type, type]) => ({
      event_type,
      title: type.title,
      example: exampleData(type),
    }));
    return { body: { data, next_cursor: null } };
  },
});

export const endpointRoutes: Route[] = [list, creation, one, change, deletion, rotation, types];
