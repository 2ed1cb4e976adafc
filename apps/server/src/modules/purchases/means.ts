// What buyers have to pay with: their wallets, and their points.
import { run } from "../../platform/db/sql.ts";
import type { Db } from "../../platform/db/pool.ts";
import type { AccountKey } from "../ledger/index.ts";
import {
  BONUS_ASSET,
  listWalletLots,
  lotsAfter,
  PRINCIPAL_ASSET,
  topUpsAt,
  walletLeft,
  type TopUp,
  type WalletLot,
} from "../wallet/index.ts";
import { listSpendablePoints } from "./db/purchases.gen.ts";
import type { PurchaseFacts, Standing } from "./domain/decide.ts";
import { paidBy, type BurnRate, type Payment, type PaymentMethod, type Settlement } from "./domain/payments.ts";

interface Buyer {
  member_id: string | null;
  business_time: Date;
  payments: readonly Payment[];
}

/** Runs along as the purchases of a batch are decided. */
export interface Means {
  /** By member. */
  wallets: Map<string, WalletLot[]>;
  /** Points that can be spent, by member and business time. */
  points: ReadonlyMap<string, number>;
  /** By member, what the batch has spent so far. */
  points_spent: Map<string, number>;
}

const pointsKey = (member_id: string, at: Date) => `${member_id} ${at.getTime()}`;

function payersBy<B extends Buyer>(buyers: readonly B[], method: PaymentMethod): (B & { member_id: string })[] {
  return buyers.filter(
    (buyer): buyer is B & { member_id: string } => buyer.member_id !== null && paidBy(buyer.payments, method) > 0,
  );
}

/** The accounts to lock before `readMeans`, besides those for points. */
export function walletAccounts(buyers: readonly Buyer[]): AccountKey[] {
  return payersBy(buyers, "wallet").flatMap(({ member_id }) => [
    { owner_id: member_id, asset: PRINCIPAL_ASSET, only_earns: true },
    { owner_id: member_id, asset: BONUS_ASSET, only_earns: true },
  ]);
}

/** Asks for what the payments need, and nothing when they need nothing. */
export async function readMeans(db: Db, buyers: readonly Buyer[]): Promise<Means> {
  const wallets = payersBy(buyers, "wallet").map((buyer) => buyer.member_id);
  const [lots, points] = await Promise.all([listWalletLots(db, wallets), readPoints(db, payersBy(buyers, "points"))]);
  return { wallets: lots, points, points_spent: new Map() };
}

async function readPoints(db: Db, buyers: { member_id: string; business_time: Date }[]): Promise<Map<string, number>> {
  if (buyers.length === 0) return new Map();
  const rows = await run(db, listSpendablePoints, {
    tenant_id: db.tenant_id,
    member_ids: buyers.map((buyer) => buyer.member_id),
    ats: buyers.map((buyer) => buyer.business_time),
  });
  return new Map(rows.map((row) => [pointsKey(row.member_id, row.at), row.available]));
}

/** What a purchase is decided by, as those before it have left it. */
export function factsOf(
  means: Means,
  { member_id, business_time }: Buyer,
  member: Standing | null,
  burn: BurnRate | null,
): PurchaseFacts & { top_ups: TopUp[] } {
  if (member_id === null) return { member: null, top_ups: [], wallet_fen: 0, points: 0, burn };
  const top_ups = topUpsAt(means.wallets.get(member_id) ?? [], business_time);
  const points = means.points.get(pointsKey(member_id, business_time)) ?? 0;
  return {
    member,
    top_ups,
    wallet_fen: walletLeft(top_ups),
    points: points - (means.points_spent.get(member_id) ?? 0),
    burn,
  };
}

/** Those that follow find less. */
export function spend({ wallets, points_spent }: Means, member_id: string, { draws, points }: Settlement): void {
  const lots = wallets.get(member_id);
  if (lots) wallets.set(member_id, lotsAfter(lots, [...draws.principal, ...draws.bonus]));
  if (points > 0) points_spent.set(member_id, (points_spent.get(member_id) ?? 0) + points);
}
