import type { Tx } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { isDebt } from "./domain/account-id.ts";
import type { PostOutcome } from "./post.ts";
import { decideTransfers } from "./decide-transfers.ts";
import type { Transfer } from "./write-transfers.ts";

/** @throws same_owner, asset_not_transferable */
export function requireTransferable({ from, to, asset }: Pick<Transfer, "from" | "to" | "asset">): void {
  if (from.owner_id === to.owner_id) throw new AppError("same_owner");
  if (isDebt(asset)) throw new AppError("asset_not_transferable", { asset });
}

/**
 * A transfer, a gift, a share for the household's pool: what can be spent and is not held goes over, each lot with the
 * life it had. @throws same_owner, asset_not_transferable
 */
export async function transfer(tx: Tx, _runtime: Runtime, input: Transfer): Promise<PostOutcome> {
  requireTransferable(input);
  const { outcomes, write } = await decideTransfers(tx, [input]);
  await write();
  return outcomes[0] as PostOutcome; // one transfer, one outcome
}
