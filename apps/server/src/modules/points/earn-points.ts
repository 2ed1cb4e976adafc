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
import { loadAwardFacts, saveAwards, takeAward, type AwardRequest, type DecidedAward } from "./award.ts";
import { findEarned, findMembersForAward } from "./db/points.gen.ts";

/** An award for money spent elsewhere: the caller keeps the purchase, we keep what it earned. */
export interface EarnCommand extends AwardRequest {
  venue_id: string;
  title: string;
  /** The caller's own number: earns once for ever. */
  external_id: string;
  claim: (IdempotencyClaim & { answer: (award: EarnedAward) => StoredAnswer }) | undefined;
  times: Times;
}

export interface EarnedAward {
  transaction_id: string;
  /** 0 when it came to nothing (under the rate, or over the cap). */
  points: number;
}

export type EarnResult =
  | { kind: "earned"; award: EarnedAward; answer: StoredAnswer | undefined }
  | { kind: "replayed"; answer: StoredAnswer }
  | { kind: "known"; award: EarnedAward };

export const AWARD_SOURCE = "award";

export function createEarner(database: Database, runtime: Runtime): Coalescer<EarnCommand, EarnResult> {
  return createCoalescer(
    (tenant_id, commands) => database.write(tenant_id, (tx) => earnPoints(tx, runtime, commands)),
    {
      max_batch: 64,
      max_running: 1,
      exclusiveKey: (command) => command.external_id,
    },
  );
}

/** Awards a batch in two round trips; each is earned, replayed or refused (an AppError in its place) by itself. */
export async function earnPoints(
  tx: Tx,
  runtime: Runtime,
  commands: EarnCommand[],
): Promise<(EarnResult | AppError)[]> {
  const { tenant_id } = tx;
  const claims = commands.map((command) => command.claim).filter((claim) => claim !== undefined);
  const locks = commands.map((command) => ({
    route: "points.external_id",
    key: command.external_id,
    body_hash: Buffer.alloc(0),
  }));
  const [answers, earned, members, facts] = await Promise.all([
    claimIdempotency(tx, [...claims, ...locks]),
    run(tx, findEarned, { tenant_id, external_ids: commands.map((command) => command.external_id) }),
    run(tx, findMembersForAward, { tenant_id, member_ids: commands.map((command) => command.member_id) }),
    loadAwardFacts(tx, commands, commands[0]?.times as Times),
  ]);
  const stored = new Map(claims.map((claim, index) => [claim, answers[index]]));
  const known = new Map<string, EarnedAward>(earned.map((row) => [row.source_id, row]));
  const active = new Set(members.filter((member) => member.status === "active").map((member) => member.member_id));
  const found = new Set(members.map((member) => member.member_id));

  const awards: DecidedAward[] = [];
  const kept: (IdempotencyClaim & StoredAnswer)[] = [];
  const results = commands.map((command): EarnResult | AppError => {
    const answered = command.claim && stored.get(command.claim);
    if (answered instanceof AppError) return answered;
    if (answered) return { kind: "replayed", answer: answered };
    const before = known.get(command.external_id);
    if (before) return { kind: "known", award: before };
    if (!found.has(command.member_id)) return new AppError("not_found");
    if (!active.has(command.member_id))
      return new AppError("member_blocked", { expected: "active", actual: "blocked" });
    const earning = takeAward(facts, command);
    const transaction_id = runtime.ids.next();
    const award = { transaction_id, points: earning.points };
    known.set(command.external_id, award);
    const { claim: _, external_id, ...request } = command;
    awards.push({
      ...request,
      transaction_id,
      earning,
      kind: "award",
      source_type: AWARD_SOURCE,
      source_id: external_id,
      postings: [],
    });
    const answer = command.claim?.answer(award);
    if (command.claim && answer) {
      const { route, key, body_hash } = command.claim;
      kept.push({ route, key, body_hash, ...answer });
    }
    return { kind: "earned", award, answer };
  });
  const times = commands[0]?.times as Times;
  await Promise.all([saveAwards(tx, runtime, facts, awards), storeIdempotency(tx, times.recorded_at, kept)]);
  return results;
}
