import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import type { AppError } from "../errors.ts";
import { createGate } from "../gate.ts";

test("so many are at work at once, the others in their order, and past the queue nobody waits", async () => {
  const gate = createGate({ at_once: 2, most_waiting: 3 });
  const begun: number[] = [];
  let inside = 0;
  let most = 0;
  const work = (n: number) =>
    gate.run(async () => {
      begun.push(n);
      most = Math.max(most, ++inside);
      await sleep(5);
      inside -= 1;
      return n;
    });
  const told = await Promise.allSettled(Array.from({ length: 7 }, (_, n) => work(n)));
  expect(told.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []))).toEqual([0, 1, 2, 3, 4]);
  const refused = told.flatMap((one) => (one.status === "rejected" ? [(one.reason as AppError).code] : []));
  expect([refused, begun, most]).toEqual([["busy", "busy"], [0, 1, 2, 3, 4], 2]);
});

test("whoever fails, or leaves twice, makes room for one", async () => {
  const gate = createGate({ at_once: 1, most_waiting: 9 });
  await expect(gate.run(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  const done = await gate.enter();
  const next = [gate.enter(), gate.enter()];
  done();
  done();
  const first = await Promise.race([Promise.all(next), next[0]?.then(() => "one alone"), sleep(50)]);
  expect(first).toBe("one alone");
});
