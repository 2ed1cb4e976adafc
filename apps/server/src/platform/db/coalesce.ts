import { AppError } from "../kernel/errors.ts";

/** Executes a batch in one transaction and answers each item, with a result or the error that is its own. */
export type BatchRunner<Item, Result> = (tenant_id: string, items: Item[]) => Promise<(Result | AppError)[]>;

export interface Coalescer<Item, Result> {
  submit(tenant_id: string, item: Item): Promise<Result>;
  /** Many at once, which need not share a batch; an item's own error is a value in its place. */
  submitAll(tenant_id: string, items: readonly Item[]): Promise<(Result | AppError)[]>;
}

export interface CoalescerOptions<Item> {
  max_batch: number;
  /** Batches of one tenant under way at once: more only wait for each other's locks. */
  max_running: number;
  /** Two items with the same key never share a batch: the second waits and then finds the first one's answer. */
  exclusiveKey(item: Item): string | undefined;
  /** Whose locks an item takes: it waits while a batch that has them is under way, so that batches never wait for each other. */
  lockKey?(item: Item): string;
}

interface Waiting<Item, Result> {
  item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

interface Queue<Item, Result> {
  waiting: Waiting<Item, Result>[];
  running: number;
  /** Lock keys of the batches under way. */
  locked: Set<string>;
}

/**
 * Group commit in the application: calls that arrive while batches are under way leave together with the next one. A
 * lone caller waits for nobody. When a batch fails as a whole its items are tried alone, so that one that the database
 * refuses does not take its neighbours with it.
 */
export function createCoalescer<Item, Result>(
  run: BatchRunner<Item, Result>,
  options: CoalescerOptions<Item>,
): Coalescer<Item, Result> {
  const queues = new Map<string, Queue<Item, Result>>();
  const { max_batch, max_running, exclusiveKey, lockKey } = options;

  function take(queue: Queue<Item, Result>): Waiting<Item, Result>[] {
    const batch: Waiting<Item, Result>[] = [];
    const keys = new Set<string>();
    const passed: Waiting<Item, Result>[] = [];
    let next = 0;
    for (; next < queue.waiting.length && batch.length < max_batch; next++) {
      const entry = queue.waiting[next] as Waiting<Item, Result>; // within its length
      const key = exclusiveKey(entry.item);
      const is_locked = lockKey !== undefined && queue.locked.has(lockKey(entry.item));
      if (is_locked || (key !== undefined && keys.has(key))) passed.push(entry);
      else {
        batch.push(entry);
        if (key !== undefined) keys.add(key);
      }
    }
    queue.waiting = [...passed, ...queue.waiting.slice(next)];
    return batch;
  }

  async function execute(tenant_id: string, batch: Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await run(
        tenant_id,
        batch.map((entry) => entry.item),
      );
      batch.forEach((entry, index) => {
        const result = results[index] as Result | AppError;
        if (result instanceof AppError) entry.reject(result);
        else entry.resolve(result);
      });
    } catch (error) {
      if (batch.length === 1) batch[0]?.reject(error);
      else for (const entry of batch) await execute(tenant_id, [entry]);
    }
  }

  function pump(tenant_id: string, queue: Queue<Item, Result>): void {
    while (queue.waiting.length > 0 && queue.running < max_running) {
      const batch = take(queue);
      if (batch.length === 0) return; // all wait for batches under way
      const locks = lockKey ? new Set(batch.map(({ item }) => lockKey(item))) : [];
      for (const key of locks) queue.locked.add(key);
      queue.running++;
      void execute(tenant_id, batch).finally(() => {
        queue.running--;
        for (const key of locks) queue.locked.delete(key);
        if (queue.running === 0 && queue.waiting.length === 0) queues.delete(tenant_id);
        else pump(tenant_id, queue);
      });
    }
  }

  function queueOf(tenant_id: string): Queue<Item, Result> {
    const known = queues.get(tenant_id);
    if (known) return known;
    const queue = { waiting: [], running: 0, locked: new Set<string>() };
    queues.set(tenant_id, queue);
    return queue;
  }

  return {
    submit(tenant_id, item) {
      return new Promise<Result>((resolve, reject) => {
        const queue = queueOf(tenant_id);
        queue.waiting.push({ item, resolve, reject });
        pump(tenant_id, queue);
      });
    },
    submitAll(tenant_id, items) {
      const queue = queueOf(tenant_id);
      return new Promise((resolve, reject) => {
        const results: (Result | AppError)[] = [];
        let left = items.length;
        if (left === 0) resolve(results);
        const settle = (at: number, result: Result | AppError) => {
          results[at] = result;
          if (--left === 0) resolve(results);
        };
        items.forEach((item, at) => {
          queue.waiting.push({
            item,
            resolve: (result) => settle(at, result),
            reject: (error) => (error instanceof AppError ? settle(at, error) : reject(error)),
          });
        });
        pump(tenant_id, queue);
      });
    },
  };
}
