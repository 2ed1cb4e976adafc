import { v7 } from "uuid";
import { describe, expect, test } from "vitest";
import { testDatabase } from "../../../../test/database.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { seededRandom } from "../../../platform/kernel/random.ts";
import {
  captureHold,
  clawBack,
  mergeOwners,
  openHold,
  post,
  releaseHold,
  reverse,
  transfer,
  type Posting,
} from "../index.ts";
import { at, creditOf, debitOf, transactionOf } from "./build.ts";
import { later, memberOf, openBook, ZONE, type Book } from "./book.ts";

const SEED = process.env.LEDGER_SEED ?? String(Math.floor(Math.random() * 2 ** 31));
const grace = { days: 30, zone: ZONE, now: at };
const times = { now: at, recorded_at: at, accounting_date: "2026-06-01" };

/** Who names an owner that was merged while they waited is told to look again. */
function refusedAsMerged(error: unknown): { outcome: string } {
  if (error instanceof AppError && error.code === "member_merged") return { outcome: error.code };
  throw error;
}

describe(`many at once (LEDGER_SEED=${SEED})`, () => {
  const db = testDatabase();
  const chance = (name: string) => {
    const random = seededRandom(`${SEED} ${name}`);
    return (below: number) => Buffer.from(random.bytes(4)).readUInt32BE() % below;
  };
  const shuffled = <T>(items: readonly T[], below: (limit: number) => number): T[] => {
    const left = [...items];
    return items.map(() => left.splice(below(left.length), 1)[0] as T);
  };

  test("requests that do not stand in each other's way come to the same in any order, each once, with their twins", async () => {
    const below = chance("commuting");
    const book = openBook(db, SEED);
    const owners = Array.from({ length: 6 }, () => v7());
    const some = () => owners[below(owners.length)] as string;
    for (const owner of owners) await book.earn(owner, 10_000);
    const spends = await Promise.all(owners.map(async (owner) => ({ owner, id: await book.spend(owner, 500) })));
    const balance = new Map(owners.map((owner) => [owner, 9_500]));
    const change = (owner: string, amount: number) => balance.set(owner, (balance.get(owner) ?? 0) + amount);
    const requests: (() => Promise<{ outcome: string }>)[] = [];
    const postings = (posting: Posting) => {
      const transaction = transactionOf([posting]);
      requests.push(() => book.write(async (tx) => (await post(tx, [transaction]))[0] ?? { outcome: "none" }));
    };
    for (let n = 0; n < 60; n++) {
      const [owner, other, amount] = [some(), some(), 1 + below(30)];
      const head = book.head();
      const kind = below(4);
      if (kind === 0) postings(creditOf(owner, amount));
      if (kind === 1) postings(debitOf(owner, amount));
      if (kind < 2) change(owner, kind === 0 ? amount : -amount);
      if (kind === 2 && owner !== other) {
        change(owner, -amount);
        change(other, amount);
        const sides = { from: memberOf(owner), to: memberOf(other), asset: "points", amount };
        requests.push(() => book.write((tx) => transfer(tx, book.runtime, { head, ...sides })));
      }
      if (kind === 3) {
        const spent = spends[below(spends.length)] as (typeof spends)[number];
        change(spent.owner, 1);
        const undoing = {
          original_transaction_id: spent.id,
          lines: [{ line_no: 1, amount: 1 }],
          clawback: "debt",
        } as const;
        requests.push(() => book.write((tx) => reverse(tx, book.runtime, { head, ...undoing, grace })));
      }
    }
    const twice = shuffled([...requests, ...requests], below);
    const outcomes = (await Promise.all(twice.map((request) => request()))).map((result) => result.outcome);
    expect(outcomes.filter((outcome) => outcome === "posted")).toHaveLength(requests.length);
    expect(outcomes.filter((outcome) => outcome === "duplicate")).toHaveLength(requests.length);
    for (const owner of owners) expect((await book.account(owner)).balance).toBe(balance.get(owner));
    expect(await book.audit()).toEqual([]);
  });

  test("requests that fight for the same value never take it twice, never deadlock, and the book stays sound", async () => {
    for (let round = 0; round < 6; round++) {
      const below = chance(`fight ${round}`);
      const book = openBook(db, `${SEED} ${round}`);
      const [lan, zhou, wei] = [v7(), v7(), v7()] as [string, string, string];
      const awards = [await book.earn(lan, 100, { until: later(5) }), await book.earn(zhou, 60)];
      const spent = await book.spend(lan, 40);
      const hold = await hold_of(book, lan, 30);
      const requests = shuffled([...fights(book, { lan, zhou, wei, awards, spent, hold }, below)], below);
      const results = await Promise.all(requests.map((request) => request().catch(refusedAsMerged)));
      expect(results.length).toBe(requests.length);
      expect(await book.audit()).toEqual([]);
      const [told] = await db.query<{ undone: number; state: string }>(
        `select (select coalesce(sum(reversed), 0) from ledger.reversal_line where tenant_id = $1 and transaction_id = $2)::int as undone,
           (select state from ledger.hold where tenant_id = $1 and hold_id = $3) as state`,
        [book.tenant, spent, hold],
      );
      expect(told?.undone).toBeLessThanOrEqual(40);
      expect(["captured", "released"]).toContain(told?.state);
    }
  });

  async function hold_of(book: Book, owner: string, amount: number): Promise<string> {
    const hold_id = v7();
    const source = { source_type: "test", source_id: hold_id, reason: "", ends_at: null };
    const hold = { hold_id, owner: memberOf(owner), asset: "points", amount, ...source, times };
    const result = await book.write((tx) => openHold(tx, book.runtime, hold));
    expect(result.outcome).toBe("held");
    return hold_id;
  }

  function* fights(
    book: Book,
    {
      lan,
      zhou,
      wei,
      awards,
      spent,
      hold,
    }: { lan: string; zhou: string; wei: string; awards: string[]; spent: string; hold: string },
    below: (limit: number) => number,
  ): Generator<() => Promise<unknown>> {
    const owners = [lan, zhou, wei];
    const some = () => owners[below(3)] as string;
    for (let n = 0; n < 12; n++) {
      const transaction = transactionOf([debitOf(some(), 1 + below(40))]);
      yield () => book.write((tx) => post(tx, [transaction]));
      const [from, to] = shuffled(owners, below) as [string, string];
      const sides = { from: memberOf(from), to: memberOf(to), asset: "points", amount: 1 + below(30) };
      yield () => book.write((tx) => transfer(tx, book.runtime, { head: book.head(), ...sides }));
      const part = {
        original_transaction_id: spent,
        lines: [{ line_no: 1, amount: 1 + below(20) }],
        clawback: "debt",
        grace,
      } as const;
      yield () => book.write((tx) => reverse(tx, book.runtime, { head: book.head(), ...part }));
      const claw = {
        original_transaction_id: awards[below(2)] as string,
        asset: "points",
        amount: 1 + below(20),
        clawback: "debt",
        grace,
      } as const;
      yield () => book.write((tx) => clawBack(tx, book.runtime, { head: book.head(), ...claw }));
    }
    yield () =>
      book.write((tx) =>
        captureHold(tx, book.runtime, { hold_id: hold, amount: 10, to: "redeemed", head: book.head() }),
      );
    yield () => book.write((tx) => releaseHold(tx, book.runtime, { hold_id: hold, reason: "released", times }));
    yield () => book.expire(later(6));
    yield () =>
      book.write((tx) => mergeOwners(tx, book.runtime, { head: book.head(), from: memberOf(wei), to: memberOf(zhou) }));
  }
});
