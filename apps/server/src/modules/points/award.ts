import { appendEvents } from "../../platform/events/outbox.ts";
import { setTimers } from "../../platform/jobs/timers.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import type { Db, Tx } from "../../platform/db/pool.ts";
import type { Times } from "../org/index.ts";
import {
  debtOf,
  lockMemberAccounts,
  post,
  type AccountKey,
  type NewTransaction,
  type Posting,
} from "../ledger/index.ts";
import { addDailyAwards, readDailyAwards, type DailyAward } from "./daily-award.ts";
import { earn, type Earning, type EarningLine } from "./domain/earn.ts";
import { expiryOf } from "./domain/expiry.ts";
import { expiryTimer } from "./expiry-timer.ts";
import { listPrograms, programAt, type Program } from "./program.ts";

/** What may earn: a purchase, or an award by the API. */
export interface AwardRequest {
  member_id: string;
  lines: EarningLine[];
  business_time: Date;
  business_date: string;
}

/** What a batch of awards is decided by, read under the locks of the members' accounts. */
export interface AwardFacts {
  programs: Program[];
  /** Points given per member and business day; runs along as the batch is decided. */
  used: Map<string, number>;
  /** Spendable per `member asset`, of the wallet accounts asked for. */
  spendable: Map<string, number>;
  /** Points owed per member: repaid first by what is earned; runs along. */
  debt: Map<string, number>;
}

const dayKey = (member_id: string, business_date: string) => `${member_id} ${business_date}`;
export const accountKey = (owner_id: string, asset: string) => `${owner_id} ${asset}`;

/** Locks the members' points accounts (and the `also` ones) and reads caps and policies. One round trip. */
export async function loadAwardFacts(
  tx: Tx,
  requests: Pick<AwardRequest, "member_id" | "business_date">[],
  at: { now: Date; recorded_at: Date },
  also: AccountKey[] = [],
): Promise<AwardFacts> {
  const keys = [...new Set(requests.map((request) => request.member_id))].map((owner_id) => ({
    owner_id,
    asset: "points",
    only_earns: true as const,
  }));
  // Sent together: the reads run after the locks are held, each with a snapshot of its own.
  const [accounts, awards, programs] = await Promise.all([
    lockMemberAccounts(tx, [...keys, ...also], at.now, at.recorded_at),
    readDailyAwards(tx, requests),
    listPrograms(tx),
  ]);
  if (programs.length === 0) throw new AppError("program_not_found");
  return {
    programs,
    used: usedByDay(awards),
    spendable: new Map(accounts.map((account) => [accountKey(account.owner_id, account.asset), account.available])),
    debt: new Map(
      accounts.filter((account) => account.asset === "points").map((account) => [account.owner_id, account.debt]),
    ),
  };
}

/** The same facts without locks, for a dry run: true when read, perhaps not when it is committed. */
export async function readAwardFacts(
  db: Db,
  requests: Pick<AwardRequest, "member_id" | "business_date">[],
): Promise<AwardFacts> {
  const [awards, programs] = await Promise.all([readDailyAwards(db, requests), listPrograms(db)]);
  if (programs.length === 0) throw new AppError("program_not_found");
  return { programs, used: usedByDay(awards), spendable: new Map(), debt: new Map() };
}

const usedByDay = (awards: DailyAward[]) =>
  new Map(awards.map((award) => [dayKey(award.member_id, award.business_date), award.points]));

/** What a request would earn by these facts. */
export function previewAward(facts: AwardFacts, request: AwardRequest): Earning {
  const used_before = facts.used.get(dayKey(request.member_id, request.business_date)) ?? 0;
  return earn(programAt(facts.programs, request.business_time), request.lines, used_before);
}

/** The same, counted against the cap for those that follow in the batch. */
export function takeAward(facts: AwardFacts, request: AwardRequest): Earning {
  const earning = previewAward(facts, request);
  const key = dayKey(request.member_id, request.business_date);
  facts.used.set(key, (facts.used.get(key) ?? 0) + earning.points);
  return earning;
}

export interface DecidedAward extends AwardRequest {
  transaction_id: string;
  earning: Earning;
  venue_id: string;
  title: string;
  source_type: string;
  source_id: string;
  kind: "purchase" | "award";
  /** What else belongs to the same transaction: the wallet payment of the purchase. */
  postings: Posting[];
  /** Its own: awards of one batch came in at different moments. */
  times: Times;
}

/** The ledger transaction of an award. One that came to nothing is posted too: its number is known then, and why. */
function toTransaction(award: DecidedAward, facts: AwardFacts, runtime: Runtime): NewTransaction {
  const { now, recorded_at, accounting_date } = award.times;
  const postings = [...award.postings];
  let trace: unknown = award.earning.trace;
  if (award.earning.points > 0) {
    const program = programAt(facts.programs, award.business_time);
    const available_from = award.business_time;
    const expires_at = expiryOf(award.business_date, program.time_zone, now, program.refund_grace_days);
    const lot = { lot_id: runtime.ids.next(), available_from, expires_at };
    const debt_repaid = takeDebt(facts, award);
    trace = { ...award.earning.trace, lot: { available_from, expires_at }, ...(debt_repaid > 0 && { debt_repaid }) };
    postings.push(...creditPostings(award, lot, debt_repaid));
  }
  const { transaction_id, kind, source_type, source_id, business_time, business_date, venue_id, title } = award;
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
    trace,
    postings,
  };
}

/** What of the award goes to what the member owes. Counted off for those that follow in the batch. */
function takeDebt({ debt }: AwardFacts, { member_id, earning }: DecidedAward): number {
  const owed = debt.get(member_id) ?? 0;
  const repaid = Math.min(owed, earning.points);
  debt.set(member_id, owed - repaid);
  return repaid;
}

/** The whole award arrives as a lot; what is owed is paid from that very lot. */
function creditPostings(
  { member_id, earning }: DecidedAward,
  lot: NonNullable<Posting["lot"]>,
  debt_repaid: number,
): Posting[] {
  const member = { owner_type: "member", owner_id: member_id } as const;
  const issued = { system: "issued" } as const;
  const award = { from: issued, to: member, asset: "points", amount: earning.points, lot };
  if (debt_repaid === 0) return [award];
  const repayment = { from: member, to: issued, amount: debt_repaid };
  return [
    award,
    { ...repayment, asset: "points", from_new_lot: lot.lot_id },
    { ...repayment, asset: debtOf("points") },
  ];
}

/** Writes decided awards: the book, the day's counters, events, expiry timers. Returns the ids that were posted. */
export async function saveAwards(
  tx: Tx,
  runtime: Runtime,
  facts: AwardFacts,
  awards: DecidedAward[],
): Promise<Set<string>> {
  const transactions = awards.map((award) => toTransaction(award, facts, runtime));
  const [outcomes] = await Promise.all([
    post(tx, transactions),
    addDailyAwards(tx, sumByDay(awards)),
    setTimers(tx, expiryTimers(transactions)),
    appendEvents(
      tx,
      awards
        .filter((award) => award.earning.points > 0)
        .map((award) => ({
          event_id: runtime.ids.next(),
          type: "points.earned",
          subject_id: award.member_id,
          payload: {
            transaction_id: award.transaction_id,
            points: award.earning.points,
            venue_id: award.venue_id,
            source_type: award.source_type,
            source_id: award.source_id,
          },
          business_time: award.business_time,
          recorded_at: award.times.recorded_at,
        })),
    ),
  ]);
  // Everything was decided under the accounts' locks. If the book still refuses, a bug is better than half a batch.
  if (outcomes.some((outcome) => outcome.outcome !== "posted"))
    throw new Error(`the book refused a decided award: ${JSON.stringify(outcomes)}`);
  return new Set(transactions.map((transaction) => transaction.transaction_id));
}

function expiryTimers(transactions: NewTransaction[]) {
  const instants = new Set(
    transactions.flatMap((t) => t.postings.flatMap((posting) => posting.lot?.expires_at?.getTime() ?? [])),
  );
  return [...instants].map((time) => expiryTimer(new Date(time)));
}

function sumByDay(awards: DecidedAward[]) {
  const sums = new Map<string, { member_id: string; business_date: string; points: number }>();
  for (const { member_id, business_date, earning } of awards) {
    if (earning.points === 0) continue;
    const key = dayKey(member_id, business_date);
    const sum = sums.get(key) ?? { member_id, business_date, points: 0 };
    sum.points += earning.points;
    sums.set(key, sum);
  }
  return [...sums.values()];
}
