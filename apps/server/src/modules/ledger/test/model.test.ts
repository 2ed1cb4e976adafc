import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { testDatabase } from "../../../../test/database.ts";
import { ModelRun } from "./model-run.ts";
import { step } from "./model-steps.ts";

/**
 * One seed unless another is asked for, so that everybody's run is the same; `LEDGER_SEED=$RANDOM` looks further. A failing
 * run tells its seed and the shortest history it found.
 */
const SEED = Number(process.env.LEDGER_SEED ?? 20_261_122);
const RUNS = Number(process.env.LEDGER_RUNS ?? 60);

describe("random histories", () => {
  const db = testDatabase();

  test("the book does what its rules say, step by step", async () => {
    let steps = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 40, maxLength: 80, size: "max" }), async (history) => {
        const run = new ModelRun(db);
        for (const each of history) {
          await run.play(each);
          steps++;
        }
        expect(await run.book.audit()).toEqual([]);
      }),
      { seed: SEED, numRuns: RUNS, interruptAfterTimeLimit: 100_000 },
    );
    expect(steps).toBeGreaterThanOrEqual(RUNS * 30);
  }, 120_000);
});
