// Cases that other ledgers publish, restated (shared data): what they expect of money, asked of this book. Where our rules
// say otherwise the test says which rule and why.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { v7 } from "uuid";
import { describe, expect, test } from "vitest";
import { sharedDir } from "../../../../test/bad-texts.ts";
import { testDatabase } from "../../../../test/database.ts";
import { allocate } from "../../../platform/kernel/money.ts";
import { listLots, post, setOverdraft, type Posting, type Side } from "../index.ts";
import { at, creditOf, transactionOf } from "./build.ts";
import { later, openBook, type Book } from "./book.ts";

type Source = [name: string, balance: number | null, options?: { overdraft: number }];
interface Case {
  id: string;
  sources: Source[];
  /** `all` of the sources; text where no number holds it. */
  amount: number | string;
  splits: [to: string, share: string][];
  expect?: [from: string, to: string, amount: number | string][];
  expect_error?: string;
}

const file = path.join(sharedDir, "data/points_ledger/ledger_cases.json");
const cases = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as { cases: Case[] }).cases : [];
const where =
  cases.length > 0
    ? `${cases.length} of them`
    : `${sharedDir} holds no points_ledger/ledger_cases.json: set SHARED_DIR`;

const ASSET = "gem";
const BEYOND = "beyond-2^63";

describe.skipIf(cases.length === 0)(`cases of other ledgers (${where})`, () => {
  const db = testDatabase();
  const named = cases.filter((each) => each.id !== BEYOND);

  test.each(named.map((each) => [each.id, each] as const))("%s", async (_, given) => {
    const world = new World(openBook(db));
    await world.open(given.sources);
    const total = given.amount === "all" ? sum(given.sources.map(([, balance]) => balance ?? 0)) : Number(given.amount);
    const wanted = (given.expect ?? []).map(([from, to, amount]) => [from, to, Number(amount)]);
    const moves = movesOf(given, total);
    if (given.expect) expect(moves).toEqual(wanted);
    expect(await world.post(moves)).toBe(given.expect_error ? "insufficient" : "posted");
    if (given.expect_error)
      for (const [name, balance] of given.sources) expect(await world.balance(name)).toBe(balance);
    else
      for (const [, to] of moves)
        expect(await world.balance(to)).toBe(sum(moves.filter((move) => move[1] === to).map((move) => move[2])));
    expect(await world.book.audit()).toEqual([]);
  });

  test(`${BEYOND}: ours refuses what JavaScript cannot count exactly (beyond 2^53 − 1), and posts nothing`, async () => {
    const given = cases.find((each) => each.id === BEYOND);
    const world = new World(openBook(db));
    await expect(world.post([["world", "dest", Number(given?.amount)]])).rejects.toThrow(/safe integer/);
    expect(await world.balance("dest")).toBe(0);
    expect(await world.post([["world", "dest", Number.MAX_SAFE_INTEGER]])).toBe("posted");
  });

  test("expiring vouchers first: by our draw order even before the money that never expires, unless the lots are named", async () => {
    const given = cases.find((each) => each.id === "expiring-vouchers-first") as Case;
    const draw = async (name_lots: boolean) => {
      const book = openBook(db);
      const owner = v7();
      const lots = given.sources.map(([, balance], index) =>
        creditOf(owner, balance as number, { until: index === 0 ? null : later(index) }),
      );
      await book.post(lots);
      const named_lots = given.expect?.map(([from, , amount]) => {
        const lot = lots[given.sources.findIndex(([name]) => name === from)]?.lot;
        return { lot_id: lot?.lot_id as string, amount: Number(amount) };
      });
      const spend: Posting = {
        from: { owner_type: "member", owner_id: owner },
        to: { system: "redeemed" },
        asset: "points",
        amount: Number(given.amount),
      };
      const posted = await book.post([{ ...spend, ...(name_lots && named_lots && { from_lots: named_lots }) }]);
      expect(posted.outcome).toBe("posted");
      const left = await book.read((tx) => listLots(tx, owner, "points", true));
      return lots.map((lot) => left.find((each) => each.lot_id === lot.lot?.lot_id)?.remaining);
    };
    expect(await draw(false)).toEqual([5_000, 0, 0, 4_000]); // ledger.md rule 1: earliest expiry first, never-expiring last
    expect(await draw(true)).toEqual([0, 0, 0, 9_000]); // as they have it: main, then the vouchers by date
  });

  test("an overdraft is a company's alone, and only as far as it was granted", async () => {
    const world = new World(openBook(db));
    await world.open([["users:2345:credit", 0, { overdraft: 1_000 }]]);
    expect(await world.post([["users:2345:credit", "payments:1", 1_001]])).toBe("insufficient");
    expect(await world.post([["users:2345:credit", "payments:1", 1_000]])).toBe("posted");
    expect(await world.balance("users:2345:credit")).toBe(-1_000);
    await world.open([["users:2345:main", 0]]);
    expect(await world.post([["users:2345:main", "payments:1", 1]])).toBe("insufficient");
    expect(await world.book.audit()).toEqual([]);
  });
});

const sum = (amounts: number[]) => amounts.reduce((a, b) => a + b, 0);

/** The postings a caller makes of a case: sources in the order given, each as far as it reaches, matched with the parts in theirs. */
function movesOf(given: Case, total: number): [string, string, number][] {
  const parts = given.splits.map(([to], index) => ({ to, left: partsOf(given, total)[index] ?? 0 }));
  const sources = given.sources.map(([from, balance, options]) => ({
    from,
    left: (balance ?? total) + (options?.overdraft ?? 0),
  }));
  const moves: [string, string, number][] = [];
  for (const part of parts) {
    for (const source of sources) {
      const amount = Math.min(part.left, source.left);
      if (amount === 0) continue;
      part.left -= amount;
      source.left -= amount;
      if (part.to !== "kept") moves.push([source.from, part.to, amount]);
    }
    // More than there is: asked of the last source, which has to refuse.
    if (part.left > 0) moves.push([sources.at(-1)?.from ?? "", part.to, part.left]);
  }
  return given.expect_error ? joined(moves) : moves;
}

function joined(moves: [string, string, number][]): [string, string, number][] {
  const byPair = Map.groupBy(moves, ([from, to]) => `${from} ${to}`);
  return [...byPair.values()].map((same) => [same[0]?.[0] ?? "", same[0]?.[1] ?? "", sum(same.map((move) => move[2]))]);
}

/** By the kernel's own `allocate`, units left over to the first. */
function partsOf(given: Case, total: number): number[] {
  if (given.id === "order-with-cashback") {
    const [service = 0, merchant = 0] = allocate(total, [15, 85], "first_come");
    const [tax = 0, rest = 0] = allocate(service, [20, 80], "first_come");
    const cashback = Math.min(allocate(rest, [5, 95], "first_come")[0] ?? 0, 1_000);
    return [tax, cashback, rest - cashback, merchant];
  }
  const shares = given.splits.map(([, share]) => numberOf(share));
  const known = sum(shares.map((share) => share ?? 0));
  return allocate(
    total,
    shares.map((share) => share ?? WHOLE - known),
    "first_come",
  );
}

/** A share in parts of WHOLE, which thirds and thousandths of a percent divide exactly; undefined for what remains. */
const WHOLE = 300_000;
function numberOf(share: string): number | undefined {
  if (share === "remaining") return undefined;
  const [num = 0, den = 1] = share.endsWith("%") ? [Number(share.slice(0, -1)), 100] : share.split("/").map(Number);
  return Math.round((WHOLE * num) / den);
}

/** Their account names as our owners: `world` is issued, one with an overdraft a company, the others partners. */
class World {
  readonly book: Book;
  private readonly owners = new Map<string, Side>();

  constructor(book: Book) {
    this.book = book;
  }

  private side(name: string, is_company = false): Side {
    if (name === "world") return { system: "issued" };
    const side = this.owners.get(name) ?? {
      owner_type: is_company ? ("company" as const) : ("partner" as const),
      owner_id: v7(),
    };
    this.owners.set(name, side);
    return side;
  }

  async open(sources: Source[]): Promise<void> {
    for (const [name, balance, options] of sources) {
      const side = this.side(name, options !== undefined);
      if ("system" in side) continue;
      const overdraft = { owner_id: side.owner_id, asset: ASSET, limit: options?.overdraft ?? 0, at, recorded_at: at };
      if (options) await this.book.write((tx) => setOverdraft(tx, overdraft));
      if (balance) await this.post([["world", name, balance]]);
    }
  }

  async post(moves: [string, string, number][]): Promise<string | undefined> {
    const postings = moves.map(([from, to, amount]): Posting => {
      const lot = { lot_id: v7(), available_from: at, expires_at: null };
      return { from: this.side(from), to: this.side(to), asset: ASSET, amount, lot };
    });
    return (await this.book.write((tx) => post(tx, [transactionOf(postings)])))[0]?.outcome;
  }

  async balance(name: string): Promise<number> {
    const side = this.side(name);
    return "system" in side ? 0 : (await this.book.account(side.owner_id, at, ASSET)).balance;
  }
}
