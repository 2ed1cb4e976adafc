// Holds go where the value goes that they bind.
import type { Tx } from "../../platform/db/pool.ts";

/** The open holds of these accounts will move with this merge. */
export async function rememberHolds(tx: Tx, merge_transaction_id: string, account_ids: string[]): Promise<void> {
  await tx.query({
    name: "ledger_remember_holds",
    text: `insert into ledger.merged_hold (tenant_id, transaction_id, hold_id)
           select $1, $2, h.hold_id from ledger.hold h
           where h.tenant_id = $1 and h.account_id = any ($3) and h.state = 'open'`,
    values: [tx.tenant_id, merge_transaction_id, account_ids],
  });
}

const OPEN_PARTS = `select b.account_id, b.lot_id, sum(b.amount - b.captured - b.released)::bigint as amount
  from ledger.merged_hold g
  join ledger.hold h on h.tenant_id = $1 and h.hold_id = g.hold_id and h.state = 'open'
  join ledger.hold_lot b on b.tenant_id = $1 and b.hold_id = h.hold_id and b.amount > b.captured + b.released
  where g.tenant_id = $1 and g.transaction_id = $2 group by 1, 2`;

/** Frees for a moment what those holds bind, so that it can move. */
export async function freeHolds(tx: Tx, merge_transaction_id: string): Promise<void> {
  const values = [tx.tenant_id, merge_transaction_id];
  await tx.query({
    name: "ledger_free_moved_lots",
    text: `update ledger.lot t set held = t.held - p.amount from (${OPEN_PARTS}) p
           where t.tenant_id = $1 and t.account_id = p.account_id and t.lot_id = p.lot_id`,
    values,
  });
  await tx.query({
    name: "ledger_free_moved_accounts",
    text: `update ledger.account t set held = t.held - p.amount
           from (select o.account_id, sum(o.amount)::bigint as amount from (${OPEN_PARTS}) o group by 1) p
           where t.tenant_id = $1 and t.account_id = p.account_id`,
    values,
  });
}

/** Binds again, on the other side of the merge, what freeHolds has freed. */
export async function bindMovedHolds(tx: Tx, merge_transaction_id: string, how: "merged" | "unmerged"): Promise<void> {
  const values = [tx.tenant_id, merge_transaction_id];
  const [here, there] = how === "merged" ? ["from", "to"] : ["to", "from"];
  await tx.query({
    name: `ledger_repoint_hold_lots_${how}`,
    text: `update ledger.hold_lot b set account_id = v.${there}_account, lot_id = v.${there}_lot
           from ledger.moved_lots($1, $2) v, ledger.merged_hold g, ledger.hold h
           where b.tenant_id = $1 and b.account_id = v.${here}_account and b.lot_id = v.${here}_lot and b.amount > b.captured + b.released
             and g.tenant_id = $1 and g.transaction_id = $2 and g.hold_id = b.hold_id
             and h.tenant_id = $1 and h.hold_id = b.hold_id and h.state = 'open'`,
    values,
  });
  await tx.query({
    name: `ledger_repoint_holds_${how}`,
    text: `update ledger.hold h set account_id = a.account_id, owner_type = a.owner_type, owner_id = a.owner_id
           from ledger.merged_hold g, ledger.hold_lot b, ledger.account a
           where h.tenant_id = $1 and h.state = 'open' and g.tenant_id = $1 and g.transaction_id = $2 and g.hold_id = h.hold_id
             and b.tenant_id = $1 and b.hold_id = h.hold_id and b.amount > b.captured + b.released
             and a.tenant_id = $1 and a.account_id = b.account_id`,
    values,
  });
  await tx.query({
    name: "ledger_bind_moved_lots",
    text: `update ledger.lot t set held = t.held + p.amount from (${OPEN_PARTS}) p
           where t.tenant_id = $1 and t.account_id = p.account_id and t.lot_id = p.lot_id`,
    values,
  });
  await tx.query({
    name: "ledger_bind_moved_accounts",
    text: `update ledger.account t set held = t.held + p.amount
           from (select o.account_id, sum(o.amount)::bigint as amount from (${OPEN_PARTS}) o group by 1) p
           where t.tenant_id = $1 and t.account_id = p.account_id`,
    values,
  });
}
