import { v7 } from "uuid";
import { beforeEach, describe, expect, test } from "vitest";
import { testDatabase } from "../../../../test/database.ts";
import { clawBack, findTransaction, listLots, reverse, type ClawbackPolicy, type TransactionHead } from "../index.ts";
import { at, creditOf, debitOf } from "./build.ts";
import { later, memberOf, openBook, ZONE, type Book } from "./book.ts";

describe("undoing", () => {
  const db = testDatabase();
  let book: Book;
  let lan: string;
  beforeEach(() => {
    book = openBook(db);
    lan = v7();
  });
  const undo = (
    original_transaction_id: string,
    {
      lines,
      now = at,
      clawback = "debt",
      head = {},
    }: {
      lines?: { line_no: number; amount: number }[];
      now?: Date;
      clawback?: ClawbackPolicy;
      head?: Partial<TransactionHead>;
    } = {},
  ) =>
    book.write((tx) =>
      reverse(tx, book.runtime, {
        head: book.head({ kind: "reversal", ...head }),
        original_transaction_id,
        ...(lines && { lines }),
        clawback,
        grace: { days: 30, zone: ZONE, now },
      }),
    );
  const take = (original_transaction_id: string, amount: number, clawback: ClawbackPolicy = "debt") =>
    book.write((tx) =>
      clawBack(tx, book.runtime, {
        head: book.head({ kind: "reversal" }),
        original_transaction_id,
        asset: "points",
        amount,
        clawback,
        grace: { days: 30, zone: ZONE, now: at },
      }),
    );

  test("a spend goes back to the lots it came from, with their expiry", async () => {
    await book.earn(lan, 30, { until: later(10) });
    await book.earn(lan, 50, { until: later(20) });
    const spent = await book.spend(lan, 60);
    const result = await undo(spent);
    expect(result).toMatchObject({
      outcome: "posted",
      returned: [
        { amount: 30, expires_at: later(20) },
        { amount: 30, expires_at: later(10) },
      ],
      clawed_back: 0,
      debt: 0,
    });
    expect(await book.lots(lan)).toEqual([30, 50]);
    const original = await book.read((tx) => findTransaction(tx, spent));
    expect(original?.reversed_by).toEqual([result.outcome === "posted" && result.transaction_id]);
    expect(await undo(spent)).toEqual({ outcome: "nothing_left", left: 0 });
    expect(await book.audit()).toEqual([]);
  });

  test("a part gives back what was drawn last, until all of it is back and no further", async () => {
    await book.earn(lan, 30, { until: later(10) });
    await book.earn(lan, 50, { until: later(20) });
    const spent = await book.spend(lan, 60);
    const part = (amount: number) => undo(spent, { lines: [{ line_no: 1, amount }] });
    expect((await part(25)).outcome).toBe("posted");
    expect(await book.lots(lan)).toEqual([45]);
    expect((await part(10)).outcome).toBe("posted");
    expect(await book.lots(lan)).toEqual([5, 50]);
    expect(await part(26)).toEqual({ outcome: "nothing_left", left: 25 });
    expect((await part(25)).outcome).toBe("posted");
    expect(await book.lots(lan)).toEqual([30, 50]);
    expect(await part(1)).toEqual({ outcome: "nothing_left", left: 0 });
    expect(await book.audit()).toEqual([]);
  });

  test("value whose lot has expired comes back in a new lot that lives to the end of the last grace day", async () => {
    await book.earn(lan, 30, { until: later(10) });
    const spent = await book.spend(lan, 30);
    const result = await undo(spent, { now: later(10) });
    const expires_at = new Date("2026-07-12T00:00:00+08:00"); // 11 June and thirty days
    expect(result).toMatchObject({ outcome: "posted", returned: [{ amount: 30, expires_at }] });
    const [lot] = await book.read((tx) => listLots(tx, lan, "points", false));
    expect(lot).toMatchObject({ remaining: 30, earned_at: at, available_from: at, expires_at });
    expect(lot?.origin_lot_id).not.toBeNull();
    expect((await book.account(lan, later(10))).lifetime_credited).toBe(30);
    expect(await book.audit()).toEqual([]);
  });

  test("earned value is taken from its own lot, then in draw order, then from what is pending, and the rest is owed", async () => {
    await book.earn(lan, 10, { until: later(5) });
    const award = await book.earn(lan, 100, { until: later(50) });
    await book.earn(lan, 20, { from: later(3), until: later(4) });
    await book.spend(lan, 40);
    expect(await book.lots(lan)).toEqual([20, 70]);
    expect(await take(award, 65)).toMatchObject({ outcome: "posted", clawed_back: 65, debt: 0 });
    expect(await book.lots(lan)).toEqual([20, 5]);
    await book.earn(lan, 4);
    expect(await take(award, 35)).toMatchObject({ outcome: "posted", clawed_back: 29, debt: 6, uncovered: 0 });
    expect(await book.account(lan)).toMatchObject({ balance: 0, available: 0, debt: 6 });
    expect(await take(award, 1)).toEqual({ outcome: "nothing_left", left: 0 });
    expect(await book.audit()).toEqual([]);
  });

  test.each(["deduct_cash", "forgive"] as const)("by the policy %s the shortfall is nobody's debt", async (policy) => {
    const award = await book.earn(lan, 100);
    await book.spend(lan, 70);
    expect(await take(award, 100, policy)).toMatchObject({ clawed_back: 30, debt: 0, uncovered: 70 });
    expect(await book.account(lan)).toMatchObject({ balance: 0, debt: 0 });
    expect(await book.audit()).toEqual([]);
  });

  test("a debt is repaid from the award itself, and undoing the award owes it again", async () => {
    const first = await book.earn(lan, 100);
    await book.spend(lan, 100);
    await take(first, 30);
    const award = creditOf(lan, 100, { until: later(40) });
    const repayment = { from: memberOf(lan), to: { system: "issued" }, amount: 30 } as const;
    const { transaction_id } = await book.post([
      award,
      { ...repayment, asset: "points", from_new_lot: award.lot?.lot_id as string },
      { ...repayment, asset: "points.debt" },
    ]);
    expect(await book.account(lan)).toMatchObject({ balance: 70, available: 70, debt: 0 });
    expect(await undo(transaction_id)).toMatchObject({ outcome: "posted", clawed_back: 100, debt: 0 });
    expect(await book.account(lan)).toMatchObject({ balance: 0, debt: 30 });
    expect(await book.audit()).toEqual([]);
  });

  test("a reversal is not reversed; what is not there is not found; a retry gets the first answer", async () => {
    const award = await book.earn(lan, 10);
    const head = { source_id: "refund 1" };
    const first = await undo(award, { head });
    if (first.outcome !== "posted") throw new Error(first.outcome);
    expect(await undo(award, { head })).toEqual({ outcome: "duplicate", transaction_id: first.transaction_id });
    expect(await undo(first.transaction_id)).toEqual({ outcome: "not_reversible" });
    expect(await undo(v7())).toEqual({ outcome: "not_found" });
    expect(await book.audit()).toEqual([]);
  });

  test("a transaction that moves nothing is in the book, with its reason", async () => {
    const { transaction_id } = await book.post([], { source_id: "nothing", trace: { why: "cap" } });
    const again = await book.post([], { source_id: "nothing" });
    expect(again).toMatchObject({ outcome: "duplicate", transaction_id });
    expect(await book.read((tx) => findTransaction(tx, transaction_id))).toMatchObject({
      trace: { why: "cap" },
      entries: [],
    });
    expect(await undo(transaction_id)).toEqual({ outcome: "nothing_left", left: 0 });
    expect(await book.audit()).toEqual([]);
  });

  test("a payment draws exactly the lots it names, or is refused", async () => {
    const [a, b] = [creditOf(lan, 30, { until: later(9) }), creditOf(lan, 30)];
    await book.post([a, b]);
    const lot_id = b.lot?.lot_id as string;
    const from = (amount: number) => book.post([{ ...debitOf(lan, amount), from_lots: [{ lot_id, amount }] }]);
    expect(await from(31)).toMatchObject({ outcome: "insufficient", available: 30 });
    expect((await from(20)).outcome).toBe("posted");
    expect(await book.lots(lan)).toEqual([30, 10]);
    expect(await book.audit()).toEqual([]);
  });
});
