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
import { toWireId } from "../../platform/kernel/ids.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import type { Times } from "../org/index.ts";
import { saveAwards, type DecidedAward } from "./award.ts";
import { loadAwardFacts, takeAward, type AwardFacts, type AwardRequest } from "./award-facts.ts";
import { findEarned, findMembersForAward } from "./db/points.gen.ts";
import type { Earning } from "./domain/earning.ts";

/** An award for money spent elsewhere, or for something that a member did. */
export interface EarnCommand extends AwardRequest {
  title: string;
  source_type: "award" | "behaviour";
  /** The caller's own number: earns once for ever, within its source. */
  external_id: string;
  claim: (IdempotencyClaim & { answer: (award: EarnedAward) => StoredAnswer }) | undefined;
  times: Times;
}

export interface EarnedAward {
  transaction_id: string;
  points: number;
}

export type EarnResult =
  | { kind: "earned"; award: EarnedAward; answer: StoredAnswer | undefined }
  | { kind: "replayed"; answer: StoredAnswer }
  | { kind: "known"; award: EarnedAward };

const numberOf = (command: EarnCommand) => `${command.source_type} ${command.external_id}`;

export function createEarner(database: Database, runtime: Runtime): Coalescer<EarnCommand, EarnResult> {
  return createCoalescer(
    (tenant_id, commands) => database.write(tenant_id, (tx) => earnPoints(tx, runtime, commands)),
    {
      max_batch: 64,
      max_running: 1,
      exclusiveKey: numberOf,
    },
  );
}

/** Awards told by the thousand: larger batches, two at a time, of different members. */
export function createBulkEarner(database: Database, runtime: Runtime): Coalescer<EarnCommand, EarnResult> {
  return createCoalescer(
    (tenant_id, commands) => database.write(tenant_id, (tx) => earnPoints(tx, runtime, commands)),
    {
      max_batch: 500,
      max_running: 2,
      exclusiveKey: numberOf,
      lockKey: (command) => command.member_id,
    },
  );
}

interface Loaded {
  stored: Map<EarnCommand["claim"], StoredAnswer | AppError | undefined>;
  known: Map<string, EarnedAward>;
  members: Map<string, { status: string }>;
  facts: AwardFacts;
}

/** Awards a batch in two round trips; each is earned, replayed or refused (an AppError in its place) by itself. */
export async function earnPoints(
  tx: Tx,
  runtime: Runtime,
  commands: EarnCommand[],
): Promise<(EarnResult | AppError)[]> {
  const loaded = await load(tx, commands);
  const awards: DecidedAward[] = [];
  const kept: (IdempotencyClaim & StoredAnswer)[] = [];
  const results = commands.map((command): EarnResult | AppError => {
    const answered = loaded.stored.get(command.claim);
    if (answered instanceof AppError) return answered;
    if (answered) return { kind: "replayed", answer: answered };
    const before = loaded.known.get(numberOf(command));
    if (before) return { kind: "known", award: before };
    const decided = decide(runtime, command, loaded);
    if (decided instanceof AppError) return decided;
    awards.push(decided);
    const award = { transaction_id: decided.transaction_id, points: decided.earning.points };
    loaded.known.set(numberOf(command), award);
    const answer = command.claim?.answer(award);
    if (command.claim && answer) {
      const { route, key, body_hash } = command.claim;
      kept.push({ route, key, body_hash, ...answer });
    }
    return { kind: "earned", award, answer };
  });
  const times = commands[0]?.times as Times;
  await Promise.all([saveAwards(tx, runtime, loaded.facts, awards), storeIdempotency(tx, times.recorded_at, kept)]);
  return results;
}

async function load(tx: Tx, commands: EarnCommand[]): Promise<Loaded> {
  const { tenant_id } = tx;
  const claims = commands.map((command) => command.claim).filter((claim) => claim !== undefined);
  const locks = commands.map((command) => ({
    route: "points.external_id",
    key: numberOf(command),
    body_hash: Buffer.alloc(0),
  }));
  const [answers, earned, members, facts] = await Promise.all([
    claimIdempotency(tx, [...claims, ...locks]),
    run(tx, findEarned, {
      tenant_id,
      source_types: commands.map((command) => command.source_type),
      external_ids: commands.map((command) => command.external_id),
    }),
    run(tx, findMembersForAward, { tenant_id, member_ids: commands.map((command) => command.member_id) }),
    loadAwardFacts(tx, commands, commands[0]?.times as Times),
  ]);
  return {
    stored: new Map(claims.map((claim, index) => [claim, answers[index]])),
    known: new Map(earned.map((row) => [`${row.source_type} ${row.source_id}`, row])),
    members: new Map(members.map((member) => [member.member_id, member])),
    facts,
  };
}

function decide(runtime: Runtime, command: EarnCommand, { members, facts }: Loaded): DecidedAward | AppError {
  const member = members.get(command.member_id);
  if (!member) return new AppError("not_found");
  if (member.status !== "active") return new AppError("member_blocked", { expected: "active", actual: member.status });
  const transaction_id = runtime.ids.next();
  const earning = takeAward(facts, command, { transaction_id, first_line_no: 1 });
  if (earning.refusal) return capReached(earning.refusal, earning);
  const { claim: _, external_id, ...request } = command;
  return {
    ...request,
    transaction_id,
    earning,
    kind: command.source_type,
    source_id: external_id,
    postings: [],
  };
}

/** Every award of the behaviour is used up: which limit, and what else was looked at. */
function capReached({ rule_id, ...told }: NonNullable<Earning["refusal"]>, { trace }: Earning): AppError {
  const reasons = trace.rejected.map(({ label, code, field, expected, actual }) => ({
    label,
    code,
    field,
    expected,
    actual,
  }));
  return new AppError("cap_reached", { ...told, rule_id: toWireId("earning_rule", rule_id), reasons });
}
