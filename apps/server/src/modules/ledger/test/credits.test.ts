import { v7 } from "uuid";
import { describe, expect, test } from "vitest";
import { testDatabase } from "../../../../test/database.ts";
import { findTransaction, listEntries, lockMemberAccounts, type NewTransaction, postDecided } from "../index.ts";
import { openBook } from "./book.ts";
import { at, creditOf, debitOf, transactionOf } from "./build.ts";

describe("what was decided under the locks", () => {
  const db = testDatabase();
  const page = { filter: "all" as const, before_entry_no: null, limit: 50, at, horizon: at };

  async function open() {
    const book = openBook(db);
    const decide = (owners: string[], transactions: NewTransaction[], assets = ["points"]) =>
      book.write(async (tx) => {
        const keys = owners.flatMap((owner_id) =>
          assets.map((asset) => ({ owner_id, asset, only_earns: true as const })),
        );
        await lockMemberAccounts(tx, keys, at, at);
        await postDecided(tx, transactions);
      });
    const statement = async (owner: string, asset = "points") => {
      const entries = await book.read((tx) => listEntries(tx, owner, asset, page));
      return entries.map((entry) => [entry.entry_no, entry.amount, entry.balance_after]);
    };
    return { book, decide, statement };
  }

  test("many credits of one call keep each account's numbers and running balance", async () => {
    const { book, decide, statement } = await open();
    const [anna, bao] = [v7(), v7()];
    const both = transactionOf([creditOf(anna, 7), creditOf(anna, 5), creditOf(bao, 2)]);
    const nothing = transactionOf([], { trace: { result: 0 } });
    await decide(
      [anna, bao],
      [transactionOf([creditOf(anna, 100)]), both, nothing, transactionOf([creditOf(anna, 1)])],
    );
    await decide([anna], [transactionOf([creditOf(anna, 10)])]);

    expect(await statement(anna)).toEqual([
      [5, 10, 123],
      [4, 1, 113],
      [3, 5, 112],
      [2, 7, 107],
      [1, 100, 100],
    ]);
    expect(await statement(bao)).toEqual([[1, 2, 2]]);
    const posted = await book.read((tx) => findTransaction(tx, both.transaction_id));
    expect(posted?.entries.map(({ line_no, owner_type, amount }) => [line_no, owner_type, amount])).toEqual([
      [1, "system", -7],
      [1, "member", 7],
      [2, "system", -5],
      [2, "member", 5],
      [3, "system", -2],
      [3, "member", 2],
    ]);
    expect((await book.read((tx) => findTransaction(tx, nothing.transaction_id)))?.trace).toEqual({ result: 0 });
    expect((await book.lots(anna)).toSorted((a, b) => a - b)).toEqual([1, 5, 7, 10, 100]);
    expect(await book.audit()).toEqual([]);
  });

  test("assets of one call are told apart", async () => {
    const { book, decide, statement } = await open();
    const owner = v7();
    const mixed = transactionOf([creditOf(owner, 3), creditOf(owner, 4, {}, "growth")]);
    await decide([owner], [mixed], ["points", "growth"]);
    expect([await statement(owner), await statement(owner, "growth")]).toEqual([[[1, 3, 3]], [[1, 4, 4]]]);
    expect(await book.audit()).toEqual([]);
  });

  test("an effect that the book has already keeps all of the call out", async () => {
    const { book, decide, statement } = await open();
    const [anna, bao] = [v7(), v7()];
    const first = transactionOf([creditOf(anna, 100)]);
    await decide([anna], [first]);
    const again = transactionOf([creditOf(anna, 100)], { source_id: first.source_id });
    await expect(decide([anna, bao], [transactionOf([creditOf(bao, 1)]), again])).rejects.toThrow(
      "in the book already",
    );
    expect([await statement(anna), await statement(bao)]).toEqual([[[1, 100, 100]], []]);
    expect(await book.audit()).toEqual([]);
  });

  test("an account that nobody has opened is not invented", async () => {
    const { book, decide } = await open();
    await expect(decide([], [transactionOf([creditOf(v7(), 1)])])).rejects.toThrow("an account that is not there");
    expect(await book.audit()).toEqual([]);
  });

  test("what also spends goes the longer way, with the same numbers", async () => {
    const { book, decide, statement } = await open();
    const owner = v7();
    await decide([owner], [transactionOf([creditOf(owner, 10)])]);
    await decide([owner], [transactionOf([debitOf(owner, 4)]), transactionOf([creditOf(owner, 1)])]);
    expect(await statement(owner)).toEqual([
      [3, 1, 7],
      [2, -4, 6],
      [1, 10, 10],
    ]);
    expect(await book.audit()).toEqual([]);
  });
});
