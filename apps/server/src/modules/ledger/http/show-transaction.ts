import { type IdKind, toWireId } from "../../../platform/kernel/ids.ts";
import { kindText } from "../domain/kind-texts.ts";
import type { TransactionRow } from "../read.ts";
import type { VisibleTransaction } from "../visible-transaction.ts";
import type { Naming } from "./naming.ts";
import { showOwner, showSide } from "./owners.ts";
import { showTrace } from "./show-trace.ts";

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** Sources that have an address of their own are named as there; others keep the number they came with. */
const SOURCE_IDS: Readonly<Record<string, IdKind>> = {
  purchase: "purchase",
  refund: "refund",
  adjustment: "adjustment",
  hold: "hold",
};

export function showSource({ source_type, source_id }: { source_type: string; source_id: string }): string {
  const kind = SOURCE_IDS[source_type];
  return kind && UUID.test(source_id) ? toWireId(kind, source_id) : source_id;
}

export function showTransaction(
  naming: Naming,
  { transaction, visible, hidden_accounts }: VisibleTransaction,
  block_no: number | undefined,
  with_trace: boolean,
) {
  const { venue_id, entries, allocations, reverses, reversed_by } = transaction;
  const member = entries.find((entry) => entry.owner_type === "member" && visible.has(entry.owner_id));
  return {
    transaction_id: toWireId("transaction", transaction.transaction_id),
    kind: transaction.kind,
    title: transaction.title || kindText(transaction.kind, naming.language),
    member_id: member ? toWireId("member", member.owner_id) : null,
    business_time: naming.time(transaction.business_time, venue_id),
    business_date: transaction.business_date,
    accounting_date: transaction.accounting_date,
    recorded_at: transaction.recorded_at.toISOString(),
    venue_id: venue_id && toWireId("venue", venue_id),
    venue_name: naming.venue(venue_id),
    source_type: transaction.source_type,
    source_id: showSource(transaction),
    postings: showPostings(transaction, hidden_accounts),
    entries: showEntries(transaction, visible),
    drawn_from: allocations
      .filter((part) => !hidden_accounts.has(part.account_id))
      .map(({ lot_id, amount, expires_at }) => ({
        lot_id: toWireId("lot", lot_id),
        amount,
        expires_at: expires_at === null ? null : naming.time(new Date(expires_at)),
      })),
    reverses: reverses && toWireId("transaction", reverses),
    reversed_by: reversed_by.map((id) => toWireId("transaction", id)),
    proof: { state: block_no === undefined ? ("waiting" as const) : ("sealed" as const), block_no: block_no ?? null },
    trace: with_trace ? showTrace(transaction.trace) : null,
  };
}

/** The other side of a transfer is another person's business: it is told that there is one, not who. */
function showPostings({ entries }: TransactionRow, hidden: ReadonlySet<string>) {
  return [...Map.groupBy(entries, (entry) => entry.line_no)].flatMap(([line_no, sides]) => {
    const from = sides.find((side) => side.amount < 0);
    const to = sides.find((side) => side.amount > 0);
    if (!from || !to) return [];
    const show = (side: typeof from) => (hidden.has(side.account_id) ? null : showSide(side));
    return [{ line_no, from: show(from), to: show(to), asset: to.asset, amount: to.amount }];
  });
}

function showEntries({ entries }: TransactionRow, visible: ReadonlySet<string>) {
  return entries
    .filter((entry) => entry.entry_no !== null && visible.has(entry.owner_id))
    .map((entry) => ({
      account_id: toWireId("account", entry.account_id),
      owner: showOwner(entry),
      asset: entry.asset,
      entry_no: entry.entry_no ?? 0,
      amount: entry.amount,
      balance_after: entry.balance_after ?? 0,
    }));
}
