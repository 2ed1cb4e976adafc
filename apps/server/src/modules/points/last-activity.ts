import type { Tx } from "../../platform/db/pool.ts";
import { extendLots } from "../ledger/index.ts";
import type { DecidedAward } from "./award.ts";
import { lotTimes } from "./domain/expiry.ts";
import { type PolicyDocument, programAt } from "./domain/policy.ts";

/** Where points expire by last activity, an activity lets all points of the member live as long as new ones would. */
export async function extendByActivity(
  tx: Tx,
  policy: PolicyDocument,
  {
    member_id,
    business_time,
    occasion,
    times,
  }: Pick<DecidedAward, "member_id" | "business_time" | "occasion" | "times">,
): Promise<void> {
  const program = programAt(policy, business_time);
  if (program.expiry.kind !== "last_activity") return;
  const { now } = times;
  const { expires_at } = lotTimes(program, { business_date: occasion.business_date, business_time, now });
  if (!expires_at) return;
  await extendLots(tx, { owner: { owner_type: "member", owner_id: member_id }, asset: "points", expires_at, at: now });
}
