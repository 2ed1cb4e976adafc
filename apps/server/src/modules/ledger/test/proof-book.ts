// A tenant with some life in its book, for tests of the proof.
import { v7 } from "uuid";
import type { TestDatabase } from "../../../../test/database.ts";
import { createSecrets } from "../../../platform/crypto/secrets.ts";
import { realClock } from "../../../platform/kernel/clock.ts";
import { createIds } from "../../../platform/kernel/ids.ts";
import { secureRandom } from "../../../platform/kernel/random.ts";
import { exportLedger } from "../proof/export-ledger.ts";
import { post, type NewTransaction } from "../index.ts";
import { creditOf, debitOf, transactionOf } from "./build.ts";

export const keyed = {
  runtime: { clock: realClock, random: secureRandom, ids: createIds(realClock, secureRandom) },
  secrets: createSecrets(new Uint8Array(32).fill(7)),
};

export function postAll(db: TestDatabase, tenant: string, transactions: NewTransaction[]) {
  return db.database.write(tenant, (tx) => post(tx, transactions));
}

/** `count` transactions over five members: credits and debits. */
export async function liveALittle(db: TestDatabase, tenant: string, count: number, members = fiveMembers()) {
  for (let n = 0; n < count; n++) {
    const owner = members[n % members.length] as string;
    const posting = n % 3 === 2 && n >= members.length ? [debitOf(owner, 1 + (n % 7))] : [creditOf(owner, 100 + n)];
    const transaction = transactionOf(posting, { title: "江听岚", trace: { name: "江听岚" } });
    await postAll(db, tenant, [transaction]);
  }
  return members;
}

export const fiveMembers = () => Array.from({ length: 5 }, () => v7());

export async function exportText(
  db: TestDatabase,
  tenant: string,
  range: { from_block?: number; to_block?: number } = {},
): Promise<string> {
  const parts: string[] = [];
  for await (const part of await exportLedger({ database: db.database, ...keyed }, tenant, range)) parts.push(part);
  return parts.join("");
}
