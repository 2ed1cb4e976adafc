import { AppError } from "../../platform/kernel/errors.ts";
import type { Db, Tx } from "../../platform/db/pool.ts";
import { lockMemberAccounts, type AccountKey } from "../ledger/index.ts";
import { earn } from "./domain/earn.ts";
import type { Earning, EarningLine } from "./domain/earning.ts";
import { type FactNeeds, needsOf } from "./domain/facts.ts";
import type { PolicyDocument } from "./domain/policy.ts";
import type { EarningInputs } from "./domain/trace.ts";
import type { UsageBook, UsageKey } from "./domain/usage-book.ts";
import { type MemberFacts, readMembers } from "./member-facts.ts";
import type { Occasion } from "./occasion.ts";
import { getPolicy, guessPolicy, newestRevision } from "./policy-store.ts";
import { readStreakBook, type StreakBook } from "./streaks.ts";
import { readUsage } from "./usage.ts";

/** What may earn: a purchase, or something that a member did. */
export interface AwardRequest {
  member_id: string;
  business_time: Date;
  occasion: Occasion;
  /** None for a behaviour. */
  lines: readonly EarningLine[];
  behaviour?: { code: string; subject: string | null; quantity: number };
}

/** What a batch of awards is decided by, read under the locks of the members' accounts. */
export interface AwardFacts {
  policy: PolicyDocument;
  /** Runs along as the batch is decided. */
  usage: UsageBook;
  streaks: StreakBook;
  members: MemberFacts;
  /** Spendable per `member asset`, of the wallet accounts asked for. */
  spendable: Map<string, number>;
  /** Points owed per member: repaid first by what is earned; runs along. */
  debt: Map<string, number>;
}

export const accountKey = (owner_id: string, asset: string) => `${owner_id} ${asset}`;

export const usageKey = (request: Pick<AwardRequest, "member_id" | "occasion" | "behaviour">): UsageKey => ({
  member_id: request.member_id,
  business_date: request.occasion.business_date,
  // What is done about nothing in particular has one subject: nothing.
  subject: request.behaviour ? (request.behaviour.subject ?? "") : null,
});

type Asked = Pick<AwardRequest, "member_id" | "business_time" | "occasion" | "behaviour">;

const NOTHING_KNOWN: FactNeeds = {
  tags: false,
  birthday: false,
  limited: [],
  groups: false,
  monthly: false,
  budgets: [],
};

/** Locks the members' points accounts (and the `also` ones) and reads policy, counters and members. One round trip. */
export async function loadAwardFacts(
  tx: Tx,
  requests: Asked[],
  at: { now: Date; recorded_at: Date },
  also: AccountKey[] = [],
): Promise<AwardFacts> {
  const keys = [...new Set(requests.map((request) => request.member_id))].map((owner_id) => ({
    owner_id,
    asset: "points",
    only_earns: true as const,
  }));
  // Sent together: the reads run after the locks are held, each with a snapshot of its own.
  const [accounts, facts] = await Promise.all([
    lockMemberAccounts(tx, [...keys, ...also], at.now, at.recorded_at),
    readFacts(tx, requests, "lock"),
  ]);
  return {
    ...facts,
    spendable: new Map(accounts.map((account) => [accountKey(account.owner_id, account.asset), account.available])),
    debt: new Map(
      accounts.filter((account) => account.asset === "points").map((account) => [account.owner_id, account.debt]),
    ),
  };
}

/** The same facts without locks, for a dry run: true when read, perhaps not when it is committed. */
export async function readAwardFacts(db: Db, requests: Asked[]): Promise<AwardFacts> {
  return { ...(await readFacts(db, requests, "look")), spendable: new Map(), debt: new Map() };
}

/**
 * What the policy asks about is guessed from the newest revision that this process knows; when there is a newer one,
 * which is rare, what that one asks about is read again.
 */
async function readFacts(
  db: Db,
  requests: Asked[],
  mode: "lock" | "look",
): Promise<Omit<AwardFacts, "spendable" | "debt">> {
  const guess = guessPolicy(db.tenant_id);
  const read = async (needs: FactNeeds) => {
    const [members, usage] = await Promise.all([
      readMembers(db, needs, requests),
      readUsage(db, needs, requests.map(usageKey), mode),
    ]);
    return { members, usage };
  };
  const [revision, streaks, asked] = await Promise.all([
    newestRevision(db),
    readStreakBook(db, requests),
    read(guess ? needsOf(guess) : NOTHING_KNOWN),
  ]);
  if (revision === null) throw new AppError("program_not_found");
  if (guess?.revision === revision) return { policy: guess, streaks, ...asked };
  const policy = await getPolicy(db, revision);
  return { policy, streaks, ...(await read(needsOf(policy))) };
}

function inputsOf(facts: AwardFacts, request: AwardRequest): EarningInputs {
  const { occasion, behaviour } = request;
  return {
    ...occasion,
    ...facts.members(request),
    ...(behaviour
      ? {
          behaviour: behaviour.code,
          subject: behaviour.subject,
          quantity: behaviour.quantity,
          streak_days: facts.streaks.daysOf(request),
        }
      : {}),
  };
}

/** What a request would earn by these facts. */
export function previewAward(facts: AwardFacts, request: AwardRequest): Earning {
  const { member_id, business_time, lines } = request;
  const asked = { member_id, business_time, lines, inputs: inputsOf(facts, request) };
  return earn(facts.policy, asked, facts.usage.usageFor(usageKey(request)));
}

/**
 * The same, counted for those that follow in the batch. `first_line_no`: which line of its transaction the first
 * credit will be (after the postings that belong to the same transaction). A refused one counts nothing.
 */
export function takeAward(
  facts: AwardFacts,
  request: AwardRequest,
  booked: { transaction_id: string; first_line_no: number },
): Earning {
  const earning = previewAward(facts, request);
  if (earning.refusal) return earning;
  facts.usage.count(usageKey(request), { ...booked, earning });
  facts.streaks.count(request);
  return earning;
}
