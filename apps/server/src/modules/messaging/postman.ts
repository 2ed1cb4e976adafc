import type { App } from "../../platform/app.ts";
import { type Circle, startCircle } from "../../platform/jobs/circle.ts";
import { createAddressRules } from "../../platform/net/address-rules.ts";
import { askReceipts } from "./ask-receipts.ts";
import { handOver } from "./hand-over.ts";

export interface PostmanOptions {
  poll_ms?: number;
  timeout_ms?: number;
}

export interface DueChannel {
  tenant_id: string;
  channel_id: string;
}

type Lane = "healthy" | "failing";

const POLL_MS = 250;
const TIMEOUT_MS = 10_000;
/** Channels served at once, those that failed last time by themselves. */
const PLACES: Readonly<Record<Lane, number>> = { healthy: 8, failing: 4 };

/** Hands over what is queued and asks what became of it, on every worker process. */
export function startPostman(app: App, options: PostmanOptions = {}): Circle {
  const rules = createAddressRules(app.config.WEBHOOK_ALLOW);
  const timeout_ms = options.timeout_ms ?? TIMEOUT_MS;
  return startCircle<DueChannel, Lane>({
    name: "a batch of messages",
    log: app.log,
    poll_ms: options.poll_ms ?? POLL_MS,
    places: PLACES,
    idOf: ({ channel_id }) => channel_id,
    listDue: (lane, after, limit) => listDue(app, lane, after, limit),
    serve: async (due, lane, signal) => {
      const line = { rules, timeout_ms, signal, runtime: app.runtime };
      await handOver(app, line, { ...due, is_failing: lane === "failing" });
      await askReceipts(app, line, due);
    },
  });
}

function listDue({ database, runtime }: App, lane: Lane, after: string, limit: number): Promise<DueChannel[]> {
  return database.call<DueChannel>({
    name: "channels_due",
    text: "select * from messaging.due_channels($1, $2, $3, $4)",
    values: [runtime.clock.now(), lane === "failing", after, limit],
  });
}
