import type { App } from "../../platform/app.ts";
import { type Approval, exceeds, readApprovalRule, requestApproval } from "../../platform/approvals/index.ts";
import type { Caller } from "../../platform/audit/by.ts";
import type { Tx } from "../../platform/db/pool.ts";
import type { TenantTimes } from "../../platform/tenant-time.ts";
import { REFUND_OPERATION } from "./refund-operation.ts";
import { amountAsked, isKnownRefund, type RefundCommand } from "./refund-purchase.ts";

/** A refund and where it was bought: whose matter it is to say yes to it. */
export interface PlacedRefund extends RefundCommand {
  purchase: RefundCommand["purchase"] & { unit_id: string };
  times: TenantTimes;
}

/** Above the threshold of the tenant's rule a second person is asked. Undefined: nobody else has to look. */
export async function askWhenLarge(
  tx: Tx,
  app: App,
  { purchase, asks, reason, out_no, staff_id, times }: PlacedRefund,
  by: Caller,
): Promise<Approval | undefined> {
  const { purchase_id, unit_id } = purchase;
  const rule = await readApprovalRule(tx, REFUND_OPERATION);
  if (!rule.enabled || (await isKnownRefund(tx, out_no))) return undefined;
  if (!exceeds(rule, await amountAsked(tx, purchase_id, asks))) return undefined;
  return requestApproval(tx, app, {
    kind: REFUND_OPERATION,
    input: { purchase_id, asks, reason, out_no, staff_id },
    reason,
    by,
    subject: { kind: "purchase", id: purchase_id },
    unit_id,
    ...(out_no === null ? {} : { request_key: out_no }),
    times,
  });
}
