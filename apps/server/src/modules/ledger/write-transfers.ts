import type { Tx } from "../../platform/db/pool.ts";
import { failpoint } from "../../platform/kernel/failpoint.ts";
import type { Instant, PlannedTransfer, TransferPlan } from "./domain/plan-transfers.ts";
import type { Owner, TransactionHead } from "./domain/posting.ts";
import { setExpiryTimers } from "./expiry-timers.ts";

export interface Transfer {
  head: TransactionHead;
  from: Owner;
  to: Owner;
  asset: string;
  amount: number;
}

/** With its accounts. */
export interface SidedTransfer extends Transfer {
  from_account: string;
  to_account: string;
}

export interface DecidedTransfer {
  transfer: SidedTransfer;
  planned: PlannedTransfer;
}

/** What decideTransfers has decided: refused ones leave nothing, the others are written whole. */
export async function writeTransfers(
  tx: Tx,
  decided: DecidedTransfer[],
  refused: readonly TransactionHead[],
  { drawn, accounts }: TransferPlan,
): Promise<void> {
  if (refused.length > 0) {
    await tx.query({
      name: "ledger_forget_refused",
      text: "select ledger.forget_refused($1, $2, $3, $4, $5)",
      values: [
        tx.tenant_id,
        refused.map((head) => head.transaction_id),
        refused.map((head) => head.source_type),
        refused.map((head) => head.source_id),
        refused.map((head) => head.effect),
      ],
    });
  }
  if (decided.length === 0) return;
  await Promise.all([
    tx.query({
      name: "ledger_write_transfers",
      text: "select ledger.write_transfers($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
      values: [
        tx.tenant_id,
        JSON.stringify(decided.map(toLine)),
        JSON.stringify(decided.flatMap(toParts)),
        drawn.map(({ account_id }) => account_id),
        drawn.map(({ lot_id }) => lot_id),
        drawn.map(({ amount }) => amount),
        accounts.map(({ account_id }) => account_id),
        accounts.map(({ delta }) => delta),
        accounts.map(({ entries }) => entries),
        accounts.map(({ had_entries }) => had_entries),
      ],
    }),
    setTimersOfArrivals(tx, decided),
  ]);
  failpoint("ledger.transfer.written");
}

/** A transfer told late may move what its lots' own timer has already passed. */
async function setTimersOfArrivals(tx: Tx, decided: readonly DecidedTransfer[]): Promise<void> {
  const ends = new Map<string, { asset: string; expires_at: Instant }>();
  for (const { transfer, planned } of decided) {
    for (const { arrival } of planned.parts) {
      const { asset } = transfer;
      if (arrival.expires_at !== null)
        ends.set(`${asset} ${arrival.expires_at}`, { asset, expires_at: arrival.expires_at });
    }
  }
  const lots = [...ends.values()].map(({ asset, expires_at }) => ({ asset, expires_at: new Date(expires_at) }));
  await setExpiryTimers(tx, lots);
}

function toLine({
  transfer: { head, from_account, to_account, amount },
  planned: { from_entry, to_entry },
}: DecidedTransfer) {
  return {
    ...head,
    from_account,
    to_account,
    amount,
    from_entry_no: from_entry.entry_no,
    from_balance: from_entry.balance_after,
    to_entry_no: to_entry.entry_no,
    to_balance: to_entry.balance_after,
  };
}

function toParts({ transfer: { head, from_account }, planned }: DecidedTransfer) {
  return planned.parts.map(({ lot_id, amount, arrival: { account_id, origin_lot_id: _, ...arrival } }, at) => ({
    transaction_id: head.transaction_id,
    draw_no: at + 1,
    from_account,
    from_lot: lot_id,
    amount,
    to_account: account_id,
    ...arrival,
  }));
}
