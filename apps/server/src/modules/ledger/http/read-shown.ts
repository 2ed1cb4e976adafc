import type { App } from "../../../platform/app.ts";
import type { Db } from "../../../platform/db/pool.ts";
import type { Auth } from "../../../platform/http/auth.ts";
import type { Language } from "../../../platform/kernel/errors.ts";
import { findBlockNumbers } from "../proof/read-proof.ts";
import { getVisibleTransaction } from "../visible-transaction.ts";
import { namingOf } from "./naming.ts";
import { showTransaction } from "./show-transaction.ts";

/** A transaction as GET answers it. @throws not_found */
export async function readShownTransaction(
  app: App,
  db: Db,
  { auth, transaction_id, language }: { auth: Auth; transaction_id: string; language: Language },
) {
  const naming = await namingOf(app, auth.tenant_id, language);
  const found = await getVisibleTransaction(db, transaction_id, auth.scope);
  const blocks = await findBlockNumbers(db, [transaction_id]);
  return showTransaction(naming, found, blocks.get(transaction_id), true);
}
