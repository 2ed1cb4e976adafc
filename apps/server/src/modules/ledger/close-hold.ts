// The end of a hold: taken, or let go, or both; by a caller or by its own timer.
import type { Tx } from "../../platform/db/pool.ts";
import type { TimerHandler } from "../../platform/jobs/timers.ts";
import { businessDateOf } from "../../platform/kernel/dates.ts";
import { failpoint } from "../../platform/kernel/failpoint.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { getTenant, type Times } from "../org/index.ts";
import type { SystemOwner } from "./domain/account-id.ts";
import { take, totalOf, type DrawnPart } from "./domain/draw.ts";
import { setExpiryTimers } from "./expiry-timers.ts";
import { claimEffect, findEffect, lockAccounts } from "./lock-accounts.ts";
import type { PlannedTransaction, TransactionHead } from "./domain/posting.ts";
import { postPlanned } from "./post.ts";
import { findHold, getHold, type Hold } from "./read-holds.ts";

export type CaptureOutcome =
  | { outcome: "posted"; transaction_id: string; hold: Hold }
  | { outcome: "duplicate"; transaction_id: string; hold: Hold }
  | { outcome: "not_found" }
  /** It has been used up or let go, or its time was over at the head's business time. */
  | { outcome: "not_open"; hold: Hold }
  | { outcome: "exceeds"; hold: Hold; left: number };

/** Takes what is held (all that is left, or `amount`) from the very lots it binds, whether or not they have expired meanwhile. */
export async function captureHold(
  tx: Tx,
  runtime: Runtime,
  input: {
    hold_id: string;
    amount?: number;
    to: SystemOwner;
    head: TransactionHead;
    /** What is not taken is let go (the default), or stays for another capture. */
    release_rest?: boolean;
  },
): Promise<CaptureOutcome> {
  const hold = await lockHold(tx, input.hold_id);
  if (!hold) return { outcome: "not_found" };
  failpoint("ledger.capture.locked");
  const known = await findEffect(tx, input.head);
  if (known) return { outcome: "duplicate", transaction_id: known, hold };
  const { head } = input;
  const is_over = hold.ends_at !== null && hold.ends_at <= head.business_time;
  if (hold.state !== "open" || is_over) return { outcome: "not_open", hold };
  const left = leftOf(hold);
  const amount = input.amount ?? left;
  if (amount > left) return { outcome: "exceeds", hold, left };

  const twin = await claimEffect(tx, head);
  if (twin) return { outcome: "duplicate", transaction_id: twin, hold };
  failpoint("ledger.capture.claimed");
  const captured = take(hold.lots, amount, (lot) => lot.amount - lot.captured - lot.released);
  await letGo(tx, hold, captured, "captured");
  failpoint("ledger.capture.freed");
  const { asset } = hold;
  const posting = { from: hold, to: { system: input.to }, asset, amount, from_lots: captured, forced: true } as const;
  await mustPost(tx, { ...head, claimed: true, postings: [posting] });
  if (left > amount && input.release_rest !== false) {
    const { business_time: now, recorded_at, accounting_date } = head;
    await releaseRest(tx, runtime, await getHold(tx, hold.hold_id), "released", { now, recorded_at, accounting_date });
  }
  failpoint("ledger.capture.posted");
  return { outcome: "posted", transaction_id: head.transaction_id, hold: await getHold(tx, hold.hold_id) };
}

export type ReleaseOutcome =
  | { outcome: "released"; hold: Hold }
  | { outcome: "not_found" }
  | { outcome: "not_open"; hold: Hold };

/** Lets go of all that is still held. What has expired meanwhile runs out at once. */
export async function releaseHold(
  tx: Tx,
  runtime: Runtime,
  input: { hold_id: string; reason: "released" | "ended"; times: Times },
): Promise<ReleaseOutcome> {
  const hold = await lockHold(tx, input.hold_id);
  if (!hold) return { outcome: "not_found" };
  if (hold.state !== "open") return { outcome: "not_open", hold };
  failpoint("ledger.release.locked");
  await releaseRest(tx, runtime, hold, input.reason, input.times);
  return { outcome: "released", hold: await getHold(tx, hold.hold_id) };
}

export const runHoldTimer: TimerHandler = async (tx, runtime, timer) => {
  const now = new Date(timer.due_at);
  const { time_zone } = await getTenant(tx);
  const times = { now, recorded_at: runtime.clock.now(), accounting_date: businessDateOf(now, time_zone) };
  await releaseHold(tx, runtime, { hold_id: timer.key, reason: "ended", times });
};

const leftOf = (hold: Hold) => hold.amount - hold.captured - hold.released;

/** A hold under the lock of its account: a merge may move it to another one until then. */
async function lockHold(tx: Tx, hold_id: string): Promise<Hold | undefined> {
  let hold = await findHold(tx, hold_id);
  while (hold) {
    const { account_id } = hold;
    await lockAccounts(tx, [account_id]);
    hold = await findHold(tx, hold_id);
    if (hold?.account_id === account_id) return hold;
  }
  return undefined;
}

async function releaseRest(
  tx: Tx,
  runtime: Runtime,
  hold: Hold,
  state: "released" | "ended",
  times: Times,
): Promise<void> {
  const parts = take(hold.lots, leftOf(hold), (lot) => lot.amount - lot.captured - lot.released);
  await letGo(tx, hold, parts, state);
  failpoint("ledger.release.freed");
  const over = new Set(
    hold.lots
      .filter((lot) => lot.expires_at !== null && new Date(lot.expires_at) <= times.now)
      .map((lot) => lot.lot_id),
  );
  const expired = parts.filter((part) => over.has(part.lot_id));
  if (expired.length > 0) await mustPost(tx, expiryOf(hold, expired, runtime.ids.next(), times));
  // The timer of the others may have run already when this is told late: it runs again, for what was held.
  await setExpiryTimers(tx, alive(hold, over));
  failpoint("ledger.release.expired");
}

const alive = (hold: Hold, over: ReadonlySet<string>) =>
  hold.lots
    .filter((lot) => lot.expires_at !== null && !over.has(lot.lot_id))
    .map((lot) => ({ asset: hold.asset, expires_at: new Date(lot.expires_at as string) })); // not null: filtered

function expiryOf(hold: Hold, parts: DrawnPart[], transaction_id: string, times: Times): PlannedTransaction {
  const { asset, hold_id } = hold;
  const amount = totalOf(parts);
  return {
    transaction_id,
    kind: "expiry",
    source_type: "hold",
    source_id: `${hold_id} ${transaction_id}`,
    effect: `${asset}.expire`,
    business_time: times.now,
    business_date: times.accounting_date,
    accounting_date: times.accounting_date,
    recorded_at: times.recorded_at,
    venue_id: null,
    title: "",
    trace: { hold_id, expired_until: times.now, lots: parts.length },
    postings: [{ from: hold, to: { system: "expired" }, asset, amount, from_lots: parts, forced: true }],
  };
}

/** Frees lots of a hold: `captured` parts are taken next, the others are spendable again. */
async function letGo(tx: Tx, hold: Hold, parts: DrawnPart[], how: "captured" | "released" | "ended"): Promise<void> {
  const lots = parts.map((part) => part.lot_id);
  const amounts = parts.map((part) => part.amount);
  const captured = how === "captured";
  await Promise.all([
    tx.query({
      name: "ledger_free_lots_of_hold",
      text: `update ledger.lot t set held = t.held - p.a from unnest($3::uuid[], $4::bigint[]) as p(l, a)
             where t.tenant_id = $1 and t.account_id = $2 and t.lot_id = p.l`,
      values: [tx.tenant_id, hold.account_id, lots, amounts],
    }),
    tx.query({
      name: "ledger_free_account",
      text: "update ledger.account set held = held - $3 where tenant_id = $1 and account_id = $2",
      values: [tx.tenant_id, hold.account_id, totalOf(parts)],
    }),
    tx.query({
      name: "ledger_free_hold_lots",
      text: `update ledger.hold_lot b
             set captured = b.captured + case when $5 then p.a else 0 end, released = b.released + case when $5 then 0 else p.a end
             from unnest($3::uuid[], $4::bigint[]) as p(l, a)
             where b.tenant_id = $1 and b.hold_id = $2 and b.lot_id = p.l`,
      values: [tx.tenant_id, hold.hold_id, lots, amounts, captured],
    }),
    tx.query({
      name: "ledger_free_hold",
      // Used up: `captured` when any of it was taken, else the way it was let go.
      text: `update ledger.hold h
             set captured = h.captured + case when $4 then $3 else 0 end, released = h.released + case when $4 then 0 else $3 end,
                 state = case when h.captured + h.released + $3 < h.amount then 'open' when $4 or h.captured > 0 then 'captured' else $5 end
             where h.tenant_id = $1 and h.hold_id = $2`,
      values: [tx.tenant_id, hold.hold_id, totalOf(parts), captured, how],
    }),
  ]);
}

async function mustPost(tx: Tx, transaction: PlannedTransaction): Promise<void> {
  const [posted] = await postPlanned(tx, [transaction]);
  if (posted?.outcome !== "posted")
    throw new Error(`the book refused what a hold had reserved: ${JSON.stringify(posted)}`);
}
