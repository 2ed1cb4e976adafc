// A museum: a quiz that counts once, and birthdays by the moon.
import { balanceOf, behave, buy, join } from "./acts.ts";
import type { Dice } from "./dice.ts";
import { onBirthdays, onHolidays, promote, publishRule, putTier, type Ratio } from "./policy.ts";
import { earnedPoints } from "./reference/earning.ts";
import { fraction } from "./reference/fraction.ts";
import { type KnownBirthday, knownBirthdays, type LunarBirthday } from "./reference/known-dates.ts";
import type { Stage } from "./stage.ts";
import type { Story } from "./story.ts";

const midAutumn: LunarBirthday = { calendar: "lunar", month: 8, day: 15, leap_month: false };

export const museumBirthday: Story = {
  number: 8,
  title: "A birthday by the moon, in the museum",
  starts_at: "2024-01-15T09:00:00+08:00",
  async play(stage) {
    await lookUpBirthdays(stage);
    await stage.advanceTo("2026-09-20T10:00:00+08:00");
    await answerQuiz(stage);
    await celebrate(stage);
  },
  variations: {
    starts_at: "2023-01-01T09:00:00+08:00",
    few: 5,
    many: 60,
    play: async (stage, dice) => await celebrateAnother(stage, dice),
  },
};

/** 腊月三十 and leap months, before anybody lives through them. */
async function lookUpBirthdays(stage: Stage): Promise<void> {
  const next = async (birthday: LunarBirthday) =>
    (await stage.call("POST /v1/calendar/birthday", { body: birthday })).next;
  const lastOfYear = { calendar: "lunar", month: 12, day: 30, leap_month: false } as const;
  stage.same("腊月三十", await next(lastOfYear), ["2024-02-09", "2025-01-28", "2026-02-16"]);
  const leapSixth = { calendar: "lunar", month: 6, day: 1, leap_month: true } as const;
  stage.same("闰六月初一", await next(leapSixth), ["2024-07-06", "2025-07-25", "2026-07-14"]);
  stage.same("八月十五", await next(midAutumn), ["2024-09-17", "2025-10-06", "2026-09-25"]);
}

async function answerQuiz(stage: Stage): Promise<void> {
  await publishRule(stage, "知识问答", {
    kind: "fixed",
    trigger: { behaviour: "quiz" },
    points: 5,
    per_unit: true,
    limits: { times_per_subject: 1 },
  });
  const member_id = await join(stage, "欧阳一诺");
  const quiz = { subject: "青铜器", quantity: 8 };
  stage.same("8 of 10 right", await behave(stage, member_id, "quiz", quiz), { points: 40 });
  stage.same("a second try", await behave(stage, member_id, "quiz", quiz, 422), { code: "cap_reached" });
  stage.same("after both", await balanceOf(stage, { member_id }), 40);
}

async function celebrate(stage: Stage): Promise<void> {
  await putTier(stage, "silver", [6, 5]);
  await publishRule(stage, "生日", { kind: "multiplier", trigger: "purchase", factor: [2, 1], when: [onBirthdays] });
  await publishRule(stage, "节假日", { kind: "multiplier", trigger: "purchase", factor: [2, 1], when: [onHolidays] });
  const member_id = await join(stage, "江听岚", { birthday: { ...midAutumn, year: 1988 } });
  await promote(stage, member_id, "silver");
  await stage.advanceTo("2026-09-25T11:00:00+08:00");
  // 168, less a coupon of 30.
  const bought = await buy(stage, {
    member_id,
    lines: [{ item_name: "文创", business_type: "retail", amount_fen: 13_800 }],
  });
  stage.same("138 paid on the birthday", bought, { points_awarded: 331 });
}

/** The three next birthdays of somebody, and what a purchase earns on the first of them and around it. */
async function celebrateAnother(stage: Stage, dice: Dice): Promise<void> {
  const known = dice.oneOf(knownBirthdays);
  const factor: Ratio = dice.oneOf([
    [2, 1],
    [3, 1],
    [5, 2],
  ] as const);
  const tier: Ratio = dice.oneOf([
    [1, 1],
    [6, 5],
    [7, 4],
  ] as const);
  await putTier(stage, "silver", tier);
  await publishRule(stage, "生日", { kind: "multiplier", trigger: "purchase", factor, when: [onBirthdays] });
  if (known.from > "2023-01-01") await stage.advanceTo(`${known.from}T09:00:00+08:00`);
  const { next } = await stage.call("POST /v1/calendar/birthday", { body: known.birthday });
  stage.same(known.what, next, known.next);
  const member_id = await join(stage, "江听岚", { birthday: known.birthday });
  await promote(stage, member_id, "silver");
  for (const [date, is_birthday] of daysAround(known)) {
    const amount_fen = dice.between(1, 50_000);
    await stage.advanceTo(`${date}T13:00:00+08:00`);
    const { points_awarded } = await buy(stage, { member_id, lines: [{ amount_fen }] });
    const terms = {
      rate: fraction(1, 100),
      stacking: "largest_only",
      tier: fraction(...tier),
      daily_cap: 1_500,
    } as const;
    const promotions = is_birthday ? [fraction(...factor)] : [];
    const [points] = earnedPoints(terms, [{ own_fen: amount_fen, promotions }], 0);
    stage.same(`${known.what}: ${amount_fen} fen on ${date}`, points_awarded, points);
  }
}

function daysAround({ from, next: [first] }: KnownBirthday): (readonly [date: string, is_birthday: boolean])[] {
  const beside = (days: number) => new Date(Date.parse(first) + days * 86_400_000).toISOString().slice(0, 10);
  const before = beside(-1) > from ? [[beside(-1), false] as const] : [];
  return [...before, [first, true], [beside(1), false]];
}
