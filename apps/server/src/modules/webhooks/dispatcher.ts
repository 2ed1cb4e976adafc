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
}

type Lane = "healthy" | "failing";

const POLL_MS = 250;
const TIMEOUT_MS = 15_000;
const PATIENCE_MS = 5_000;
/** Endpoints served at once, those that failed last time by themselves: however many hang, the others have their places. */
const PLACES: Readonly<Record<Lane, number>> = { healthy: 12, failing: 16 };
const DUE_PAGE = 200;
const FIRST = "00000000-0000-0000-0000-000000000000";

/**
 * Sends what is queued, on every worker process. An endpoint is served by one batch at a time, then the next in its
 * lane's circle gets its turn: a receiver that is slow, silent or flooded takes nobody else's time, and memory holds one
 * batch for each of the served ones, however long the queues are.
 */
export function startDispatcher(app: App, options: DispatcherOptions = {}): Dispatcher {
  const closing = new AbortController();
  const cutting = new AbortController();
  const carrier: Carrier = {
    rules: createAddressRules(app.config.WEBHOOK_ALLOW, options.resolve),
    timeout_ms: options.timeout_ms ?? TIMEOUT_MS,
    signal: cutting.signal,
  };
  /** What is under way, by endpoint: one that changes lanes meanwhile is not taken up a second time. */
  const served = new Map<string, Promise<void>>();
  let wake = () => {};
  const onFree = () => wake();
  const lanes = [
    createLane(app, "healthy", { carrier, served, onFree }),
    createLane(app, "failing", { carrier, served, onFree }),
  ];

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
      const more = await Promise.all(lanes.map((round) => round())).catch((error: unknown): boolean[] => {
        app.log.error({ err: error }, "webhooks due could not be read");
        return [];
      });
      if (!more.includes(true) && !closing.signal.aborted) await pause();
    }
  })();
  return {
    async stop() {
      closing.abort();
      wake();
      await running;
      const ended = Promise.all(served.values());
      await Promise.race([ended, sleep(PATIENCE_MS)]);
      cutting.abort();
      await ended;
    },
  };
}

/** Fills the free places of a lane from where its circle stands; answers whether there may be more to do at once. */
function createLane(
  app: App,
  lane: Lane,
  { carrier, served, onFree }: { carrier: Carrier; served: Map<string, Promise<void>>; onFree: () => void },
): () => Promise<boolean> {
  /** Who had the last turn. */
  let last = FIRST;
  let busy = 0;
  const serve = async (endpoint: DueEndpoint) => {
    busy++;
    await sendBatch(app, carrier, { ...endpoint, is_failing: lane === "failing" }).catch((error: unknown) =>
      app.log.error({ err: error }, "a batch of webhooks stopped; it is taken up again"),
    );
    busy--;
    served.delete(endpoint.endpoint_id);
    onFree();
  };
  return async () => {
    if (busy >= PLACES[lane]) return false;
    const from = last;
    let taken = 0;
    const due = await listDue(app, lane, from);
    for (const endpoint of due) {
      if (busy >= PLACES[lane]) return true;
      last = endpoint.endpoint_id;
      if (served.has(endpoint.endpoint_id)) continue;
      served.set(endpoint.endpoint_id, serve(endpoint));
      taken++;
    }
    if (due.length < DUE_PAGE) last = FIRST;
    return taken > 0 || last !== from;
  };
}

function listDue({ database, runtime }: App, lane: Lane, after: string): Promise<DueEndpoint[]> {
  return database.call<DueEndpoint>({
    name: "webhooks_due",
    text: "select * from webhooks.due_endpoints($1, $2, $3, $4)",
    values: [runtime.clock.now(), lane === "failing", after, DUE_PAGE],
  });
}
