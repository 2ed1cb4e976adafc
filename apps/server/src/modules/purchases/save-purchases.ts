import { type AuditLine, recordAudits } from "../../platform/audit/record-audit.ts";
import { storeIdempotency } from "../../platform/db/idempotency.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import { appendEvents } from "../../platform/events/outbox.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { saveAwards, type AwardFacts, type DecidedAward } from "../points/index.ts";
import { insertLines, insertPurchases } from "./db/purchases.gen.ts";
import { earningLines, titleOf } from "./domain/decide.ts";
import { paymentPostings } from "./payment-postings.ts";
import type { DecidedPurchase } from "./purchase-command.ts";

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
    recordAudits(tx, runtime, decided.flatMap(toAudit)),
    appendEvents(
      tx,
      decided.map((one) => toEvent(one, runtime)),
    ),
  ]);
}

function toPurchaseRow(decided: DecidedPurchase) {
  const { command, purchase_id, member_id, total_fen, points, transaction_id, paid_from } = decided;
  const { venue_id, unit_id, channel, sales_channel, out_no, business_time, business_date, payments, staff_id } =
    command;
  const { recorded_at } = command.times;
  const where = { venue_id, unit_id, channel, sales_channel, out_no, staff_id };
  const when = { business_time, business_date, recorded_at };
  const kept = paid_from.wallet || paid_from.burn ? paid_from : null;
  return { purchase_id, member_id, total_fen, payments, paid_from: kept, points, transaction_id, ...where, ...when };
}

function toAudit({ command, purchase_id, member_id, total_fen, points }: DecidedPurchase): AuditLine[] {
  const { by, venue_id } = command;
  if (by?.actor !== "staff") return [];
  const after = { venue_id, member_id, total_fen, points };
  return [{ by, action: "purchase.committed", subject: { kind: "purchase", id: purchase_id }, after }];
}

function toEvent({ command, purchase_id, member_id, total_fen, points }: DecidedPurchase, runtime: Runtime) {
  const { venue_id, channel, business_date, business_time, times } = command;
  return {
    event_id: runtime.ids.next(),
    type: "purchase.committed",
    subject_id: member_id ?? purchase_id,
    payload: { purchase_id, venue_id, channel, business_date, total_fen, points },
    business_time,
    recorded_at: times.recorded_at,
  };
}

function toLineRows({ command, purchase_id, line_points, settlement }: DecidedPurchase) {
  return command.lines.map((line, index) => ({
    ...line,
    purchase_id,
    line_no: index + 1,
    own_money_fen: settlement.lines[index]?.own_money_fen,
    points: line_points[index],
  }));
}

/** What it moves in the book: wallet, points paid and points earned, together. Nothing for a purchase by nobody known. */
function toAward(decided: DecidedPurchase): DecidedAward[] {
  const { command, earning, member_id, transaction_id, purchase_id, settlement } = decided;
  if (!earning || member_id === null || transaction_id === null) return [];
  const { business_time, occasion, times } = command;
  return [
    {
      member_id,
      transaction_id,
      earning,
      lines: earningLines(command.lines, settlement),
      business_time,
      occasion,
      title: titleOf(command.lines),
      source_type: "purchase",
      source_id: purchase_id,
      kind: "purchase",
      postings: paymentPostings(member_id, settlement),
      times,
    },
  ];
}
