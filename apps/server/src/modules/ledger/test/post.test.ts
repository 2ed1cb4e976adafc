import { v7 } from "uuid";
import { describe, expect, test } from "vitest";
import { testDatabase } from "../../../../test/database.ts";
import { createIds } from "../../../platform/kernel/ids.ts";
import { fixedClock } from "../../../platform/kernel/clock.ts";
import { seededRandom } from "../../../platform/kernel/random.ts";
import {
  accountId,
  auditBook,
  expireLots,
  findTransaction,
  listEntries,
  listLots,
  post,
  readAccount,
} from "../index.ts";
import { at, creditOf, debitOf, transactionOf } from "./build.ts";

const DAY = 86_400_000;
const later = (days: number) => new Date(at.getTime() + days * DAY);
const page = { filter: "all" as const, before_entry_no: null, limit: 50, at, horizon: later(60) };

describe("the book", () => {
  const db = testDatabase();
  const write = async (tenant: string, ...transactions: Parameters<typeof post>[1]) =>
    db.database.write(tenant, (tx) => post(tx, transactions));
  const audit = (tenant: string) => db.database.read(tenant, auditBook);

  test("account ids are the same here and in the database", async () => {
    const owner = v7();
    const [row] = await db.query<{ id: string }>("select ledger.account_id($1, 'cny.principal') as id", [owner]);
    expect(row?.id).toBe(accountId(owner, "cny.principal"));
  });

  test("credits and debits keep a running balance, numbered without gaps", async () => {
    const [tenant, owner] = [v7(), v7()];
    await write(tenant, transactionOf([creditOf(owner, 100)]), transactionOf([creditOf(owner, 70)]));
    const outcomes = await write(
      tenant,
      transactionOf([debitOf(owner, 120)]),
      transactionOf([debitOf(owner, 60)]),
      transactionOf([debitOf(owner, 50)]),
      transactionOf([creditOf(owner, 5)]),
    );
    expect(outcomes.map((outcome) => outcome.outcome)).toEqual(["posted", "insufficient", "posted", "posted"]);
    expect(outcomes[1]).toEqual({ outcome: "insufficient", available: 50 });
    const entries = await db.database.read(tenant, (tx) => listEntries(tx, owner, "points", page));
    expect(entries.map((entry) => [entry.entry_no, entry.amount, entry.balance_after])).toEqual([
      [5, 5, 5],
      [4, -50, 0],
      [3, -120, 50],
      [2, 70, 170],
      [1, 100, 100],
    ]);
    expect(await audit(tenant)).toEqual([]);
  });

  test("a refused transaction leaves nothing, not even what its first line had drawn", async () => {
    const [tenant, rich, poor] = [v7(), v7(), v7()];
    await write(tenant, transactionOf([creditOf(rich, 100)]), transactionOf([creditOf(poor, 10)]));
    const both = transactionOf([debitOf(rich, 80), debitOf(poor, 11)], { source_id: "both" });
    expect(await write(tenant, both)).toEqual([{ outcome: "insufficient", available: 10 }]);
    const lots = await db.database.read(tenant, (tx) => listLots(tx, rich, "points", true));
    expect(lots.map((lot) => lot.remaining)).toEqual([100]);
    expect(await db.database.read(tenant, (tx) => findTransaction(tx, both.transaction_id))).toBeUndefined();
    // Its effect is free again: the same source succeeds once there is enough.
    await write(tenant, transactionOf([creditOf(poor, 1)]));
    const retry = transactionOf([debitOf(rich, 80), debitOf(poor, 11)], { source_id: "both" });
    expect((await write(tenant, retry))[0]?.outcome).toBe("posted");
    expect(await audit(tenant)).toEqual([]);
  });

  test("one effect of one source is posted once, in one call, in two calls, and in fifty at the same time", async () => {
    const [tenant, owner] = [v7(), v7()];
    const once = () => transactionOf([creditOf(owner, 7)], { source_id: "order 1" });
    const [first, second] = await write(tenant, once(), once());
    expect([first?.outcome, second?.outcome]).toEqual(["posted", "duplicate"]);
    expect((await write(tenant, once()))[0]).toEqual({ ...first, outcome: "duplicate" });
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, () => write(tenant, transactionOf([creditOf(owner, 1)], { source_id: "order 2" }))),
    );
    expect(outcomes.flat().filter((outcome) => outcome.outcome === "posted")).toHaveLength(1);
    expect((await db.database.read(tenant, (tx) => readAccount(tx, owner, "points", at, at))).balance).toBe(8);
  });

  test("debits draw the earliest expiry first, never-expiring last, and say from which lots", async () => {
    const [tenant, owner] = [v7(), v7()];
    await write(
      tenant,
      transactionOf([creditOf(owner, 30, { until: null })]),
      transactionOf([creditOf(owner, 20, { until: later(40) })]),
      transactionOf([creditOf(owner, 10, { until: later(20) })]),
    );
    const spend = transactionOf([debitOf(owner, 45)]);
    await write(tenant, spend);
    const found = await db.database.read(tenant, (tx) => findTransaction(tx, spend.transaction_id));
    expect(found?.allocations.map((allocation) => allocation.amount)).toEqual([10, 20, 15]);
    expect(found?.entries.map((entry) => entry.amount)).toEqual([-45, 45]);
  });

  test("pending value is in the balance but cannot be spent; expired value cannot be spent late", async () => {
    const [tenant, owner] = [v7(), v7()];
    await write(
      tenant,
      transactionOf([creditOf(owner, 10, { until: later(20) })]),
      transactionOf([creditOf(owner, 90, { from: later(7) })]),
    );
    const summary = await db.database.read(tenant, (tx) => readAccount(tx, owner, "points", at, later(60)));
    expect(summary).toMatchObject({
      balance: 100,
      available: 10,
      pending: 90,
      pending_from: later(7),
      expiring: { amount: 10, at: later(20) },
    });
    expect(await write(tenant, transactionOf([debitOf(owner, 11)]))).toEqual([
      { outcome: "insufficient", available: 10 },
    ]);
    const afterwards = { business_time: later(21) };
    expect((await write(tenant, transactionOf([debitOf(owner, 91)], afterwards)))[0]).toEqual({
      outcome: "insufficient",
      available: 90,
    });
    expect((await write(tenant, transactionOf([debitOf(owner, 90)], afterwards)))[0]?.outcome).toBe("posted");
  });

  test("expiry takes exactly what has run out, once, however often it runs", async () => {
    const tenant = v7();
    const owners = Array.from({ length: 30 }, () => v7());
    for (const owner of owners) {
      await write(
        tenant,
        transactionOf([
          creditOf(owner, 10, { until: later(10) }),
          creditOf(owner, 5, { until: later(10) }),
          creditOf(owner, 3),
        ]),
      );
    }
    await write(tenant, transactionOf([debitOf(owners[0] as string, 12)]));
    const clock = fixedClock(later(10));
    const runtime = { clock, random: seededRandom("expiry"), ids: createIds(clock, seededRandom("expiry ids")) };
    const expire = () =>
      db.database.write(tenant, (tx) =>
        expireLots(tx, runtime, { asset: "points", until: later(10), business_date: "2026-06-11" }),
      );
    const expired = await expire();
    expect(new Map(expired.map(({ owner_id, amount }) => [owner_id, amount]))).toEqual(
      new Map(owners.map((owner, index) => [owner, index === 0 ? 3 : 15])),
    );
    expect(await expire()).toEqual([]);
    const balances = await Promise.all(
      owners.map((owner) => db.database.read(tenant, (tx) => readAccount(tx, owner, "points", later(10), later(99)))),
    );
    expect(balances.map((account) => account.balance)).toEqual(owners.map(() => 3));
    expect(await audit(tenant)).toEqual([]);
  });

  test("the application cannot rewrite the book, and sees nothing without a tenant", async () => {
    const [tenant, owner] = [v7(), v7()];
    await write(tenant, transactionOf([creditOf(owner, 10)]));
    for (const text of [
      "update ledger.entry set amount = 99",
      "delete from ledger.transaction",
      "update ledger.allocation set amount = 1",
    ]) {
      await expect(db.database.write(tenant, (tx) => tx.query({ text }))).rejects.toThrow(/permission denied/);
    }
    expect(await db.database.call({ text: "select * from ledger.entry" })).toEqual([]);
    expect(await db.database.read(v7(), (tx) => tx.query({ text: "select * from ledger.account" }))).toEqual([]);
  });

  test("sixteen at once over ten accounts: no deadlock, nothing lost, nothing negative", async () => {
    const tenant = v7();
    const owners = Array.from({ length: 10 }, () => v7());
    const random = seededRandom("hot");
    const pick = (below: number) => (random.bytes(1)[0] ?? 0) % below;
    await write(tenant, ...owners.map((owner) => transactionOf([creditOf(owner, 200)])));
    const jobs = Array.from({ length: 320 }, () => [
      transactionOf([debitOf(owners[pick(10)] as string, 1 + pick(40))]),
      transactionOf([creditOf(owners[pick(10)] as string, 1 + pick(20))]),
    ]);
    let expected = 2000;
    await Promise.all(
      Array.from({ length: 16 }, async () => {
        for (let job = jobs.pop(); job; job = jobs.pop()) {
          const outcomes = await write(tenant, ...job);
          for (const [index, outcome] of outcomes.entries()) {
            const amount = job[index]?.postings[0]?.amount ?? 0;
            if (outcome.outcome === "posted") expected += index === 0 ? -amount : amount;
          }
        }
      }),
    );
    const [sum] = await db.query<{ total: number }>(
      "select sum(balance)::int as total from ledger.account where tenant_id = $1",
      [tenant],
    );
    expect(sum?.total).toBe(expected);
    expect(await audit(tenant)).toEqual([]);
  });
});
