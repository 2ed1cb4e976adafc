import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { AppError } from "../../kernel/errors.ts";
import { createCoalescer } from "../coalesce.ts";

const options = { max_batch: 4, max_running: 1, exclusiveKey: (item: { key?: string }) => item.key };

test("those who arrive while a batch is under way leave together; a lone caller waits for nobody", async () => {
  const batches: number[][] = [];
  const coalescer = createCoalescer(async (_tenant: string, items: { n: number; key?: string }[]) => {
    batches.push(items.map((item) => item.n));
    await sleep(5);
    return items.map((item) => item.n * 10);
  }, options);
  const results = await Promise.all([1, 2, 3, 4, 5, 6].map((n) => coalescer.submit("t", { n })));
  expect(results).toEqual([10, 20, 30, 40, 50, 60]);
  expect(batches).toEqual([[1], [2, 3, 4, 5], [6]]);
});

test("two with the same key never share a batch, and tenants do not wait for each other", async () => {
  const batches: string[] = [];
  const coalescer = createCoalescer(async (tenant: string, items: { n: number; key?: string }[]) => {
    batches.push(`${tenant}:${items.map((item) => item.n).join(",")}`);
    await sleep(5);
    return items.map((item) => item.n);
  }, options);
  await Promise.all([
    coalescer.submit("a", { n: 0 }),
    ...[1, 2, 3].map((n) => coalescer.submit("a", { n, key: n < 3 ? "same" : "other" })),
    coalescer.submit("b", { n: 9 }),
  ]);
  expect(batches).toEqual(["a:0", "b:9", "a:1,3", "a:2"]);
});

test("an error in an item's place is its own; a batch that fails as a whole is tried one by one", async () => {
  const coalescer = createCoalescer(async (_tenant: string, items: { n: number; key?: string }[]) => {
    if (items.length > 1 && items.some((item) => item.n === 3)) throw new Error("the database refused the batch");
    if (items[0]?.n === 3) throw new Error("poison");
    return items.map((item) => (item.n === 2 ? new AppError("insufficient_balance") : item.n));
  }, options);
  const results = await Promise.allSettled([1, 2, 3, 4].map((n) => coalescer.submit("t", { n })));
  expect(
    results.map((result) => (result.status === "fulfilled" ? result.value : (result.reason as Error).message)),
  ).toEqual([1, "insufficient_balance", "poison", 4]);
});

test("batches under way at once share no lock; many items of one caller come back in their places", async () => {
  const under_way = new Set<string>();
  const batches: string[] = [];
  const run = async (_tenant: string, items: { n: number; member: string }[]) => {
    const members = new Set(items.map((item) => item.member));
    for (const member of members) {
      expect(under_way.has(member)).toBe(false);
      under_way.add(member);
    }
    batches.push(items.map((item) => item.member).join(""));
    await sleep(5);
    for (const member of members) under_way.delete(member);
    return items.map((item) => (item.n === 3 ? new AppError("insufficient_balance") : item.n));
  };
  const both = { max_batch: 2, max_running: 2, exclusiveKey: () => undefined };
  const coalescer = createCoalescer(run, { ...both, lockKey: ({ member }: { member: string }) => member });
  const results = await coalescer.submitAll(
    "t",
    [..."aabacd"].map((member, n) => ({ n, member })),
  );
  expect(results).toEqual([0, 1, 2, expect.any(AppError), 4, 5]);
  expect(batches).toEqual(["aa", "bc", "ad"]);
});
