import { createHmac } from "node:crypto";
import { onTestFinished } from "vitest";
import type { ReplyBody, TestApi } from "../../../../test/api.ts";
import type { TestTenant } from "../../../../test/world.ts";
import { appendEvents } from "../../../platform/events/outbox.ts";
import { sequenceEvents } from "../../../platform/events/sequencer.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { type DispatcherOptions, startDispatcher } from "../dispatcher.ts";
import { fanOut } from "../fan-out.ts";
import type { Received } from "./receiver.ts";

export const LOCAL = { WEBHOOK_ALLOW: "127.0.0.1", RATE_LIMIT_PUBLIC: "0" };

/** As the worker does it, until the test ends. */
export function deliver(api: TestApi, options: DispatcherOptions = {}) {
  const dispatcher = startDispatcher(api.app, { poll_ms: 20, timeout_ms: 2_000, ...options });
  onTestFinished(() => dispatcher.stop());
  return dispatcher;
}

/** Happenings of the given number, sequenced and queued; returns their wire ids in order. */
export async function happen(api: TestApi, tenant: TestTenant, count: number, venue_id?: string): Promise<string[]> {
  const { runtime, database } = api.app;
  const events = Array.from({ length: count }, () => ({
    event_id: runtime.ids.next(),
    type: "points.earned",
    subject_id: runtime.ids.next(),
    payload: {
      transaction_id: runtime.ids.next(),
      points: 12,
      venue_id: venue_id ?? tenant.first.venue.venue_id,
      source_type: "award",
      source_id: "13800000001",
      note: "张三 13800000001",
    },
    business_time: runtime.clock.now(),
    recorded_at: runtime.clock.now(),
  }));
  await database.write(tenant.tenant_id, (tx) => appendEvents(tx, events));
  await queue(api);
  return events.map(({ event_id }) => toWireId("event", event_id));
}

export async function queue(api: TestApi): Promise<void> {
  await sequenceEvents(api.app.database);
  while ((await fanOut(api.app)) > 0);
}

export async function addEndpoint(
  api: TestApi,
  tenant: TestTenant,
  url: string,
  more: object = {},
): Promise<{ webhook_endpoint_id: string; secret: string }> {
  const body = { url, event_types: ["points.*"], ...more };
  const reply = await api.call("POST /v1/webhook_endpoints", { token: tenant.api_key, body });
  if (reply.status !== 201) throw new Error(reply.text);
  return reply.body as unknown as { webhook_endpoint_id: string; secret: string };
}

export async function readEndpoint(api: TestApi, tenant: TestTenant, id: string): Promise<ReplyBody> {
  return (await api.call(`GET /v1/webhook_endpoints/${id}`, { token: tenant.api_key })).body;
}

/** As a receiver checks it, written from the specification. */
export function isSignedBy(secret: string, { headers, body }: Received): boolean {
  const content = `${String(headers["webhook-id"])}.${String(headers["webhook-timestamp"])}.${body}`;
  const key = Buffer.from(secret.replace("whsec_", ""), "base64");
  const expected = `v1,${createHmac("sha256", key).update(content).digest("base64")}`;
  return String(headers["webhook-signature"]).split(" ").includes(expected);
}
