import { v7 } from "uuid";
import { beforeEach, describe, expect, test } from "vitest";
import { testDatabase } from "../../../../test/database.ts";
import {
  accountId,
  clawBack,
  ensurePartitions,
  expiryTimers,
  extendLots,
  listEntries,
  listLots,
  reverse,
  setOverdraft,
  transfer,
} from "../index.ts";
import { findAccount, listAccounts } from "../read-account.ts";
import { dailyStatement } from "../daily-statement.ts";
import { listTransactions } from "../list-transactions.ts";
import { at, creditOf, debitOf } from "./build.ts";
import { later, memberOf, openBook, ZONE, type Book } from "./book.ts";

const grace = { days: 30, zone: ZONE, now: at };

describe("reading the book", () => {
  const db = testDatabase();
  let book: Book;
  let lan: string;
  beforeEach(() => {
    book = openBook(db);
    lan = v7();
  });

  test("a statement by day opens with what was before and closes with what is; a late event changes no day that is over", async () => {
    const on = (accounting_date: string, business_date = accounting_date) => ({ accounting_date, business_date });
    await book.post([creditOf(lan, 100)], on("2026-06-01"));
    await book.post([creditOf(lan, 40)], on("2026-06-02"));
    await book.post([debitOf(lan, 30)], on("2026-06-02"));
    await book.post([creditOf(lan, 7)], on("2026-06-04", "2025-12-31"));
    const statement = await book.read((tx) => dailyStatement(tx, accountId(lan, "points"), "2026-06-02", "2026-06-04"));
    expect(statement).toEqual({
      opening: 100,
      days: [
        { date: "2026-06-02", in: 40, out: 30, closing: 110, entries: 2 },
        { date: "2026-06-04", in: 7, out: 0, closing: 117, entries: 1 },
      ],
      closing: 117,
    });
  });

  test("transactions are listed newest first, page by page, of one owner, kind, source or span of days", async () => {
    const zhou = v7();
    const ids: string[] = [];
    for (let day = 1; day <= 5; day++) {
      const over = { business_date: `2026-06-0${day}`, kind: day % 2 ? "award" : "purchase" };
      ids.unshift((await book.post([creditOf(lan, day)], over)).transaction_id);
    }
    await book.earn(zhou, 9);
    const list = async (filters: object, before_transaction_id: string | null = null, limit = 2) =>
      (await book.read((tx) => listTransactions(tx, filters, { limit, before_transaction_id }))).map(
        (row) => row.transaction_id,
      );
    expect(await list({ owner_id: lan })).toEqual(ids.slice(0, 2));
    expect(await list({ owner_id: lan }, ids[1])).toEqual(ids.slice(2, 4));
    expect(await list({ account_id: accountId(lan, "points"), kind: "award" }, null, 9)).toEqual([
      ids[0],
      ids[2],
      ids[4],
    ]);
    expect(await list({ owner_id: lan, from: "2026-06-02", to: "2026-06-03" }, null, 9)).toEqual(ids.slice(2, 4));
    expect(await list({ source_type: "test" }, null, 9)).toHaveLength(6);
    const [row] = await book.read((tx) =>
      listTransactions(tx, { owner_id: lan }, { limit: 1, before_transaction_id: null }),
    );
    expect(row?.entries).toMatchObject([{ line_no: 1, owner_id: lan, amount: 5, balance_after: 15, entry_no: 5 }]);
  });

  test("an owner's accounts are told with what is owed on them", async () => {
    const award = await book.earn(lan, 100);
    await book.spend(lan, 100);
    const undoing = { original_transaction_id: award, asset: "points", amount: 30, clawback: "debt", grace } as const;
    await book.write((tx) => clawBack(tx, book.runtime, { head: book.head(), ...undoing }));
    await book.post([creditOf(lan, 50, {}, "cny.principal")]);
    expect(await book.read((tx) => listAccounts(tx, lan, at, later(60)))).toMatchObject([
      { asset: "cny.principal", balance: 50, debt: 0, account_id: accountId(lan, "cny.principal") },
      { asset: "points", balance: 0, debt: 30, owner_type: "member", owner_id: lan },
    ]);
    expect(await book.read((tx) => findAccount(tx, accountId(lan, "points")))).toMatchObject({ owner_id: lan });
  });

  test("a gift of several lots is one line of the statement", async () => {
    await book.earn(lan, 10, { until: later(5) });
    await book.earn(lan, 10, { until: later(9) });
    const zhou = v7();
    const sides = { from: memberOf(lan), to: memberOf(zhou), asset: "points", amount: 15 };
    await book.write((tx) => transfer(tx, book.runtime, { head: book.head({ kind: "gift" }), ...sides }));
    const page = { filter: "all" as const, before_entry_no: null, limit: 9, at, horizon: later(60) };
    expect(await book.read((tx) => listEntries(tx, zhou, "points", page))).toMatchObject([
      { amount: 15, balance_after: 15, expires_at: later(5), remaining: 15 },
    ]);
  });

  test("activity lengthens the life of what is still alive, never shortens it, and never of what does not end", async () => {
    await book.earn(lan, 1, { until: later(-1) });
    await book.earn(lan, 2, { until: later(10) });
    await book.earn(lan, 3, { until: later(90) });
    await book.earn(lan, 4);
    const activity = { owner: memberOf(lan), asset: "points", expires_at: later(60), at };
    expect(await book.write((tx) => extendLots(tx, activity))).toBe(1);
    const lots = await book.read((tx) => listLots(tx, lan, "points", false));
    expect(lots.map((lot) => [lot.remaining, lot.expires_at])).toEqual([
      [1, later(-1)],
      [2, later(60)],
      [3, later(90)],
      [4, null],
    ]);
    const timers = await db.query("select kind, due_at from platform.timer where tenant_id = $1", [book.tenant]);
    expect(timers).toEqual([expect.objectContaining({ due_at: later(60) })]);
    expect(
      expiryTimers([
        { asset: "gem", expires_at: at },
        { asset: "gem", expires_at: null },
      ]),
    ).toMatchObject([{ kind: "ledger.expire", due_at: at, payload: { asset: "gem" } }]);
  });

  test("a late spend may draw what expired after it happened, as long as expiry has not taken it", async () => {
    await book.earn(lan, 10, { until: later(5) });
    const spent = (await book.post([debitOf(lan, 4)], { business_time: later(4), recorded_at: later(6) })).outcome;
    expect(spent).toBe("posted");
    await book.expire(later(6));
    expect(await book.post([debitOf(lan, 1)], { business_time: later(4) })).toMatchObject({ outcome: "insufficient" });
  });

  test("a company is overdrawn as far as it was granted; what it gives back restores the credit", async () => {
    const company = { owner_type: "company", owner_id: v7() } as const;
    const limit = (amount: number, owner_id: string = company.owner_id) =>
      book.write((tx) => setOverdraft(tx, { owner_id, asset: "points", limit: amount, at, recorded_at: at }));
    await limit(500);
    const lot = { lot_id: v7(), available_from: at, expires_at: null };
    await book.post([{ from: { system: "settlement" }, to: company, asset: "points", amount: 100, lot }]);
    const spend = await book.post([{ from: company, to: { system: "redeemed" }, asset: "points", amount: 350 }]);
    expect(spend.outcome).toBe("posted");
    expect(await book.account(company.owner_id)).toMatchObject({
      balance: -250,
      available: 250,
      lifetime_credited: 100,
    });
    await expect(limit(249)).rejects.toMatchObject({ code: "overdraft_in_use" });
    await limit(250);
    expect((await book.account(company.owner_id)).available).toBe(0);
    const undoing = {
      original_transaction_id: spend.transaction_id,
      lines: [{ line_no: 1, amount: 300 }],
      clawback: "debt",
      grace,
    } as const;
    await book.write((tx) => reverse(tx, book.runtime, { head: book.head(), ...undoing }));
    expect(await book.account(company.owner_id)).toMatchObject({ balance: 50, available: 300 });
    await book.earn(lan, 1);
    await expect(limit(1, lan)).rejects.toMatchObject({ code: "overdraft_not_allowed" });
    expect(await book.audit()).toEqual([]);
  });

  test("whatever the date, there is a place for it: months are made ahead, and the rest lies in the default", async () => {
    await ensurePartitions(db.database, book.runtime);
    for (const when of ["1998-02-03T00:00:00Z", "2026-07-15T00:00:00Z", "2099-12-31T23:59:59Z"]) {
      const date = when.slice(0, 10);
      const times = {
        business_time: new Date(when),
        recorded_at: new Date(when),
        business_date: date,
        accounting_date: date,
      };
      expect((await book.post([creditOf(lan, 1, { from: new Date(when) })], times)).outcome).toBe("posted");
    }
    const places = await db.query<{ place: string }>(
      "select tableoid::regclass::text as place from ledger.entry where tenant_id = $1 and entry_no is not null order by 1",
      [book.tenant],
    );
    expect(places.map((row) => row.place)).toEqual([
      "ledger.entry_202607",
      "ledger.entry_default",
      "ledger.entry_default",
    ]);
    // A month whose rows came before its partition stays where it is, and nothing fails.
    await ensurePartitions(db.database, { ...book.runtime, clock: { now: () => new Date("2099-12-01T00:00:00Z") } });
    expect(await book.audit()).toEqual([]);
  });

  test("story 1 in the book: 700 redeemed take 500 from A and 200 from B; 662 run out at the end of the next year", async () => {
    const end = (year: number) => new Date(`${year + 1}-01-01T00:00:00+08:00`);
    const bought = new Date("2026-10-02T06:00:00Z");
    await book.earn(lan, 500, { until: end(2026) });
    const purchase = await book.earn(lan, 1_500, { until: end(2027), from: bought, at: bought });
    const refund = { original_transaction_id: purchase, asset: "points", amount: 638, clawback: "debt" } as const;
    const late = { ...grace, now: new Date("2026-10-03T06:00:00Z") };
    await book.write((tx) =>
      clawBack(tx, book.runtime, { head: book.head({ kind: "refund" }), ...refund, grace: late }),
    );
    expect(await book.lots(lan)).toEqual([500, 862]);
    await book.spend(lan, 700, { business_time: new Date("2026-11-10T06:00:00Z") });
    expect(await book.lots(lan)).toEqual([662]);
    expect(await book.expire(end(2026))).toEqual([]);
    expect(await book.expire(end(2027))).toMatchObject([{ owner_id: lan, amount: 662 }]);
    expect((await book.account(lan, end(2027))).balance).toBe(0);
    expect(await book.audit()).toEqual([]);
  });
});
