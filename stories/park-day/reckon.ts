// What a day in the park must come to, by ledger.md and pencil.
import { type EarningTerms, earnedPoints, linePoints, sum } from "../reference/earning.ts";
import { fraction } from "../reference/fraction.ts";
import { Holding, type Lot } from "../reference/lots.ts";
import { apart, nothing, type Share, takeFrom, together } from "../reference/wallet.ts";
import type { Later, LaterOutcome, ParkDay, ParkDayOutcome } from "./numbers.ts";

interface Visit {
  readonly day: ParkDay;
  readonly holding: Holding;
  /** The lot that the purchase earned. */
  readonly earned: Lot;
  quantities: number[];
}

const noonOf = (date: string) => Date.parse(`${date}T12:00:00+08:00`);
const endOf = (date: string) => Date.parse(`${date}T00:00:00+08:00`) + 86_400_000;

export function reckonParkDay(day: ParkDay): ParkDayOutcome {
  const bought = purchaseOf(
    day,
    day.lines.map(({ quantity }) => quantity),
  );
  const visit = begin(day, bought.points);
  const later = day.later.map((act) => reckonLater(visit, act));
  const balances = () => ({ balance: visit.holding.balance, debt: visit.holding.debt });
  const year = Number(day.business_date.slice(0, 4));
  visit.holding.expire(endOf(`${year}-12-31`));
  const year_end = balances();
  visit.holding.expire(endOf(`${year + 1}-12-31`) - 60_000);
  const last_day = balances();
  visit.holding.expire(endOf(`${year + 1}-12-31`));
  return {
    purchase: bought,
    later,
    year_end,
    last_day,
    over: { balance: visit.holding.balance },
    closing: purchaseOf(day, visit.quantities).wallet,
  };
}

function begin(day: ParkDay, points: number): Visit {
  const holding = new Holding();
  day.held.forEach(({ points: amount, last_day }, index) =>
    holding.add({ name: `held ${index}`, amount, earned_at: index, expires_at: endOf(last_day) }),
  );
  const year = Number(day.business_date.slice(0, 4));
  const earned = holding.add({
    name: "earned",
    amount: points,
    earned_at: noonOf(day.business_date),
    expires_at: endOf(`${year + 1}-12-31`),
  });
  return { day, holding, earned, quantities: day.lines.map(({ quantity }) => quantity) };
}

/** The purchase as if only so many of each line had ever been bought. */
function purchaseOf(day: ParkDay, quantities: readonly number[]) {
  const amounts = day.lines.map(({ unit_fen }, index) => unit_fen * (quantities[index] ?? 0));
  const from_wallet = day.pays_with === "wallet";
  const taken = takeFrom(day.top_ups, from_wallet ? amounts : [], day.wallet_split);
  const lines = from_wallet ? taken.shares : amounts.map((amount) => ({ principal_fen: amount, bonus_fen: 0 }));
  const earning = lines.map(({ principal_fen }, index) => ({
    own_fen: principal_fen,
    payment: fraction(...day.payment),
    promotions: [
      ...(day.is_holiday ? [fraction(...day.holiday_factor)] : []),
      ...(day.lines[index]?.is_item_x ? [fraction(...day.item_factor)] : []),
    ],
  }));
  const uncapped = earning.map((line) => linePoints(termsOf(day), line));
  return {
    points: sum(earnedPoints(termsOf(day), earning, 0)),
    uncapped,
    lines,
    wallet: taken.left.reduce(together, nothing),
  };
}

const termsOf = ({ rate, stacking, tier, daily_cap }: ParkDay): EarningTerms => ({
  rate: fraction(rate.points, rate.per_fen),
  stacking,
  tier: fraction(...tier),
  daily_cap,
});

function reckonLater(visit: Visit, act: Later): LaterOutcome {
  visit.holding.expire(noonOf(act.on));
  return "redeem" in act ? reckonRedemption(visit, act) : reckonRefund(visit, act);
}

function reckonRedemption({ holding }: Visit, { redeem, on }: Extract<Later, { redeem: number }>): LaterOutcome {
  const draws = holding.spend(redeem, noonOf(on));
  if (!draws) return { refused: { available: holding.available(noonOf(on)) } };
  return { taken: draws.map(({ amount }) => amount), balance: holding.balance };
}

function reckonRefund(visit: Visit, { refund, on }: Extract<Later, { refund: unknown }>): LaterOutcome {
  const before = purchaseOf(visit.day, visit.quantities);
  for (const { line_no, quantity } of refund) {
    visit.quantities[line_no - 1] = (visit.quantities[line_no - 1] ?? 0) - quantity;
  }
  const after = purchaseOf(visit.day, visit.quantities);
  visit.holding.clawBack(visit.earned, before.points - after.points, noonOf(on));
  const total = (lines: readonly Share[]) => lines.reduce(together, nothing);
  return {
    returned: apart(total(before.lines), total(after.lines)),
    points_before: before.points,
    points_after: after.points,
    wallet: after.wallet,
    balance: visit.holding.balance,
    debt: visit.holding.debt,
  };
}
