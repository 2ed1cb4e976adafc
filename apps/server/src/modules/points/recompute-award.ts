import { appendEvents } from "../../platform/events/outbox.ts";
import type { Db, Tx } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { clawBack, findTransaction, type ReversalResult, type TransactionHead } from "../ledger/index.ts";
import { listGroupAwardsOf, reduceGroupAward } from "./db/usage.gen.ts";
import type { EarningLine } from "./domain/earning.ts";
import type { PolicyDocument } from "./domain/policy.ts";
import { recompute } from "./domain/recompute.ts";
import type { EarningTrace } from "./domain/trace.ts";
import { getPolicy, readPolicy } from "./policy-store.ts";
import { getProgram } from "./program.ts";

export interface RecomputedAward {
  /** What of the award stands, before any refund. */
  before: number;
  /** What it would have been with only the given lines. */
  after: number;
  line_points: number[];
  trace: EarningTrace;
}

/** What an award would have been "as if the refunded part had never been bought", under the rules of its own day. */
export async function recomputeAward(
  db: Db,
  transaction_id: string,
  lines: readonly EarningLine[],
): Promise<RecomputedAward> {
  const [transaction, groups] = await Promise.all([
    findTransaction(db, transaction_id),
    run(db, listGroupAwardsOf, { tenant_id: db.tenant_id, transaction_id }),
  ]);
  if (!transaction) throw new AppError("transaction_not_found");
  const stored = transaction.trace as EarningTrace | FirstTrace; // what this room has written
  const { document, trace } =
    "policy_revision" in stored
      ? { document: await getPolicy(db, stored.policy_revision), trace: stored }
      : fromFirstTrace(await readPolicy(db), stored, transaction);
  const replaced = groups.filter((group) => group.replaced_by !== null);
  const lost = new Set(replaced.map((group) => group.stack_group));
  const earning = recompute(document, { trace, business_time: transaction.business_time, lost }, lines);
  const { points: after, line_points } = earning;
  const gone = replaced.reduce((sum, group) => sum + group.points, 0);
  return { before: trace.result - gone, after, line_points, trace: earning.trace };
}

/** As it was stored before there were rules: a rate and one cap. */
interface FirstTrace {
  program_version: number;
  cap?: { used_before: number };
  result: number;
}

function fromFirstTrace(
  policy: PolicyDocument,
  { program_version, cap, result }: FirstTrace,
  { venue_id, business_date }: { venue_id: string | null; business_date: string },
): { document: PolicyDocument; trace: EarningTrace } {
  const programs = policy.programs.filter((program) => program.version === program_version);
  const caps = [{ kind: "daily" as const, rule_id: null, limit: 0, used_before: cap?.used_before ?? 0, removed: 0 }];
  const where = { venue_id, channel: null, business_date, local_time: "00:00", weekday: 1, tag_ids: null };
  const unknown = { holiday: { state: "unknown" as const, name: null }, tier: null, birthday: null };
  return {
    document: { ...policy, programs, rules: [], seasons: [] },
    trace: {
      policy_revision: 0,
      program_version,
      member_id: "",
      inputs: { ...where, ...unknown },
      stacking: "largest_only",
      season_id: null,
      lines: [],
      fixed: [],
      sum: result,
      caps,
      groups: [],
      result,
      rejected: [],
      lot: null,
      credits: [],
      debt_repaid: 0,
    },
  };
}

export type ClawbackResult = ReversalResult | { outcome: "nothing" };

/** Takes back what an award gave too much, as the programme says of points that are spent already. */
export async function clawBackAward(
  tx: Tx,
  runtime: Runtime,
  input: {
    member_id: string;
    original_transaction_id: string;
    points_before: number;
    points_after: number;
    head: TransactionHead;
    /** Tenant time. */
    now: Date;
  },
): Promise<ClawbackResult> {
  const amount = input.points_before - input.points_after;
  if (amount <= 0) return { outcome: "nothing" };
  const { head, original_transaction_id, now } = input;
  const program = await getProgram(tx);
  const result = await clawBack(tx, runtime, {
    head,
    original_transaction_id,
    asset: "points",
    amount,
    clawback: program.clawback,
    grace: { days: program.refund_grace_days, zone: program.time_zone, now },
  });
  if (result.outcome !== "posted") return result;
  await reduceGroups(tx, original_transaction_id, amount);
  const { transaction_id, business_time, recorded_at } = head;
  const { clawed_back, debt, uncovered } = result;
  const payload = { transaction_id, original_transaction_id, points: amount, clawed_back, debt, uncovered };
  const event = { event_id: runtime.ids.next(), type: "points.clawed_back", subject_id: input.member_id, payload };
  await appendEvents(tx, [{ ...event, business_time, recorded_at }]);
  return result;
}

/** What stands in a stack group is what is left of it. */
async function reduceGroups(tx: Tx, transaction_id: string, amount: number): Promise<void> {
  const { tenant_id } = tx;
  const groups = await run(tx, listGroupAwardsOf, { tenant_id, transaction_id });
  let left = amount;
  for (const { line_no, points, replaced_by } of groups.toReversed()) {
    const taken = replaced_by === null ? Math.min(points, left) : 0;
    left -= taken;
    if (taken > 0) await run(tx, reduceGroupAward, { tenant_id, transaction_id, line_no, amount: taken });
  }
}
