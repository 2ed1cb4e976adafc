import { storeIdempotency } from "../../platform/db/idempotency.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import type { Posting } from "../ledger/index.ts";
import { saveAwards, type AwardFacts, type DecidedAward } from "../points/index.ts";
import { insertLines, insertPurchases } from "./db/purchases.gen.ts";
import { earningLines, titleOf, walletFen } from "./domain/decide.ts";
import { WALLET_ASSET, type DecidedPurchase } from "./purchase-command.ts";

/** Writes what was decided, all of it in one round trip: purchases, lines, the book, the caps, events, kept answers. */
export async function savePurchases(
  tx: Tx,
  runtime: Runtime,
  facts: AwardFacts,
  decided: DecidedPurchase[],
): Promise<void> {
  const times = decided[0]?.command.times;
  if (!times) return;
  const { tenant_id } = tx;
  const kept = decided.flatMap(({ answer, command: { claim } }) =>
    claim && answer ? [{ route: claim.route, key: claim.key, body_hash: claim.body_hash, ...answer }] : [],
  );
  await Promise.all([
    run(tx, insertPurchases, { tenant_id, purchases: decided.map(toPurchaseRow) }),
    run(tx, insertLines, { tenant_id, lines: decided.flatMap(toLineRows) }),
    saveAwards(tx, runtime, facts, decided.flatMap(toAward)),
    storeIdempotency(tx, times.recorded_at, kept),
  ]);
}

function toPurchaseRow({ command, purchase_id, member_id, total_fen, points, transaction_id }: DecidedPurchase) {
  const { venue_id, unit_id, channel, out_no, business_time, business_date, payments, staff_id } = command;
  const { recorded_at } = command.times;
  const where = { venue_id, unit_id, channel, out_no, staff_id };
  const when = { business_time, business_date, recorded_at };
  return { purchase_id, member_id, total_fen, payments, points, transaction_id, ...where, ...when };
}

function toLineRows({ command, purchase_id, line_points }: DecidedPurchase) {
  return earningLines(command).map(({ line_no, own_money_fen }, index) => ({
    ...command.lines[index],
    purchase_id,
    line_no,
    own_money_fen,
    points: line_points[index],
  }));
}

/** What it moves in the book: the wallet payment and the points, together. A purchase of nobody moves nothing. */
function toAward({ command, earning, member_id, transaction_id, purchase_id }: DecidedPurchase): DecidedAward[] {
  if (!earning || member_id === null || transaction_id === null) return [];
  const { business_time, occasion, times } = command;
  const wallet = walletFen(command.payments);
  const payment: Posting = {
    from: { owner_type: "member", owner_id: member_id },
    to: { system: "settlement" },
    asset: WALLET_ASSET,
    amount: wallet,
  };
  return [
    {
      member_id,
      transaction_id,
      earning,
      lines: earningLines(command),
      business_time,
      occasion,
      title: titleOf(command.lines),
      source_type: "purchase",
      source_id: purchase_id,
      kind: "purchase",
      postings: wallet > 0 ? [payment] : [],
      times,
    },
  ];
}
