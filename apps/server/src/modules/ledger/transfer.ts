import type { Tx } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { isDebt } from "./domain/account-id.ts";
import type { Owner, TransactionHead } from "./domain/posting.ts";
import { post, type PostOutcome } from "./post.ts";

/**
 * A transfer, a gift, a share for the household's pool: what can be spent and is not held goes over, each lot with the
 * life it had. @throws same_owner, asset_not_transferable
 */
export async function transfer(
  tx: Tx,
  _runtime: Runtime,
  { head, from, to, asset, amount }: { head: TransactionHead; from: Owner; to: Owner; asset: string; amount: number },
): Promise<PostOutcome> {
  if (from.owner_id === to.owner_id) throw new AppError("same_owner");
  if (isDebt(asset)) throw new AppError("asset_not_transferable", { asset });
  const [outcome] = await post(tx, [{ ...head, postings: [{ from, to, asset, amount, keep_lots: true }] }]);
  return outcome as PostOutcome; // one transaction, one outcome
}
