import type { Db } from "../../../platform/db/pool.ts";
import { earn } from "../domain/earn.ts";
import type { Earning } from "../domain/earning.ts";
import { needsOf } from "../domain/facts.ts";
import { type PolicyDocument, programAt } from "../domain/policy.ts";
import { recompute } from "../domain/recompute.ts";
import { createUsageBook, type UsageBook } from "../domain/usage-book.ts";
import { createMemberTally, type MemberOutcome, type MemberTally } from "./member-tally.ts";
import { fillFacts } from "./fill-facts.ts";
import { linesOf, type PostedAward, postedOf, requestOf } from "./replay-event.ts";
import type { ReplayResult } from "./replay-result.ts";
import { createReplayTally } from "./replay-tally.ts";
import { type AwardPeriod, countAwards, streamAwards } from "./stream-awards.ts";
import { type TriedRule, withRule } from "./try-rule.ts";

export interface ReplayPlan {
  today: PolicyDocument;
  rule: TriedRule;
  from: string;
  to: string;
  now: Date;
}

/** A policy, and what members have had under it, counted from nothing. */
interface Side {
  document: PolicyDocument;
  usage: UsageBook;
}

interface Members {
  of(member_id: string): { today: Side; with_rule: Side; tally: MemberTally };
  finish(): void;
}

/**
 * Decides the awards of a period again, under today's policy and under the one with the rule on trial. Limits are counted
 * from nothing on both sides. Posts nothing. `onProgress` may throw to end it.
 */
export async function runReplay(
  db: Db,
  plan: ReplayPlan,
  onProgress: (progress: { done: number; total: number }) => Promise<void>,
): Promise<ReplayResult> {
  const with_rule = withRule(plan.today, plan.rule);
  const period = periodOf(plan, with_rule);
  const { total, skipped } = await countAwards(db, period);
  await onProgress({ done: 0, total });

  const totals = createReplayTally();
  const members = createMembers(plan, { with_rule, order: period.order, onFinished: totals.add });
  const assumed = { tags: 0, birthdays: 0 };
  let done = 0;
  await streamAwards(db, period, async (awards) => {
    const filled = await fillFacts(db, awards, needsOf(with_rule));
    assumed.tags += filled.tags;
    assumed.birthdays += filled.birthdays;
    for (const award of filled.awards) {
      decideAgain(members.of(award.trace.member_id), award, plan);
    }
    done += awards.length;
    await onProgress({ done, total });
  });
  members.finish();
  return totals.result(programAt(plan.today, plan.now).unit_cost, { skipped, assumed });
}

/**
 * From which day on limits have to be counted so that they stand as they stood: from the beginning when a rule may be used
 * only so often in all, otherwise from the first of the month. A budget that all share needs the order of all.
 */
function periodOf({ today, from, to }: ReplayPlan, with_rule: PolicyDocument): AwardPeriod {
  const limits = [...today.rules, ...with_rule.rules].map((rule) => rule.definition.limits ?? {});
  const budget = limits.some((limit) => limit.budget !== undefined);
  const ever = limits.some((limit) => limit.times_ever !== undefined || limit.times_per_subject !== undefined);
  return { from: budget || ever ? null : `${from.slice(0, 7)}-01`, to, order: budget ? "time" : "member" };
}

const begin = (document: PolicyDocument): Side => ({
  document,
  usage: createUsageBook(needsOf(document), { daily: [], monthly: [], rules: [], groups: [], budgets: [] }),
});

/** One member after the other: whoever came before is complete and forgotten. In the order of time all stay open. */
function createMembers(
  { rule, today }: ReplayPlan,
  options: { with_rule: PolicyDocument; order: AwardPeriod["order"]; onFinished: (outcome: MemberOutcome) => void },
): Members {
  const { with_rule, order, onFinished } = options;
  const { per_line, per_purchase } = rule.definition.limits ?? {};
  const limits_purchases = per_line !== undefined || per_purchase !== undefined;
  const tallies = new Map<string, MemberTally>();
  let sides = { today: begin(today), with_rule: begin(with_rule) };

  function finish(): void {
    for (const tally of tallies.values()) onFinished(tally.outcome());
    tallies.clear();
  }
  function open(member_id: string): MemberTally {
    if (order === "member" && tallies.size > 0) {
      finish();
      sides = { today: begin(today), with_rule: begin(with_rule) };
    }
    const tally = createMemberTally(member_id, limits_purchases);
    tallies.set(member_id, tally);
    return tally;
  }
  return { of: (member_id) => ({ tally: tallies.get(member_id) ?? open(member_id), ...sides }), finish };
}

function decideAgain(member: ReturnType<Members["of"]>, award: PostedAward, { from, rule }: ReplayPlan): void {
  const request = requestOf(award);
  const { business_date, subject, tier } = request.inputs;
  const key = { member_id: request.member_id, business_date, subject: subject ?? null };
  const decide = ({ document, usage }: Side) => {
    const earning = earn(document, request, usage.usageFor(key));
    // A refund does not open a cap again: what was bought counts in full.
    if (!earning.refusal) usage.count(key, { transaction_id: award.transaction_id, first_line_no: 1, earning });
    return { earning, net: netOf(document, award, earning) };
  };
  const today = decide(member.today);
  const with_rule = decide(member.with_rule);
  // Days before the period only count towards its limits.
  if (business_date < from) return;
  member.tally.add({
    business_date,
    tier_code: tier?.code ?? null,
    posted: postedOf(award),
    today: today.net,
    with_rule: with_rule.net,
    capped: with_rule.earning.trace.caps.some((cap) => cap.removed > 0),
    tried: with_rule.earning.takes.some((take) => take.rule_id === rule.rule_id),
  });
}

/** What an award changes in all: what it gives, or what refunds leave of that, less what it takes the place of. */
function netOf(document: PolicyDocument, { business_time, refund }: PostedAward, earning: Earning): number {
  const { points, parts, trace } = earning;
  const replaced = parts.flatMap((part) => part.replaces).reduce((sum, award) => sum + award.points, 0);
  if (!refund) return points - replaced;
  const left = recompute(document, { trace, business_time, lost: new Set() }, linesOf(refund.lines));
  return Math.min(points, left.points) - replaced;
}
