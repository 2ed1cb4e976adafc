// A natural area rewards what people do for it. Passes sold earn nothing.
import { balanceOf, behave, buy, join, redeem } from "./acts.ts";
import type { Dice } from "./dice.ts";
import { publishRule, type Ratio } from "./policy.ts";
import { fraction, roundDown, times } from "./reference/fraction.ts";
import type { Stage } from "./stage.ts";
import type { Story } from "./story.ts";

interface NaturalArea {
  readonly pass_fen: number;
  readonly recycling: { readonly points: number; readonly factor: Ratio; readonly times_per_day: number };
  /** Scans of each day. */
  readonly scans: readonly number[];
  readonly hike_points: number;
  readonly hikes: number;
  readonly ticket_points: number;
}

const area: NaturalArea = {
  pass_fen: 29_900,
  recycling: { points: 20, factor: [2, 1], times_per_day: 5 },
  scans: [6],
  hike_points: 50,
  hikes: 3,
  ticket_points: 300,
};

const written = { after_pass: 0, after_days: [200], refused: [1], after_hikes: 350, left: 50 };

export const naturalArea: Story = {
  number: 3,
  title: "Points in a natural area",
  starts_at: "2026-03-01T09:00:00+08:00",
  play: async (stage) => stage.same("the area", await playArea(stage, area), written),
  variations: {
    few: 4,
    many: 80,
    async play(stage, dice) {
      const other = drawArea(dice);
      stage.same(JSON.stringify(other), await playArea(stage, other), reckonArea(other));
    },
  },
};

export const reckonedArea = () => ({ found: reckonArea(area), written });

function reckonArea({ recycling, scans, hikes, hike_points, ticket_points }: NaturalArea) {
  const each = roundDown(times(fraction(recycling.points), fraction(...recycling.factor)));
  const counted = scans.map((count) => Math.min(count, recycling.times_per_day));
  const after_days = counted.map((_, day) => each * counted.slice(0, day + 1).reduce((a, b) => a + b, 0));
  const after_hikes = (after_days.at(-1) ?? 0) + hikes * hike_points;
  const left = after_hikes >= ticket_points ? after_hikes - ticket_points : after_hikes;
  return {
    after_pass: 0,
    after_days,
    refused: scans.map((count, day) => count - (counted[day] ?? 0)),
    after_hikes,
    left,
  };
}

async function playArea(stage: Stage, { pass_fen, recycling, scans, hikes, hike_points, ticket_points }: NaturalArea) {
  await publishRule(stage, "垃圾分类", {
    kind: "fixed",
    trigger: { behaviour: "recycle" },
    points: recycling.points,
    limits: { times_per_day: recycling.times_per_day },
  });
  await publishRule(stage, "分类加倍", {
    kind: "multiplier",
    trigger: { behaviour: "recycle" },
    factor: recycling.factor,
  });
  await publishRule(stage, "徒步", { kind: "fixed", trigger: { behaviour: "hike" }, points: hike_points });
  const member_id = await join(stage, "周以宁");
  const pass = { item_name: "年卡", business_type: "pass", amount_fen: pass_fen };
  const sold = await buy(stage, { member_id, lines: [pass] });
  const days = [];
  for (const [day, count] of scans.entries())
    days.push(await recycleDay(stage, member_id, { day, count, limit: recycling.times_per_day }));
  for (let n = 0; n < hikes; n++) await behave(stage, member_id, "hike", { subject: `步道 ${n}` });
  const after_hikes = await balanceOf(stage, { member_id });
  await redeem(stage, { member_id }, ticket_points, "索道票");
  return {
    after_pass: Number(sold.points_awarded),
    after_days: days.map(({ balance }) => balance),
    refused: days.map(({ refused }) => refused),
    after_hikes,
    left: await balanceOf(stage, { member_id }),
  };
}

async function recycleDay(
  stage: Stage,
  member_id: string,
  { day, count, limit }: { day: number; count: number; limit: number },
) {
  await stage.advanceTo(`2026-03-0${day + 2}T10:00:00+08:00`);
  let refused = 0;
  for (let n = 0; n < count; n++) {
    const answer = await behave(stage, member_id, "recycle", {}, [201, 422]);
    if (answer.code === undefined) continue;
    stage.same("the reason of the refusal", answer, { code: "cap_reached", limit, used: limit });
    refused++;
  }
  return { balance: await balanceOf(stage, { member_id }), refused };
}

function drawArea(dice: Dice): NaturalArea {
  return {
    pass_fen: dice.between(1, 100_000),
    recycling: {
      points: dice.between(1, 50),
      factor: dice.oneOf([
        [1, 1],
        [2, 1],
        [3, 2],
        [7, 3],
      ] as const),
      times_per_day: dice.between(1, 5),
    },
    scans: dice.some(1, 3, () => dice.between(0, 6)),
    hike_points: dice.between(1, 80),
    hikes: dice.between(0, 4),
    ticket_points: dice.between(1, 600),
  };
}
