import { run } from "../../platform/db/sql.ts";
import type { Db } from "../../platform/db/pool.ts";
import { present } from "../../platform/kernel/assert.ts";
import { listRefunds, type ListRefundsRow } from "./db/refunds.gen.ts";
import type { SettledPayment } from "./domain/payments.ts";
import type { PointsBack } from "./take-points-back.ts";

export interface Refund extends Omit<ListRefundsRow, "lines" | "payments" | "points"> {
  lines: { line_no: number; quantity: number; amount_fen: number }[];
  payments: SettledPayment[];
  points: PointsBack;
}

/** As they were written: the columns hold what save-refund.ts put there. */
const toRefund = (row: ListRefundsRow) => row as Refund;

export async function readRefund(db: Db, refund_id: string): Promise<Refund> {
  const [row] = await run(db, listRefunds, { tenant_id: db.tenant_id, purchase_id: null, refund_id });
  return toRefund(present(row, "a refund that was just found or made"));
}

/** The refunds of a purchase, oldest first. */
export async function listRefundsOf(db: Db, purchase_id: string): Promise<Refund[]> {
  const rows = await run(db, listRefunds, { tenant_id: db.tenant_id, purchase_id, refund_id: null });
  return rows.map(toRefund);
}
