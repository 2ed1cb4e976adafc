// The end of a month: what points were earned, spent, lost and undone, and what the rest is worth in the books.
import { buy, earn, join, post, redeem, refund, reverse } from "./acts.ts";
import type { Dice } from "./dice.ts";
import { setProgramme } from "./policy.ts";
import { deferral, liabilityFen, type Valuation } from "./reference/month-end.ts";
import type { Stage } from "./stage.ts";
import type { Story } from "./story.ts";

interface Month {
  readonly valuation: Valuation;
  /** Points that were there before the month; of these `expired` run out in it. */
  readonly opening: number;
  readonly earned: number;
  readonly spent: number;
  readonly expired: number;
  readonly reversed: number;
  readonly sale: { readonly fen: number; readonly points: number };
}

const month: Month = {
  valuation: { unit_cost: "0.01", breakage_bp: 1_500 },
  opening: 1_000_000,
  earned: 200_000,
  spent: 120_000,
  expired: 30_000,
  reversed: 10_000,
  sale: { fen: 100_000, points: 1_000 },
};

const written = {
  opening: 1_000_000,
  earned: 200_000,
  spent: 120_000,
  expired: 30_000,
  reversed: 10_000,
  closing: 1_040_000,
  liability_fen: 884_000,
  deferral: { defer_fen: 843, recognise_fen: 99_157 },
};

export const monthEnd: Story = {
  number: 11,
  title: "The points of a month, in the books",
  starts_at: "2026-08-20T09:00:00+08:00",
  play: async (stage) => stage.same("the month", await playMonth(stage, month), written),
  variations: {
    few: 4,
    many: 60,
    async play(stage, dice) {
      const other = drawMonth(dice);
      stage.same(JSON.stringify(other), await playMonth(stage, other), reckonMonth(other));
    },
  },
};

export const reckonedMonth = () => ({ found: reckonMonth(month), written });

function reckonMonth({ valuation, sale, ...figures }: Month) {
  const closing = figures.opening + figures.earned - figures.spent - figures.expired - figures.reversed;
  return {
    ...figures,
    closing,
    liability_fen: liabilityFen(closing, valuation),
    deferral: deferral(sale.fen, sale.points, valuation),
  };
}

/** Ten members share each figure; September 2026 is the month. */
const MEMBERS = 10;

async function playMonth(stage: Stage, { valuation, sale, ...figures }: Month) {
  await setProgramme(stage, { daily_cap: null, ...valuation });
  const crowd: string[] = [];
  for (let n = 0; n < MEMBERS; n++) crowd.push(await join(stage, `会员 ${n}`));
  await open(stage, crowd, figures);
  await stage.advanceTo("2026-09-05T10:00:00+08:00");
  const parts = (total: number) =>
    crowd.map((_, n) => Math.floor(((n + 1) * total) / MEMBERS) - Math.floor((n * total) / MEMBERS));
  const [earned, spent, reversed] = [parts(figures.earned), parts(figures.spent), parts(figures.reversed)];
  for (const [n, member_id] of crowd.entries()) {
    const amount_fen = ((earned[n] ?? 0) - (reversed[n] ?? 0)) * 100;
    if (amount_fen > 0) await buy(stage, { member_id, lines: [{ amount_fen }] });
    await undo(stage, member_id, reversed[n] ?? 0, n % 2 === 0 ? "purchase" : "award");
  }
  await stage.advanceTo("2026-09-25T10:00:00+08:00");
  for (const [n, member_id] of crowd.entries()) {
    if ((spent[n] ?? 0) > 0) await redeem(stage, { member_id }, spent[n] ?? 0, "兑换");
  }
  await stage.advanceTo("2026-10-02T10:00:00+08:00");
  const report = await stage.call("GET /v1/points/liability?from=2026-09-01&to=2026-09-30");
  const query = `sale_fen=${sale.fen}&points=${sale.points}`;
  return {
    opening: Number(report.opening),
    earned: Number(report.earned),
    spent: Number(report.spent),
    expired: Number(report.expired),
    reversed: Number(report.reversed),
    closing: Number(report.closing),
    liability_fen: Number(report.liability_fen),
    deferral: await stage.call(`GET /v1/points/deferral?${query}`),
  };
}

/** Earned in August; one of the crowd holds what runs out within September. */
async function open(stage: Stage, crowd: readonly string[], { opening, expired }: Pick<Month, "opening" | "expired">) {
  const issue = (member_id: string, amount: number, expires_at: string) =>
    post(stage, "migration", "旧系统积分", [
      { from: { system: "issued" }, to: { member_id }, asset: "points", amount, expires_at },
    ]);
  const lasting = opening - expired;
  for (const [n, member_id] of crowd.entries()) {
    const amount = Math.floor(((n + 1) * lasting) / MEMBERS) - Math.floor((n * lasting) / MEMBERS);
    if (amount > 0) await issue(member_id, amount, "2028-01-01T00:00:00+08:00");
  }
  const last = await join(stage, "就要过期");
  if (expired > 0) await issue(last, expired, "2026-09-21T00:00:00+08:00");
}

/** Earned and undone within the month: a partner's award, or a purchase that is given back. */
async function undo(stage: Stage, member_id: string, points: number, as: "purchase" | "award"): Promise<void> {
  if (points === 0) return;
  if (as === "award") {
    const { transaction_id } = await earn(stage, member_id, points * 100);
    await reverse(stage, String(transaction_id));
    return;
  }
  const { purchase_id } = await buy(stage, { member_id, lines: [{ amount_fen: points * 100 }] });
  await refund(stage, String(purchase_id), [{ line_no: 1, quantity: 1 }]);
}

function drawMonth(dice: Dice): Month {
  const [opening, earned] = [dice.between(10_000, 900_000), dice.between(1_000, 500_000)];
  const expired = dice.between(0, Math.floor(opening / 2));
  return {
    valuation: {
      unit_cost: dice.oneOf(["0.01", "0.005", "0.0125", "1"]),
      breakage_bp: dice.oneOf([0, 1_000, 1_500, 3_333]),
    },
    opening,
    earned,
    spent: dice.between(0, Math.floor((opening - expired) / 2)),
    expired,
    reversed: dice.between(0, Math.floor(earned / 2)),
    sale: { fen: dice.between(1, 500_000), points: dice.between(1, 50_000) },
  };
}
