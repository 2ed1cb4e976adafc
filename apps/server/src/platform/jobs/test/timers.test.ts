import { v7 } from "uuid";
import { describe, expect, test } from "vitest";
import { testDatabase } from "../../../../test/database.ts";
import { realClock } from "../../kernel/clock.ts";
import { createIds } from "../../kernel/ids.ts";
import { secureRandom } from "../../kernel/random.ts";
import { registerTimer, runDueTimers, setTimers } from "../timers.ts";

const runtime = { clock: realClock, random: secureRandom, ids: createIds(realClock, secureRandom) };
const day = (n: number) => new Date(Date.UTC(2026, 0, n));
const ran: string[] = [];
let failing = false;
registerTimer("test.note", async (tx, _runtime, timer) => {
  if (failing) throw new Error("no");
  ran.push(timer.key);
  // A timer may set the next one, even one that is due already.
  if (timer.key === "b") await setTimers(tx, [{ kind: "test.note", key: "child of b", due_at: day(3), payload: {} }]);
});

describe("business timers", () => {
  const db = testDatabase();
  const timerOf = (key: string, n: number) => ({ kind: "test.note", key, due_at: day(n), payload: {} });

  test("run in order of due time, up to the instant asked for, once; those they set join in", async () => {
    const tenant_id = v7();
    await db.database.write(tenant_id, (tx) =>
      setTimers(tx, [timerOf("d", 9), timerOf("c", 4), timerOf("a", 1), timerOf("b", 2)]),
    );
    await db.database.write(tenant_id, (tx) => setTimers(tx, [timerOf("a", 8)]));
    const before: Date[] = [];
    const input = {
      tenant_id,
      until: day(5),
      budget_ms: 10_000,
      before: async (_: unknown, due_at: Date) => void before.push(due_at),
    };
    expect(await runDueTimers(db.database, runtime, input)).toEqual({ run: 4, complete: true });
    expect(ran).toEqual(["a", "b", "child of b", "c"]);
    expect(before).toEqual([day(1), day(2), day(3), day(4)]);
    expect(await runDueTimers(db.database, runtime, input)).toEqual({ run: 0, complete: true });
  });

  test("one that fails stays due and leaves nothing", async () => {
    const tenant_id = v7();
    ran.length = 0;
    await db.database.write(tenant_id, (tx) => setTimers(tx, [timerOf("x", 1)]));
    failing = true;
    await expect(runDueTimers(db.database, runtime, { tenant_id, until: day(2), budget_ms: 1_000 })).rejects.toThrow(
      "no",
    );
    failing = false;
    expect(await runDueTimers(db.database, runtime, { tenant_id, until: day(2), budget_ms: 1_000 })).toEqual({
      run: 1,
      complete: true,
    });
    expect(ran).toEqual(["x"]);
  });

  test("two workers at once run each timer once", async () => {
    const tenant_id = v7();
    ran.length = 0;
    await db.database.write(tenant_id, (tx) =>
      setTimers(
        tx,
        Array.from({ length: 20 }, (_, n) => timerOf(`t${n}`, 1)),
      ),
    );
    const both = await Promise.all(
      [1, 2].map(() => runDueTimers(db.database, runtime, { tenant_id, until: day(2), budget_ms: 10_000 })),
    );
    expect(both.reduce((sum, one) => sum + one.run, 0)).toBe(20);
    expect(new Set(ran).size).toBe(20);
    expect(ran).toHaveLength(20);
  });
});
