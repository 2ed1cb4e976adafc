import { v7 } from "uuid";
import { describe, expect, test } from "vitest";
import { testDatabase } from "../../../../test/database.ts";
import { fixedClock, realClock } from "../../kernel/clock.ts";
import { createIds } from "../../kernel/ids.ts";
import { secureRandom } from "../../kernel/random.ts";
import { registerTimer, retryTimers, runDueTimers, setTimers } from "../timers.ts";

const runtime = { clock: realClock, random: secureRandom, ids: createIds(realClock, secureRandom) };
const day = (n: number) => new Date(Date.UTC(2026, 0, n));
const ran: string[] = [];
let failing = true;
registerTimer("test.note", async (tx, _runtime, timer) => {
  ran.push(timer.key);
  // A timer may set the next one, even one that is due already.
  if (timer.key === "b") await setTimers(tx, [{ kind: "test.note", key: "child of b", due_at: day(3), payload: {} }]);
});

registerTimer("test.bad", async (tx) => {
  if (!failing) return;
  await setTimers(tx, [{ kind: "test.left", key: "behind", due_at: day(1), payload: {} }]);
  throw new Error("13812345678 cannot be reached");
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
    expect(await runDueTimers(db.database, runtime, input)).toEqual({ run: 4, failures: [], complete: true });
    expect(ran).toEqual(["a", "b", "child of b", "c"]);
    expect(before).toEqual([day(1), day(2), day(3), day(4)]);
    expect(await runDueTimers(db.database, runtime, input)).toEqual({ run: 0, failures: [], complete: true });
  });

  test("one that fails stays due, leaves nothing, holds up nobody and waits longer each time", async () => {
    const tenant_id = v7();
    ran.length = 0;
    const bad = { kind: "test.bad", key: "x", due_at: day(1), payload: {} };
    await db.database.write(tenant_id, (tx) => setTimers(tx, [bad, timerOf("behind it", 2)]));
    const at = async (ms: number) => {
      const clock = fixedClock(new Date(Date.UTC(2026, 5, 1) + ms));
      const { run, failures } = await runDueTimers(
        db.database,
        { ...runtime, clock },
        { tenant_id, until: day(3), budget_ms: 1_000 },
      );
      return [run, failures.length];
    };
    expect(await at(0)).toEqual([1, 1]);
    expect(ran).toEqual(["behind it"]);
    expect(await at(900)).toEqual([0, 0]);
    expect(await at(1_000)).toEqual([0, 1]);
    expect(await at(4_900)).toEqual([0, 0]);
    expect(await at(5_000)).toEqual([0, 1]);
    const kept =
      "select attempts, error, extract(epoch from next_try - '2026-06-01T00:00Z')::int as next_s from platform.timer where tenant_id = $1";
    expect(await db.query(kept, [tenant_id])).toEqual([{ attempts: 3, error: "… cannot be reached", next_s: 21 }]);
    expect(
      await db.query("select kind from platform.timer where tenant_id = $1 and kind = 'test.left'", [tenant_id]),
    ).toEqual([]);
    failing = false;
    expect(await at(6_000)).toEqual([0, 0]);
    await db.database.write(tenant_id, (tx) => retryTimers(tx));
    expect(await at(6_000)).toEqual([1, 0]);
    expect(await db.query(kept, [tenant_id])).toEqual([]);
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
