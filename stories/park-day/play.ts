// A day in the park over HTTP.
import { balanceOf, type Bill, buy, findAccount, join, post, redeem, refund } from "../acts.ts";
import { onHolidays, openSeason, promote, publishRule, putTier, setProgramme } from "../policy.ts";
import type { Share } from "../reference/wallet.ts";
import type { Stage } from "../stage.ts";
import type { Later, LaterOutcome, ParkDay, ParkDayOutcome } from "./numbers.ts";

export async function playParkDay(stage: Stage, day: ParkDay): Promise<ParkDayOutcome> {
  await setPolicy(stage, day);
  const member_id = await arrive(stage, day);
  const bought = await buy(stage, billOf(member_id, day));
  const { lines } = await stage.call(`GET /v1/purchases/${String(bought.purchase_id)}`);
  const { trace } = await stage.call(`GET /v1/transactions/${String(bought.transaction_id)}?expand=trace`);
  const purchase = {
    points: Number(bought.points_awarded),
    uncapped: (trace?.lines ?? []).map((line) => Number(line.points)),
    lines: (lines ?? []).map(({ amount_fen, own_money_fen }) => ({
      principal_fen: Number(own_money_fen),
      bonus_fen: Number(amount_fen) - Number(own_money_fen),
    })),
    wallet: await walletOf(stage, member_id),
  };
  const later: LaterOutcome[] = [];
  for (const act of day.later) {
    await stage.advanceTo(`${act.on}T12:00:00+08:00`);
    later.push(await playLater(stage, { member_id, purchase_id: String(bought.purchase_id) }, act));
  }
  const year = Number(day.business_date.slice(0, 4));
  const pointsAt = async (instant: string) => {
    await stage.advanceTo(instant);
    return await pointsOf(stage, member_id);
  };
  const year_end = await pointsAt(`${year + 1}-01-01T00:30:00+08:00`);
  const last_day = await pointsAt(`${year + 1}-12-31T23:59:00+08:00`);
  const { balance } = await pointsAt(`${year + 2}-01-01T00:30:00+08:00`);
  return { purchase, later, year_end, last_day, over: { balance }, closing: await closeWallet(stage, member_id) };
}

async function setPolicy(stage: Stage, day: ParkDay): Promise<void> {
  const [num, den] = day.payment;
  const payment_coefficients = num === den ? {} : { [day.pays_with]: { num, den } };
  const { rate, daily_cap, wallet_split } = day;
  await setProgramme(stage, { rate, daily_cap, wallet_split, payment_coefficients });
  await putTier(stage, "gold", day.tier);
  await publishRule(stage, "节假日", {
    kind: "multiplier",
    trigger: "purchase",
    factor: day.holiday_factor,
    when: [onHolidays],
  });
  await publishRule(stage, "商品 X", {
    kind: "multiplier",
    trigger: "purchase",
    factor: day.item_factor,
    when: [{ field: "item_code", operator: "=", value: "X" }],
  });
  if (day.stacking === "largest_only") return;
  const dates = { valid_from: day.business_date, valid_until: day.business_date };
  await openSeason(stage, { ...dates, stacking: day.stacking, groups: "largest_only" });
}

async function arrive(stage: Stage, day: ParkDay): Promise<string> {
  const member_id = await join(stage, "江听岚");
  await promote(stage, member_id, "gold");
  for (const { points, last_day } of day.held) {
    const expires_at = new Date(Date.parse(`${last_day}T00:00:00+08:00`) + 86_400_000).toISOString();
    const gift = { from: { system: "issued" }, to: { member_id }, asset: "points", amount: points, expires_at };
    await post(stage, "migration", "旧系统积分", [gift]);
  }
  for (const { principal_fen, bonus_fen } of day.top_ups) {
    const issue = (asset: string, amount: number) =>
      amount === 0 ? [] : [{ from: { system: "issued" }, to: { member_id }, asset, amount, expires_at: null }];
    await post(stage, "top_up", "储值", [...issue("cny.principal", principal_fen), ...issue("cny.bonus", bonus_fen)]);
  }
  await stage.advanceTo(`${day.business_date}T11:00:00+08:00`);
  return member_id;
}

function billOf(member_id: string, day: ParkDay): Bill {
  const lines = day.lines.map(({ is_item_x, quantity, unit_fen }) => ({
    ...(is_item_x ? { item_code: "X" } : { item_code: "lunch", business_type: "dining" }),
    quantity,
    amount_fen: quantity * unit_fen,
  }));
  const amount_fen = lines.reduce((sum, line) => sum + line.amount_fen, 0);
  return { member_id, lines, payments: [{ method: day.pays_with, amount_fen }] };
}

async function pointsOf(stage: Stage, member_id: string): Promise<{ balance: number; debt: number }> {
  const account = await findAccount(stage, { member_id }, "points");
  return { balance: Number(account?.balance ?? 0), debt: Number(account?.debt ?? 0) };
}

async function walletOf(stage: Stage, member_id: string): Promise<Share> {
  return {
    principal_fen: await balanceOf(stage, { member_id }, "cny.principal"),
    bonus_fen: await balanceOf(stage, { member_id }, "cny.bonus"),
  };
}

async function playLater(
  stage: Stage,
  { member_id, purchase_id }: { member_id: string; purchase_id: string },
  act: Later,
): Promise<LaterOutcome> {
  if ("redeem" in act) return await playRedemption(stage, member_id, act.redeem);
  const { payments, points } = await refund(stage, purchase_id, act.refund);
  const share = (name: "principal_fen" | "bonus_fen" | "amount_fen", method: string) =>
    (payments ?? []).filter((one) => String(one.method) === method).reduce((sum, one) => sum + Number(one[name]), 0);
  return {
    returned: {
      principal_fen: share("principal_fen", "wallet") + share("amount_fen", "cash"),
      bonus_fen: share("bonus_fen", "wallet"),
    },
    points_before: Number(points?.before),
    points_after: Number(points?.after),
    wallet: await walletOf(stage, member_id),
    ...(await pointsOf(stage, member_id)),
  };
}

async function playRedemption(stage: Stage, member_id: string, points: number): Promise<LaterOutcome> {
  const answer = await redeem(stage, { member_id }, points, "纪念杯");
  if (answer.code !== undefined) return { refused: { available: Number(answer.available) } };
  return { taken: (answer.lots ?? []).map(({ amount }) => Number(amount)), balance: Number(answer.balance) };
}

/** The money goes back to the member, what was given on top of it is void. */
async function closeWallet(stage: Stage, member_id: string): Promise<Share> {
  const { principal_fen, bonus_fen } = await walletOf(stage, member_id);
  const end = (asset: string, system: string, amount: number) =>
    amount === 0 ? [] : [{ from: { member_id }, to: { system }, asset, amount }];
  const postings = [...end("cny.principal", "settlement", principal_fen), ...end("cny.bonus", "void", bonus_fen)];
  if (postings.length > 0) await post(stage, "wallet_closed", "储值退款", postings);
  const left = await walletOf(stage, member_id);
  stage.same("a closed wallet", left, { principal_fen: 0, bonus_fen: 0 });
  return { principal_fen, bonus_fen };
}
