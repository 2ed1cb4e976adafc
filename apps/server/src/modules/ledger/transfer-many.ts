import { EVERYBODY, type Reach, reachKey } from "../../platform/kernel/reach.ts";
import { createCoalescer, type Coalescer } from "../../platform/db/coalesce.ts";
import {
  claimIdempotency,
  storeIdempotency,
  type IdempotencyClaim,
  type StoredAnswer,
} from "../../platform/db/idempotency.ts";
import type { Caller } from "../../platform/audit/by.ts";
import { type AuditLine, recordAudits } from "../../platform/audit/record-audit.ts";
import type { Database, Tx } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { toNewTransaction, setTimersOfArrivals, type Transfer } from "./transfer.ts";
import { frozenOwners, visibleOwners } from "./owner-types.ts";
import { post, type PostOutcome } from "./post.ts";
import { listVisibleTransactions, type VisibleTransaction } from "./visible-transaction.ts";
import { present } from "../../platform/kernel/assert.ts";

/** A caller's transfer, and the answer to keep for it. */
export interface TransferCommand extends Transfer {
  reach: Reach;
  /** A person's transfer is in the audit log as well; a system's is told by the book. */
  by?: Caller;
  claim: IdempotencyClaim & { answer: (found: VisibleTransaction, is_new: boolean) => StoredAnswer };
}

export interface TransferAnswer {
  answer: StoredAnswer;
  replayed: boolean;
}

export type Transferer = Coalescer<TransferCommand, TransferAnswer>;

/** Transfers that arrive together are posted together: those of a few busy accounts would else wait for each commit. */
export function createTransferer(database: Database, runtime: Runtime): Transferer {
  return createCoalescer(
    (tenant_id, commands) => database.write(tenant_id, (tx) => transferMany(tx, runtime, commands)),
    {
      max_batch: 64,
      max_running: 1,
      exclusiveKey: ({ claim }) => `${claim.route} ${claim.key}`,
    },
  );
}

/** Each is posted, replayed or refused (an AppError in its place) by itself. */
export async function transferMany(
  tx: Tx,
  runtime: Runtime,
  commands: TransferCommand[],
): Promise<(TransferAnswer | AppError)[]> {
  const stored = await claimIdempotency(
    tx,
    commands.map(({ claim }) => claim),
  );
  const results: (TransferAnswer | AppError | undefined)[] = stored.map((known) =>
    known === undefined || known instanceof AppError ? known : { answer: known, replayed: true },
  );
  await judge(tx, commands, results);
  // A caller's number that comes twice in one batch: the second is asked once the first is decided.
  for (let due = open(commands, results); due.length > 0; due = open(commands, results)) {
    const round = [...new Map(due.toReversed().map((index) => [commands[index]?.head.source_id, index])).values()];
    await postRound(
      tx,
      runtime,
      commands,
      round.toSorted((a, b) => a - b),
      results,
    );
  }
  return results as (TransferAnswer | AppError)[];
}

const open = (commands: readonly TransferCommand[], results: readonly unknown[]) =>
  commands.flatMap((_, index) => (results[index] === undefined ? [index] : []));

/** Refuses what may not be asked at all: owners out of sight, oneself, a blocked spender. */
async function judge(tx: Tx, commands: TransferCommand[], results: (TransferAnswer | AppError | undefined)[]) {
  const sides = commands.flatMap(({ from, to }) => [from, to]);
  const frozen = await frozenOwners(
    tx,
    commands.map(({ from }) => from),
  );
  const scopes = Map.groupBy(commands, ({ reach }) => reachKey(reach));
  const visible = new Map<Reach, ReadonlySet<string>>();
  for (const group of scopes.values()) {
    const owners = group.length === commands.length ? sides : group.flatMap(({ from, to }) => [from, to]);
    const seen = await visibleOwners(tx, owners, present(group[0], "a group has its first").reach);
    for (const { reach } of group) visible.set(reach, seen);
  }
  commands.forEach((command, index) => {
    const seen = visible.get(command.reach);
    if (results[index] !== undefined) return;
    if (!seen?.has(command.from.owner_id) || !seen.has(command.to.owner_id)) results[index] = new AppError("not_found");
    else if (frozen.has(command.from.owner_id)) results[index] = new AppError("account_frozen");
  });
}

async function postRound(
  tx: Tx,
  runtime: Runtime,
  commands: TransferCommand[],
  round: number[],
  results: (TransferAnswer | AppError | undefined)[],
): Promise<void> {
  const asked = round.map((index) => commands[index] as TransferCommand);
  const outcomes = await post(tx, asked.map(toNewTransaction));
  const moved = asked.filter((_, at) => outcomes[at]?.outcome === "posted");
  await setTimersOfArrivals(tx, moved);
  await recordAudits(tx, runtime, moved.flatMap(auditOf));
  const ids = moved.map(({ head }) => head.transaction_id);
  const found = new Map(
    (await listVisibleTransactions(tx, ids, EVERYBODY)).map((one) => [one.transaction.transaction_id, one]),
  );
  const kept: (IdempotencyClaim & StoredAnswer)[] = [];
  for (const [at, { claim, amount, reach }] of asked.entries()) {
    const outcome = outcomes[at] as PostOutcome;
    const index = round[at] as number;
    if (outcome.outcome === "insufficient") {
      results[index] = new AppError("insufficient_balance", { available: outcome.available, required: amount });
      continue;
    }
    const is_new = outcome.outcome === "posted";
    // A number used before may be another caller's.
    const transaction = is_new
      ? found.get(outcome.transaction_id)
      : (await listVisibleTransactions(tx, [outcome.transaction_id], reach))[0];
    if (!transaction) {
      results[index] = new AppError("not_found");
      continue;
    }
    const answer = claim.answer(transaction, is_new);
    kept.push({ route: claim.route, key: claim.key, body_hash: claim.body_hash, ...answer });
    results[index] = { answer, replayed: false };
  }
  await storeIdempotency(tx, asked[0]?.head.recorded_at as Date, kept);
}

function auditOf({ by, head, from, to, asset, amount }: TransferCommand): AuditLine[] {
  if (by?.actor !== "staff") return [];
  const after = { from: from.owner_id, to: to.owner_id, asset, amount };
  const subject = { kind: "transaction", id: head.transaction_id } as const;
  return [{ by, action: "transaction.transferred", subject, after }];
}
