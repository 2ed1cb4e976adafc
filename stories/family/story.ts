import type { Dice } from "../dice.ts";
import type { Story } from "../story.ts";
import type { Family, FamilyAct, FamilyStory } from "./numbers.ts";
import { playFamily } from "./play.ts";
import { reckonFamily } from "./reckon.ts";

const [father, mother, child] = [0, 1, 2];
const earnAndPutIn = (on: string, who: number, points: number): FamilyAct[] => [
  { on, who, earn: points },
  { on, who, put_in: points },
];

const family: Family = {
  people: 3,
  acts: [
    ...earnAndPutIn("2025-03-15", father, 500),
    ...earnAndPutIn("2025-04-10", child, 150),
    ...earnAndPutIn("2026-03-08", mother, 800),
    ...earnAndPutIn("2026-05-02", father, 700),
    { on: "2026-07-11", spend: 2_000 },
    { on: "2026-07-12", cancel: 0, amount: "all" },
  ],
};

const before = [
  { remaining: 500, earned_on: "2025-03-15", last_day: "2026-12-31" },
  { remaining: 150, earned_on: "2025-04-10", last_day: "2026-12-31" },
  { remaining: 800, earned_on: "2026-03-08", last_day: "2027-12-31" },
  { remaining: 700, earned_on: "2026-05-02", last_day: "2027-12-31" },
];
const written = {
  moved: [
    [500, 150, 800, 550],
    [550, 800, 150, 500],
  ],
  lots: [[{ remaining: 150, earned_on: "2026-05-02", last_day: "2027-12-31" }], before],
};
const told = ({ states, moved }: FamilyStory) => ({ moved, lots: states.slice(-2).map(({ lots }) => lots) });

export const familyTicket: Story = {
  number: 2,
  title: "A family ticket from common points",
  starts_at: "2025-03-01T09:00:00+08:00",
  play: async (stage) => stage.same("the family", told(await playFamily(stage, family)), written),
  variations: {
    starts_at: "2025-01-01T09:00:00+08:00",
    few: 6,
    many: 150,
    async play(stage, dice) {
      const other = drawFamily(dice);
      stage.same(JSON.stringify(other), (await playFamily(stage, other)).states, reckonFamily(other).states);
    },
  },
};

export const reckonedFamily = () => ({ found: told(reckonFamily(family)), written });

/** Months in which people earn and put in, with spendings and cancellations between, over the ends of two years. */
function drawFamily(dice: Dice): Family {
  const people = dice.between(2, 4);
  const acts: FamilyAct[] = [];
  const spent: number[] = [];
  for (const on of months(dice)) {
    const who = dice.between(0, people - 1);
    const earned = dice.between(1, 900);
    acts.push({ on, who, earn: earned });
    acts.push({ on, who, put_in: dice.between(1, earned) });
    const held =
      reckonFamily({ people, acts })
        .states.at(-1)
        ?.lots.reduce((sum, lot) => sum + lot.remaining, 0) ?? 0;
    if (held > 0 && dice.oneOf([true, false])) {
      const spend = dice.between(1, held);
      acts.push({ on, spend });
      spent.push(spend);
    } else if (spent.length > 0) cancelSome(dice, acts, on, spent);
  }
  return { people, acts };
}

function cancelSome(dice: Dice, acts: FamilyAct[], on: string, spent: number[]): void {
  const cancel = dice.between(0, spent.length - 1);
  const left = spent[cancel] ?? 0;
  if (left === 0) return;
  const amount = dice.oneOf([left, dice.between(1, left)]);
  acts.push({ on, cancel, amount });
  spent[cancel] = left - amount;
}

function months(dice: Dice): string[] {
  const all = ["2025", "2026", "2027"].flatMap((year) =>
    ["01", "03", "05", "07", "09", "11"].map(
      (month) => `${year}-${month}-${String(dice.between(2, 28)).padStart(2, "0")}`,
    ),
  );
  return all.filter(() => dice.between(1, 4) > 1);
}
