import type { Keyed } from "../../platform/crypto/secrets.ts";
import type { Db, Tx } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import { EVERYBODY } from "../../platform/kernel/reach.ts";
import { accountId, transfer } from "../ledger/index.ts";
import { type Moment, tenantMoment } from "../org/index.ts";
import * as sql from "./db/households.gen.ts";
import { getMember } from "./find-member.ts";
import { lockOwnHousehold } from "./own-household.ts";

export interface PoolMove {
  member_id: string;
  direction: "in" | "out";
  amount: number;
  /** What the member will read in their statement. */
  title: string;
}

/** What each has taken out of the pool since the first of the month. */
export async function takenSince(db: Db, household_id: string, month_start: string): Promise<Map<string, number>> {
  const pool_account_id = accountId(household_id, "points");
  const rows = await run(db, sql.listTaken, { tenant_id: db.tenant_id, pool_account_id, since: month_start });
  return new Map(rows.map(({ member_id, taken }) => [member_id, taken]));
}

export const monthStartOf = (date: string) => `${date.slice(0, 7)}-01`;

/**
 * A member puts points into the family's pool or takes some out, each lot with the life it had. The household's row is
 * locked, so that two phones cannot spend one limit twice.
 * @throws no_household · member_blocked · pool_limit_reached · insufficient_balance
 */
export async function movePoints(tx: Tx, app: Keyed, moment: Moment, move: PoolMove): Promise<void> {
  const { member_id, direction, amount, title } = move;
  const { household_id, me } = await lockOwnHousehold(tx, member_id);
  const member = await getMember(tx, app, member_id, EVERYBODY);
  if (member.block_scopes?.includes("spend")) throw new AppError("member_blocked");
  const at = tenantMoment(moment.directory, undefined, moment.times.now);
  if (direction === "out") await refuseOverLimit(tx, household_id, me, amount, at.business_date);
  const sides = [
    { owner_type: "member", owner_id: member_id },
    { owner_type: "household", owner_id: household_id },
  ] as const;
  const [from, to] = direction === "in" ? sides : ([sides[1], sides[0]] as const);
  const transaction_id = app.runtime.ids.next();
  const outcome = await transfer(tx, app.runtime, {
    head: {
      transaction_id,
      kind: "transfer",
      source_type: "household_pool",
      source_id: transaction_id,
      effect: "commit",
      ...at,
      accounting_date: moment.times.accounting_date,
      recorded_at: moment.times.recorded_at,
      venue_id: null,
      title,
      trace: { by: { actor: "member", staff_id: null, key_id: null } },
    },
    from,
    to,
    asset: "points",
    amount,
  });
  if (outcome.outcome === "insufficient") {
    throw new AppError("insufficient_balance", { available: outcome.available, required: amount });
  }
}

async function refuseOverLimit(
  tx: Tx,
  household_id: string,
  { member_id, monthly_limit: limit }: sql.ListHouseholdMembersRow,
  amount: number,
  business_date: string,
): Promise<void> {
  if (limit === null) return;
  const taken = (await takenSince(tx, household_id, monthStartOf(business_date))).get(member_id) ?? 0;
  if (taken + amount > limit) {
    throw new AppError("pool_limit_reached", { limit, taken, left: Math.max(0, limit - taken) });
  }
}
