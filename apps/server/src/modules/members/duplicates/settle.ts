import type { Keyed } from "../../../platform/crypto/secrets.ts";
import type { By } from "../../../platform/audit/by.ts";
import type { Tx } from "../../../platform/db/pool.ts";
import { run } from "../../../platform/db/sql.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { memberParams, type Reach } from "../../../platform/kernel/reach.ts";
import type { Merge } from "../../../platform/merging.ts";
import * as sql from "../db/duplicates.gen.ts";

/** The pair that was merged is decided; other pairs of the loser are looked for as the winner's. An un-merge says: two people. */
export async function settleDuplicates(
  tx: Tx,
  { winner_id: one, loser_id: other, by, times }: Merge,
  state: "merged" | "dismissed",
): Promise<void> {
  const { tenant_id } = tx;
  const decided = { decided_at: times.recorded_at, decided_by: by.actor_id, decided_actor: by.actor };
  await run(tx, sql.settlePair, { tenant_id, one, other, state, ...decided });
  await run(tx, sql.dropOpenOf, { tenant_id, member_id: other });
}

export interface Decision {
  duplicate_id: string;
  reason: string | null;
}

/** Two people after all. @throws not_found · duplicate_decided */
export async function dismissDuplicate(
  tx: Tx,
  { runtime }: Keyed,
  { duplicate_id, reason }: Decision,
  { by, reach }: { by: By; reach: Reach },
): Promise<sql.FindDuplicateRow> {
  const pair = await lockDuplicate(tx, duplicate_id, reach);
  if (pair.state !== "open") throw new AppError("duplicate_decided", { state: pair.state });
  await run(tx, sql.decideDuplicate, {
    tenant_id: tx.tenant_id,
    duplicate_id,
    state: "dismissed",
    decided_at: runtime.clock.now(),
    decided_by: by.actor_id,
    decided_actor: by.actor,
    reason,
  });
  return pair;
}

/** Back into the inbox. @throws not_found · duplicate_decided */
export async function reopenDuplicate(tx: Tx, duplicate_id: string, reach: Reach): Promise<sql.FindDuplicateRow> {
  const pair = await lockDuplicate(tx, duplicate_id, reach);
  if (pair.state !== "dismissed") throw new AppError("duplicate_decided", { state: pair.state });
  const undecided = { decided_at: null, decided_by: null, decided_actor: null, reason: null };
  await run(tx, sql.decideDuplicate, { tenant_id: tx.tenant_id, duplicate_id, state: "open", ...undecided });
  return pair;
}

async function lockDuplicate(tx: Tx, duplicate_id: string, reach: Reach): Promise<sql.FindDuplicateRow> {
  const params = { tenant_id: tx.tenant_id, duplicate_id, ...memberParams(reach) };
  const pair = await run(tx, sql.findDuplicate, params);
  if (!pair) throw new AppError("not_found");
  return pair;
}
