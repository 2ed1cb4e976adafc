import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SPLIT_POLICIES, split, walletLeft, type TopUp } from "../domain/split.ts";

const topUp = (principal_left: number, bonus_left: number, n = 1): TopUp => ({
  principal_lot_id: `principal ${n}`,
  bonus_lot_id: bonus_left > 0 ? `bonus ${n}` : null,
  principal_left,
  bonus_left,
});

describe("a wallet payment", () => {
  test("is taken in proportion, the principal share rounded down, line after line", () => {
    const taken = split([topUp(100_000, 20_000)], [38_000, 6_000], "proportional");
    expect(taken.lines).toEqual([
      { principal_fen: 31_666, bonus_fen: 6_334 },
      { principal_fen: 5_000, bonus_fen: 1_000 },
    ]);
    expect(taken.principal).toEqual([{ lot_id: "principal 1", amount: 36_666 }]);
    expect(taken.bonus).toEqual([{ lot_id: "bonus 1", amount: 7_334 }]);
  });

  test("empties the oldest top-up before it begins the next", () => {
    const taken = split([topUp(100, 50, 1), topUp(300, 0, 2)], [200], "proportional");
    expect(taken.lines).toEqual([{ principal_fen: 150, bonus_fen: 50 }]);
    expect(taken.principal).toEqual([
      { lot_id: "principal 1", amount: 100 },
      { lot_id: "principal 2", amount: 50 },
    ]);
  });

  test("principal first and bonus first take the one before the other, still top-up by top-up", () => {
    const wallet = [topUp(100, 50, 1), topUp(100, 50, 2)];
    expect(split(wallet, [120, 60], "principal_first").lines).toEqual([
      { principal_fen: 100, bonus_fen: 20 },
      { principal_fen: 30, bonus_fen: 30 },
    ]);
    expect(split(wallet, [60, 120], "bonus_first").lines).toEqual([
      { principal_fen: 10, bonus_fen: 50 },
      { principal_fen: 90, bonus_fen: 30 },
    ]);
  });
});

const wallets = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 0, max: 2_000 })), {
    minLength: 1,
    maxLength: 5,
  })
  .map((pairs) => pairs.map(([principal, bonus], index) => topUp(principal, bonus, index)));
const policies = fc.constantFrom(...SPLIT_POLICIES);
/** A wallet, line amounts that it can pay, and the same lines refunded step by step until nothing is left. */
const spending = fc
  .tuple(wallets, fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 1, maxLength: 6 }), policies)
  .map(([wallet, shares, policy]) => {
    let room = walletLeft(wallet);
    const amounts = shares.map((share) => {
      const amount = Math.min(share, room);
      room -= amount;
      return amount;
    });
    return { wallet, amounts, policy };
  });
const steps = fc.array(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 6, maxLength: 6 }), {
  maxLength: 4,
});
const asMap = (draws: readonly { lot_id: string; amount: number }[]) =>
  new Map(draws.map(({ lot_id, amount }) => [lot_id, amount]));
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

describe("whatever is in the wallet and whatever is bought", () => {
  test("every line is paid in full, lots give what the lines take, and no lot more than it holds", () => {
    fc.assert(
      fc.property(spending, ({ wallet, amounts, policy }) => {
        const taken = split(wallet, amounts, policy);
        expect(taken.lines.map((line) => line.principal_fen + line.bonus_fen)).toEqual(amounts);
        expect(sum(taken.principal.map((draw) => draw.amount))).toBe(
          sum(taken.lines.map((line) => line.principal_fen)),
        );
        expect(sum(taken.bonus.map((draw) => draw.amount))).toBe(sum(taken.lines.map((line) => line.bonus_fen)));
        const principal = asMap(taken.principal);
        const bonus = asMap(taken.bonus);
        let open = true;
        for (const one of wallet) {
          const drawn = (principal.get(one.principal_lot_id ?? "") ?? 0) + (bonus.get(one.bonus_lot_id ?? "") ?? 0);
          expect(principal.get(one.principal_lot_id ?? "") ?? 0).toBeLessThanOrEqual(one.principal_left);
          expect(bonus.get(one.bonus_lot_id ?? "") ?? 0).toBeLessThanOrEqual(one.bonus_left);
          // Oldest first: whoever comes after one that is not empty gave nothing.
          if (!open) expect(drawn).toBe(0);
          if (drawn < one.principal_left + one.bonus_left) open = false;
        }
      }),
    );
  });

  test("one line from one top-up takes the floor of its principal share", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9_999_999 }),
        fc.integer({ min: 0, max: 9_999_999 }),
        fc.nat(),
        (p, b, n) => {
          const amount = n % (p + b + 1);
          const [line] = split([topUp(p, b)], [amount], "proportional").lines;
          expect(line?.principal_fen).toBe(Number((BigInt(amount) * BigInt(p)) / BigInt(p + b)));
        },
      ),
    );
  });

  test("refunds by differencing are never negative in any lot and end exactly at what was taken", () => {
    fc.assert(
      fc.property(spending, steps, ({ wallet, amounts, policy }, kept) => {
        let before = amounts;
        const back = new Map<string, number>();
        const whole = split(wallet, amounts, policy);
        for (const shares of [...kept, [0, 0, 0, 0, 0, 0]]) {
          const after = before.map((amount, index) => Math.floor(amount * (shares[index] ?? 0)));
          const had = split(wallet, before, policy);
          const has = split(wallet, after, policy);
          for (const asset of ["principal", "bonus"] as const) {
            const remains = asMap(has[asset]);
            const had_lots = asMap(had[asset]);
            for (const lot_id of remains.keys()) expect(had_lots.has(lot_id)).toBe(true);
            for (const [lot_id, amount] of had_lots) {
              const returned = amount - (remains.get(lot_id) ?? 0);
              expect(returned).toBeGreaterThanOrEqual(0);
              back.set(lot_id, (back.get(lot_id) ?? 0) + returned);
            }
          }
          before = after;
        }
        for (const { lot_id, amount } of [...whole.principal, ...whole.bonus]) expect(back.get(lot_id)).toBe(amount);
      }),
    );
  });

  test("what comes back of one asset comes from the last lots drawn", () => {
    fc.assert(
      fc.property(spending, fc.nat(), ({ wallet, amounts, policy }, n) => {
        const after = amounts.map((amount) => n % (amount + 1));
        const had = split(wallet, amounts, policy);
        const has = split(wallet, after, policy);
        for (const asset of ["principal", "bonus"] as const) {
          let back = sum(had[asset].map((draw) => draw.amount)) - sum(has[asset].map((draw) => draw.amount));
          const remains = asMap(has[asset]);
          for (const { lot_id, amount } of had[asset].toReversed()) {
            const returned = Math.min(back, amount);
            expect(amount - (remains.get(lot_id) ?? 0)).toBe(returned);
            back -= returned;
          }
        }
      }),
    );
  });
});
