// Points of a night street: a bill after its discounts, and a day that ends at four in the morning.
import { buy, join } from "./acts.ts";
import type { Dice } from "./dice.ts";
import { onHolidays, promote, publishRule, putTier, type Ratio } from "./policy.ts";
import { earnedPoints } from "./reference/earning.ts";
import { fraction } from "./reference/fraction.ts";
import type { Stage } from "./stage.ts";
import type { Story } from "./story.ts";

interface Bill {
  readonly tier: "base" | "silver";
  readonly paid_fen: number;
  readonly at: string;
}

interface Night {
  readonly silver: Ratio;
  readonly holiday_factor: Ratio;
  readonly bills: readonly Bill[];
}

const night: Night = {
  silver: [6, 5],
  holiday_factor: [2, 1],
  bills: [
    // 100, less 20 of the merchant's card and 10 of the platform's coupon.
    { tier: "silver", paid_fen: 7_000, at: "2026-04-22T21:00:00+08:00" },
    { tier: "base", paid_fen: 8_800, at: "2026-05-06T01:30:00+08:00" },
  ],
};

export const nightStreet: Story = {
  number: 7,
  title: "Points of a night street",
  starts_at: "2026-04-20T09:00:00+08:00",
  play: async (stage) => stage.same("the bills", await playNight(stage, night), [84, 176]),
  variations: {
    starts_at: "2026-04-29T09:00:00+08:00",
    few: 4,
    many: 60,
    async play(stage, dice) {
      const other = drawNight(dice);
      stage.same(JSON.stringify(other), await playNight(stage, other), reckonNight(other));
    },
  },
};

export const reckonedNight = () => ({ found: reckonNight(night), written: [84, 176] });

/** Labour Day of 2026: five days off, the day before and after is ordinary. */
const isHoliday = (business_date: string) => business_date >= "2026-05-01" && business_date <= "2026-05-05";

/** Four in the morning of Shanghai ends a day: the day of UTC+4. */
const businessDate = (at: string) => new Date(Date.parse(at) + 4 * 3_600_000).toISOString().slice(0, 10);

function reckonNight({ bills, silver, holiday_factor }: Night): number[] {
  return bills.flatMap(({ tier, paid_fen, at }) => {
    const terms = {
      rate: fraction(1, 100),
      stacking: "largest_only",
      tier: tier === "silver" ? fraction(...silver) : fraction(1),
      daily_cap: 1_500,
    } as const;
    const promotions = isHoliday(businessDate(at)) ? [fraction(...holiday_factor)] : [];
    return earnedPoints(terms, [{ own_fen: paid_fen, promotions }], 0);
  });
}

/** Every bill is another person's, so that no day's cap is shared. */
async function playNight(stage: Stage, { bills, silver, holiday_factor }: Night): Promise<number[]> {
  await putTier(stage, "silver", silver);
  await publishRule(stage, "节假日", {
    kind: "multiplier",
    trigger: "purchase",
    factor: holiday_factor,
    when: [onHolidays],
  });
  const points: number[] = [];
  for (const { tier, paid_fen, at } of bills) {
    const member_id = await join(stage, "林知夏");
    if (tier === "silver") await promote(stage, member_id, tier);
    await stage.advanceTo(at);
    const line = { business_type: "dining", item_name: "夜市", amount_fen: paid_fen };
    points.push(Number((await buy(stage, { member_id, lines: [line] })).points_awarded));
  }
  return points;
}

function drawNight(dice: Dice): Night {
  const moments = dice.some(3, 8, () => {
    const day = dice.oneOf(["2026-04-30", "2026-05-01", "2026-05-03", "2026-05-05", "2026-05-06"]);
    return `${day}T${dice.oneOf(["00:00:00", "01:30:00", "03:59:59", "04:00:00", "12:00:00", "23:59:59"])}+08:00`;
  });
  return {
    silver: dice.oneOf([
      [6, 5],
      [11, 10],
      [4, 3],
    ] as const),
    holiday_factor: dice.oneOf([
      [2, 1],
      [3, 2],
      [5, 1],
    ] as const),
    bills: [...new Set(moments)].sort().map((at) => ({
      at,
      tier: dice.oneOf(["base", "silver"] as const),
      paid_fen: dice.between(1, 60_000),
    })),
  };
}
