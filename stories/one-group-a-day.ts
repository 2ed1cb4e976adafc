// Awards that compete within a day: only the largest stands, or in a stacking season all of them.
import { setTimeout as sleep } from "node:timers/promises";
import { balanceOf, behave, buy, join } from "./acts.ts";
import type { Dice } from "./dice.ts";
import { openSeason, publishRule, setProgramme } from "./policy.ts";
import { standing } from "./reference/earning.ts";
import type { Stage } from "./stage.ts";
import type { Story } from "./story.ts";

interface Award {
  readonly what: "register" | "follow" | "birthday" | "review" | "share" | "purchase";
  readonly points: number;
}

const group = "welcome";
const day: readonly Award[] = [
  { what: "register", points: 100 },
  { what: "birthday", points: 200 },
  { what: "purchase", points: 85 },
];

export const oneGroupADay: Story = {
  number: 10,
  title: "One day, one group of awards",
  starts_at: "2026-06-01T09:00:00+08:00",
  async play(stage) {
    // First, while nobody is awarded for registering.
    await surveyGroup(stage);
    await setGroup(stage, day);
    stage.same("after each step", await playDay(stage, day), [100, 200, 200]);
    await openStackingSeason(stage, "2026-06-10");
    stage.same("in the stacking season", await playDay(stage, day), [100, 300, 385]);
  },
  variations: {
    few: 4,
    many: 80,
    play: async (stage, dice) => await playOtherDays(stage, dice),
  },
};

export const reckonedGroup = () => ({
  found: [false, true].map((stacks) =>
    standing(
      day.map(({ points }) => points),
      stacks,
    ),
  ),
  written: [
    [100, 200, 200],
    [100, 300, 385],
  ],
});

async function setGroup(stage: Stage, awards: readonly Award[]): Promise<void> {
  await setProgramme(stage, { stack_group: group });
  for (const { what, points } of awards) {
    if (what === "purchase") continue;
    await publishRule(stage, what, { kind: "fixed", trigger: { behaviour: what }, points, stack_group: group });
  }
}

async function openStackingSeason(stage: Stage, date: string): Promise<void> {
  await openSeason(stage, { valid_from: date, valid_until: date, stacking: "largest_only", groups: "stack" });
  await stage.advanceTo(`${date}T10:00:00+08:00`);
}

/** Somebody new earns all of it in one day; the balance after each award. */
async function playDay(stage: Stage, awards: readonly Award[]): Promise<number[]> {
  const member_id = await join(stage, "许知夏");
  const balances: number[] = [];
  for (const { what, points } of awards) {
    if (what === "register") await untilAwarded(stage, member_id);
    else if (what === "purchase") await buy(stage, { member_id, lines: [{ amount_fen: points * 100 }] });
    else await behave(stage, member_id, what);
    balances.push(await balanceOf(stage, { member_id }));
  }
  return balances;
}

/** Registering is heard of by the worker, which awards it by itself. */
async function untilAwarded(stage: Stage, member_id: string): Promise<void> {
  for (let waited_ms = 0; waited_ms < 15_000; waited_ms += 50) {
    if ((await balanceOf(stage, { member_id })) > 0) return;
    await sleep(50);
  }
  throw new Error("registering was not awarded");
}

/** A guide's group of thirty, of whom twenty-four answer. */
async function surveyGroup(stage: Stage): Promise<void> {
  await publishRule(stage, "问卷", {
    kind: "fixed",
    trigger: { behaviour: "survey" },
    points: 50,
    limits: { times_per_subject: 1 },
  });
  let points = 0;
  for (let n = 0; n < 24; n++) {
    const member_id = await join(stage, `游客 ${n}`);
    await behave(stage, member_id, "survey", { subject: "导游服务" });
    points += await balanceOf(stage, { member_id });
  }
  stage.same("24 answers of 50", points, 1_200);
}

async function playOtherDays(stage: Stage, dice: Dice): Promise<void> {
  const kinds = dice.shuffled(["follow", "birthday", "review", "share", "purchase"] as const);
  const awards = kinds.slice(0, dice.between(2, 5)).map((what) => ({ what, points: dice.between(1, 300) }));
  const points = awards.map((award) => award.points);
  await setGroup(stage, awards);
  stage.same(JSON.stringify(awards), await playDay(stage, awards), standing(points, false));
  await openStackingSeason(stage, "2026-06-10");
  const others = dice.shuffled(awards);
  const expected = standing(
    others.map((award) => award.points),
    true,
  );
  stage.same(`stacking ${JSON.stringify(others)}`, await playDay(stage, others), expected);
}
