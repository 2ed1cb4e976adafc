import type { Db } from "../../../platform/db/pool.ts";
import type { Auth } from "../../../platform/http/auth.ts";
import { findBlockNumbers } from "../proof/read-proof.ts";
import { getVisibleTransaction } from "../visible-transaction.ts";
import type { Naming } from "./naming.ts";
import { showTransaction } from "./show-transaction.ts";

/**
 * A transaction as GET answers it. The names come from outside: whoever holds accounts must not wait for a second
 * connection. @throws not_found
 */
export async function readShownTransaction(
  naming: Naming,
  db: Db,
  { auth, transaction_id }: { auth: Auth; transaction_id: string },
) {
  const found = await getVisibleTransaction(db, transaction_id, auth);
  const blocks = await findBlockNumbers(db, [transaction_id]);
  return showTransaction(naming, found, blocks.get(transaction_id), true);
}
