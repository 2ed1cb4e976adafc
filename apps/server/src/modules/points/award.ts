import { appendEvents } from "../../platform/events/outbox.ts";
import { setTimers } from "../../platform/jobs/timers.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import type { Tx } from "../../platform/db/pool.ts";
import type { Times } from "../org/index.ts";
import { debtOf, expiryTimers, postDecided, type NewTransaction, type Posting } from "../ledger/index.ts";
import type { AwardFacts, AwardRequest } from "./award-facts.ts";
import { creditsOf, type Credit } from "./domain/credits.ts";
import type { Earning } from "./domain/earning.ts";
import { packTrace } from "./domain/packed-trace.ts";
import { programAt } from "./domain/policy.ts";
import type { EarningTrace } from "./domain/trace.ts";
import { extendByActivity } from "./last-activity.ts";
import { reverseReplaced } from "./replace-awards.ts";
import { saveUsage } from "./usage.ts";

export interface DecidedAward extends AwardRequest {
  transaction_id: string;
  earning: Earning;
  title: string;
  source_type: string;
  source_id: string;
  kind: "purchase" | "award" | "behaviour";
  /** What else belongs to the same transaction: the wallet payment of the purchase. */
  postings: Posting[];
  /** Its own: awards of one batch came in at different moments. */
  times: Times;
}

/** The ledger transaction of an award. One that came to nothing is posted too: its number is known then, and why. */
function toTransaction(facts: AwardFacts, award: DecidedAward, runtime: Runtime): NewTransaction {
  const { now, recorded_at, accounting_date } = award.times;
  const { business_time, transaction_id, kind, source_type, source_id, title } = award;
  const { business_date, venue_id } = award.occasion;
  const program = programAt(facts.policy, business_time);
  const credits = creditsOf(award.earning.parts, {
    program,
    event: { business_date, business_time, now },
    owed: facts.debt.get(award.member_id) ?? 0,
    nextId: () => runtime.ids.next(),
  });
  const debt_repaid = credits.reduce((sum, credit) => sum + credit.repaid, 0);
  // Counted off for those that follow in the batch.
  facts.debt.set(award.member_id, (facts.debt.get(award.member_id) ?? 0) - debt_repaid);
  return {
    transaction_id,
    kind,
    source_type,
    source_id,
    effect: "commit",
    business_time,
    business_date,
    accounting_date,
    recorded_at,
    venue_id,
    title,
    trace: packTrace({ ...award.earning.trace, ...shown(credits), debt_repaid }),
    postings: [...award.postings, ...creditPostings(award.member_id, credits)],
  };
}

function shown(credits: Credit[]): Pick<EarningTrace, "credits" | "lot"> {
  const told = credits.map(({ part, lot }) => ({
    stack_group: part.stack_group,
    points: part.points,
    available_from: lot.available_from.toISOString(),
    expires_at: lot.expires_at?.toISOString() ?? null,
  }));
  const [first] = told;
  return { credits: told, lot: first ? { available_from: first.available_from, expires_at: first.expires_at } : null };
}

/** The whole award arrives as lots, then what is owed is paid from those very lots. */
function creditPostings(member_id: string, credits: Credit[]): Posting[] {
  const member = { owner_type: "member", owner_id: member_id } as const;
  const issued = { system: "issued" } as const;
  return [
    ...credits.map(({ part, lot }) => ({ from: issued, to: member, asset: "points", amount: part.points, lot })),
    ...credits
      .filter(({ repaid }) => repaid > 0)
      .flatMap(({ lot, repaid }) => [
        { from: member, to: issued, asset: "points", amount: repaid, from_new_lot: lot.lot_id },
        { from: member, to: issued, asset: debtOf("points"), amount: repaid },
      ]),
  ];
}

/** Writes decided awards: the book, the counters, events, expiry timers; and takes back what they take the place of. */
export async function saveAwards(tx: Tx, runtime: Runtime, facts: AwardFacts, awards: DecidedAward[]): Promise<void> {
  if (awards.length === 0) return;
  const transactions = awards.map((award) => toTransaction(facts, award, runtime));
  const lots = transactions.flatMap((t) =>
    t.postings.flatMap(({ asset, lot }) => (lot ? [{ asset, expires_at: lot.expires_at }] : [])),
  );
  await Promise.all([
    postDecided(tx, transactions),
    setTimers(tx, expiryTimers(lots)),
    appendEvents(
      tx,
      awards.flatMap((award) => earnedEvents(award, runtime)),
    ),
    facts.streaks.save(tx),
    saveUsage(tx, facts.usage),
  ]);
  for (const award of awards) await reverseReplaced(tx, runtime, facts.policy, award);
  for (const award of newestOfEach(awards)) await extendByActivity(tx, facts.policy, award);
}

/** The last activity of each member, in the order of time, so that batches set their timers in one order. */
function newestOfEach(awards: readonly DecidedAward[]): DecidedAward[] {
  const in_order = awards.toSorted((a, b) => a.business_time.getTime() - b.business_time.getTime());
  return [...new Map(in_order.map((award) => [award.member_id, award])).values()];
}

function earnedEvents(award: DecidedAward, runtime: Runtime) {
  if (award.earning.points === 0) return [];
  const { transaction_id, source_type, source_id, occasion, business_time } = award;
  const payload = {
    transaction_id,
    points: award.earning.points,
    venue_id: occasion.venue_id,
    source_type,
    source_id,
  };
  return [
    {
      event_id: runtime.ids.next(),
      type: "points.earned",
      subject_id: award.member_id,
      payload,
      business_time,
      recorded_at: award.times.recorded_at,
    },
  ];
}
