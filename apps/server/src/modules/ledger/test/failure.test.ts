// Whatever dies between two statements leaves nothing half done, and the retry succeeds once.
import { v7 } from "uuid";
import { afterEach, describe, expect, test } from "vitest";
import { testDatabase } from "../../../../test/database.ts";
import { armFailpoints } from "../../../platform/kernel/failpoint.ts";
import {
  captureHold,
  clawBack,
  expireLots,
  mergeOwners,
  openHold,
  post,
  releaseHold,
  reverse,
  transfer,
  unmergeOwners,
} from "../index.ts";
import { at, creditOf, debitOf, transactionOf } from "./build.ts";
import { later, memberOf, openBook, ZONE, type Book } from "./book.ts";

interface World {
  book: Book;
  lan: string;
  zhou: string;
  hold_id: string;
  award: string;
  spent: string;
  merged: string;
}

const grace = { days: 30, zone: ZONE, now: at };
const times = (now = at) => ({ now, recorded_at: at, accounting_date: "2026-06-01" });
const source = (source_id: string) => ({ source_type: "test", source_id });

/** What is done, what it answers the first time, and when it is sent again after it has succeeded. */
const commands: Record<string, { run(world: World): Promise<unknown>; first: unknown; again: unknown; merged?: true }> =
  {
    "posting a credit, a debit and nothing at all": {
      run: ({ book, lan }) =>
        book.write((tx) =>
          post(tx, [
            transactionOf([creditOf(lan, 5)], source("credit")),
            transactionOf([debitOf(lan, 7)], source("debit")),
            transactionOf([], source("nothing")),
          ]),
        ),
      first: [{ outcome: "posted" }, { outcome: "posted" }, { outcome: "posted" }],
      again: [{ outcome: "duplicate" }, { outcome: "duplicate" }, { outcome: "duplicate" }],
    },
    "opening a hold": {
      run: ({ book, lan }) =>
        book.write((tx) => {
          const hold = { hold_id: v7(), owner: memberOf(lan), asset: "points", amount: 20, reason: "booking" };
          return openHold(tx, book.runtime, { ...hold, ...source("booking 2"), ends_at: later(1), times: times() });
        }),
      first: { outcome: "held" },
      again: { outcome: "duplicate" },
    },
    "capturing a part of a hold whose lot has expired": {
      run: ({ book, hold_id }) =>
        book.write((tx) => {
          const head = book.head({ ...source("capture"), business_time: later(3) });
          return captureHold(tx, book.runtime, { hold_id, amount: 10, to: "redeemed", head });
        }),
      first: { outcome: "posted", hold: { captured: 10, released: 20 } },
      again: { outcome: "duplicate" },
    },
    "letting go of a hold whose lot has expired": {
      run: ({ book, hold_id }) =>
        book.write((tx) => releaseHold(tx, book.runtime, { hold_id, reason: "released", times: times(later(3)) })),
      first: { outcome: "released" },
      again: { outcome: "not_open" },
    },
    "undoing a spend whose lot has expired": {
      run: ({ book, spent }) =>
        book.write((tx) => {
          const undoing = {
            original_transaction_id: spent,
            clawback: "debt",
            grace: { ...grace, now: later(3) },
          } as const;
          return reverse(tx, book.runtime, { head: book.head(source("undo")), ...undoing });
        }),
      first: { outcome: "posted" },
      again: { outcome: "duplicate" },
    },
    "clawing back what has been spent": {
      run: ({ book, award }) =>
        book.write((tx) => {
          const undoing = {
            original_transaction_id: award,
            clawback: "debt",
            grace,
            asset: "points",
            amount: 100,
          } as const;
          return clawBack(tx, book.runtime, { head: book.head(source("claw")), ...undoing });
        }),
      first: { outcome: "posted", clawed_back: 40, debt: 60 },
      again: { outcome: "duplicate" },
    },
    "a transfer": {
      run: ({ book, lan, zhou }) =>
        book.write((tx) => {
          const sides = { from: memberOf(lan), to: memberOf(zhou), asset: "points", amount: 20 };
          return transfer(tx, book.runtime, { head: book.head(source("gift")), ...sides });
        }),
      first: { outcome: "posted" },
      again: { outcome: "duplicate" },
    },
    expiry: {
      run: ({ book }) =>
        book.write((tx) =>
          expireLots(tx, book.runtime, { asset: "points", until: later(3), business_date: "2026-06-03" }),
        ),
      first: [{ amount: 40 }],
      again: [],
    },
    "a merge": {
      run: ({ book, lan, zhou }) =>
        book.write((tx) =>
          mergeOwners(tx, book.runtime, { head: book.head(source("merge")), from: memberOf(lan), to: memberOf(zhou) }),
        ),
      first: { outcome: "posted", moved: [{ amount: 70 }] },
      again: { outcome: "duplicate" },
    },
    "an un-merge": {
      merged: true,
      run: ({ book, merged }) =>
        book.write((tx) =>
          unmergeOwners(tx, book.runtime, { head: book.head(source("unmerge")), merge_transaction_id: merged }),
        ),
      first: { outcome: "posted", moved: [{ amount: 70 }] },
      again: { outcome: "duplicate" },
    },
  };

const TABLES = [
  "account",
  "lot",
  "allocation",
  "allocation_return",
  "effect",
  "transaction",
  "entry",
  "reversal",
  "reversal_line",
];
const HOLD_TABLES = ["hold", "hold_lot", "merged_hold", "owner_merge"];

describe("a failure between any two statements", () => {
  const db = testDatabase();
  afterEach(() => armFailpoints(undefined));

  /** 100 earned for two days, 30 of them spent, 30 held. */
  async function arrange(merged: boolean): Promise<World> {
    const book = openBook(db, "failure");
    const [lan, zhou, hold_id] = [v7(), v7(), v7()];
    const award = await book.earn(lan, 100, { until: later(2) });
    const spent = await book.spend(lan, 30);
    const hold = { hold_id, owner: memberOf(lan), asset: "points", amount: 30, ends_at: null, reason: "booking" };
    await book.write((tx) => openHold(tx, book.runtime, { ...hold, ...source("booking"), times: times() }));
    const head = book.head({ kind: "merge" });
    const sides = { from: memberOf(lan), to: memberOf(zhou) };
    if (merged) await book.write((tx) => mergeOwners(tx, book.runtime, { head, ...sides }));
    return { book, lan, zhou, hold_id, award, spent, merged: head.transaction_id };
  }

  /** Every row of the tenant's book. */
  async function everything({ book }: World) {
    const tables = [...TABLES, ...HOLD_TABLES].map((table) => `ledger.${table}`);
    const parts = [...tables, "platform.timer"].map(
      (table) =>
        `select '${table}' as name, string_agg(t::text, ' ' order by t::text) as rows from ${table} t where t.tenant_id = $1`,
    );
    return db.query(parts.join(" union all "), [book.tenant]);
  }

  test.each(Object.keys(commands))("%s", async (name) => {
    const command = commands[name] as (typeof commands)[string];
    const steps: string[] = [];
    const trial = await arrange(command.merged ?? false);
    armFailpoints((step) => void steps.push(step));
    expect(await command.run(trial)).toMatchObject(command.first as object);
    armFailpoints(undefined);
    expect(steps.length).toBeGreaterThan(1);

    for (const [index, step] of steps.entries()) {
      const world = await arrange(command.merged ?? false);
      const before = await everything(world);
      let passed = 0;
      armFailpoints(() => {
        if (passed++ === index) throw new Error(`died at ${step}`);
      });
      await expect(command.run(world)).rejects.toThrow(`died at ${step}`);
      armFailpoints(undefined);
      expect({ step, rows: await everything(world) }).toEqual({ step, rows: before });
      expect(await command.run(world)).toMatchObject(command.first as object);
      const after = await everything(world);
      expect(await command.run(world)).toMatchObject(command.again as object);
      expect(await everything(world)).toEqual(after);
      expect(await world.book.audit()).toEqual([]);
    }
  });
});
