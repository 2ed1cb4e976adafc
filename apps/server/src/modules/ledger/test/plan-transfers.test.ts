import fc from "fast-check";
import { expect, test } from "vitest";
import { present } from "../../../platform/kernel/assert.ts";
import { planTransfers, type AskedTransfer, type StandingAccount, type StandingLot } from "../domain/plan-transfers.ts";

const NAMES = ["anna", "ben", "chen", "du"];
const instant = (day: number) => `2026-06-${String(day).padStart(2, "0")}T00:00:00.000000Z`;

const lot = fc.record({
  free: fc.integer({ min: 1, max: 9 }),
  earned: fc.integer({ min: 1, max: 4 }),
  from: fc.integer({ min: 1, max: 12 }),
  until: fc.option(fc.integer({ min: 8, max: 20 })),
});
const book = fc.tuple(...NAMES.map(() => fc.array(lot, { maxLength: 5 })));
const transfers = fc.array(
  fc
    .record({
      from: fc.nat(3),
      step: fc.integer({ min: 1, max: 3 }),
      amount: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 8, max: 12 }),
    })
    .map(({ from, step, amount, day }) => ({ from, to: (from + step) % 4, amount, day })),
  { minLength: 1, maxLength: 12 },
);

const inOrder = (a: StandingLot, b: StandingLot) => {
  const keys = (one: StandingLot) => [one.expires_at ?? "9", one.earned_at, one.lot_id].join(" ");
  return keys(a) < keys(b) ? -1 : 1;
};

interface DrawnUpLot {
  free: number;
  earned: number;
  from: number;
  until: number | null;
}

function accountsOf(lots: readonly DrawnUpLot[][]): StandingAccount[] {
  return NAMES.map((account_id, owner): StandingAccount => {
    const own = (lots[owner] ?? []).map(({ free, earned, from, until }, n) => ({
      account_id,
      lot_id: `${account_id} ${n}`,
      free,
      earned_at: instant(earned),
      available_from: instant(from),
      expires_at: until === null ? null : instant(until),
      venue_id: null,
      root_owner_id: null,
    }));
    const balance = own.reduce((sum, { free }) => sum + free, 0);
    return { account_id, balance, last_entry_no: 0, is_cut: false, lots: own.toSorted(inOrder) };
  });
}

const askedOf = (moves: { from: number; to: number; amount: number; day: number }[]) =>
  moves.map(({ from, to, amount, day }, n): AskedTransfer => {
    const [giver, taker] = [present(NAMES[from], "a name"), present(NAMES[to], "a name")];
    return {
      transaction_id: `t${n}`,
      from_owner: giver,
      from_account: giver,
      to_account: taker,
      amount,
      at: instant(day),
    };
  });

const planned = (accounts: readonly StandingAccount[], asked: readonly AskedTransfer[]) =>
  present(planTransfers(accounts, asked), "all lots are there");

/** What the book looks like when a plan has been written. */
function after(accounts: readonly StandingAccount[], asked: readonly AskedTransfer[]): StandingAccount[] {
  const plan = planned(accounts, asked);
  const arrivals = plan.outcomes.flatMap((one) => ("parts" in one ? one.parts.map(({ arrival }) => arrival) : []));
  return accounts.map((account) => {
    const change = plan.accounts.find(({ account_id }) => account_id === account.account_id);
    const drawn = (lot_id: string) => plan.drawn.find((one) => one.lot_id === lot_id)?.amount ?? 0;
    const kept = account.lots.map((one) => ({ ...one, free: one.free - drawn(one.lot_id) }));
    const came = arrivals
      .filter(({ account_id }) => account_id === account.account_id)
      .map(({ origin_lot_id: _, remaining, ...life }) => ({ ...life, free: remaining }));
    return {
      ...account,
      balance: account.balance + (change?.delta ?? 0),
      last_entry_no: account.last_entry_no + (change?.entries ?? 0),
      lots: [...kept, ...came].filter(({ free }) => free > 0).toSorted(inOrder),
    };
  });
}

const toldOf = (accounts: readonly StandingAccount[], asked: readonly AskedTransfer[]) =>
  planned(accounts, asked).outcomes.map((one) =>
    "parts" in one ? { ...one, parts: one.parts.map(({ lot_id, amount }) => ({ lot_id, amount })) } : one,
  );

test("transfers decided together come to the same as one after the other", () => {
  fc.assert(
    fc.property(book, transfers, (lots, moves) => {
      const accounts = accountsOf(lots);
      const asked = askedOf(moves);
      let one_by_one = accounts;
      const told = asked.flatMap((each) => {
        const answer = toldOf(one_by_one, [each]);
        one_by_one = after(one_by_one, [each]);
        return answer;
      });
      expect(toldOf(accounts, asked)).toEqual(told);
      expect(after(accounts, asked)).toEqual(one_by_one);
      for (const { lots: left, balance } of one_by_one) {
        expect(left.reduce((sum, { free }) => sum + free, 0)).toBe(balance);
      }
    }),
  );
});

test("with the first lots alone they come to the same, or it is said that more must be read", () => {
  fc.assert(
    fc.property(book, transfers, fc.integer({ min: 1, max: 4 }), (lots, moves, most) => {
      const accounts = accountsOf(lots);
      const asked = askedOf(moves);
      const cut = accounts.map((one) => ({ ...one, lots: one.lots.slice(0, most), is_cut: one.lots.length >= most }));
      const plan = planTransfers(cut, asked);
      if (plan) expect(plan).toEqual(planned(accounts, asked));
    }),
  );
});
