import type { Tx } from "../../platform/db/pool.ts";
import { failpoint } from "../../platform/kernel/failpoint.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { accountId, debtOf } from "./domain/account-id.ts";
import { totalOf } from "./domain/draw.ts";
import {
  isCredit,
  planReversal,
  type ClawbackPolicy,
  type OriginalLine,
  type ReturnedLot,
  type ReversalPlan,
} from "./domain/plan-reversal.ts";
import { setExpiryTimers } from "./expiry-timers.ts";
import { findEffect, lockAccounts } from "./lock-accounts.ts";
import type { TransactionHead } from "./domain/posting.ts";
import { postPlanned } from "./post.ts";
import { findOriginal, readReversalFacts, type OriginalTransaction } from "./reversal-facts.ts";

/** Value that comes back to a lot which is over lives on for `days` whole days after `now`, in `zone`. */
export interface Grace {
  days: number;
  zone: string;
  now: Date;
}

export type ReversalResult =
  | {
      outcome: "posted";
      transaction_id: string;
      returned: ReturnedLot[];
      /** Taken back of what had been credited. */
      clawed_back: number;
      /** Owed from now on, because it had been spent. */
      debt: number;
      /** Neither taken nor owed: for the caller to deduct, or forgiven. */
      uncovered: number;
    }
  | { outcome: "duplicate"; transaction_id: string }
  | { outcome: "not_found" }
  /** A reversal, a merge, an un-merge. */
  | { outcome: "not_reversible" }
  /** All of it, or more than is asked for, has been undone already. */
  | { outcome: "nothing_left"; left: number }
  /** A transfer whose receiver has spent it. */
  | { outcome: "insufficient"; asset: string; available: number };

interface Undoing {
  head: TransactionHead;
  original_transaction_id: string;
  clawback: ClawbackPolicy;
  grace: Grace;
}

/** Undoes a transaction: all that is left of it, or parts of its lines. */
export function reverse(
  tx: Tx,
  runtime: Runtime,
  input: Undoing & { lines?: readonly LineAmount[] },
): Promise<ReversalResult> {
  return undo(tx, runtime, input, "reversal", (lines) => {
    if (!input.lines) return lines.map(({ line_no, amount, reversed }) => ({ line_no, amount: amount - reversed }));
    return input.lines;
  });
}

/** Takes back `amount` of what a transaction has credited of an asset: a recomputed award. */
export function clawBack(
  tx: Tx,
  runtime: Runtime,
  input: Undoing & { asset: string; amount: number },
): Promise<ReversalResult> {
  return undo(tx, runtime, input, "clawback", (lines) => {
    let left = input.amount;
    const parts = lines
      .filter((line) => isCredit(line) && line.asset === input.asset)
      .toReversed()
      .map(({ line_no, amount, reversed }) => {
        const part = Math.min(amount - reversed, left);
        left -= part;
        return { line_no, amount: part };
      });
    // More than was given: said on a line of its own, which then finds nothing left.
    return left > 0 ? [...parts, { line_no: 0, amount: left }] : parts;
  });
}

type LineAmount = { line_no: number; amount: number };

async function undo(
  tx: Tx,
  runtime: Runtime,
  input: Undoing,
  reason: "reversal" | "clawback",
  choose: (lines: OriginalLine[]) => readonly LineAmount[],
): Promise<ReversalResult> {
  const original = await findOriginal(tx, input.original_transaction_id);
  if (!original) return { outcome: "not_found" };
  const accounts = accountsOf(original);
  // Nobody's accounts are never locked: two reversals of such a transaction wait for each other by its id.
  await (accounts.length > 0 ? lockAccounts(tx, accounts) : lockTransaction(tx, original.transaction_id));
  failpoint("ledger.reverse.locked");
  const [known, facts] = await Promise.all([findEffect(tx, input.head), readReversalFacts(tx, original)]);
  if (known) return { outcome: "duplicate", transaction_id: known };
  if (original.is_final) return { outcome: "not_reversible" };

  const lines = eachOnce(choose(facts.lines));
  const left = leftOf(facts.lines, lines);
  if (lines.length === 0 || left !== undefined) return { outcome: "nothing_left", left: left ?? 0 };
  const { original_transaction_id, clawback, grace } = input;
  const request = { original_transaction_id, lines, clawback, grace, nextId: () => runtime.ids.next() };
  const plan = planReversal(facts.lines, facts.lots, request);
  if (!("postings" in plan)) return { outcome: "insufficient", ...plan };
  return save(tx, input, plan, { reason, lines, original: facts.lines });
}

function eachOnce(parts: readonly LineAmount[]): LineAmount[] {
  return [...Map.groupBy(parts, (part) => part.line_no)]
    .map(([line_no, same]) => ({ line_no, amount: totalOf(same) }))
    .filter(({ amount }) => amount > 0);
}

/** Everything a reversal may touch, named in one go. */
function accountsOf({ lines }: OriginalTransaction): string[] {
  return lines.flatMap(({ from, to, asset }) =>
    [from, to].flatMap((side) =>
      "owner" in side ? [side.account_id, side.home_account_id, accountId(side.home.owner_id, debtOf(asset))] : [],
    ),
  );
}

async function lockTransaction(tx: Tx, transaction_id: string): Promise<void> {
  await tx.query({
    text: "select pg_advisory_xact_lock(hashtextextended($1, 0))",
    values: [`ledger ${transaction_id}`],
  });
}

/** What is left of the lines when more is asked for than that; undefined when the request fits. */
function leftOf(lines: readonly OriginalLine[], asked: readonly LineAmount[]): number | undefined {
  const byLine = new Map(lines.map((line) => [line.line_no, line.amount - line.reversed]));
  if (asked.every(({ line_no, amount }) => amount <= (byLine.get(line_no) ?? 0))) return undefined;
  const named = new Set(asked.map((part) => part.line_no));
  return lines.reduce((sum, line) => sum + (named.has(line.line_no) ? line.amount - line.reversed : 0), 0);
}

async function save(
  tx: Tx,
  { head, original_transaction_id }: Undoing,
  plan: ReversalPlan,
  undone: { reason: string; lines: LineAmount[]; original: OriginalLine[] },
): Promise<ReversalResult> {
  const [posted] = await postPlanned(tx, [{ ...head, postings: plan.postings }]);
  if (posted?.outcome === "duplicate") return posted;
  if (posted?.outcome !== "posted") throw new Error(`the book refused a planned reversal: ${JSON.stringify(posted)}`);
  const amountOf = (line_no: number) => undone.original.find((line) => line.line_no === line_no)?.amount;
  await Promise.all([
    tx.query({
      name: "ledger_link_reversal",
      text: "insert into ledger.reversal (tenant_id, transaction_id, original_transaction_id, reason) values ($1, $2, $3, $4)",
      values: [tx.tenant_id, head.transaction_id, original_transaction_id, undone.reason],
    }),
    tx.query({
      name: "ledger_count_reversed",
      text: `insert into ledger.reversal_line as r (tenant_id, transaction_id, line_no, amount, reversed)
             select $1, $2, l.n, l.a, l.r from unnest($3::int[], $4::bigint[], $5::bigint[]) as l(n, a, r) order by l.n
             on conflict (tenant_id, transaction_id, line_no) do update set reversed = r.reversed + excluded.reversed`,
      values: [
        tx.tenant_id,
        original_transaction_id,
        undone.lines.map((line) => line.line_no),
        undone.lines.map((line) => amountOf(line.line_no)),
        undone.lines.map((line) => line.amount),
      ],
    }),
    setExpiryTimers(tx, plan.graced),
  ]);
  failpoint("ledger.reverse.counted");
  const { returned, clawed_back, debt, uncovered } = plan;
  return { outcome: "posted", transaction_id: head.transaction_id, returned, clawed_back, debt, uncovered };
}
