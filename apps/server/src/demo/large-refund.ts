// A refund above the group's own threshold, asked for this morning: it waits for a second person.
import { businessDateAt } from "../modules/org/index.ts";
import { askWhenLarge } from "../modules/purchases/index.ts";
import type { App } from "../platform/app.ts";
import { putApprovalRule } from "../platform/approvals/index.ts";
import { sql_builder } from "../platform/db/builder.ts";
import type { Tx } from "../platform/db/pool.ts";
import { present } from "../platform/kernel/assert.ts";
import { byHand, timesAt } from "./by-hand.ts";
import type { Setting } from "./setting.ts";

const HOUR_MS = 3_600_000;
const LARGE_FEN = 50_000;

/** The sandbox has nobody who could be the second one. */
export async function askForLargeRefund(app: App, setting: Setting, now: Date): Promise<void> {
  const [first, second] = setting.head_office;
  if (first === undefined || second === undefined) return;
  await app.database.write(setting.tenant_id, async (tx) => {
    const rule = { kind: "purchases.refund", enabled: true, threshold: LARGE_FEN, hours: 72, version: 0 };
    await putApprovalRule(tx, app.runtime, byHand(first), rule);
    const purchase = await findDearest(tx, now);
    if (!purchase) return;
    const venue = present(
      Object.values(setting.venues).find(({ venue_id }) => venue_id === purchase.venue_id),
      "the venue of a purchase",
    );
    const asked_at = new Date(now.getTime() - 3 * HOUR_MS);
    const command = {
      purchase,
      asks: [{ line_no: 1 }],
      reason: "行程因台风取消，已核实航班通知",
      out_no: null,
      staff_id: second,
      business_time: asked_at,
      business_date: businessDateAt(venue, asked_at),
      times: timesAt(asked_at),
    };
    await askWhenLarge(tx, app, command, byHand(second));
  });
}

/** Of the last two weeks, by somebody known, and nothing of it given back. */
function findDearest(tx: Tx, now: Date) {
  const DAY_MS = 24 * HOUR_MS;
  return tx.first(
    sql_builder
      .selectFrom("purchases.v_purchase")
      .select(["purchase_id", "member_id", "venue_id", "unit_id", "transaction_id"])
      .where("tenant_id", "=", tx.tenant_id)
      .where("member_id", "is not", null)
      .where("refunded_fen", "=", 0)
      .where("business_time", ">", new Date(now.getTime() - 14 * DAY_MS))
      .where("business_time", "<", new Date(now.getTime() - DAY_MS))
      .orderBy("total_fen", "desc")
      .limit(1),
  );
}
