import { type Reach, reachKey } from "../../platform/kernel/reach.ts";
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
import { decideTransfers } from "./decide-transfers.ts";
import type { Transfer } from "./write-transfers.ts";
import { frozenOwners, visibleOwners } from "./owner-types.ts";
import type { PostOutcome } from "./post.ts";
import type { TransactionRow } from "./read.ts";
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
  const [stored, refusals] = await Promise.all([
    claimIdempotency(
      tx,
      commands.map(({ claim }) => claim),
    ),
    judge(tx, commands),
  ]);
  const results: (TransferAnswer | AppError | undefined)[] = stored.map((known, index) => {
    if (known === undefined) return refusals[index];
    return known instanceof AppError ? known : { answer: known, replayed: true };
  });
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

/** Refuses what may not be asked at all: owners out of sight, a blocked spender. */
async function judge(tx: Tx, commands: readonly TransferCommand[]): Promise<(AppError | undefined)[]> {
  const groups = [...Map.groupBy(commands, ({ reach }) => reachKey(reach)).values()];
  const [frozen, ...seen] = await Promise.all([
    frozenOwners(
      tx,
      commands.map(({ from }) => from),
    ),
    ...groups.map((group) =>
      visibleOwners(
        tx,
        group.flatMap(({ from, to }) => [from, to]),
        present(group[0], "a group has its first").reach,
      ),
    ),
  ]);
  const visible = new Map(groups.flatMap((group, at) => group.map((command) => [command, seen[at]] as const)));
  return commands.map((command) => {
    const owners = visible.get(command);
    if (!owners?.has(command.from.owner_id) || !owners.has(command.to.owner_id)) return new AppError("not_found");
    return frozen.has(command.from.owner_id) ? new AppError("account_frozen") : undefined;
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
  const { outcomes, transactions, write } = await decideTransfers(tx, asked);
  const kept: (IdempotencyClaim & StoredAnswer)[] = [];
  for (const [at, command] of asked.entries()) {
    const outcome = outcomes[at] as PostOutcome;
    const index = round[at] as number;
    if (outcome.outcome === "insufficient") {
      const { available } = outcome;
      results[index] = new AppError("insufficient_balance", { available, required: command.amount });
      continue;
    }
    const made = transactions.get(outcome.transaction_id);
    // A number used before may be another caller's.
    const shown = made ? wholly(made) : (await listVisibleTransactions(tx, [outcome.transaction_id], command.reach))[0];
    if (!shown) {
      results[index] = new AppError("not_found");
      continue;
    }
    const { route, key, body_hash, answer: toAnswer } = command.claim;
    const answer = toAnswer(shown, made !== undefined);
    kept.push({ route, key, body_hash, ...answer });
    results[index] = { answer, replayed: false };
  }
  const moved = asked.filter(({ head }) => transactions.has(head.transaction_id));
  await Promise.all([
    write(),
    recordAudits(tx, runtime, moved.flatMap(auditOf)),
    storeIdempotency(tx, asked[0]?.head.recorded_at as Date, kept),
  ]);
}

/** Who has moved value sees both sides of it. */
function wholly(transaction: TransactionRow): VisibleTransaction {
  const visible = new Set(transaction.entries.map(({ owner_id }) => owner_id));
  return { transaction, visible, hidden_accounts: new Set() };
}

function auditOf({ by, head, from, to, asset, amount }: TransferCommand): AuditLine[] {
  if (by?.actor !== "staff") return [];
  const after = { from: from.owner_id, to: to.owner_id, asset, amount };
  const subject = { kind: "transaction", id: head.transaction_id } as const;
  return [{ by, action: "transaction.transferred", subject, after }];
}
