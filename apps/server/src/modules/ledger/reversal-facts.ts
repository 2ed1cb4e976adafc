// What a reversal is planned from.
import type { Db, Tx } from "../../platform/db/pool.ts";
import { accountId, systemOwnerOf } from "./domain/account-id.ts";
import type { DrawnLot, HeldLot, LineSide, OriginalLine } from "./domain/plan-reversal.ts";
import { findHomes } from "./homes.ts";
import type { Owner, OwnerType } from "./domain/posting.ts";

export interface OriginalTransaction {
  transaction_id: string;
  /** It undoes another one, or is a merge: never undone by a reversal. */
  is_final: boolean;
  lines: OriginalLine[];
}

interface EntryRow {
  line_no: number;
  amount: number;
  account_id: string;
  owner_type: OwnerType | "system";
  owner_id: string;
  asset: string;
}

/** A transaction and its lines, and whose its value is now. Nothing is locked yet. */
export async function findOriginal(db: Db, transaction_id: string): Promise<OriginalTransaction | undefined> {
  const [head] = await db.query<{ is_final: boolean; entries: EntryRow[] }>({
    name: "ledger_find_original",
    text: `select exists (select from ledger.reversal r where r.tenant_id = $1 and r.transaction_id = $2)
               or exists (select from ledger.owner_merge m where m.tenant_id = $1 and m.transaction_id = $2) as is_final,
             coalesce((select jsonb_agg(jsonb_build_object('line_no', e.line_no, 'amount', e.amount, 'account_id', e.account_id,
                         'owner_type', a.owner_type, 'owner_id', a.owner_id, 'asset', a.asset) order by e.line_no)
                       from ledger.entry e join ledger.account a on a.tenant_id = $1 and a.account_id = e.account_id
                       where e.tenant_id = $1 and e.transaction_id = $2 and e.recorded_at = t.recorded_at), '[]') as entries
           from ledger.transaction t where t.tenant_id = $1 and t.transaction_id = $2`,
    values: [db.tenant_id, transaction_id],
  });
  if (!head) return undefined;
  const owners = head.entries.filter((entry) => entry.owner_type !== "system").map((entry) => entry.owner_id);
  const homes = owners.length > 0 ? await findHomes(db, owners) : new Map<string, string>();
  const byLine = Map.groupBy(head.entries, (entry) => Math.ceil(entry.line_no / 2));
  const lines = [...byLine].flatMap(([line_no, [from, to]]) =>
    from && to ? [lineOf(line_no, from, to, (owner_id) => homes.get(owner_id) ?? owner_id)] : [],
  );
  return { transaction_id, is_final: head.is_final, lines };
}

function lineOf(line_no: number, from: EntryRow, to: EntryRow, homeOf: (owner_id: string) => string): OriginalLine {
  const side = (entry: EntryRow): LineSide => {
    const system = systemOwnerOf(entry.owner_id);
    if (system) return { system };
    const owner_type = entry.owner_type as OwnerType; // the system ones have gone
    const home: Owner = { owner_type, owner_id: homeOf(entry.owner_id) };
    const { account_id, owner_id, asset } = entry;
    return { owner: { owner_type, owner_id }, account_id, home, home_account_id: accountId(home.owner_id, asset) };
  };
  return { line_no, asset: from.asset, amount: to.amount, reversed: 0, from: side(from), to: side(to), drawn: [] };
}

/** Under the accounts' locks: how far each line is undone, what it drew, and every lot that may have to give. */
export async function readReversalFacts(
  tx: Tx,
  original: OriginalTransaction,
): Promise<{ lines: OriginalLine[]; lots: HeldLot[] }> {
  const sides = original.lines.flatMap(({ from, to }) => [from, to]).filter((side) => "owner" in side);
  const [reversed, drawn, lots] = await Promise.all([
    tx.query<{ line_no: number; reversed: number }>({
      name: "ledger_reversed_lines",
      text: "select line_no, reversed from ledger.reversal_line where tenant_id = $1 and transaction_id = $2",
      values: [tx.tenant_id, original.transaction_id],
    }),
    listDrawn(tx, original.transaction_id),
    listLotsFor(tx, original.transaction_id, sides),
  ]);
  const lines = original.lines.map((line) => ({
    ...line,
    reversed: reversed.find((row) => row.line_no === line.line_no)?.reversed ?? 0,
    drawn: drawn.filter((row) => row.line_no === line.line_no),
  }));
  return { lines, lots };
}

function listDrawn(tx: Tx, transaction_id: string) {
  return tx.query<DrawnLot & { line_no: number }>({
    name: "ledger_drawn_lots",
    text: `select x.line_no, x.lot_id, x.amount,
             coalesce((select sum(r.amount) from ledger.allocation_return r
                       where r.tenant_id = $1 and r.of_transaction_id = $2 and r.of_line_no = x.line_no and r.lot_id = x.lot_id), 0)::bigint as returned,
             l.earned_at, l.available_from, l.expires_at, l.venue_id, l.root_owner_id
           from ledger.allocation x
           join ledger.lot l on l.tenant_id = $1 and l.account_id = x.account_id and l.lot_id = x.lot_id
           where x.tenant_id = $1 and x.transaction_id = $2
           order by x.line_no, x.draw_no, l.expires_at nulls last, l.earned_at, l.lot_id`,
    values: [tx.tenant_id, transaction_id],
  });
}

/** Lots of the sides' accounts (where their owners are now) that hold something, those this transaction drew from or made. */
function listLotsFor(
  tx: Tx,
  transaction_id: string,
  sides: readonly { account_id: string; home_account_id: string }[],
): Promise<HeldLot[]> {
  return tx.query<HeldLot>({
    name: "ledger_lots_for_reversal",
    text: `with recursive own(lot_id, line_no, source_lot_id) as (
             select l.lot_id, l.line_no, l.origin_lot_id from ledger.lot l
             where l.tenant_id = $1 and l.account_id = any ($3) and l.transaction_id = $2
             union
             select n.lot_id, o.line_no, o.source_lot_id from own o join ledger.lot n on n.tenant_id = $1 and n.origin_lot_id = o.lot_id
           )
           select l.lot_id, l.account_id, l.remaining, l.held, l.earned_at, l.available_from, l.expires_at,
             o.lot_id is not null as is_own, o.line_no as own_line, o.source_lot_id
           from ledger.lot l left join own o on o.lot_id = l.lot_id
           where l.tenant_id = $1 and l.account_id = any ($4)
             and (l.remaining > 0 or o.lot_id is not null
                  or exists (select from ledger.allocation x where x.tenant_id = $1 and x.transaction_id = $2 and x.lot_id = l.lot_id))`,
    values: [
      tx.tenant_id,
      transaction_id,
      sides.map((side) => side.account_id),
      sides.map((side) => side.home_account_id),
    ],
  });
}
