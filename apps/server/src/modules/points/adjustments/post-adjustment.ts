import type { Caller } from "../../../platform/audit/by.ts";
import { recordAudit } from "../../../platform/audit/record-audit.ts";
import { sql_builder } from "../../../platform/db/builder.ts";
import type { Tx } from "../../../platform/db/pool.ts";
import { appendEvents } from "../../../platform/events/outbox.ts";
import { setTimers } from "../../../platform/jobs/timers.ts";
import { present } from "../../../platform/kernel/assert.ts";
import { businessDateOf } from "../../../platform/kernel/dates.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import type { Runtime } from "../../../platform/kernel/runtime.ts";
import { lockMemberAccounts, post, type Posting } from "../../ledger/index.ts";
import type { Times } from "../../org/index.ts";
import { lotTimes } from "../domain/expiry.ts";
import { expiryTimer } from "../expiry-timer.ts";
import type { Program } from "../program.ts";
import { callerActor } from "../actor.ts";
import { ADJUSTMENT_COLUMNS, type Adjustment } from "./adjustment.ts";
import { adjustmentEvent } from "./adjustment-event.ts";

/** Locks the member's points and tells what they owe. Before anything of the adjustment itself is touched. */
export async function lockPoints(
  tx: Tx,
  member_id: string,
  { now, recorded_at }: Pick<Times, "now" | "recorded_at">,
): Promise<{ debt: number }> {
  const [account] = await lockMemberAccounts(tx, [{ owner_id: member_id, asset: "points" }], now, recorded_at);
  return { debt: present(account, "the member's points").debt };
}

interface Decided {
  program: Program;
  adjustment: Adjustment;
  by: Caller;
  times: Times;
  /** What the member owes, as read under the lock. */
  debt: number;
}

/**
 * Takes a waiting adjustment to `posted`, in the book and in its row. Of two who try at once one wins.
 * @throws adjustment_closed · insufficient_balance: then nothing has changed, and the request still waits
 */
export async function postAdjustment(tx: Tx, runtime: Runtime, decided: Decided): Promise<Adjustment> {
  const { adjustment, by, times } = decided;
  const actor = callerActor(by);
  const transaction_id = runtime.ids.next();
  const posted = await tx.first(
    sql_builder
      .updateTable("points.adjustment")
      .set({
        state: "posted",
        decided_by_kind: actor.kind,
        decided_by: actor.id,
        decided_at: times.now,
        transaction_id,
      })
      .where("tenant_id", "=", tx.tenant_id)
      .where("adjustment_id", "=", adjustment.adjustment_id)
      .where("state", "=", "waiting")
      .where("ends_at", ">", times.now)
      .returning(ADJUSTMENT_COLUMNS),
  );
  if (!posted) throw new AppError("adjustment_closed");
  await postToBook(tx, runtime, { ...decided, adjustment: posted });
  await appendEvents(tx, [adjustmentEvent(runtime, "points.adjusted", posted, times)]);
  const { adjustment_id, points, reason, requested_by } = posted;
  await recordAudit(tx, runtime, by, {
    action: "points.adjusted",
    subject: { kind: "member", id: posted.member_id },
    after: { adjustment_id, points },
    reason,
    approval_id: requested_by === by.actor_id ? null : adjustment_id,
  });
  return posted;
}

async function postToBook(tx: Tx, runtime: Runtime, decided: Decided): Promise<void> {
  const { program, adjustment, by, times } = decided;
  const { adjustment_id, member_id, points, threshold } = adjustment;
  const { now, recorded_at, accounting_date } = times;
  const { postings, expires_at } = points > 0 ? creditOf(runtime, decided) : debitOf(member_id, -points);
  const [outcome] = await post(tx, [
    {
      transaction_id: present(adjustment.transaction_id, "a posted adjustment's transaction"),
      kind: "adjustment",
      source_type: "adjustment",
      source_id: adjustment_id,
      effect: "commit",
      business_time: now,
      business_date: businessDateOf(now, program.time_zone),
      accounting_date,
      recorded_at,
      venue_id: null,
      // The member reads the kind. The reason is the house's own and stays with the adjustment.
      title: "",
      trace: { adjustment_id, points, threshold, second_person: by.actor_id !== adjustment.requested_by },
      postings,
    },
  ]);
  if (outcome?.outcome === "insufficient") {
    throw new AppError("insufficient_balance", { available: outcome.available, required: -points });
  }
  if (expires_at) await setTimers(tx, [expiryTimer(expires_at)]);
  if (outcome?.outcome !== "posted") throw new Error(`adjustment ${adjustment_id} is in the book already`);
}

interface Planned {
  postings: Posting[];
  expires_at: Date | null;
}

function debitOf(member_id: string, points: number): Planned {
  // Back to where it came from: a correction of what was given, not something the member bought.
  const from = { owner_type: "member", owner_id: member_id } as const;
  return { postings: [{ from, to: { system: "issued" }, asset: "points", amount: points }], expires_at: null };
}

/** A lot like that of an award of today, spendable at once; what the member owes is repaid out of it first. */
function creditOf(runtime: Runtime, { program, adjustment, times, debt }: Decided): Planned {
  const { member_id, points } = adjustment;
  const owner = { owner_type: "member", owner_id: member_id } as const;
  const issued = { system: "issued" } as const;
  const lot = { lot_id: runtime.ids.next(), ...lotTimesNow(program, times.now) };
  const repaid = Math.min(debt, points);
  const postings: Posting[] = [{ from: issued, to: owner, asset: "points", amount: points, lot }];
  if (repaid > 0) {
    postings.push(
      { from: owner, to: issued, asset: "points", amount: repaid, from_new_lot: lot.lot_id },
      { from: owner, to: issued, asset: "points.debt", amount: repaid },
    );
  }
  return { postings, expires_at: lot.expires_at };
}

/** When an adjustment's points begin and end: those of today, without a wait. */
export function lotTimesNow(program: Program, now: Date) {
  const business_date = businessDateOf(now, program.time_zone);
  return lotTimes(program, { business_date, business_time: now, now, pending_days: 0 });
}
