import { v7 } from "uuid";
import { beforeEach, describe, expect, test } from "vitest";
import { testDatabase } from "../../../../test/database.ts";
import { runDueTimers } from "../../../platform/jobs/timers.ts";
import { createTenant } from "../../org/index.ts";
import { captureHold, getHold, listHolds, openHold, releaseHold, type TransactionHead } from "../index.ts";
import { at } from "./build.ts";
import { later, memberOf, openBook, type Book } from "./book.ts";

describe("holds", () => {
  const db = testDatabase();
  let book: Book;
  let lan: string;
  beforeEach(() => {
    book = openBook(db);
    lan = v7();
  });
  const times = (now = at) => ({ now, recorded_at: at, accounting_date: "2026-06-01" });
  const open = async (amount: number, over: { ends_at?: Date; source_id?: string; now?: Date } = {}) => {
    const hold_id = v7();
    const source = { source_type: "test", source_id: over.source_id ?? hold_id };
    const input = { hold_id, owner: memberOf(lan), asset: "points", amount, reason: "booking" };
    return book.write((tx) =>
      openHold(tx, book.runtime, { ...input, ...source, ends_at: over.ends_at ?? null, times: times(over.now) }),
    );
  };
  const held = async (...args: Parameters<typeof open>) => {
    const result = await open(...args);
    if (result.outcome !== "held") throw new Error(result.outcome);
    return result.hold.hold_id;
  };
  const capture = (
    hold_id: string,
    amount?: number,
    { release_rest, ...head }: Partial<TransactionHead> & { release_rest?: boolean } = {},
  ) =>
    book.write((tx) =>
      captureHold(tx, book.runtime, {
        hold_id,
        ...(amount !== undefined && { amount }),
        to: "redeemed",
        head: book.head(head),
        ...(release_rest !== undefined && { release_rest }),
      }),
    );
  const release = (hold_id: string, now = at) =>
    book.write((tx) => releaseHold(tx, book.runtime, { hold_id, reason: "released", times: times(now) }));

  test("what is held is in the balance and cannot be spent; a retry finds the same hold", async () => {
    await book.earn(lan, 100);
    const hold_id = await held(60, { source_id: "booking 1" });
    expect(await book.account(lan)).toMatchObject({ balance: 100, held: 60, available: 40 });
    expect(await open(60, { source_id: "booking 1" })).toMatchObject({ outcome: "duplicate", hold: { hold_id } });
    expect(await open(41)).toEqual({ outcome: "insufficient", available: 40 });
    expect((await book.read((tx) => listHolds(tx, lan, { limit: 9, before_hold_id: null }))).length).toBe(1);
    expect(await book.audit()).toEqual([]);
  });

  test("a capture takes the bound lots, whole or in part; the rest is let go or stays", async () => {
    await book.earn(lan, 30, { until: later(10) });
    await book.earn(lan, 50, { until: later(20) });
    const first = await held(60);
    expect(await capture(first, 40, { source_id: "take 1", release_rest: false })).toMatchObject({
      outcome: "posted",
      hold: { state: "open", captured: 40 },
    });
    expect(await capture(first, 40, { source_id: "take 1" })).toMatchObject({ outcome: "duplicate" });
    expect(await capture(first, 21)).toMatchObject({ outcome: "exceeds", left: 20 });
    expect(await book.account(lan)).toMatchObject({ balance: 40, held: 20, available: 20 });
    expect(await capture(first, 5)).toMatchObject({ outcome: "posted", hold: { state: "captured", released: 15 } });
    expect(await book.account(lan)).toMatchObject({ balance: 35, held: 0, available: 35 });
    expect(await capture(first)).toMatchObject({ outcome: "not_open" });
    expect(await release(first)).toMatchObject({ outcome: "not_open" });
    expect(await book.audit()).toEqual([]);
  });

  test("expiry leaves what is held; a capture in time is honoured; what is let go afterwards runs out at once", async () => {
    await book.earn(lan, 100, { until: later(10) });
    const kept = await held(30);
    const dropped = await held(20);
    expect(await book.expire(later(10))).toMatchObject([{ owner_id: lan, amount: 50 }]);
    expect(await book.account(lan, later(10))).toMatchObject({ balance: 50, held: 50, available: 0 });
    const late = { business_time: later(11) };
    expect(await capture(kept, 10, { ...late, release_rest: false })).toMatchObject({ outcome: "posted" });
    expect(await capture(kept, 5, late)).toMatchObject({ outcome: "posted", hold: { captured: 15, released: 15 } });
    expect(await release(dropped, later(11))).toMatchObject({ outcome: "released", hold: { state: "released" } });
    expect(await book.account(lan, later(11))).toMatchObject({ balance: 0, held: 0 });
    expect(await book.expire(later(11))).toEqual([]);
    expect(await book.audit()).toEqual([]);
  });

  test("when its time is over a hold lets go by itself, once", async () => {
    await book.write((tx) => createTenant(tx, book.runtime, { name: "回游", mode: "live" }));
    await book.earn(lan, 10, { until: later(2) });
    await book.earn(lan, 10);
    const hold_id = await held(15, { ends_at: later(3) });
    const run = (until: Date) =>
      runDueTimers(db.database, book.runtime, { tenant_id: book.tenant, until, budget_ms: 9_000 });
    expect(await run(new Date(later(3).getTime() - 1))).toMatchObject({ run: 0 });
    await book.expire(later(2));
    expect(await book.account(lan, later(2))).toMatchObject({ balance: 20, held: 15, available: 5 });
    expect((await run(later(3))).run).toBeGreaterThan(0);
    expect(await book.read((tx) => getHold(tx, hold_id))).toMatchObject({ state: "ended", released: 15 });
    expect(await book.account(lan, later(3))).toMatchObject({ balance: 10, held: 0, available: 10 });
    expect(await run(later(9))).toMatchObject({ run: 0 });
    expect(await book.audit()).toEqual([]);
  });

  test("after its time a hold is not captured", async () => {
    await book.earn(lan, 10);
    const hold_id = await held(10, { ends_at: later(1) });
    expect(await capture(hold_id, 10, { business_time: later(1) })).toMatchObject({ outcome: "not_open" });
    expect(await book.read((tx) => getHold(tx, hold_id))).toMatchObject({ state: "open" });
  });
});
