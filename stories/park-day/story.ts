import type { Dice } from "../dice.ts";
import type { Ratio } from "../policy.ts";
import { holidays2026, ordinaryDays2026 } from "../reference/known-dates.ts";
import type { Story } from "../story.ts";
import type { Later, ParkDay, ParkDayOutcome, ParkLine } from "./numbers.ts";
import { playParkDay } from "./play.ts";
import { reckonParkDay } from "./reckon.ts";

const day: ParkDay = {
  business_date: "2026-10-02",
  is_holiday: true,
  rate: { points: 1, per_fen: 100 },
  daily_cap: 1_500,
  stacking: "largest_only",
  holiday_factor: [2, 1],
  item_factor: [3, 1],
  tier: [3, 2],
  held: [{ points: 500, last_day: "2026-12-31" }],
  top_ups: [{ principal_fen: 100_000, bonus_fen: 20_000 }],
  wallet_split: "proportional",
  pays_with: "wallet",
  payment: [1, 1],
  lines: [
    { is_item_x: true, quantity: 2, unit_fen: 19_000 },
    { is_item_x: false, quantity: 1, unit_fen: 6_000 },
  ],
  later: [
    { on: "2026-10-03", refund: [{ line_no: 1, quantity: 1 }] },
    { on: "2026-11-10", redeem: 700 },
  ],
};

const outcome: ParkDayOutcome = {
  purchase: {
    points: 1_500,
    uncapped: [1_424, 150],
    lines: [
      { principal_fen: 31_666, bonus_fen: 6_334 },
      { principal_fen: 5_000, bonus_fen: 1_000 },
    ],
    wallet: { principal_fen: 63_334, bonus_fen: 12_666 },
  },
  later: [
    {
      returned: { principal_fen: 15_833, bonus_fen: 3_167 },
      points_before: 1_500,
      points_after: 862,
      wallet: { principal_fen: 79_167, bonus_fen: 15_833 },
      balance: 1_362,
      debt: 0,
    },
    { taken: [500, 200], balance: 662 },
  ],
  year_end: { balance: 662, debt: 0 },
  last_day: { balance: 662, debt: 0 },
  over: { balance: 0 },
  closing: { principal_fen: 79_167, bonus_fen: 15_833 },
};

export const parkDay: Story = {
  number: 1,
  title: "A holiday in the theme park",
  starts_at: "2026-09-30T09:00:00+08:00",
  play: async (stage) => stage.same("the day", await playParkDay(stage, day), outcome),
  variations: {
    starts_at: "2026-01-01T06:00:00+08:00",
    few: 8,
    many: 200,
    async play(stage, dice) {
      const other = drawParkDay(dice);
      stage.same(JSON.stringify(other), await playParkDay(stage, other), reckonParkDay(other));
    },
  },
};

/** The calculator agrees with the story before it judges anybody else. */
export const reckonedParkDay = () => ({ found: reckonParkDay(day), written: outcome });

const lastDays = ["2026-03-31", "2026-11-10", "2026-11-20", "2026-12-31", "2027-06-30", "2027-12-31"];

function drawParkDay(dice: Dice): ParkDay {
  const is_holiday = dice.oneOf([true, false]);
  const lines = dice.some(
    1,
    4,
    (): ParkLine => ({
      is_item_x: dice.oneOf([true, false]),
      quantity: dice.between(1, 4),
      unit_fen: dice.between(100, 30_000),
    }),
  );
  const factors: readonly Ratio[] = [
    [2, 1],
    [3, 1],
    [3, 2],
    [5, 4],
    [1, 1],
  ];
  return {
    business_date: dice.oneOf(is_holiday ? holidays2026 : ordinaryDays2026),
    is_holiday,
    rate: { points: dice.between(1, 5), per_fen: dice.oneOf([1, 7, 100, 300, 1_000]) },
    daily_cap: dice.oneOf([200, 1_500, 1_000_000]),
    stacking: dice.oneOf(["largest_only", "largest_only", "multiply", "add"]),
    holiday_factor: dice.oneOf(factors),
    item_factor: dice.oneOf(factors),
    tier: dice.oneOf([
      [1, 1],
      [6, 5],
      [3, 2],
      [2, 1],
      [4, 3],
    ] as const),
    held: dice.some(0, 3, () => ({ points: dice.between(1, 900), last_day: dice.oneOf(lastDays) })),
    top_ups: topUpsFor(
      dice,
      lines.reduce((sum, line) => sum + line.quantity * line.unit_fen, 0),
    ),
    wallet_split: dice.oneOf(["proportional", "proportional", "principal_first", "bonus_first"]),
    pays_with: dice.oneOf(["wallet", "wallet", "cash"]),
    payment: dice.oneOf(factors),
    lines,
    later: drawLater(dice, lines),
  };
}

/** Enough for the bill, in one to three top-ups, some without a bonus. */
function topUpsFor(dice: Dice, bill_fen: number) {
  const count = dice.between(1, 3);
  return Array.from({ length: count }, () => ({
    principal_fen: Math.ceil(bill_fen / count) + dice.between(0, 20_000),
    bonus_fen: dice.oneOf([0, dice.between(1, 30_000)]),
  }));
}

/** Parts of the purchase go back one after the other, and points are spent before, between and after. */
function drawLater(dice: Dice, lines: readonly ParkLine[]): Later[] {
  const left = lines.map(({ quantity }) => quantity);
  const dates = ["2026-10-25", "2026-11-10", "2026-11-25", "2026-12-11"];
  return dates.flatMap((on): Later[] => {
    if (dice.oneOf([true, false])) return [{ on, redeem: dice.between(1, 1_200) }];
    const refund = left.flatMap((open, index) => {
      const quantity = dice.between(0, open);
      left[index] = open - quantity;
      return quantity > 0 ? [{ line_no: index + 1, quantity }] : [];
    });
    return refund.length > 0 ? [{ on, refund }] : [];
  });
}
