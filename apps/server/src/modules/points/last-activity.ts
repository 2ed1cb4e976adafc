import type { Tx } from "../../platform/db/pool.ts";
import { extendLots, type Owner } from "../ledger/index.ts";
import type { DecidedAward } from "./award.ts";
import { lotTimes } from "./domain/expiry.ts";
import { type PolicyDocument, type ProgramVersion, programAt } from "./domain/policy.ts";

/** An award is an activity. */
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
  const owner = { owner_type: "member", owner_id: member_id } as const;
  const { business_date } = occasion;
  await extendPoints(tx, programAt(policy, business_time), { owner, business_date, business_time, now: times.now });
}

/** Where points expire by last activity, an activity lets all points of the owner live as long as new ones would. */
export async function extendPoints(
  tx: Tx,
  program: ProgramVersion,
  activity: { owner: Owner; business_date: string; business_time: Date; now: Date },
): Promise<void> {
  if (program.expiry.kind !== "last_activity") return;
  const { owner, now } = activity;
  const { expires_at } = lotTimes(program, activity);
  if (expires_at) await extendLots(tx, { owner, asset: "points", expires_at, at: now });
}
