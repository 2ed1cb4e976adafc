// What awards by the API have in common: one at a time or in bulk, each by its own number once for ever.
import { memberParams } from "../../../platform/kernel/reach.ts";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { run } from "../../../platform/db/sql.ts";
import type { Auth } from "../../../platform/http/auth.ts";
import { attempt, inSlices, showBulkError, zBulkItem } from "../../../platform/http/bulk.ts";
import type { Idempotency } from "../../../platform/http/idempotency.ts";
import type { JsonAnswer } from "../../../platform/http/route.ts";
import { wireIdOut, zPoints } from "../../../platform/http/schema.ts";
import { AppError, type Language } from "../../../platform/kernel/errors.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { type Moment, readMoment } from "../../org/index.ts";
import { listNameableMembers } from "../db/points.gen.ts";
import { createOccasions } from "../occasion.ts";
import { createBulkEarner, createEarner, type EarnCommand, type EarnedAward, type EarnResult } from "../earn-points.ts";

export const zEarned = z
  .object({ transaction_id: wireIdOut("transaction"), points: zPoints })
  .meta({ id: "EarnedPoints" });
export const zEarnedItem = zBulkItem.extend(zEarned.partial().shape);

const showEarned = (award: EarnedAward): z.output<typeof zEarned> => ({
  transaction_id: toWireId("transaction", award.transaction_id),
  points: award.points,
});

type Earner = ReturnType<typeof createEarner>;
/** One of each per program: calls of all requests leave together. */
const earners = new WeakMap<App, { single: Earner; bulk: Earner }>();
function earnersOf(app: App) {
  let both = earners.get(app);
  if (!both) {
    const { database, runtime } = app;
    both = { single: createEarner(database, runtime), bulk: createBulkEarner(database, runtime) };
    earners.set(app, both);
  }
  return both;
}

interface Named {
  member_id: string;
}
interface EarnMoment extends Moment {
  occasionOf: ReturnType<typeof createOccasions>;
}
export type ToCommand<Input> = (input: Input, moment: EarnMoment, auth: Auth) => EarnCommand;

async function readEarnMoment(app: App, auth: Auth): Promise<EarnMoment> {
  const moment = await readMoment(app, auth.tenant_id);
  return { ...moment, occasionOf: createOccasions(moment.directory) };
}

/** A caller whose scope is not the whole group may only name members of its own stores. */
async function nameableMembers(app: App, auth: Auth, inputs: readonly Named[]) {
  if (auth.scope === "all") return () => true;
  const { tenant_id } = auth;
  const member_ids = [...new Set(inputs.map((input) => input.member_id))];
  const rows = await app.database.read(tenant_id, (db) =>
    run(db, listNameableMembers, { tenant_id, member_ids, ...memberParams(auth) }),
  );
  const nameable = new Set(rows.map((row) => row.member_id));
  return ({ member_id }: Named) => nameable.has(member_id);
}

/** Waits in the common batch; answers what it earned, now or when it was first told. */
export async function earnOne<Input extends Named>(
  { app, auth, body, idempotency }: { app: App; auth: Auth; body: Input; idempotency: Idempotency },
  toCommand: ToCommand<Input>,
): Promise<JsonAnswer | { status: 200; body: z.output<typeof zEarned> }> {
  const [moment, isNameable] = await Promise.all([readEarnMoment(app, auth), nameableMembers(app, auth, [body])]);
  if (!isNameable(body)) throw new AppError("not_found");
  const claim = {
    route: idempotency.route,
    key: idempotency.key ?? "",
    body_hash: idempotency.body_hash,
    answer: (award: EarnedAward) => ({ status: 201, body: JSON.stringify(showEarned(award)) }),
  };
  const result = await earnersOf(app).single.submit(auth.tenant_id, { ...toCommand(body, moment, auth), claim });
  if (result.kind === "known") return { status: 200, body: showEarned(result.award) };
  if (!result.answer) throw new Error("a claimed award keeps its answer");
  return { json: { status: result.answer.status, text: result.answer.body, replayed: result.kind === "replayed" } };
}

export async function earnMany<Input extends Named>(
  { app, auth, language }: { app: App; auth: Auth; language: Language },
  inputs: readonly Input[],
  toCommand: ToCommand<Input>,
): Promise<z.output<typeof zEarnedItem>[]> {
  const [moment, isNameable] = await Promise.all([readEarnMoment(app, auth), nameableMembers(app, auth, inputs)]);
  const commands = inputs.map((input) =>
    isNameable(input) ? attempt(() => toCommand(input, moment, auth)) : new AppError("not_found"),
  );
  const outcomes = await inSlices(commands, commands.length, (sound) =>
    earnersOf(app).bulk.submitAll(auth.tenant_id, sound),
  );
  return outcomes.map((outcome, index) => showOutcome(outcome, index, language));
}

function showOutcome(outcome: EarnResult | AppError, index: number, language: Language) {
  if (outcome instanceof AppError) return showBulkError(outcome, index, language);
  if (outcome.kind === "replayed") throw new Error("bulk awards carry no Idempotency-Key");
  return {
    index,
    status: outcome.kind === "earned" ? ("created" as const) : ("unchanged" as const),
    ...showEarned(outcome.award),
  };
}
