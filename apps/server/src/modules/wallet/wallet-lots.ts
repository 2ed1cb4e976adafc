import type { Db } from "../../platform/db/pool.ts";
import { BONUS_ASSET, PRINCIPAL_ASSET } from "./assets.ts";
import type { WalletLot } from "./domain/top-ups.ts";

/**
 * What members' wallets still hold, lot by lot, the oldest first. A caller who is going to draw from them holds the
 * accounts' locks.
 */
export async function listWalletLots(db: Db, member_ids: readonly string[]): Promise<Map<string, WalletLot[]>> {
  if (member_ids.length === 0) return new Map();
  const rows = await db.query<WalletLot & { member_id: string }>({
    name: "wallet_list_lots",
    // By account id, two index ranges a member; a wallet holds few lots that are not empty.
    text: `select m.member_id, l.lot_id, l.earned_at || ' ' || coalesce(l.root_owner_id, m.member_id) as moment,
             case when l.origin_lot_id is null then l.transaction_id end as put_in_by, k.asset = $3 as is_principal, (l.remaining - l.held)::bigint as left_fen,
             l.available_from, l.expires_at
           from unnest($2::uuid[]) as m(member_id)
           cross join unnest(array[$3::text, $4::text]) as k(asset)
           join ledger.v_lot l on l.tenant_id = $1 and l.account_id = ledger.account_id(m.member_id, k.asset)
           where l.remaining > l.held
           order by m.member_id, l.earned_at, l.transaction_id, l.lot_id`,
    values: [db.tenant_id, [...new Set(member_ids)], PRINCIPAL_ASSET, BONUS_ASSET],
  });
  return Map.groupBy(rows, (row) => row.member_id);
}
