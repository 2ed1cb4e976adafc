import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";

export interface CircleOptions<T, L extends string> {
  /** Of what is served, for the log. */
  name: string;
  log: Logger;
  poll_ms: number;
  /** How many of each lane are served at once: what is slow keeps only its own lane's places. */
  places: Readonly<Record<L, number>>;
  /** A uuid, by which they are listed. */
  idOf(item: T): string;
  /** What is due in a lane, by id, after the given one. */
  listDue(lane: L, after: string, limit: number): Promise<T[]>;
  /** Some of what waits for one. `cut` ends calls that are under way. */
  serve(item: T, lane: L, cut: AbortSignal): Promise<void>;
}

export interface Circle {
  /** Takes nothing new, lets what is under way end for a moment, then lets go: another process takes it up again. */
  stop(): Promise<void>;
}

const PATIENCE_MS = 5_000;
const DUE_PAGE = 200;
const FIRST = "00000000-0000-0000-0000-000000000000";

/** What the lanes of a circle share. */
interface Shared {
  cut: AbortSignal;
  /** What is under way, by id: one that changes lanes meanwhile is not taken up a second time. */
  served: Map<string, Promise<void>>;
  onFree: () => void;
}

/**
 * Serves everybody who has something due, on every worker process: one batch, then the next in its lane's circle gets its
 * turn. One that is slow, silent or flooded takes nobody else's time, and memory holds one batch for each of the served ones.
 */
export function startCircle<T, L extends string>(options: CircleOptions<T, L>): Circle {
  const closing = new AbortController();
  const cutting = new AbortController();
  const served = new Map<string, Promise<void>>();
  let wake = () => {};
  const shared: Shared = { cut: cutting.signal, served, onFree: () => wake() };
  const names = Object.keys(options.places) as L[]; // the keys of a record of lanes
  const lanes = names.map((lane) => createLane(options, lane, shared));

  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, options.poll_ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const running = (async () => {
    while (!closing.signal.aborted) {
      const more = await Promise.all(lanes.map((round) => round())).catch((error: unknown): boolean[] => {
        options.log.error({ err: error }, `${options.name}: what is due could not be read`);
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
function createLane<T, L extends string>(
  { name, log, places, idOf, listDue, serve }: CircleOptions<T, L>,
  lane: L,
  { cut, served, onFree }: Shared,
): () => Promise<boolean> {
  /** Who had the last turn. */
  let last = FIRST;
  let busy = 0;
  const serveOne = async (item: T) => {
    busy++;
    await serve(item, lane, cut).catch((error: unknown) =>
      log.error({ err: error }, `${name} stopped; it is taken up again`),
    );
    busy--;
    served.delete(idOf(item));
    onFree();
  };
  return async () => {
    if (busy >= places[lane]) return false;
    const from = last;
    let taken = 0;
    const due = await listDue(lane, from, DUE_PAGE);
    for (const item of due) {
      if (busy >= places[lane]) return true;
      last = idOf(item);
      if (served.has(last)) continue;
      served.set(last, serveOne(item));
      taken++;
    }
    if (due.length < DUE_PAGE) last = FIRST;
    return taken > 0 || last !== from;
  };
}
