import type { App } from "../../platform/app.ts";
import { type Circle, startCircle } from "../../platform/jobs/circle.ts";
import { createAddressRules, type Resolve } from "../../platform/net/address-rules.ts";
import { sendBatch } from "./send-batch.ts";

export interface DispatcherOptions {
  poll_ms?: number;
  timeout_ms?: number;
  /** In place of the name servers. */
  resolve?: Resolve;
}

interface DueEndpoint {
  tenant_id: string;
  endpoint_id: string;
}

type Lane = "healthy" | "failing";

const POLL_MS = 250;
const TIMEOUT_MS = 15_000;
/** Endpoints served at once, those that failed last time by themselves: however many hang, the others have their places. */
const PLACES: Readonly<Record<Lane, number>> = { healthy: 12, failing: 16 };

/** Sends what is queued, on every worker process. */
export function startDispatcher(app: App, options: DispatcherOptions = {}): Circle {
  const rules = createAddressRules(app.config.WEBHOOK_ALLOW, options.resolve);
  const timeout_ms = options.timeout_ms ?? TIMEOUT_MS;
  return startCircle<DueEndpoint, Lane>({
    name: "a batch of webhooks",
    log: app.log,
    poll_ms: options.poll_ms ?? POLL_MS,
    places: PLACES,
    idOf: ({ endpoint_id }) => endpoint_id,
    listDue: (lane, after, limit) => listDue(app, lane, after, limit),
    serve: (endpoint, lane, signal) =>
      sendBatch(app, { rules, timeout_ms, signal }, { ...endpoint, is_failing: lane === "failing" }),
  });
}

function listDue({ database, runtime }: App, lane: Lane, after: string, limit: number): Promise<DueEndpoint[]> {
  return database.call<DueEndpoint>({
    name: "webhooks_due",
    text: "select * from webhooks.due_endpoints($1, $2, $3, $4)",
    values: [runtime.clock.now(), lane === "failing", after, limit],
  });
}
