import type { Tx } from "../../platform/db/pool.ts";
import { present } from "../../platform/kernel/assert.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import { failpoint } from "../../platform/kernel/failpoint.ts";
import { accountId } from "./domain/account-id.ts";
import { planTransfers, type StandingAccount, type StandingLot, toInstant } from "./domain/plan-transfers.ts";
import type { Owner } from "./domain/posting.ts";
import { findEffect } from "./lock-accounts.ts";
import type { PostOutcome } from "./post.ts";
import type { TransactionRow } from "./read.ts";
import { type DecidedTransfer, type SidedTransfer, type Transfer, writeTransfers } from "./write-transfers.ts";

export interface TransferBatch {
  /** In the order asked. */
  outcomes: PostOutcome[];
  /** Those that move, as they will stand in the book. */
  transactions: Map<string, TransactionRow>;
  /** Writes what was decided: to be called once, in the same transaction. */
  write(): Promise<void>;
}

/**
 * Takes the effects, locks the accounts, reads the lots once, and decides the transfers one after the other. Two with
 * the same source never share a call. @throws member_merged when one that is not in the book yet names somebody who has
 * been merged since they were looked at
 */
export async function decideTransfers(tx: Tx, transfers: readonly Transfer[]): Promise<TransferBatch> {
  const sided = transfers.map((one) => ({
    ...one,
    from_account: accountId(one.from.owner_id, one.asset),
    to_account: accountId(one.to.owner_id, one.asset),
  }));
  failpoint("ledger.transfer.before");
  const [claimed, accounts, lots] = await Promise.all([
    claimEffects(tx, sided),
    lockSides(tx, sided),
    readLots(tx, sided, true),
  ]);
  failpoint("ledger.transfer.locked");
  const due = sided.filter(({ head }) => claimed.has(head.transaction_id));
  const merged = new Set(accounts.filter(({ is_merged }) => is_merged).map(({ account_id }) => account_id));
  if (due.some((one) => merged.has(one.from_account) || merged.has(one.to_account)))
    throw new AppError("member_merged");
  const plan =
    planTransfers(standing(accounts, lots), due.map(toAsked)) ??
    present(
      planTransfers(standing(accounts, await readLots(tx, sided, false)), due.map(toAsked)),
      "a plan over all lots",
    );
  const decided: DecidedTransfer[] = [];
  const refused = new Map<string, number>();
  for (const [at, outcome] of plan.outcomes.entries()) {
    const transfer = due[at] as SidedTransfer;
    if ("parts" in outcome) decided.push({ transfer, planned: outcome });
    else refused.set(transfer.head.transaction_id, outcome.available);
  }
  const outcomes = await Promise.all(
    sided.map(async ({ head }): Promise<PostOutcome> => {
      const { transaction_id } = head;
      if (!claimed.has(transaction_id))
        return { outcome: "duplicate", transaction_id: (await findEffect(tx, head)) as string }; // it has committed
      const available = refused.get(transaction_id);
      return available === undefined ? { outcome: "posted", transaction_id } : { outcome: "insufficient", available };
    }),
  );
  return {
    outcomes,
    transactions: new Map(decided.map((one) => [one.transfer.head.transaction_id, toRow(one)])),
    write: () => {
      const nothing = due.map(({ head }) => head).filter(({ transaction_id }) => refused.has(transaction_id));
      return writeTransfers(tx, decided, nothing, plan);
    },
  };
}

async function claimEffects(tx: Tx, transfers: readonly SidedTransfer[]): Promise<Set<string>> {
  const heads = transfers.map(({ head }) => head);
  const rows = await tx.query<{ transaction_id: string }>({
    name: "ledger_claim_effects",
    text: `insert into ledger.effect (tenant_id, source_type, source_id, effect, transaction_id)
           select $1, t.source_type, t.source_id, t.effect, t.id from unnest($2::text[], $3::text[], $4::text[], $5::uuid[]) as t(source_type, source_id, effect, id)
           order by 2, 3, 4 on conflict do nothing returning transaction_id`,
    values: [
      tx.tenant_id,
      heads.map((head) => head.source_type),
      heads.map((head) => head.source_id),
      heads.map((head) => head.effect),
      heads.map((head) => head.transaction_id),
    ],
  });
  return new Set(rows.map((row) => row.transaction_id));
}

type AccountRow = Pick<StandingAccount, "account_id" | "balance" | "last_entry_no"> & { is_merged: boolean };

async function lockSides(tx: Tx, transfers: readonly SidedTransfer[]): Promise<AccountRow[]> {
  const sides = new Map<string, Owner & { asset: string }>();
  for (const { from, to, asset, from_account, to_account } of transfers) {
    sides.set(from_account, { ...from, asset });
    sides.set(to_account, { ...to, asset });
  }
  const each = [...sides.values()];
  return tx.query<AccountRow>({
    name: "ledger_lock_sides",
    text: "select * from ledger.lock_sides($1, $2, $3, $4, $5, $6)",
    values: [
      tx.tenant_id,
      [...sides.keys()],
      each.map(({ owner_type }) => owner_type),
      each.map(({ owner_id }) => owner_id),
      each.map(({ asset }) => asset),
      transfers[0]?.head.recorded_at,
    ],
  });
}

/** As many lots of an account as have been read are enough for most: then there is no need of the others. */
const ENOUGH_LOTS = 64;

interface ReadLots {
  lots: Map<string, StandingLot[]>;
  most: Map<string, number | null>;
}

/** The lots of those who give. Each lot gives one at least, so that so many lots as are asked for points are enough. */
async function readLots(tx: Tx, transfers: readonly SidedTransfer[], is_cut: boolean): Promise<ReadLots> {
  const asked = new Map<string, number>();
  for (const { from_account, amount } of transfers) asked.set(from_account, (asked.get(from_account) ?? 0) + amount);
  const most = new Map([...asked].map(([id, amount]) => [id, is_cut ? Math.min(amount, ENOUGH_LOTS) : null]));
  const instants = transfers.map(({ head }) => head.business_time.getTime());
  const rows = await tx.query<StandingLot>({
    name: "ledger_standing_lots",
    text: "select * from ledger.standing_lots($1, $2, $3, $4, $5)",
    values: [
      tx.tenant_id,
      [...most.keys()],
      [...most.values()],
      new Date(Math.min(...instants)),
      new Date(Math.max(...instants)),
    ],
  });
  return { lots: Map.groupBy(rows, ({ account_id }) => account_id), most };
}

function standing(accounts: readonly AccountRow[], { lots, most }: ReadLots): StandingAccount[] {
  return accounts.map((account) => {
    const own = lots.get(account.account_id) ?? [];
    return { ...account, lots: own, is_cut: own.length === most.get(account.account_id) };
  });
}

const toAsked = ({ head, from, from_account, to_account, amount }: SidedTransfer) => ({
  transaction_id: head.transaction_id,
  from_owner: from.owner_id,
  from_account,
  to_account,
  amount,
  at: toInstant(head.business_time),
});

/** The transaction as it will be read. */
function toRow({ transfer, planned }: DecidedTransfer): TransactionRow {
  const { head, from, to, asset, amount, from_account, to_account } = transfer;
  const { effect: _, ...what } = head;
  return {
    ...what,
    entries: [
      { line_no: 1, account_id: from_account, ...from, asset, amount: -amount, ...planned.from_entry },
      { line_no: 1, account_id: to_account, ...to, asset, amount, ...planned.to_entry },
    ],
    allocations: planned.parts.map((part) => ({
      line_no: 1,
      account_id: from_account,
      lot_id: part.lot_id,
      amount: part.amount,
      expires_at: part.arrival.expires_at,
    })),
    reverses: null,
    reversed_by: [],
  };
}
