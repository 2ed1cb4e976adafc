import { createCoalescer, type Coalescer } from "../../platform/db/coalesce.ts";
import {
  claimIdempotency,
  storeIdempotency,
  type IdempotencyClaim,
  type StoredAnswer,
} from "../../platform/db/idempotency.ts";
import type { Database, Tx } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import type { Times } from "../org/index.ts";
import {
  accountKey,
  loadAwardFacts,
  saveAwards,
  takeAward,
  type AwardFacts,
  type DecidedAward,
  type Earning,
} from "../points/index.ts";
import { findByOutNo, findMembersForPurchase, insertLines, insertPurchases } from "./db/purchases.gen.ts";
import {
  ownMoneyByLine,
  refusalError,
  refusalsOf,
  titleOf,
  totalFen,
  walletFen,
  type Payment,
  type PurchaseLine,
} from "./domain/decide.ts";

export const WALLET_ASSET = "cny.principal";

/** A purchase ready to be decided: venue, business date and member are resolved by the edge. */
export interface PurchaseCommand {
  member_id: string | null;
  venue_id: string;
  unit_id: string;
  channel: "till" | "api" | "file";
  /** The caller's own number; a purchase with it exists once for ever. */
  out_no: string | null;
  business_time: Date;
  business_date: string;
  lines: PurchaseLine[];
  payments: Payment[];
  staff_id: string | null;
  /** The Idempotency-Key of the request, and the answer to keep for it. */
  claim: (IdempotencyClaim & { answer: (purchase: CommittedPurchase) => StoredAnswer }) | undefined;
  times: Times;
}

export interface CommittedPurchase {
  purchase_id: string;
  member_id: string | null;
  total_fen: number;
  points: number;
  line_points: number[];
  transaction_id: string | null;
}

export type CommitResult =
  | { kind: "committed"; purchase: CommittedPurchase; answer: StoredAnswer | undefined }
  /** The Idempotency-Key was used before: its first answer. */
  | { kind: "replayed"; answer: StoredAnswer }
  /** The caller's own number was used before, without this key. */
  | { kind: "known"; purchase: Omit<CommittedPurchase, "line_points"> };

interface Decided extends CommittedPurchase {
  command: PurchaseCommand;
  earning: Earning | undefined;
}

export type PurchaseCommitter = Coalescer<PurchaseCommand, CommitResult>;

/** Purchases that arrive together commit together: see docs/adr/0005-command-shape.md for what that buys. */
export function createPurchaseCommitter(database: Database, runtime: Runtime): PurchaseCommitter {
  return createCoalescer(
    (tenant_id, commands) => database.write(tenant_id, (tx) => commitPurchases(tx, runtime, commands)),
    {
      max_batch: 64,
      max_running: 2,
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
  const decided: Decided[] = [];
  const results = commands.map((command, index): CommitResult | AppError => {
    const stored = loaded.stored[index];
    if (stored instanceof AppError) return stored;
    if (stored) return { kind: "replayed", answer: stored };
    const known = command.out_no === null ? undefined : loaded.known.get(command.out_no);
    if (known) return { kind: "known", purchase: known };
    const outcome = decide(runtime, command, loaded);
    if (outcome instanceof AppError) return outcome;
    decided.push(outcome);
    if (command.out_no !== null) loaded.known.set(command.out_no, outcome);
    const { command: _, earning: __, ...purchase } = outcome;
    return { kind: "committed", purchase, answer: command.claim?.answer(purchase) };
  });
  await save(tx, runtime, loaded.facts, decided, results);
  return results;
}

interface Loaded {
  stored: (StoredAnswer | AppError | undefined)[];
  known: Map<string, Omit<CommittedPurchase, "line_points">>;
  members: Map<string, { status: string }>;
  facts: AwardFacts;
}

async function load(tx: Tx, commands: PurchaseCommand[]): Promise<Loaded> {
  const { tenant_id } = tx;
  // A caller's own number is locked like a key, so that a twin under another key waits and is then found.
  const numbers = commands.flatMap((command) => (command.out_no === null ? [] : [command.out_no]));
  const claims: IdempotencyClaim[] = commands.flatMap((command) => command.claim ?? []);
  const locks = numbers.map((key) => ({ route: "purchases.out_no", key, body_hash: Buffer.alloc(0) }));
  const buyers = commands.filter((command) => command.member_id !== null) as (PurchaseCommand & {
    member_id: string;
  })[];
  const wallets = buyers
    .filter((command) => walletFen(command.payments) > 0)
    .map((command) => ({ owner_id: command.member_id, asset: WALLET_ASSET }));
  const times = commands[0]?.times as Times;
  // Sent without waiting for each other: keys first, then accounts, each in one global order, then the reads.
  const [answers, known, members, facts] = await Promise.all([
    claimIdempotency(tx, [...claims, ...locks]),
    numbers.length > 0 ? run(tx, findByOutNo, { tenant_id, out_nos: numbers }) : [],
    run(tx, findMembersForPurchase, { tenant_id, member_ids: buyers.map((command) => command.member_id) }),
    loadAwardFacts(tx, buyers, times, wallets),
  ]);
  const byClaim = new Map(claims.map((claim, index) => [claim, answers[index]]));
  return {
    stored: commands.map((command) => (command.claim ? byClaim.get(command.claim) : undefined)),
    known: new Map(known.map((row) => [row.out_no as string, row])),
    members: new Map(members.map((member) => [member.member_id, member])),
    facts,
  };
}

function decide(runtime: Runtime, command: PurchaseCommand, { members, facts }: Loaded): Decided | AppError {
  const member = command.member_id === null ? null : members.get(command.member_id);
  if (member === undefined) return new AppError("not_found");
  const wallet = command.member_id === null ? "" : accountKey(command.member_id, WALLET_ASSET);
  const wallet_fen = facts.spendable.get(wallet) ?? 0;
  const [refusal] = refusalsOf(command, { member, wallet_fen });
  if (refusal) return refusalError(refusal);

  const total_fen = totalFen(command.lines);
  facts.spendable.set(wallet, wallet_fen - walletFen(command.payments));
  const earning =
    command.member_id === null
      ? undefined
      : takeAward(facts, { ...command, member_id: command.member_id, lines: earningLines(command) });
  const moves = (earning?.points ?? 0) > 0 || walletFen(command.payments) > 0;
  return {
    command,
    earning,
    purchase_id: runtime.ids.next(),
    member_id: command.member_id,
    total_fen,
    points: earning?.points ?? 0,
    line_points: earning?.line_points ?? command.lines.map(() => 0),
    transaction_id: moves ? runtime.ids.next() : null,
  };
}

export function earningLines(command: Pick<PurchaseCommand, "lines" | "payments">) {
  const own = ownMoneyByLine(command.lines, command.payments);
  return command.lines.map((line, index) => ({
    line_no: index + 1,
    title: line.item_name,
    amount_fen: line.amount_fen,
    own_money_fen: own[index] ?? 0,
  }));
}

async function save(
  tx: Tx,
  runtime: Runtime,
  facts: AwardFacts,
  decided: Decided[],
  results: (CommitResult | AppError)[],
): Promise<void> {
  const times = decided[0]?.command.times;
  if (!times) return;
  const { tenant_id } = tx;
  const purchases = decided.map(({ command, purchase_id, member_id, total_fen, points, transaction_id }) => {
    const { venue_id, unit_id, channel, out_no, business_time, business_date, payments, staff_id } = command;
    const { recorded_at } = command.times;
    return {
      purchase_id,
      member_id,
      venue_id,
      unit_id,
      channel,
      out_no,
      business_time,
      business_date,
      total_fen,
      payments,
      points,
      transaction_id,
      staff_id,
      recorded_at,
    };
  });
  const lines = decided.flatMap(({ command, purchase_id, line_points }) => {
    const own = ownMoneyByLine(command.lines, command.payments);
    return command.lines.map((line, index) => ({
      ...line,
      purchase_id,
      line_no: index + 1,
      own_money_fen: own[index],
      points: line_points[index],
    }));
  });
  const answerOf = new Map<string, StoredAnswer | undefined>(
    results.flatMap((result) =>
      result instanceof AppError || result.kind !== "committed"
        ? []
        : [[result.purchase.purchase_id, result.answer] as const],
    ),
  );
  await Promise.all([
    run(tx, insertPurchases, { tenant_id, purchases }),
    run(tx, insertLines, { tenant_id, lines }),
    saveAwards(tx, runtime, facts, decided.flatMap(toAward), times),
    storeIdempotency(
      tx,
      times.recorded_at,
      decided.flatMap(({ purchase_id, command: { claim } }) => {
        const answer = answerOf.get(purchase_id);
        return claim && answer ? [{ route: claim.route, key: claim.key, body_hash: claim.body_hash, ...answer }] : [];
      }),
    ),
  ]);
}

function toAward(decided: Decided): DecidedAward[] {
  const { command, earning, member_id, transaction_id } = decided;
  if (!earning || member_id === null || transaction_id === null) return [];
  const wallet = walletFen(command.payments);
  return [
    {
      member_id,
      transaction_id,
      earning,
      lines: earningLines(command),
      business_time: command.business_time,
      business_date: command.business_date,
      venue_id: command.venue_id,
      title: titleOf(command.lines),
      source_type: "purchase",
      source_id: decided.purchase_id,
      kind: "purchase",
      postings:
        wallet > 0
          ? [
              {
                from: { owner_type: "member", owner_id: member_id },
                to: { system: "settlement" },
                asset: WALLET_ASSET,
                amount: wallet,
              },
            ]
          : [],
    },
  ];
}
