// Requests that work for the routes integrators use: keys, webhooks.
import { saveRequests } from "../src/platform/request-log/save-requests.ts";
import { newRequestId } from "../src/platform/telemetry/request-id.ts";
import type { ReplyBody, TestApi } from "./api.ts";
import type { RequestWorld } from "./request-world.ts";
import type { Builder } from "./requests.ts";
import { type TestTenant, toWireId } from "./world.ts";

let endpoints = 0;

/** As if that key had asked for the venues. */
export async function logRequest({ app }: TestApi, { tenant_id }: TestTenant, key_id: string): Promise<string> {
  const { runtime, database } = app;
  const logged_request_id = runtime.ids.next();
  const asked = {
    method: "GET",
    route: "/v1/venues",
    path: "/v1/venues",
    status: 200,
    error_code: null,
    duration_ms: 3,
  };
  const row = {
    ...asked,
    logged_request_id,
    recorded_at: runtime.clock.now(),
    request_id: newRequestId(),
    actor: "api_key" as const,
    actor_id: key_id,
    ip: "127.0.0.1",
    user_agent: "",
    idempotency_key: null,
    is_replay: false,
    query: null,
    request_body: null,
    response_body: null,
    skipped: 0,
  };
  await database.write(tenant_id, (tx) => saveRequests(tx, [row]));
  return toWireId("logged_request", logged_request_id);
}

async function send(api: TestApi, token: string, request: string, body: object): Promise<ReplyBody> {
  const reply = await api.call(request, { token, body });
  if (reply.status >= 300) throw new Error(`${request} answered ${reply.status}: ${reply.text}`);
  return reply.body;
}

/** A webhook endpoint that nobody is sent anything from: no worker runs. */
export async function addEndpoint(api: TestApi, tenant: TestTenant, more: object = {}): Promise<string> {
  const body = { url: `https://hooks.example.com/${++endpoints}`, event_types: ["points.*"], ...more };
  return String((await send(api, tenant.api_key, "POST /v1/webhook_endpoints", body))["webhook_endpoint_id"]);
}

export async function sendExample(api: TestApi, tenant: TestTenant, endpoint: string): Promise<string> {
  const path = `POST /v1/webhook_endpoints/${endpoint}/test`;
  const made = await send(api, tenant.api_key, path, { event_type: "points.earned" });
  return String(made["webhook_delivery_id"]);
}

/** A tenant has only so many endpoints: each trial takes its own away, the last is there for all. */
async function freshEndpoint({ api, tenant }: RequestWorld): Promise<string> {
  const { body } = await api.call("GET /v1/webhook_endpoints", { token: tenant.api_key });
  const known = body["data"] as unknown as { webhook_endpoint_id: string }[];
  for (const { webhook_endpoint_id } of known.slice(5)) {
    await api.call(`DELETE /v1/webhook_endpoints/${webhook_endpoint_id}`, { token: tenant.api_key });
  }
  return addEndpoint(api, tenant);
}

const onEndpoint =
  (body?: Record<string, unknown>): Builder =>
  async (world) => ({
    params: { webhook_endpoint_id: await freshEndpoint(world) },
    ...(body === undefined ? {} : { body }),
  });

const onDelivery: Builder = async (world) => {
  const { api, tenant } = world;
  return { params: { webhook_delivery_id: await sendExample(api, tenant, await freshEndpoint(world)) } };
};

async function newKey({ api, tenant, staff_token }: RequestWorld): Promise<string> {
  const unit_id = toWireId("org_unit", tenant.root_unit_id);
  const body = { name: "收银", permissions: ["org:read"], unit_id };
  return String((await send(api, staff_token, "POST /v1/api_keys", body))["api_key_id"]);
}

const onKey =
  (body?: Record<string, unknown>): Builder =>
  async (world) => ({ params: { api_key_id: await newKey(world) }, ...(body === undefined ? {} : { body }) });

const webhooks: Record<string, Builder> = {
  "POST /v1/webhook_endpoints": async (world) => {
    await freshEndpoint(world);
    const { unit_id } = world;
    const body = { url: "https://hooks.example.com/", description: "会员系统", event_types: ["points.*"], unit_id };
    return { body };
  },
  "GET /v1/webhook_endpoints/{webhook_endpoint_id}": onEndpoint(),
  "PATCH /v1/webhook_endpoints/{webhook_endpoint_id}": onEndpoint({
    url: "https://hooks.example.com/new",
    description: "改",
    event_types: ["*"],
    state: "paused",
  }),
  "DELETE /v1/webhook_endpoints/{webhook_endpoint_id}": onEndpoint(),
  "POST /v1/webhook_endpoints/{webhook_endpoint_id}/rotate_secret": onEndpoint({ overlap_hours: 1 }),
  "POST /v1/webhook_endpoints/{webhook_endpoint_id}/test": onEndpoint({ event_type: "points.earned" }),
  "POST /v1/webhook_endpoints/{webhook_endpoint_id}/replay": onEndpoint({
    from: "2026-05-01T00:00:00Z",
    to: "2026-05-02T00:00:00Z",
    states: ["dead"],
    event_types: ["points.earned"],
  }),
  "GET /v1/webhook_deliveries/{webhook_delivery_id}": onDelivery,
  "POST /v1/webhook_deliveries/{webhook_delivery_id}/replay": onDelivery,
};

const keys: Record<string, Builder> = {
  "POST /v1/api_keys": ({ unit_id }) => ({
    body: {
      name: "收银台",
      permissions: ["org:read"],
      unit_id,
      expires_at: "2090-01-01T00:00:00Z",
      rate_limit_per_minute: 6_000,
    },
  }),
  "GET /v1/api_keys/{api_key_id}": onKey(),
  "PATCH /v1/api_keys/{api_key_id}": onKey({
    name: "新名",
    expires_at: "2090-01-01T00:00:00Z",
    rate_limit_per_minute: 60,
  }),
  "POST /v1/api_keys/{api_key_id}/rotate": onKey({ overlap_hours: 1 }),
  "DELETE /v1/api_keys/{api_key_id}": onKey(),
};

const log: Record<string, Builder> = {
  "GET /v1/request_log/{logged_request_id}": async ({ api, tenant }) => ({
    params: { logged_request_id: await logRequest(api, tenant, api.app.runtime.ids.next()) },
  }),
};

export const integrators: Readonly<Record<string, Builder>> = { ...keys, ...webhooks, ...log };
