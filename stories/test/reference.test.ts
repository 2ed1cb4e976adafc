// The calculator must be right before it judges the server: the numbers of the stories, and what must always hold.
import fc from "fast-check";
import { expect, test } from "vitest";
import { reckonedFamily } from "../family/story.ts";
import { reckonedMonth } from "../month-end.ts";
import { reckonedArea } from "../natural-area.ts";
import { reckonedNight } from "../night-street.ts";
import { reckonedGroup } from "../one-group-a-day.ts";
import { reckonedParkDay } from "../park-day/story.ts";
import { stacked } from "../reference/earning.ts";
import { fraction } from "../reference/fraction.ts";
import { Holding } from "../reference/lots.ts";
import { takeFrom } from "../reference/wallet.ts";

test.each([
  ["the day in the park", reckonedParkDay],
  ["the family ticket", reckonedFamily],
  ["the natural area", reckonedArea],
  ["the night street", reckonedNight],
  ["one group a day", reckonedGroup],
  ["the month", reckonedMonth],
])("the calculator comes to the numbers written for %s", (_, reckoned) => {
  const { found, written } = reckoned();
  expect(found).toMatchObject(written);
});

const fen = fc.nat(100_000);
const topUps = fc.array(fc.record({ principal_fen: fen, bonus_fen: fen }), { minLength: 1, maxLength: 4 });

test("a wallet gives exactly what is asked, from the oldest top-up first", () => {
  fc.assert(
    fc.property(
      topUps,
      fc.array(fen, { maxLength: 5 }),
      fc.constantFrom("proportional", "principal_first", "bonus_first"),
      (held, asked, policy) => {
        const total = held.reduce((sum, { principal_fen, bonus_fen }) => sum + principal_fen + bonus_fen, 0);
        fc.pre(asked.reduce((a, b) => a + b, 0) <= total);
        const { shares, left } = takeFrom(held, asked, policy);
        expect(shares.map(({ principal_fen, bonus_fen }) => principal_fen + bonus_fen)).toEqual(asked);
        expect(left.every(({ principal_fen, bonus_fen }) => principal_fen >= 0 && bonus_fen >= 0)).toBe(true);
        const touched = left.findLastIndex(
          (top_up, index) =>
            top_up.principal_fen !== held[index]?.principal_fen || top_up.bonus_fen !== held[index]?.bonus_fen,
        );
        expect(
          left.slice(0, Math.max(0, touched)).every(({ principal_fen, bonus_fen }) => principal_fen + bonus_fen === 0),
        ).toBe(true);
      },
    ),
  );
});

test("what was spent and given back in parts is where it was", () => {
  const lots = fc.array(fc.record({ amount: fc.integer({ min: 1, max: 500 }), ends: fc.integer({ min: 2, max: 5 }) }), {
    minLength: 1,
    maxLength: 5,
  });
  fc.assert(
    fc.property(lots, fc.nat(), fc.nat(), (held, some, part) => {
      const holding = new Holding();
      held.forEach(({ amount, ends }, index) =>
        holding.add({ name: `${index}`, amount, earned_at: index, expires_at: ends }),
      );
      const before = holding.remaining().map(({ name, left }) => [name, left]);
      const spent = 1 + (some % holding.balance);
      const draws = holding.spend(spent, 1) ?? [];
      const first = part % spent;
      const back = holding.giveBack(draws, first, 1);
      expect(back.reduce((sum, { amount }) => sum + amount, 0)).toBe(first);
      const open = draws.map((draw) => ({
        ...draw,
        amount: draw.amount - (back.find(({ lot }) => lot === draw.lot)?.amount ?? 0),
      }));
      holding.giveBack(open, spent - first, 1);
      expect(holding.remaining().map(({ name, left }) => [name, left])).toEqual(before);
    }),
  );
});

test("promotions: the largest, the product, the sum", () => {
  const factors = [fraction(2), fraction(3), fraction(3, 2)];
  const asNumber = (stacking: "largest_only" | "multiply" | "add") => {
    const { num, den } = stacked(factors, stacking);
    return Number(num) / Number(den);
  };
  expect([asNumber("largest_only"), asNumber("multiply"), asNumber("add")]).toEqual([3, 9, 6.5]);
});

test("a clawback takes its own lot first and leaves the rest as a debt, which later points repay", () => {
  const holding = new Holding();
  const old = holding.add({ name: "old", amount: 100, earned_at: 0, expires_at: 10 });
  const own = holding.add({ name: "own", amount: 50, earned_at: 1, expires_at: 20 });
  holding.clawBack(own, 120, 5);
  expect([own.left, old.left, holding.debt]).toEqual([0, 30, 0]);
  holding.clawBack(own, 100, 5);
  expect([holding.balance, holding.debt]).toEqual([0, 70]);
  holding.add({ name: "new", amount: 100, earned_at: 6, expires_at: 30 });
  expect([holding.balance, holding.debt]).toEqual([30, 0]);
});
