import { AppError } from "../kernel/errors.ts";

/** Executes a batch in one transaction and answers each item, with a result or the error that is its own. */
export type BatchRunner<Item, Result> = (tenant_id: string, items: Item[]) => Promise<(Result | AppError)[]>;

export interface Coalescer<Item, Result> {
  submit(tenant_id: string, item: Item): Promise<Result>;
}

export interface CoalescerOptions<Item> {
  max_batch: number;
  /** Batches of one tenant under way at once: more only wait for each other's locks. */
  max_running: number;
  /** Two items with the same key never share a batch: the second waits and then finds the first one's answer. */
  exclusiveKey(item: Item): string | undefined;
}

interface Waiting<Item, Result> {
  item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
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
  const queues = new Map<string, { waiting: Waiting<Item, Result>[]; running: number }>();

  function take(waiting: Waiting<Item, Result>[]): Waiting<Item, Result>[] {
    const batch: Waiting<Item, Result>[] = [];
    const keys = new Set<string>();
    const later: Waiting<Item, Result>[] = [];
    for (const entry of waiting.splice(0)) {
      const key = options.exclusiveKey(entry.item);
      if (batch.length >= options.max_batch || (key !== undefined && keys.has(key))) later.push(entry);
      else {
        batch.push(entry);
        if (key !== undefined) keys.add(key);
      }
    }
    waiting.push(...later);
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

  function pump(tenant_id: string): void {
    const queue = queues.get(tenant_id);
    if (!queue) return;
    while (queue.waiting.length > 0 && queue.running < options.max_running) {
      queue.running++;
      void execute(tenant_id, take(queue.waiting)).finally(() => {
        queue.running--;
        if (queue.running === 0 && queue.waiting.length === 0) queues.delete(tenant_id);
        else pump(tenant_id);
      });
    }
  }

  return {
    submit(tenant_id, item) {
      return new Promise<Result>((resolve, reject) => {
        let queue = queues.get(tenant_id);
        if (!queue) {
          queue = { waiting: [], running: 0 };
          queues.set(tenant_id, queue);
        }
        queue.waiting.push({ item, resolve, reject });
        pump(tenant_id);
      });
    },
  };
}
