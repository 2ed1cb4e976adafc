import { setTimeout as sleep } from "node:timers/promises";
import type { App } from "../../platform/app.ts";
import { createAddressRules, type Resolve } from "./receiver-address.ts";
import { type Carrier, sendBatch } from "./send-batch.ts";

export interface DispatcherOptions {
  poll_ms?: number;
  timeout_ms?: number;
  /** In place of the name servers. */
  resolve?: Resolve;
}

export interface Dispatcher {
  /** Takes nothing new, lets what is being sent end for a moment, then lets go: another process sends it again. */
  stop(): Promise<void>;
}

interface DueEndpoint {
  tenant_id: string;
  endpoint_id: string;
  is_failing: boolean;
}

const POLL_MS = 250;
const TIMEOUT_MS = 15_000;
const PATIENCE_MS = 5_000;
/** Endpoints served at once, those that failed last time by themselves: however many hang, the others have their places. */
const LANES = { healthy: 12, failing: 16 };
const DUE_PAGE = 200;
const FIRST = "00000000-0000-0000-0000-000000000000";

/**
 * Sends what is queued, on every worker process. An endpoint is served by one batch at a time, then the next in the
 * circle gets its turn: a receiver that is slow, silent or flooded takes nobody else's time, and memory holds one batch
 * for each of the served ones, however long the queues are.
 */
export function startDispatcher(app: App, options: DispatcherOptions = {}): Dispatcher {
  const closing = new AbortController();
  const cutting = new AbortController();
  const served = new Map<string, { done: Promise<void>; lane: keyof typeof LANES }>();
  const carrier: Carrier = {
    rules: createAddressRules(app.config.WEBHOOK_ALLOW, options.resolve),
    timeout_ms: options.timeout_ms ?? TIMEOUT_MS,
    signal: cutting.signal,
  };
  let after = FIRST;
  let wake = () => {};

  const free = (lane: keyof typeof LANES) =>
    LANES[lane] - [...served.values()].filter((one) => one.lane === lane).length;
  const serve = (endpoint: DueEndpoint) => {
    const lane = endpoint.is_failing ? "failing" : "healthy";
    if (served.has(endpoint.endpoint_id) || free(lane) <= 0) return false;
    const done = sendBatch(app, carrier, endpoint)
      .catch((error: unknown) => app.log.error({ err: error }, "a batch of webhooks stopped; it is taken up again"))
      .finally(() => {
        served.delete(endpoint.endpoint_id);
        wake();
      });
    served.set(endpoint.endpoint_id, { done, lane });
    return true;
  };
  const round = async (): Promise<boolean> => {
    if (free("healthy") <= 0 && free("failing") <= 0) return false;
    const due = await listDue(app, after);
    after = due.length < DUE_PAGE ? FIRST : (due.at(-1)?.endpoint_id ?? FIRST);
    return due.filter(serve).length > 0 || due.length === DUE_PAGE;
  };
  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, options.poll_ms ?? POLL_MS);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const running = (async () => {
    while (!closing.signal.aborted) {
      const worked = await round().catch((error: unknown) => {
        app.log.error({ err: error }, "webhooks due could not be read");
        return false;
      });
      if (!worked && !closing.signal.aborted) await pause();
    }
  })();
  return {
    async stop() {
      closing.abort();
      wake();
      await running;
      const ended = Promise.all([...served.values()].map((one) => one.done));
      await Promise.race([ended, sleep(PATIENCE_MS)]);
      cutting.abort();
      await ended;
    },
  };
}

function listDue({ database, runtime }: App, after: string): Promise<DueEndpoint[]> {
  return database.call<DueEndpoint>({
    name: "webhooks_due",
    text: "select * from webhooks.due_endpoints($1, $2, $3)",
    values: [runtime.clock.now(), after, DUE_PAGE],
  });
}
