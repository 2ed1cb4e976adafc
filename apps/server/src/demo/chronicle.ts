// Writes the happenings of days into the rooms, through their doors: the book, the purchases, the gates.
import { post, type NewTransaction, type Posting, type PostOutcome } from "../modules/ledger/index.ts";
import type { Times } from "../modules/org/index.ts";
import { occasionOf } from "../modules/points/index.ts";
import { commitPurchases, type PurchaseCommand } from "../modules/purchases/index.ts";
import { BONUS_ASSET, PRINCIPAL_ASSET } from "../modules/wallet/index.ts";
import { deliverAdmissions, type DeliveryItem } from "../modules/visits/index.ts";
import type { Database, Tx } from "../platform/db/pool.ts";
import { assert, present } from "../platform/kernel/assert.ts";
import { fixedClock } from "../platform/kernel/clock.ts";
import type { BusinessDate } from "../platform/kernel/dates.ts";
import { AppError } from "../platform/kernel/errors.ts";
import { createIds } from "../platform/kernel/ids.ts";
import type { Random } from "../platform/kernel/random.ts";
import type { Runtime } from "../platform/kernel/runtime.ts";
import type { Basket, Exchange, Happenings, Passage } from "./days.ts";
import { diceOf } from "./dice.ts";
import { giveBack } from "./give-back.ts";
import { TOP_UPS } from "./menus.ts";
import type { Person } from "./people.ts";
import type { Soul, Souls } from "./register.ts";
import type { Setting } from "./setting.ts";

/** One of the hands that write in parallel: it writes the days of its own people, in order. */
export interface Lane {
  write(happenings: Happenings): Promise<void>;
}

const MINUTE_MS = 60_000;

export function createLane(database: Database, random: Random, setting: Setting, souls: Souls): Lane {
  // Ids follow the time that is being told, so that rows lie in the order of the story.
  const clock = fixedClock(new Date(0));
  const runtime: Runtime = { clock, random, ids: createIds(clock, random) };
  const { tenant_id } = setting;
  return {
    async write(happenings) {
      const now = latestOf(happenings);
      if (!now) return;
      clock.set(now);
      await database.write(tenant_id, (tx) => writeDays({ tx, runtime, setting, souls, now }, happenings));
    },
  };
}

function latestOf({ baskets, passages, exchanges }: Happenings): Date | undefined {
  const ends = [baskets, passages, exchanges].flatMap((list) => list.at(-1)?.at.getTime() ?? []);
  return ends.length === 0 ? undefined : new Date(Math.max(...ends));
}

interface Telling {
  readonly tx: Tx;
  readonly runtime: Runtime;
  readonly setting: Setting;
  readonly souls: Souls;
  /** The moment of the last thing that is told. */
  readonly now: Date;
}

/** Tills tell what happened within moments. */
const TOLD_AFTER_MS = 1_500;

function timesOf({ now }: Telling, at: Date, date: BusinessDate): Times {
  return { now, recorded_at: new Date(at.getTime() + TOLD_AFTER_MS), accounting_date: date };
}

async function writeDays(telling: Telling, { baskets, passages, exchanges }: Happenings): Promise<void> {
  const { tx } = telling;
  const { top_ups, commands } = payFor(telling, baskets);
  await post(tx, top_ups);
  await Promise.all([
    buy(telling, baskets, commands).then(() => exchange(telling, exchanges)),
    passThrough(telling, passages),
  ]);
}

const soulOf = (souls: Souls, person: Person): Soul => present(souls.get(person), "a registered person");

/** Who pays how: wallets are topped up a moment before they would fall short. */
function payFor(telling: Telling, baskets: readonly Basket[]) {
  const top_ups: NewTransaction[] = [];
  const commands = baskets.map((basket): PurchaseCommand => {
    const total = basket.lines.reduce((sum, { amount_fen }) => sum + amount_fen, 0);
    const soul = basket.person && soulOf(telling.souls, basket.person);
    if (!soul || !basket.person?.has_wallet || !basket.prefers_wallet)
      return toCommand(telling, basket, total, basket.method);
    const top_up = TOP_UPS.draw(diceOf(`${basket.person.key} top-up ${basket.at.getTime()}`));
    const amount = top_up.principal_fen + top_up.bonus_fen;
    if (soul.wallet_fen < total && soul.wallet_fen + amount >= total) {
      top_ups.push(toTopUp(telling, basket, soul, top_up));
      soul.wallet_fen += amount;
    }
    if (soul.wallet_fen < total) return toCommand(telling, basket, total, basket.method);
    soul.wallet_fen -= total;
    return toCommand(telling, basket, total, "wallet");
  });
  return { top_ups, commands };
}

function toCommand(
  telling: Telling,
  basket: Basket,
  total_fen: number,
  method: Basket["method"] | "wallet",
): PurchaseCommand {
  const { setting, souls } = telling;
  const venue = setting.venues[basket.venue];
  const occasion = occasionOf(setting, { venue, channel: "till", business_time: basket.at });
  return {
    member_id: basket.person ? soulOf(souls, basket.person).member_id : null,
    venue_id: venue.venue_id,
    unit_id: venue.unit_id,
    channel: "till",
    sales_channel: null,
    out_no: null,
    business_time: basket.at,
    business_date: occasion.business_date,
    occasion,
    lines: basket.lines.map(({ item, quantity, amount_fen }) => ({
      item_code: item.code,
      item_name: item.name,
      business_type: item.business_type,
      category: null,
      quantity,
      amount_fen,
    })),
    payments: [{ method, amount_fen: total_fen }],
    staff_id: null,
    claim: undefined,
    times: timesOf(telling, basket.at, basket.date),
  };
}

async function buy(telling: Telling, baskets: readonly Basket[], commands: PurchaseCommand[]): Promise<void> {
  if (commands.length === 0) return;
  const { tx, runtime, souls } = telling;
  const results = await commitPurchases(tx, runtime, commands);
  const bought = results.map((result, index) => {
    if (result instanceof AppError) throw result;
    assert(result.kind === "committed", "every purchase of the demo world is new");
    const basket = present(baskets[index], "a basket for every purchase");
    if (basket.person) soulOf(souls, basket.person).points += result.purchase.points;
    return { basket, purchase: result.purchase };
  });
  await giveBack(telling, bought, (at, date) => timesOf(telling, at, date));
}

function toTopUp(
  telling: Telling,
  basket: Basket,
  soul: Soul,
  { principal_fen, bonus_fen }: { principal_fen: number; bonus_fen: number },
): NewTransaction {
  const at = new Date(basket.at.getTime() - 2 * MINUTE_MS);
  const arrives = (asset: string, amount: number): Posting => ({
    from: { system: "issued" },
    to: { owner_type: "member", owner_id: soul.member_id },
    asset,
    amount,
    lot: { lot_id: telling.runtime.ids.next(), available_from: at, expires_at: null },
  });
  return {
    ...headOf(telling, basket, at),
    kind: "top_up",
    source_type: "top_up",
    title: `储值充值 ${principal_fen / 100} 元${bonus_fen > 0 ? `，赠 ${bonus_fen / 100} 元` : ""}`,
    trace: { principal_fen, bonus_fen },
    postings: [arrives(PRINCIPAL_ASSET, principal_fen), ...(bonus_fen > 0 ? [arrives(BONUS_ASSET, bonus_fen)] : [])],
  };
}

function headOf(telling: Telling, { venue, date }: Pick<Basket | Exchange, "venue" | "date">, at: Date) {
  const transaction_id = telling.runtime.ids.next();
  const { accounting_date, recorded_at } = timesOf(telling, at, date);
  return {
    transaction_id,
    source_id: transaction_id,
    effect: "commit",
    business_time: at,
    business_date: date,
    accounting_date,
    recorded_at,
    venue_id: telling.setting.venues[venue].venue_id,
  };
}

/** Points are given back for things by those who have enough of them. */
async function exchange(telling: Telling, exchanges: readonly Exchange[]): Promise<void> {
  const { tx, souls } = telling;
  const wanted = exchanges
    .map((one) => ({ ...one, soul: soulOf(souls, one.person) }))
    .filter(({ soul, points }) => {
      if (soul.points < points) return false;
      soul.points -= points;
      return true;
    });
  const outcomes = await post(
    tx,
    wanted.map(
      ({ soul, points, title, ...one }): NewTransaction => ({
        ...headOf(telling, one, one.at),
        kind: "redemption",
        source_type: "redemption",
        title,
        trace: { exchanged_for: title, points },
        postings: [
          {
            from: { owner_type: "member", owner_id: soul.member_id },
            to: { system: "redeemed" },
            asset: "points",
            amount: points,
          },
        ],
      }),
    ),
  );
  outcomes.forEach((outcome: PostOutcome, index) => {
    const soul = wanted[index]?.soul;
    // Some of them had run out meanwhile: the book knows what is left.
    if (soul && outcome.outcome === "insufficient") soul.points = outcome.available;
  });
}

async function passThrough({ tx, runtime, setting, souls, now }: Telling, passages: readonly Passage[]): Promise<void> {
  if (passages.length === 0) return;
  const items = passages.map(
    ({ person, venue, place, at, number }): DeliveryItem => ({
      external_id: `${person.key} ${at.getTime()} ${number}`,
      gate_id: present(setting.gates.get(`${venue} ${place}`), "a gate of the world"),
      member_id: soulOf(souls, person).member_id,
      business_time: at,
    }),
  );
  const results = await deliverAdmissions(tx, runtime, { items, scope: null, tenant_now: now });
  assert(
    results.every((result) => result.status === "created"),
    "every passage of the demo world is new",
  );
}
