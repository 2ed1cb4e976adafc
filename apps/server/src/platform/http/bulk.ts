import { z } from "zod";
import { AppError, fillText, findErrorSpec, type Language } from "../kernel/errors.ts";
import { zCount } from "./schema.ts";

/** What every item of a bulk answer has. `refused`: a rule said no. `failed`: the item itself is wrong. */
export const zBulkItem = z.object({
  index: zCount,
  status: z.enum(["created", "unchanged", "refused", "failed"]),
  error: z.object({ code: z.string(), detail: z.string() }).optional(),
});

export function showBulkError(error: AppError, index: number, language: Language) {
  const spec = findErrorSpec(error.code);
  const detail = fillText(spec?.detail[language] ?? error.code, error.data);
  return {
    index,
    status: spec?.status === 422 ? ("refused" as const) : ("failed" as const),
    error: { code: error.code, detail },
  };
}

/** The value, or the AppError that making it threw: one bad item does not stop its neighbours. */
export function attempt<T>(work: () => T): T | AppError {
  try {
    return work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

/**
 * Hands the sound items on, `size` at a time, each slice a transaction: long enough to share its cost, short enough not to
 * keep others waiting. Results come back in the place of their items; items that are already errors stay.
 */
export async function inSlices<Item, Result>(
  items: readonly (Item | AppError)[],
  size: number,
  work: (items: Item[]) => Promise<(Result | AppError)[]>,
): Promise<(Result | AppError)[]> {
  const results: (Result | AppError)[] = [];
  for (let start = 0; start < items.length; start += size) {
    const slice = items.slice(start, start + size);
    const sound = slice.filter((item): item is Item => !(item instanceof AppError));
    const done = (sound.length > 0 ? await work(sound) : [])[Symbol.iterator]();
    for (const item of slice) results.push(item instanceof AppError ? item : (done.next().value as Result | AppError));
  }
  return results;
}
