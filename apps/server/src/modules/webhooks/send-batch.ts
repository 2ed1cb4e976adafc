import type { App } from "../../platform/app.ts";
import { run } from "../../platform/db/sql.ts";
import { failpoint } from "../../platform/kernel/failpoint.ts";
import { toWireId } from "../../platform/kernel/ids.ts";
import { claimDeliveries, releaseDeliveries } from "./db/deliveries.gen.ts";
import { isTaken } from "./domain/outcome.ts";
import { signMessage } from "./domain/signature.ts";
import { findLiveEndpoint } from "./endpoint-health.ts";
import { postToReceiver, type Reception } from "./post-to-receiver.ts";
import type { AddressRules } from "../../platform/net/address-rules.ts";
import { messageOf } from "./message.ts";
import { recordAttempt } from "./record-attempt.ts";
import { readSecrets } from "./secrets.ts";

/** How messages leave the house. */
export interface Carrier {
  rules: AddressRules;
  timeout_ms: number;
  signal: AbortSignal;
}

const BATCH = 20;
/** Calls to one receiver at once; one that failed is asked by a single message. */
const WIDTH = 4;
/** Longer than a batch can take: five messages one after the other in each of four lanes, and their records. */
const LEASE_MS = 120_000;

export interface ClaimedDelivery {
  delivery_id: string;
  event_id: string;
  event_position: number;
  type: string;
  subject_id: string;
  payload: Record<string, unknown>;
  business_time: Date;
  attempts: number;
  is_test: boolean;
}

interface Target {
  endpoint_id: string;
  url: string;
  secrets: string[];
}

/** Sends some of what waits for one endpoint. After the first failure the rest goes back into the queue. */
export async function sendBatch(
  app: App,
  carrier: Carrier,
  { tenant_id, endpoint_id, is_failing }: { tenant_id: string; endpoint_id: string; is_failing: boolean },
): Promise<void> {
  const { target, claimed } = await claim(app, tenant_id, endpoint_id, is_failing ? 1 : BATCH);
  if (!target) return;
  const waiting = claimed.toSorted((a, b) => a.event_position - b.event_position);
  let failed = false;
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = failed ? undefined : waiting.shift()) {
      const taken = await sendOne(app, carrier, tenant_id, target, next);
      failed ||= !taken;
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: is_failing ? 1 : WIDTH }, lane));
  if (waiting.length > 0) {
    const delivery_ids = waiting.map((one) => one.delivery_id);
    await app.database.write(tenant_id, (tx) => run(tx, releaseDeliveries, { tenant_id, delivery_ids }));
  }
  for (const end of ends) if (end.status === "rejected") throw end.reason;
}

async function claim(app: App, tenant_id: string, endpoint_id: string, count: number) {
  const now = app.runtime.clock.now();
  const leased_until = new Date(now.getTime() + LEASE_MS);
  return app.database.write(tenant_id, async (tx) => {
    const endpoint = await findLiveEndpoint(tx, endpoint_id);
    if (!endpoint) return { target: undefined, claimed: [] };
    const secrets = await readSecrets(tx, app, endpoint_id);
    const rows = await run(tx, claimDeliveries, { tenant_id, endpoint_id, now, leased_until, count });
    const claimed = rows as ClaimedDelivery[]; // payload: an object, as appendEvents takes it
    return { target: { endpoint_id, url: endpoint.url, secrets }, claimed };
  });
}

/** Whether the receiver took it. Cut off by our own stop it counts for nothing: the lease ends and it is sent again. */
async function sendOne(
  app: App,
  carrier: Carrier,
  tenant_id: string,
  target: Target,
  delivery: ClaimedDelivery,
): Promise<boolean> {
  const attempted_at = app.runtime.clock.now();
  const body = JSON.stringify(messageOf(delivery));
  const id = toWireId("event", delivery.event_id);
  const timestamp_seconds = Math.floor(attempted_at.getTime() / 1000);
  const started = performance.now();
  const reception = await postToReceiver(carrier.rules, {
    url: target.url,
    headers: {
      "content-type": "application/json",
      "user-agent": "Huiyou-Webhooks/1",
      "webhook-id": id,
      "webhook-timestamp": String(timestamp_seconds),
      "webhook-signature": signMessage(target.secrets, { id, timestamp_seconds, body }),
    },
    body,
    timeout_ms: carrier.timeout_ms,
    signal: carrier.signal,
  });
  if (reception.error === "aborted") return false;
  failpoint("webhooks.between_delivery_and_record");
  const duration_ms = Math.round(performance.now() - started);
  await record(app, tenant_id, target.endpoint_id, { delivery, reception, attempted_at, duration_ms });
  return isTaken(reception);
}

function record(
  app: App,
  tenant_id: string,
  endpoint_id: string,
  attempt: { delivery: ClaimedDelivery; reception: Reception; attempted_at: Date; duration_ms: number },
): Promise<void> {
  return app.database.write(tenant_id, (tx) => recordAttempt(tx, app.runtime, endpoint_id, attempt));
}
