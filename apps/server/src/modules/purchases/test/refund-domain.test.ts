import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { split, type TopUp } from "../../wallet/index.ts";
import {
  mergePayments,
  paidBy,
  PAYMENT_METHODS,
  paymentsByLine,
  settle,
  shrinkPayments,
  type Payment,
} from "../domain/payments.ts";
import {
  deductPoints,
  differenceOf,
  exceedsPurchase,
  refundOfLine,
  settleKept,
  type RefundableLine,
} from "../domain/refund.ts";

const total = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const amountOf = (payments: readonly Payment[]) => total(payments.map((payment) => payment.amount_fen));

/** Lines and payments that come to the same. */
const baskets = fc
  .tuple(
    fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 1, maxLength: 6 }),
    fc.array(fc.tuple(fc.constantFrom(...PAYMENT_METHODS), fc.integer({ min: 0, max: 3_000 })), { maxLength: 5 }),
  )
  .map(([amounts, wishes]) => {
    let left = total(amounts);
    const payments = wishes.map(([method, wish]): Payment => {
      const amount_fen = Math.min(wish, left);
      left -= amount_fen;
      return { method, amount_fen };
    });
    return { amounts, payments: [...payments, { method: "cash" as const, amount_fen: left }] };
  });

describe("which payment paid which line", () => {
  test("lines and payments both add up, whatever they are", () => {
    fc.assert(
      fc.property(baskets, ({ amounts, payments }) => {
        const rows = paymentsByLine(amounts, payments);
        expect(rows.map(amountOf)).toEqual(amounts);
        for (const { method, amount_fen } of mergePayments(payments))
          expect(paidBy(rows.flat(), method)).toBe(amount_fen);
        for (const part of rows.flat()) expect(part.amount_fen).toBeGreaterThan(0);
      }),
    );
  });

  test("two lines paid half in cash and half from the wallet are paid half and half each", () => {
    const rows = paymentsByLine(
      [101, 99],
      [
        { method: "cash", amount_fen: 100 },
        { method: "wallet", amount_fen: 100 },
      ],
    );
    expect(rows).toEqual([
      [
        { method: "cash", amount_fen: 51 },
        { method: "wallet", amount_fen: 50 },
      ],
      [
        { method: "cash", amount_fen: 49 },
        { method: "wallet", amount_fen: 50 },
      ],
    ]);
  });

  test("a smaller line never takes more by any method", () => {
    fc.assert(
      fc.property(baskets, fc.nat(), fc.nat(), ({ amounts, payments }, m, n) => {
        for (const row of paymentsByLine(amounts, payments)) {
          const whole = amountOf(row);
          const [less, more] = [m % (whole + 1), n % (whole + 1)].toSorted((a, b) => a - b) as [number, number];
          const small = shrinkPayments(row, less);
          const large = shrinkPayments(row, more);
          expect(amountOf(small)).toBe(less);
          expect(amountOf(large)).toBe(more);
          for (const { method } of row) expect(paidBy(small, method)).toBeLessThanOrEqual(paidBy(large, method));
          expect(shrinkPayments(row, whole)).toEqual(row);
        }
      }),
    );
  });
});

const line = (over: Partial<RefundableLine>): RefundableLine => ({
  line_no: 1,
  quantity: 3,
  amount_fen: 100,
  refunded_quantity: 0,
  refunded_fen: 0,
  reduced_fen: 0,
  ...over,
});

describe("what a part of a line is worth", () => {
  test("units one by one come to the same as at once, and the last takes the rest", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 10_000 }), (quantity, amount_fen) => {
        const one = line({ quantity, amount_fen });
        for (let unit = 1; unit <= quantity; unit++) {
          const refund = refundOfLine(one, { line_no: 1, quantity: 1 });
          if (exceedsPurchase(refund)) throw new Error("there is something left");
          one.refunded_quantity += 1;
          one.refunded_fen += refund.amount_fen;
          const at_once = refundOfLine(line({ quantity, amount_fen }), { line_no: 1, quantity: unit });
          expect(at_once).toMatchObject({ amount_fen: one.refunded_fen });
        }
        expect(one.refunded_fen).toBe(amount_fen);
        expect(exceedsPurchase(refundOfLine(one, { line_no: 1 }))).toBe(true);
      }),
    );
  });

  test("after an amount was given back, units are worth their share of what is left", () => {
    const reduced = line({ quantity: 2, refunded_fen: 10, reduced_fen: 10 });
    expect(refundOfLine(reduced, { line_no: 1, quantity: 1 })).toMatchObject({ quantity: 1, amount_fen: 45 });
    expect(refundOfLine(reduced, { line_no: 1 })).toMatchObject({ quantity: 2, amount_fen: 90 });
  });

  test("more than is left, and a line that is not there, are refused with what is left", () => {
    const some = line({ refunded_quantity: 2, refunded_fen: 66 });
    const left = { line_no: 1, left_quantity: 1, left_fen: 34 };
    expect(refundOfLine(some, { line_no: 1, quantity: 2 })).toEqual(left);
    expect(refundOfLine(some, { line_no: 1, amount_fen: 35 })).toEqual(left);
    expect(refundOfLine(undefined, { line_no: 7 })).toEqual({ line_no: 7, left_quantity: 0, left_fen: 0 });
  });
});

describe("refunds of anything paid anyhow", () => {
  const wallet_of = (wallet_fen: number, bonus: number): TopUp[] => [
    { principal_lot_id: "p1", bonus_lot_id: "b1", principal_left: Math.ceil(wallet_fen / 3), bonus_left: bonus },
    { principal_lot_id: "p2", bonus_lot_id: "b2", principal_left: wallet_fen, bonus_left: bonus },
  ];

  test("never give back less than nothing, and come to exactly what was taken", () => {
    fc.assert(
      fc.property(
        baskets,
        fc.integer({ min: 1, max: 500 }),
        fc.array(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 6, maxLength: 6 }), {
          maxLength: 4,
        }),
        ({ amounts, payments }, bonus, steps) => {
          const top_ups = wallet_of(paidBy(payments, "wallet"), bonus);
          const purchase = {
            amounts,
            payments,
            take: (fen: readonly number[]) => split(top_ups, fen, "proportional"),
            burn: { points: 3, fen: 2 },
          };
          const whole = settle(paymentsByLine(amounts, payments), purchase);
          let before = amounts;
          const back = { amount_fen: 0, principal_fen: 0, bonus_fen: 0, points: 0 };
          for (const shares of [...steps, []]) {
            const after = before.map((amount, index) => Math.floor(amount * (shares[index] ?? 0)));
            const money = differenceOf(settleKept(purchase, before), settleKept(purchase, after));
            for (const payment of money.payments) expect(payment.amount_fen).toBeGreaterThan(0);
            for (const key of ["amount_fen", "principal_fen", "bonus_fen", "points"] as const) {
              expect(money[key]).toBeGreaterThanOrEqual(0);
              back[key] += money[key];
            }
            expect(money.amount_fen).toBe(total(before) - total(after));
            before = after;
          }
          const { principal_fen, bonus_fen, points } = whole;
          expect(back).toEqual({ amount_fen: total(amounts), principal_fen, bonus_fen, points });
        },
      ),
    );
  });

  test("points that are gone are kept back from money, cash before the wallet, never from the bonus", () => {
    const back = {
      amount_fen: 1_000,
      payments: [
        { method: "wallet" as const, amount_fen: 700, principal_fen: 500, bonus_fen: 200 },
        { method: "cash" as const, amount_fen: 300 },
      ],
      principal_fen: 500,
      bonus_fen: 200,
      points: 0,
    };
    expect(deductPoints(back, 400, { points: 1, fen: 1 })).toMatchObject({
      deducted_fen: 400,
      principal_fen: 400,
      payments: [{ method: "wallet", amount_fen: 600, principal_fen: 400, bonus_fen: 200 }],
    });
    expect(deductPoints(back, 5_000, { points: 1, fen: 1 })).toMatchObject({
      deducted_fen: 800,
      payments: [{ method: "wallet", amount_fen: 200, principal_fen: 0, bonus_fen: 200 }],
    });
    expect(deductPoints(back, 5_000, null)).toMatchObject({ deducted_fen: 0, payments: back.payments });
  });
});
