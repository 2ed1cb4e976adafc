import type { Tx } from "../../platform/db/pool.ts";
import { setTimers } from "../../platform/jobs/timers.ts";
import { present } from "../../platform/kernel/assert.ts";
import { failpoint } from "../../platform/kernel/failpoint.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import type { Times } from "../org/index.ts";
import { accountId } from "./domain/account-id.ts";
import { freeOf, inDrawOrder, isSpendable, take, totalOf, type DrawableLot, type DrawnPart } from "./domain/draw.ts";
import { holdTimer } from "./hold-timer.ts";
import { lockAccounts } from "./lock-accounts.ts";
import type { Owner } from "./domain/posting.ts";
import { findHoldBySource, type Hold } from "./read-holds.ts";

export interface NewHold {
  hold_id: string;
  owner: Owner;
  asset: string;
  amount: number;
  /** When it lets go by itself, in tenant time; null never. */
  ends_at: Date | null;
  reason: string;
  /** With source_id unique for ever: one source holds once. */
  source_type: string;
  source_id: string;
  times: Times;
}

export type HoldOutcome =
  | { outcome: "held"; hold: Hold }
  | { outcome: "duplicate"; hold: Hold }
  | { outcome: "insufficient"; available: number };

/** Reserves value: it binds the lots that a spend would draw now, so that nothing else can take them. */
export async function openHold(tx: Tx, _runtime: Runtime, input: NewHold): Promise<HoldOutcome> {
  const account_id = accountId(input.owner.owner_id, input.asset);
  await lockAccounts(tx, [account_id]);
  failpoint("ledger.hold.locked");
  const [known, lots] = await Promise.all([
    findHoldBySource(tx, input.source_type, input.source_id),
    listFreeLots(tx, account_id),
  ]);
  if (known) return { outcome: "duplicate", hold: known };
  const spendable = lots.filter((lot) => isSpendable(lot, input.times.now)).toSorted(inDrawOrder);
  const parts = take(spendable, input.amount, freeOf);
  if (totalOf(parts) < input.amount) return { outcome: "insufficient", available: totalOf(parts) };
  const written = await insertHold(tx, input, account_id);
  // The same source holds on another account: it has committed meanwhile.
  if (!written) return { outcome: "duplicate", hold: await knownHold(tx, input) };
  failpoint("ledger.hold.written");
  await Promise.all([
    bindLots(tx, input.hold_id, account_id, parts),
    setTimers(tx, input.ends_at ? [holdTimer(input.hold_id, input.ends_at)] : []),
  ]);
  failpoint("ledger.hold.bound");
  return { outcome: "held", hold: await knownHold(tx, input) };
}

async function knownHold(tx: Tx, { source_type, source_id }: NewHold): Promise<Hold> {
  return present(await findHoldBySource(tx, source_type, source_id), "the hold of this source");
}

function listFreeLots(tx: Tx, account_id: string): Promise<DrawableLot[]> {
  return tx.query<DrawableLot>({
    name: "ledger_free_lots",
    text: `select lot_id, remaining, held, earned_at, available_from, expires_at from ledger.lot
           where tenant_id = $1 and account_id = $2 and remaining > 0 and remaining > held`,
    values: [tx.tenant_id, account_id],
  });
}

async function insertHold(tx: Tx, input: NewHold, account_id: string): Promise<boolean> {
  const { hold_id, owner, asset, amount, ends_at, reason, source_type, source_id, times } = input;
  const written = await tx.execute({
    name: "ledger_insert_hold",
    text: `insert into ledger.hold (tenant_id, hold_id, account_id, owner_type, owner_id, asset, amount, ends_at, reason, source_type, source_id, business_time, recorded_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict (tenant_id, source_type, source_id) do nothing`,
    values: [
      tx.tenant_id,
      hold_id,
      account_id,
      owner.owner_type,
      owner.owner_id,
      asset,
      amount,
      ends_at,
      reason,
      source_type,
      source_id,
      times.now,
      times.recorded_at,
    ],
  });
  return written === 1;
}

async function bindLots(tx: Tx, hold_id: string, account_id: string, parts: DrawnPart[]): Promise<void> {
  const lots = parts.map((part) => part.lot_id);
  const amounts = parts.map((part) => part.amount);
  await Promise.all([
    tx.query({
      name: "ledger_insert_hold_lots",
      text: `insert into ledger.hold_lot (tenant_id, hold_id, lot_id, account_id, draw_no, amount)
             select $1, $2, p.l, $3, p.n, p.a from unnest($4::uuid[], $5::bigint[]) with ordinality as p(l, a, n)`,
      values: [tx.tenant_id, hold_id, account_id, lots, amounts],
    }),
    tx.query({
      name: "ledger_bind_lots",
      text: `update ledger.lot t set held = t.held + p.a from unnest($3::uuid[], $4::bigint[]) as p(l, a)
             where t.tenant_id = $1 and t.account_id = $2 and t.lot_id = p.l`,
      values: [tx.tenant_id, account_id, lots, amounts],
    }),
    tx.query({
      name: "ledger_bind_account",
      text: "update ledger.account set held = held + $3 where tenant_id = $1 and account_id = $2",
      values: [tx.tenant_id, account_id, totalOf(parts)],
    }),
  ]);
}
