import type { Db } from "../../platform/db/pool.ts";
import { accountId } from "../ledger/index.ts";
import { BONUS_ASSET, PRINCIPAL_ASSET } from "./assets.ts";
import type { WalletLot } from "./domain/top-ups.ts";

/**
 * What members' wallets still hold, lot by lot, the oldest first. A caller who is going to draw from them holds the
 * accounts' locks.
 */
export async function listWalletLots(db: Db, member_ids: readonly string[]): Promise<Map<string, WalletLot[]>> {
  if (member_ids.length === 0) return new Map();
  const owners = [...new Set(member_ids)];
  const rows = await db.query<WalletLot & { member_id: string }>({
    name: "wallet_list_lots",
    // Accounts named beside the join: without that all lots of the tenant are read. A wallet holds few that are not empty.
    text: `select k.member_id, l.lot_id, l.earned_at || ' ' || coalesce(l.root_owner_id, k.member_id) as moment,
             case when l.origin_lot_id is null then l.transaction_id end as put_in_by, k.is_principal, (l.remaining - l.held)::bigint as left_fen,
             l.available_from, l.expires_at
           from unnest($2::uuid[], $3::uuid[], $4::boolean[]) as k(member_id, account_id, is_principal)
           join ledger.v_lot l on l.tenant_id = $1 and l.account_id = k.account_id
           where l.account_id = any ($3::uuid[]) and l.remaining > 0 and l.remaining > l.held
           order by k.member_id, l.earned_at, l.transaction_id, l.lot_id`,
    values: [
      db.tenant_id,
      owners.flatMap((member_id) => [member_id, member_id]),
      owners.flatMap((member_id) => [accountId(member_id, PRINCIPAL_ASSET), accountId(member_id, BONUS_ASSET)]),
      owners.flatMap(() => [true, false]),
    ],
  });
  return Map.groupBy(rows, (row) => row.member_id);
}
