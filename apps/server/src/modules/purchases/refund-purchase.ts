import { claimIdempotency } from "../../platform/db/idempotency.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { lockMemberAccounts, type TransactionHead } from "../ledger/index.ts";
import type { Times } from "../org/index.ts";
import { BONUS_ASSET, PRINCIPAL_ASSET } from "../wallet/index.ts";
import { listLines } from "./db/purchases.gen.ts";
import { findRefundByOutNo, lockPurchase } from "./db/refunds.gen.ts";
import { decideRefund, type DecidedRefund } from "./decide-refund.ts";
import { exceedsPurchase, type RefundAsk, refundOfLine } from "./domain/refund.ts";
import { giveBack } from "./give-back.ts";
import { readRefund, type Refund } from "./read-refunds.ts";
import { saveRefund } from "./save-refund.ts";

export interface RefundCommand {
  purchase: { purchase_id: string; member_id: string | null; venue_id: string; transaction_id: string | null };
  asks: readonly RefundAsk[];
  reason: string;
  /** The caller's own number; a refund with it exists once for ever. */
  out_no: string | null;
  staff_id: string | null;
  business_time: Date;
  business_date: string;
  times: Times;
}

/**
 * Gives back a purchase, or a part of it, "as if the refunded part had never been bought": money by method, wallet value
 * to its lots, points paid to theirs; and takes back the points that the smaller purchase would not have earned.
 * Errors: refund_exceeds_purchase, purchase_not_found.
 */
export async function refundPurchase(
  tx: Tx,
  runtime: Runtime,
  command: RefundCommand,
): Promise<{ kind: "refunded" | "known"; refund: Refund }> {
  const known = await findKnown(tx, command.out_no);
  if (known) return { kind: "known", refund: await readRefund(tx, known) };
  await lockAccounts(tx, command);
  const decided = await loadAndDecide(tx, command);
  const refund_id = runtime.ids.next();
  const head = headOf(command, refund_id, decided);
  const back = await giveBack(tx, runtime, { head, decided, ...command });
  await saveRefund(tx, runtime, { refund_id, command, decided, back });
  return { kind: "refunded", refund: await readRefund(tx, refund_id) };
}

export async function isKnownRefund(tx: Tx, out_no: string | null): Promise<boolean> {
  return (await findKnown(tx, out_no)) !== undefined;
}

/** What the asks come to before anything is locked; what exceeds the purchase is refused when it is decided. */
export async function amountAsked(tx: Tx, purchase_id: string, asks: readonly RefundAsk[]): Promise<number> {
  const lines = await run(tx, listLines, { tenant_id: tx.tenant_id, purchase_id });
  const amounts = asks.map((ask) => {
    const refund = refundOfLine(
      lines.find((line) => line.line_no === ask.line_no),
      ask,
    );
    return exceedsPurchase(refund) ? 0 : refund.amount_fen;
  });
  return amounts.reduce((sum, amount) => sum + amount, 0);
}

async function findKnown(tx: Tx, out_no: string | null): Promise<string | undefined> {
  if (out_no === null) return undefined;
  // Locked like a key, so that a twin under another key waits and is then found.
  await claimIdempotency(tx, [{ route: "purchases.refund_no", key: out_no, body_hash: Buffer.alloc(0) }]);
  return (await run(tx, findRefundByOutNo, { tenant_id: tx.tenant_id, out_no }))?.refund_id;
}

/** The book first, then the purchase: the order of module-graph.ts. Both are held until the end. */
async function lockAccounts(tx: Tx, { purchase: { member_id }, times }: RefundCommand): Promise<void> {
  if (member_id === null) return;
  const assets = ["points", PRINCIPAL_ASSET, BONUS_ASSET];
  const keys = assets.map((asset) => ({ owner_id: member_id, asset, only_earns: true as const }));
  await lockMemberAccounts(tx, keys, times.now, times.recorded_at);
}

async function loadAndDecide(tx: Tx, { purchase: { purchase_id }, asks }: RefundCommand): Promise<DecidedRefund> {
  const { tenant_id } = tx;
  const [purchase, lines] = await Promise.all([
    run(tx, lockPurchase, { tenant_id, purchase_id }),
    run(tx, listLines, { tenant_id, purchase_id }),
  ]);
  if (!purchase) throw new AppError("purchase_not_found");
  return decideRefund(purchase, lines, asks);
}

function headOf(
  command: RefundCommand,
  refund_id: string,
  { title, money }: DecidedRefund,
): Omit<TransactionHead, "transaction_id" | "effect"> {
  const { business_time, business_date, times, purchase, reason } = command;
  return {
    kind: "refund",
    source_type: "refund",
    source_id: refund_id,
    business_time,
    business_date,
    accounting_date: times.accounting_date,
    recorded_at: times.recorded_at,
    venue_id: purchase.venue_id,
    title,
    trace: { purchase_id: purchase.purchase_id, reason, amount_fen: money.amount_fen },
  };
}
