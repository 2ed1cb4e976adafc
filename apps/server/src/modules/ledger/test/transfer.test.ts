import { v7 } from "uuid";
import { beforeEach, describe, expect, test } from "vitest";
import { testDatabase } from "../../../../test/database.ts";
import {
  captureHold,
  listLots,
  mergeOwners,
  openHold,
  post,
  reverse,
  transfer,
  unmergeOwners,
  clawBack,
} from "../index.ts";
import { at, transactionOf } from "./build.ts";
import { later, memberOf, openBook, ZONE, type Book } from "./book.ts";

const grace = { days: 30, zone: ZONE, now: at };

describe("between owners", () => {
  const db = testDatabase();
  let book: Book;
  let lan: string;
  let zhou: string;
  beforeEach(() => {
    book = openBook(db);
    lan = v7();
    zhou = v7();
  });
  const give = (from: string, to: string, amount: number, source_id?: string) =>
    book.write((tx) =>
      transfer(tx, book.runtime, {
        head: book.head({ kind: "gift", ...(source_id && { source_id }) }),
        from: memberOf(from),
        to: memberOf(to),
        asset: "points",
        amount,
      }),
    );
  const undo = (original_transaction_id: string, lines?: { line_no: number; amount: number }[]) =>
    book.write((tx) =>
      reverse(tx, book.runtime, {
        head: book.head(),
        original_transaction_id,
        ...(lines && { lines }),
        clawback: "debt",
        grace,
      }),
    );
  const merge = (source_id?: string) =>
    book.write((tx) =>
      mergeOwners(tx, book.runtime, {
        head: book.head({ kind: "merge", ...(source_id && { source_id }) }),
        from: memberOf(lan),
        to: memberOf(zhou),
      }),
    );
  const unmerge = (merge_transaction_id: string) =>
    book.write((tx) => unmergeOwners(tx, book.runtime, { head: book.head({ kind: "unmerge" }), merge_transaction_id }));

  test("a gift keeps each lot's life and who earned it", async () => {
    await book.earn(lan, 30, { until: later(10), at: later(-9) });
    await book.earn(lan, 50, { until: later(20) });
    expect((await give(lan, zhou, 40)).outcome).toBe("posted");
    const lots = await book.read((tx) => listLots(tx, zhou, "points", false));
    expect(lots).toMatchObject([
      { remaining: 30, expires_at: later(10), earned_at: later(-9), root_owner_id: lan },
      { remaining: 10, expires_at: later(20), earned_at: at, root_owner_id: lan },
    ]);
    expect(await give(lan, zhou, 41)).toEqual({ outcome: "insufficient", available: 40 });
    await expect(give(lan, lan, 1)).rejects.toMatchObject({ code: "same_owner" });
    expect(await book.audit()).toEqual([]);
  });

  test("undoing a gift moves back what is left of it, lot by lot, or says how much that is", async () => {
    await book.earn(lan, 30, { until: later(10) });
    await book.earn(lan, 50, { until: later(20) });
    const gift = await give(lan, zhou, 40);
    if (gift.outcome !== "posted") throw new Error(gift.outcome);
    await book.spend(zhou, 25);
    expect(await undo(gift.transaction_id)).toEqual({ outcome: "insufficient", asset: "points", available: 15 });
    expect((await undo(gift.transaction_id, [{ line_no: 1, amount: 12 }])).outcome).toBe("posted");
    expect(await book.lots(lan)).toEqual([2, 50]);
    expect(await book.lots(zhou)).toEqual([3]);
    expect(await book.audit()).toEqual([]);
  });

  test("a household's pool draws and returns the same lots", async () => {
    const [father, child, mother, pool] = [v7(), v7(), v7(), v7()];
    const household = { owner_type: "household", owner_id: pool } as const;
    const end26 = new Date("2027-01-01T00:00:00+08:00");
    const end27 = new Date("2028-01-01T00:00:00+08:00");
    const fund = async (owner: string, amount: number, earned: string, until: Date) => {
      await book.earn(owner, amount, { until, from: new Date(earned), at: new Date(earned) });
      const head = book.head({ kind: "transfer" });
      await book.write((tx) =>
        transfer(tx, book.runtime, { head, from: memberOf(owner), to: household, asset: "points", amount }),
      );
    };
    await fund(father, 500, "2025-03-10T02:00:00Z", end26);
    await fund(child, 150, "2025-04-10T02:00:00Z", end26);
    await fund(mother, 800, "2026-03-10T02:00:00Z", end27);
    await fund(father, 700, "2026-05-10T02:00:00Z", end27);
    const ticket = transactionOf([{ from: household, to: { system: "redeemed" }, asset: "points", amount: 2_000 }]);
    expect((await book.write((tx) => post(tx, [ticket])))[0]?.outcome).toBe("posted");
    const lots = () => book.read((tx) => listLots(tx, pool, "points", true));
    expect((await lots()).map((lot) => lot.remaining - lot.amount)).toEqual([-500, -150, -800, -550]);
    expect((await book.account(pool)).balance).toBe(150);
    expect((await undo(ticket.transaction_id)).outcome).toBe("posted");
    expect((await lots()).map((lot) => [lot.remaining, lot.root_owner_id])).toEqual([
      [500, father],
      [150, child],
      [800, mother],
      [700, father],
    ]);
    expect(await book.audit()).toEqual([]);
  });

  test("a gift between two who have become one is undone lot by lot, and its parts go with whoever they belong to", async () => {
    await book.earn(lan, 30, { until: later(10) });
    await book.earn(lan, 50, { until: later(20) });
    const [gift, second] = [await give(lan, zhou, 40), await give(lan, zhou, 5)];
    if (gift.outcome !== "posted" || second.outcome !== "posted") throw new Error(gift.outcome);
    const merged = await book.write((tx) =>
      mergeOwners(tx, book.runtime, { head: book.head({ kind: "merge" }), from: memberOf(zhou), to: memberOf(lan) }),
    );
    if (merged.outcome !== "posted") throw new Error(merged.outcome);
    expect(await undo(gift.transaction_id)).toMatchObject({ outcome: "posted", returned: [{}, {}] });
    expect((await book.account(lan)).balance).toBe(80);
    expect(await book.lots(lan)).toEqual([30, 45, 5]);
    await unmerge(merged.transaction_id);
    expect([await book.lots(lan), await book.lots(zhou)]).toEqual([[30, 45], [5]]);

    // Here the giver is the one who went: what comes back is where the giver is now, and stays there.
    const away = await merge();
    if (away.outcome !== "posted") throw new Error(away.outcome);
    expect(await undo(second.transaction_id)).toMatchObject({ outcome: "posted", returned: [{ amount: 5 }] });
    expect(await book.lots(lan)).toEqual([]);
    expect((await book.account(zhou)).balance).toBe(80);
    await unmerge(away.transaction_id);
    expect([await book.lots(lan), await book.lots(zhou)]).toEqual([[30, 45], [5]]);
    expect(await book.audit()).toEqual([]);
  });

  test("a merge moves everything, with holds and debts, and an un-merge what is left of it", async () => {
    const award = await book.earn(lan, 100, { until: later(30) });
    await book.spend(lan, 40);
    await book.earn(lan, 20, { from: later(5) });
    await book.earn(zhou, 180);
    const times = { now: at, recorded_at: at, accounting_date: "2026-06-01" };
    const hold_id = v7();
    const hold = { hold_id, owner: memberOf(lan), asset: "points", amount: 50, ends_at: null, reason: "booking" };
    await book.write((tx) => openHold(tx, book.runtime, { ...hold, source_type: "test", source_id: hold_id, times }));
    const gone = await book.earn(lan, 5, { until: later(2) });
    await book.spend(lan, 5);
    const owing = { head: book.head(), original_transaction_id: gone, asset: "points", amount: 5 };
    const merged = await merge("pair 1");
    if (merged.outcome !== "posted") throw new Error(merged.outcome);
    expect(merged.moved).toEqual([{ asset: "points", amount: 80 }]);
    expect(await merge("pair 1")).toMatchObject({ outcome: "duplicate" });
    expect(await merge()).toEqual({ outcome: "not_mergeable" });
    expect(await book.account(lan)).toMatchObject({ balance: 0, held: 0 });
    expect(await book.account(zhou)).toMatchObject({ balance: 260, held: 50, available: 190, pending: 20 });
    expect(await book.audit()).toEqual([]);

    // What happened before the merge is undone where the value is now: its own lot, moved, first.
    expect(await book.write((tx) => clawBack(tx, book.runtime, { ...owing, clawback: "debt", grace }))).toMatchObject({
      clawed_back: 5,
    });
    expect(await book.lots(zhou)).toEqual([55, 180, 20]);
    const capture = { hold_id, amount: 30, to: "redeemed", head: book.head(), release_rest: false } as const;
    expect(await book.write((tx) => captureHold(tx, book.runtime, capture))).toMatchObject({ outcome: "posted" });
    expect(await book.audit()).toEqual([]);

    const apart = await unmerge(merged.transaction_id);
    expect(apart).toMatchObject({ outcome: "posted", moved: [{ asset: "points", amount: 45 }] });
    expect(await book.account(lan)).toMatchObject({ balance: 45, held: 20, available: 5, pending: 20 });
    expect(await book.account(zhou)).toMatchObject({ balance: 180, held: 0 });
    expect(await unmerge(merged.transaction_id)).toEqual({ outcome: "not_mergeable" });
    expect((await undo(award)).outcome).toBe("posted");
    expect(await book.audit()).toEqual([]);
  });
});
