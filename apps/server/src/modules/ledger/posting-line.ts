// A posting as ledger.post takes it.
import { assert } from "../../platform/kernel/assert.ts";
import { accountId, systemOwnerId } from "./domain/account-id.ts";
import type { PlannedPosting, Posting, Side, TransactionHead } from "./domain/posting.ts";

const ownerOf = (side: Side) => ("system" in side ? systemOwnerId(side.system) : side.owner_id);

/** What kind of account is opened when one is missing. */
function ownerTypes({ from, to }: Posting) {
  if ("system" in to) return { owner_type: "system" in from ? "system" : from.owner_type };
  return { owner_type: to.owner_type, ...("system" in from ? undefined : { from_owner_type: from.owner_type }) };
}

export function toLine(head: TransactionHead, posting: PlannedPosting, line_no: number) {
  const { from, to, asset, amount, lot, keep_lots } = posting;
  assert(Number.isSafeInteger(amount) && amount > 0, "a posting moves a positive safe integer");
  const from_owner = ownerOf(from);
  const to_owner = ownerOf(to);
  // Undoing a transfer between two who have become one moves from lot to lot of one account.
  assert(from_owner !== to_owner || posting.late, "a posting has two sides");
  assertArrival(posting);
  return {
    transaction_id: head.transaction_id,
    line_no,
    from_account: accountId(from_owner, asset),
    to_account: accountId(to_owner, asset),
    amount,
    system_from: "system" in from,
    system_to: "system" in to,
    from_owner,
    to_owner,
    ...ownerTypes(posting),
    asset,
    ...lot,
    business_time: head.business_time,
    recorded_at: head.recorded_at,
    venue_id: head.venue_id,
    ...(keep_lots ? { keep_lots, special: true } : undefined),
    ...specialsOf(posting),
  };
}

function assertArrival({ from, to, lot, keep_lots, to_lots, lots }: PlannedPosting): void {
  if ("system" in to) {
    assert(!lot && !keep_lots && !to_lots && !lots, "a system side has no lots");
    return;
  }
  const ways = [lot, keep_lots, to_lots ?? lots].filter(Boolean).length;
  assert(ways === 1, "value arrives as a lot, in one way");
  assert(!keep_lots || !("system" in from), "lots are kept from owner to owner");
}

function specialsOf({ from, amount, from_lots, from_new_lot, to_lots, lots, forced, late }: PlannedPosting) {
  const drawn = from_new_lot ? [{ lot_id: from_new_lot, amount }] : from_lots && eachOnce(from_lots);
  if (!drawn && !to_lots && !lots) return undefined;
  if (drawn) {
    assert(!("system" in from), "a system side has no lots");
    assert(sumOf(drawn) === amount, "the lots that are named make the amount");
  }
  if (to_lots || lots) assert(sumOf([...(to_lots ?? []), ...(lots ?? [])]) === amount, "what goes back is the amount");
  return {
    special: true,
    from_lots: drawn,
    to_lots,
    lots,
    forced: forced || from_new_lot !== undefined,
    late: late || from_new_lot !== undefined,
  };
}

const sumOf = (parts: readonly { amount: number }[]) => parts.reduce((sum, { amount }) => sum + amount, 0);

function eachOnce(parts: readonly { lot_id: string; amount: number }[]) {
  const lots = new Map<string, number>();
  for (const { lot_id, amount } of parts) lots.set(lot_id, (lots.get(lot_id) ?? 0) + amount);
  return [...lots].map(([lot_id, amount]) => ({ lot_id, amount }));
}
