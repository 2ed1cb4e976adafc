import pino from "pino";
import { v7 } from "uuid";
import { describe, expect, test } from "vitest";
import { testDatabase } from "../../../../test/database.ts";
import { findEventType, integerField, registerEvents } from "../catalog.ts";
import { appendEvents, type NewEvent } from "../outbox.ts";
import { drainConsumer, sequenceEvents, type LoggedEvent } from "../sequencer.ts";

// Files share their worker's modules: another may have them already.
for (const type of ["test.happened", "test.wanted"]) {
  const title = { "zh-CN": "测试", en: "Test", ko: "테스트" };
  if (!findEventType(type)) registerEvents({ [type]: { title, fields: { n: integerField(1) } } });
}
const at = new Date("2026-06-01T10:00:00Z");
const log = pino({ level: "silent" });
const eventOf = (subject_id: string, n: number): NewEvent => ({
  event_id: v7(),
  type: "test.happened",
  subject_id,
  payload: { n },
  business_time: at,
  recorded_at: at,
});

describe("the event log", () => {
  const db = testDatabase();

  test("a transaction that commits late is not passed by the cursor", async () => {
    const tenant = v7();
    const seen: unknown[] = [];
    const consumer = { name: "late", handle: async (event: LoggedEvent) => void seen.push(event.payload.n) };
    const drain = async () => {
      await sequenceEvents(db.database);
      await drainConsumer(db.database, consumer, log);
    };
    let commit = () => {};
    const held = new Promise<void>((resolve) => {
      commit = resolve;
    });
    let written = () => {};
    const ready = new Promise<void>((resolve) => {
      written = resolve;
    });
    const late = db.database.write(tenant, async (tx) => {
      await appendEvents(tx, [eventOf(v7(), 1)]);
      written();
      await held;
    });
    await ready;
    await db.database.write(tenant, (tx) => appendEvents(tx, [eventOf(v7(), 2)]));
    await drain();
    expect(seen).toEqual([2]);
    commit();
    await late;
    await drain();
    expect(seen).toEqual([2, 1]);
  });

  test("events of one subject arrive in the order of its commits, however many write", async () => {
    const tenant = v7();
    const subjects = [v7(), v7(), v7()];
    const order = new Map<string, number[]>();
    await Promise.all(
      Array.from({ length: 60 }, (_, n) =>
        db.database.write(tenant, async (tx) => {
          const subject = subjects[n % 3] as string;
          // The writer holds its subject's lock, as rooms do, from before the event to the commit.
          await tx.query({ text: "select pg_advisory_xact_lock(hashtextextended($1, 0))", values: [subject] });
          const before = order.get(subject) ?? [];
          order.set(subject, [...before, n]);
          await appendEvents(tx, [eventOf(subject, n)]);
        }),
      ),
    );
    const seen = new Map<string, number[]>();
    await sequenceEvents(db.database);
    const handle = async (event: LoggedEvent) => {
      if (event.tenant_id === tenant)
        seen.set(event.subject_id, [...(seen.get(event.subject_id) ?? []), event.payload.n as number]);
    };
    await drainConsumer(db.database, { name: "order", handle }, log);
    expect(seen).toEqual(order);
  });

  test("a consumer that fails goes on from the event that failed", async () => {
    const tenant = v7();
    await db.database.write(tenant, (tx) =>
      appendEvents(
        tx,
        [1, 2, 3].map((n) => eventOf(v7(), n)),
      ),
    );
    await sequenceEvents(db.database);
    const seen: number[] = [];
    let broken = true;
    const handle = async (event: LoggedEvent) => {
      if (event.tenant_id !== tenant) return;
      if (event.payload.n === 2 && broken) throw new Error("no");
      seen.push(event.payload.n as number);
    };
    await expect(drainConsumer(db.database, { name: "retry", handle }, log)).rejects.toThrow("no");
    broken = false;
    await drainConsumer(db.database, { name: "retry", handle }, log);
    expect(seen).toEqual([1, 2, 3]);
  });

  test("a consumer is not behind because of events that are not its own, and misses none of its own", async () => {
    const tenant = v7();
    const add = async (...events: Parameters<typeof appendEvents>[1]) => {
      await db.database.write(tenant, (tx) => appendEvents(tx, events));
      await sequenceEvents(db.database);
    };
    const seen: string[] = [];
    const consumer = {
      name: "picky",
      types: ["test.wanted"],
      handle: async ({ type }: LoggedEvent) => void seen.push(type),
    };
    const behind = async () => {
      await drainConsumer(db.database, consumer, log);
      const rows = await db.query<{ behind: string }>(
        "select behind from platform.read_consumers() where name = 'picky'",
      );
      return Number(rows[0]?.behind);
    };
    await add(eventOf(v7(), 1), { ...eventOf(v7(), 2), type: "test.wanted" }, eventOf(v7(), 3));
    expect(await behind()).toBe(0);
    await add(eventOf(v7(), 4));
    expect(await behind()).toBe(0);
    await add({ ...eventOf(v7(), 5), type: "test.wanted" });
    expect(await behind()).toBe(0);
    expect(seen).toEqual(["test.wanted", "test.wanted"]);
  });

  test("what rolled back was never an event", async () => {
    const tenant = v7();
    const failing = db.database.write(tenant, async (tx) => {
      await appendEvents(tx, [eventOf(v7(), 1)]);
      throw new Error("rolled back");
    });
    await expect(failing).rejects.toThrow("rolled back");
    await sequenceEvents(db.database);
    expect(await db.query("select from platform.event where tenant_id = $1", [tenant])).toEqual([]);
  });
});
