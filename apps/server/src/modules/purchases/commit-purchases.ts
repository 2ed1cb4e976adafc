import { createCoalescer, type Coalescer } from "../../platform/db/coalesce.ts";
import { claimIdempotency, type IdempotencyClaim, type StoredAnswer } from "../../platform/db/idempotency.ts";
import type { Database, Tx } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import type { Times } from "../org/index.ts";
import { loadAwardFacts, programAt, takeAward, type AwardFacts } from "../points/index.ts";
import { findByOutNo, findMembersForPurchase } from "./db/purchases.gen.ts";
import { earningLines, refusalError, refusalsOf, type Standing, totalFen } from "./domain/decide.ts";
import { factsOf, readMeans, spend, walletAccounts, type Means } from "./means.ts";
import { paymentLineCount } from "./payment-postings.ts";
import type { CommitResult, CommittedPurchase, DecidedPurchase, PurchaseCommand } from "./purchase-command.ts";
import { savePurchases } from "./save-purchases.ts";
import { settlePurchase } from "./settle.ts";

export type PurchaseCommitter = Coalescer<PurchaseCommand, CommitResult>;

/** Purchases that arrive together commit together: see docs/adr/0005-command-shape.md for what that buys. */
export function createPurchaseCommitter(database: Database, runtime: Runtime): PurchaseCommitter {
  return createCoalescer(
    (tenant_id, commands) => database.write(tenant_id, (tx) => commitPurchases(tx, runtime, commands)),
    {
      max_batch: 64,
      max_running: 1,
      exclusiveKey: (command) =>
        command.claim ? `${command.claim.route} ${command.claim.key}` : (command.out_no ?? undefined),
    },
  );
}

/**
 * Commits a batch: lock and load in one round trip, decide in memory, save in one more. Each purchase is committed,
 * replayed or refused (an AppError in its place) by itself; refused ones leave nothing.
 */
export async function commitPurchases(
  tx: Tx,
  runtime: Runtime,
  commands: PurchaseCommand[],
): Promise<(CommitResult | AppError)[]> {
  const loaded = await load(tx, commands);
  const decided: DecidedPurchase[] = [];
  const results = commands.map((command, index): CommitResult | AppError => {
    const stored = loaded.stored[index];
    if (stored instanceof AppError) return stored;
    if (stored) return { kind: "replayed", answer: stored };
    const known = command.out_no === null ? undefined : loaded.known.get(command.out_no);
    if (known) return { kind: "known", purchase: known };
    const outcome = decide(runtime, command, loaded);
    if (outcome instanceof AppError) return outcome;
    if (command.out_no !== null) loaded.known.set(command.out_no, outcome);
    const purchase = committedOf(outcome);
    const answer = command.claim?.answer(purchase);
    decided.push({ ...outcome, answer });
    return { kind: "committed", purchase, answer };
  });
  await savePurchases(tx, runtime, loaded.facts, decided);
  return results;
}

interface Loaded {
  stored: (StoredAnswer | AppError | undefined)[];
  known: Map<string, Omit<CommittedPurchase, "line_points">>;
  members: Map<string, Standing>;
  facts: AwardFacts;
  means: Means;
}

type Buyer = PurchaseCommand & { member_id: string };

async function load(tx: Tx, commands: PurchaseCommand[]): Promise<Loaded> {
  const { tenant_id } = tx;
  // A caller's own number is locked like a key, so that a twin under another key waits and is then found.
  const numbers = commands.flatMap((command) => (command.out_no === null ? [] : [command.out_no]));
  const claims: IdempotencyClaim[] = commands.flatMap((command) => command.claim ?? []);
  const locks = numbers.map((key) => ({ route: "purchases.out_no", key, body_hash: Buffer.alloc(0) }));
  const buyers = commands.filter((command) => command.member_id !== null) as Buyer[];
  const times = commands[0]?.times as Times;
  // Sent without waiting for each other: keys first, then accounts, each in one global order, then the reads.
  const [answers, known, members, facts, means] = await Promise.all([
    claimIdempotency(tx, [...claims, ...locks]),
    numbers.length > 0 ? run(tx, findByOutNo, { tenant_id, out_nos: numbers }) : [],
    run(tx, findMembersForPurchase, { tenant_id, member_ids: buyers.map((command) => command.member_id) }),
    loadAwardFacts(tx, buyers, times, walletAccounts(buyers)),
    readMeans(tx, buyers),
  ]);
  const byClaim = new Map(claims.map((claim, index) => [claim, answers[index]]));
  return {
    stored: commands.map((command) => (command.claim ? byClaim.get(command.claim) : undefined)),
    known: new Map(known.map((row) => [row.out_no as string, row])),
    members: new Map(members.map((member) => [member.member_id, member])),
    facts,
    means,
  };
}

function decide(runtime: Runtime, command: PurchaseCommand, loaded: Loaded): DecidedPurchase | AppError {
  const { member_id } = command;
  const member = member_id === null ? null : loaded.members.get(member_id);
  if (member === undefined) return new AppError("not_found");
  const program = programAt(loaded.facts.policy, command.business_time);
  const purchase_facts = factsOf(loaded.means, command, member, program.burn);
  const [refusal] = refusalsOf(command, purchase_facts);
  if (refusal) return refusalError(refusal);

  const { settlement, paid_from } = settlePurchase(command, { ...purchase_facts, policy: program.wallet_split });
  const lines = earningLines(command.lines, settlement);
  const transaction_id = member_id === null ? null : runtime.ids.next();
  const first_line_no = paymentLineCount(settlement) + 1;
  const earning =
    member_id === null || transaction_id === null
      ? undefined
      : takeAward(loaded.facts, { ...command, member_id, lines }, { transaction_id, first_line_no });
  if (member_id !== null) spend(loaded.means, member_id, settlement);
  return {
    command,
    earning,
    settlement,
    paid_from,
    purchase_id: runtime.ids.next(),
    member_id,
    total_fen: totalFen(command.lines),
    points: earning?.points ?? 0,
    line_points: earning?.line_points ?? command.lines.map(() => 0),
    transaction_id,
    answer: undefined,
  };
}

function committedOf(decided: DecidedPurchase): CommittedPurchase {
  const { purchase_id, member_id, total_fen, points, line_points, transaction_id } = decided;
  return { purchase_id, member_id, total_fen, points, line_points, transaction_id };
}
