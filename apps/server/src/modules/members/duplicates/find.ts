import type { App } from "../../../platform/app.ts";
import type { Keyed } from "../../../platform/crypto/secrets.ts";
import type { Tx } from "../../../platform/db/pool.ts";
import { run } from "../../../platform/db/sql.ts";
import * as sql from "../db/duplicates.gen.ts";
import { CLAIM_CODES, confidenceOf, type DuplicateCode } from "../domain/duplicate-rules.ts";
import { personOf } from "../persons.ts";
import { readDuplicatePolicy } from "./policy.ts";

/** What more people than this share is no sign: a birthday that a till fills in, a name such as 游客. */
const CROWD = 20;

const pairKey = ({ a_id, b_id }: { a_id: string; b_id: string }) => `${a_id} ${b_id}`;

/** Looks for people who may be the same as these, and forgets pairs that no longer agree. Answers how many are new. */
export async function findDuplicates(tx: Tx, { runtime }: Keyed, member_ids: readonly string[]): Promise<number> {
  if (member_ids.length === 0) return 0;
  const { tenant_id } = tx;
  const policy = await readDuplicatePolicy(tx);
  const found = await run(tx, sql.findPairs, { tenant_id, member_ids, crowd: CROWD });
  const open = await run(tx, sql.listOpenOf, { tenant_id, member_ids });
  const reasons = new Map(found.map((pair) => [pairKey(pair), pair.reasons as DuplicateCode[]]));
  // What both have said of themselves stands beside what is compared.
  for (const pair of open) {
    const claims = (pair.reasons as DuplicateCode[]).filter((code) => CLAIM_CODES.has(code));
    const key = pairKey(pair);
    if (claims.length > 0) reasons.set(key, [...new Set([...(reasons.get(key) ?? []), ...claims])]);
  }
  const pairs = [...reasons].flatMap(([key, codes]) => {
    const [a_id = "", b_id = ""] = key.split(" ");
    const confidence = confidenceOf(codes, policy);
    if (confidence < policy.threshold || confidence < 1) return [];
    return { duplicate_id: runtime.ids.next(), a_id, b_id, confidence, reasons: codes.toSorted() };
  });
  const still = new Set(pairs.map(pairKey));
  const gone = open.filter((pair) => !still.has(pairKey(pair))).map((pair) => pair.duplicate_id);
  if (gone.length > 0) await run(tx, sql.dropPairs, { tenant_id, duplicate_ids: gone });
  if (pairs.length === 0) return 0;
  const saved = await run(tx, sql.savePairs, { tenant_id, pairs, found_at: runtime.clock.now() });
  return saved.filter((row) => row.is_new).length;
}

/**
 * Two people have both been given one name of the outside: only one of them may have it, and they are probably the same. Called
 * after the refusal, in a transaction of its own.
 */
export async function noteClaim(
  app: App,
  tenant_id: string,
  members: readonly [string, string],
  code: DuplicateCode,
): Promise<void> {
  await app.database.write(tenant_id, async (tx) => {
    const [one, other] = [await personOf(tx, members[0]), await personOf(tx, members[1])];
    if (one === other) return;
    const policy = await readDuplicatePolicy(tx);
    const [a_id, b_id] = one < other ? [one, other] : [other, one];
    const open = await run(tx, sql.listOpenOf, { tenant_id, member_ids: [a_id] });
    const known = open.find((pair) => pair.a_id === a_id && pair.b_id === b_id);
    const reasons = [...new Set([...((known?.reasons as DuplicateCode[]) ?? []), code])].toSorted();
    const confidence = confidenceOf(reasons, policy);
    if (confidence < policy.threshold || confidence < 1) return;
    const pair = { duplicate_id: app.runtime.ids.next(), a_id, b_id, confidence, reasons };
    await run(tx, sql.savePairs, { tenant_id, pairs: [pair], found_at: app.runtime.clock.now() });
  });
}
