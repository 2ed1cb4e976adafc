// Now and then somebody brings something back.
import { businessDateAt } from "../modules/org/index.ts";
import { refundPurchase } from "../modules/purchases/index.ts";
import type { Runtime } from "../platform/kernel/runtime.ts";
import type { Tx } from "../platform/db/pool.ts";
import type { BusinessDate } from "../platform/kernel/dates.ts";
import { present } from "../platform/kernel/assert.ts";
import type { Times } from "../modules/org/index.ts";
import type { Basket } from "./days.ts";
import { diceOf } from "./dice.ts";
import type { Souls } from "./register.ts";
import type { Setting } from "./setting.ts";

/** Few, because each is a conversation with the book of its own. */
const BROUGHT_BACK = 0.004;
const REASONS = ["行程有变", "尺码不合适", "买重了", "菜品有误", "天气原因"] as const;

interface Bought {
  basket: Basket;
  purchase: { purchase_id: string; member_id: string | null; transaction_id: string | null };
}

interface Telling {
  readonly tx: Tx;
  readonly runtime: Runtime;
  readonly setting: Setting;
  readonly souls: Souls;
  readonly now: Date;
}

/** At the end of the days that are told together: one unit of the last line, or all of it. */
export async function giveBack(
  { tx, runtime, setting, souls, now }: Telling,
  bought: readonly Bought[],
  timesOf: (at: Date, date: BusinessDate) => Times,
): Promise<void> {
  for (const { basket, purchase } of bought) {
    if (!basket.person) continue;
    const dice = diceOf(`${basket.person.key} refund ${basket.at.getTime()}`);
    if (!dice.chance(BROUGHT_BACK)) continue;
    const venue = setting.venues[basket.venue];
    const business_date = businessDateAt(venue, now);
    const { refund } = await refundPurchase(tx, runtime, {
      purchase: { ...purchase, venue_id: venue.venue_id },
      asks: [{ line_no: basket.lines.length, quantity: 1 }],
      reason: dice.pick(REASONS),
      out_no: null,
      staff_id: null,
      business_time: now,
      business_date,
      times: timesOf(now, business_date),
    });
    const soul = present(souls.get(basket.person), "a registered person");
    soul.points -= refund.points.clawed_back;
    soul.wallet_fen += refund.payments.find((payment) => payment.method === "wallet")?.amount_fen ?? 0;
  }
}
