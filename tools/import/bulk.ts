// Sends items to a bulk route: a thousand at a time, two requests under way, each item with an outcome of its own.
import { type Api, Refused } from "./api.ts";

export interface BulkItem<Body, Source = unknown> {
  readonly body: Body;
  /** Items of one key arrive in the order given. */
  readonly order_key: string;
  /** Where it came from, for whoever reads the failures. */
  readonly source: Source;
}

export interface ItemFailure {
  readonly code: string;
  readonly detail: string;
}

export interface BulkResult {
  readonly index: number;
  readonly status: "created" | "unchanged" | "refused" | "failed";
  readonly error?: ItemFailure;
  readonly [field: string]: unknown;
}

export interface BulkTarget<Item> {
  /** The path of the bulk route. */
  readonly request: string;
  /** The field of the request that holds the items. */
  readonly field: string;
  readonly onResult: (item: Item, result: BulkResult) => void;
}

export interface BulkCounts {
  created: number;
  unchanged: number;
  failed: number;
}

const PER_REQUEST = 1000;
const LANES = 2;

/** Resolves when every item has its outcome. Reads no further ahead than what the lanes can hold. */
export async function sendAll<Item extends BulkItem<unknown>>(
  api: Api,
  items: AsyncIterable<Item>,
  target: BulkTarget<Item>,
): Promise<BulkCounts> {
  const counts: BulkCounts = { created: 0, unchanged: 0, failed: 0 };
  const lanes = Array.from({ length: LANES }, () => ({ waiting: [] as Item[], sending: Promise.resolve() }));
  const settle = (item: Item, result: BulkResult) => {
    if (result.status === "created" || result.status === "unchanged") counts[result.status] += 1;
    else counts.failed += 1;
    target.onResult(item, result);
  };
  const flush = async (lane: (typeof lanes)[number]) => {
    await lane.sending;
    const batch = lane.waiting.splice(0);
    lane.sending = batch.length === 0 ? Promise.resolve() : sendBatch(api, batch, target, settle);
    // It is awaited by the next flush of its lane; until then a failure must not go unhandled.
    lane.sending.catch(() => {});
  };
  for await (const item of items) {
    const lane = lanes[laneOf(item.order_key)] as (typeof lanes)[number];
    lane.waiting.push(item);
    if (lane.waiting.length === PER_REQUEST) await flush(lane);
  }
  for (const lane of lanes) await flush(lane);
  await Promise.all(lanes.map((lane) => lane.sending));
  return counts;
}

/** FNV-1a: one person always in one lane. */
function laneOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index++) hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  return (hash >>> 0) % LANES;
}

type Settle<Item> = (item: Item, result: BulkResult) => void;

async function sendBatch<Item extends BulkItem<unknown>>(
  api: Api,
  batch: readonly Item[],
  target: BulkTarget<Item>,
  settle: Settle<Item>,
): Promise<void> {
  try {
    const body = { [target.field]: batch.map((item) => item.body) };
    const { results } = await api.call<{ results: BulkResult[] }>(`POST ${target.request}`, body);
    for (const result of results) settle(batch[result.index] as Item, result);
  } catch (error) {
    const bad = error instanceof Refused ? itemsAtFault(error, target.field) : new Map<number, ItemFailure>();
    if (bad.size === 0) throw error;
    // Items that are not even well-formed refuse the whole request: they are taken out, their neighbours sent again.
    for (const [index, failure] of bad) settle(batch[index] as Item, { index, status: "failed", error: failure });
    const rest = batch.filter((_item, index) => !bad.has(index));
    if (rest.length > 0) await sendBatch(api, rest, target, settle);
  }
}

function itemsAtFault({ problem }: Refused, field: string): Map<number, ItemFailure> {
  const found = new Map<number, ItemFailure>();
  for (const { pointer, code, detail } of problem.errors ?? []) {
    const [, index, rest = ""] = new RegExp(`^/${field}/(\\d+)(/.*)?$`).exec(pointer) ?? [];
    if (index !== undefined && !found.has(Number(index)))
      found.set(Number(index), { code, detail: `${rest} ${detail}`.trim() });
  }
  return found;
}
