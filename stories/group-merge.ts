// Group merge: people of many files become members once, two entries of one person become one, and everything adds up.
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { balanceOf, findAccount, join, post } from "./acts.ts";
import type { Dice } from "./dice.ts";
import type { Answer, Stage } from "./stage.ts";
import type { Story } from "./story.ts";

/** Of 100,000 rows. */
const SHARES = { invalid: 0.012, twice: 0.088, known: 0.12 } as const;
const ROWS = { few: 5_000, full: 100_000 } as const;

export const groupMerge: Story = {
  number: 9,
  title: "Group merge",
  starts_at: "2026-10-10T10:00:00+08:00",
  async play(stage) {
    await importPeople(stage, stage.full ? ROWS.full : ROWS.few);
    await mergePair(stage, {
      points: [320, 180],
      principal: [10_000, 5_000],
      bonus: [2_000, 0],
      growth: [4_200, 1_100],
      tiers: ["silver", "gold"],
    });
  },
  variations: { starts_at: "2026-03-01T09:00:00+08:00", few: 4, many: 60, play: mergeAnother },
};

const phoneOf = (n: number) => String(13_100_000_000 + n);
const lineOf = (n: number) => `会员 ${n},${phoneOf(n)},1990-05-01`;

/** Those who are there already come in through the bulk route, a thousand a call. */
async function registerKnown(stage: Stage, count: number): Promise<void> {
  for (let from = 0; from < count; from += 1_000) {
    const members = Array.from({ length: Math.min(1_000, count - from) }, (_, index) => {
      const n = from + index;
      return { external_id: `known ${n}`, name: `会员 ${n}`, phone: phoneOf(n) };
    });
    await stage.call("POST /v1/members/bulk", { body: { members }, expect_status: 200 });
  }
}

async function importPeople(stage: Stage, rows: number): Promise<void> {
  const invalid = Math.round(rows * SHARES.invalid);
  const twice = Math.round(rows * SHARES.twice);
  const people = rows - invalid - twice;
  const known = Math.round(rows * SHARES.known);
  await registerKnown(stage, known);
  const lines = [
    ...Array.from({ length: people }, (_, n) => lineOf(n)),
    ...Array.from({ length: twice }, (_, n) => lineOf(n * 3)),
    ...Array.from({ length: invalid }, (_, n) =>
      n % 2 === 0 ? `会员 x${n},123,1990-05-01` : `,${phoneOf(n)},1990-13-40`,
    ),
  ];
  const file = ["姓名,手机号,生日", ...lines].join("\n");
  const { file_id } = await stage.upload("POST /v1/files?name=group.csv", file);
  const { import_id } = await stage.call("POST /v1/imports", { body: { kind: "members", file_id } });
  const { job_id } = await stage.call(`POST /v1/imports/${String(import_id)}/start`);
  const job = await ended(stage, String(job_id), rows);
  const expected_job = { state: "done", done: rows, ok: rows - invalid, failed: invalid };
  stage.same("the import", job, { ...expected_job, result: { unchanged: known + twice } });
  const { count, estimated } = await stage.call("GET /v1/members/count");
  if (!estimated) stage.same("people there are", count, people);
}

async function ended(stage: Stage, job_id: string, rows: number): Promise<Answer> {
  for (let waited = 0; waited < 60 + rows / 50; waited++) {
    const job = await stage.call(`GET /v1/jobs/${job_id}`);
    if (["done", "failed", "canceled"].includes(String(job.state))) return job;
    await sleep(1_000);
  }
  throw new Error("the import does not end");
}

interface Couple {
  readonly points: readonly [number, number];
  readonly principal: readonly [number, number];
  readonly bonus: readonly [number, number];
  readonly growth: readonly [number, number];
  readonly tiers: readonly [string, string];
}

const RANKS = ["base", "silver", "gold", "diamond"];
const ASSETS = { points: "points", principal: "cny.principal", bonus: "cny.bonus", growth: "growth" } as const;
type Kind = keyof typeof ASSETS;
const KINDS = Object.keys(ASSETS) as Kind[];

async function person(stage: Stage, couple: Couple, side: 0 | 1): Promise<string> {
  const member_id = await join(stage, "江听岚");
  for (const kind of KINDS) {
    const amount = couple[kind][side];
    if (amount > 0)
      await post(stage, "grant", "期初", [
        {
          from: { system: "issued" },
          to: { member_id },
          asset: ASSETS[kind],
          amount,
          expires_at: null,
          available_from: "2026-01-01T00:00:00+08:00",
        },
      ]);
  }
  const tier_code = couple.tiers[side];
  if (tier_code !== "base")
    await stage.call(`PUT /v1/members/${member_id}/tier`, { body: { tier_code, reason: "原等级" } });
  return member_id;
}

async function holdings(stage: Stage, member_id: string): Promise<Record<string, unknown>> {
  const member = await stage.call(`GET /v1/members/${member_id}`);
  const all: Record<string, unknown> = { member_id: member.member_id, tier: member.tier?.code };
  for (const kind of KINDS) all[kind] = Number((await findAccount(stage, { member_id }, ASSETS[kind]))?.balance ?? 0);
  return all;
}

const expected = (couple: Couple, member_id: string, side: 0 | 1) => ({
  member_id,
  tier: couple.tiers[side],
  ...Object.fromEntries(KINDS.map((kind) => [kind, couple[kind][side]])),
});

/** Two become one and go apart again; answers what the one had. */
async function mergePair(stage: Stage, couple: Couple): Promise<void> {
  const [winner_id, loser_id] = [await person(stage, couple, 0), await person(stage, couple, 1)];
  await refuse(stage, winner_id, loser_id);
  const merge = await stage.call("POST /v1/members/merges", {
    body: { winner_id, loser_id, reason: "同一人" },
    expect_status: 201,
  });
  const [one, other] = couple.tiers.map((tier) => RANKS.indexOf(tier));
  const both = {
    member_id: winner_id,
    tier: RANKS[Math.max(one ?? 0, other ?? 0)],
    ...Object.fromEntries(KINDS.map((kind) => [kind, couple[kind][0] + couple[kind][1]])),
  };
  stage.same("the winner", await holdings(stage, winner_id), both);
  stage.same("asked for as the loser", await holdings(stage, loser_id), both);
  const consents = await stage.call(`GET /v1/consents?member_id=${loser_id}`);
  stage.same("any no stands", consents.standing, [{ purpose: "marketing", state: "withdrawn" }]);
  await stage.call(`POST /v1/members/merges/${String(merge.merge_id)}/undo`, { body: {}, expect_status: 200 });
  stage.same("the winner again", await holdings(stage, winner_id), expected(couple, winner_id, 0));
  stage.same("the loser again", await holdings(stage, loser_id), expected(couple, loser_id, 1));
}

/** One has agreed to marketing, the other has taken it back. */
async function refuse(stage: Stage, yes: string, no: string): Promise<void> {
  const text_version = randomUUID().slice(0, 8);
  const texts = [{ language: "zh-CN", title: "营销信息", body: "向您发送活动与优惠。" }];
  await stage.call("PUT /v1/privacy/documents/marketing", { body: { text_version, texts } });
  const say = (member_id: string, action: string) =>
    stage.call("POST /v1/consents", {
      body: { member_id, purpose: "marketing", action, text_version, channel: "paper", language: "zh-CN" },
    });
  await say(yes, "granted");
  await say(no, "granted");
  await say(no, "withdrawn");
}

/** Another couple; then one who spends between the merge and its undoing, and gets back what is left. */
async function mergeAnother(stage: Stage, dice: Dice): Promise<void> {
  const two = (most: number): [number, number] => [dice.between(0, most), dice.between(0, most)];
  await mergePair(stage, {
    points: two(5_000),
    principal: two(50_000),
    bonus: two(9_000),
    growth: two(20_000),
    tiers: [dice.oneOf(RANKS), dice.oneOf(RANKS)],
  });
  const own = dice.between(1, 1_000);
  const theirs = dice.between(1, 1_000);
  const spent = dice.between(1, own + theirs);
  const zero = [0, 0] as const;
  const couple = {
    points: [own, theirs],
    principal: zero,
    bonus: zero,
    growth: zero,
    tiers: ["base", "base"],
  } as const;
  const [winner_id, loser_id] = [await person(stage, couple, 0), await person(stage, couple, 1)];
  const { merge_id } = await stage.call("POST /v1/members/merges", { body: { winner_id, loser_id, reason: "同一人" } });
  const body = { member_id: loser_id, points: spent, title: "兑换", external_id: randomUUID() };
  await stage.call("POST /v1/points/redemptions", { body, expect_status: 201 });
  await stage.call(`POST /v1/members/merges/${String(merge_id)}/undo`, { body: {} });
  // Lots that never expire go in the order in which they were earned: the winner's first.
  const left = Math.max(own - spent, 0);
  stage.same("what is left", await balanceOf(stage, { member_id: winner_id }), left);
  stage.same("what goes back", await balanceOf(stage, { member_id: loser_id }), own + theirs - spent - left);
}
