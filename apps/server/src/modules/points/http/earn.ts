import { z } from "zod";
import type { Auth } from "../../../platform/http/auth.ts";
import { attempt, inSlices, showBulkError, zBulkItem } from "../../../platform/http/bulk.ts";
import { BULK_BODY_LIMIT, route, type JsonAnswer } from "../../../platform/http/route.ts";
import { wireId, wireIdOut, zFen, zInstant, zPoints, zText } from "../../../platform/http/schema.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { businessMoment, readMoment, requireVenue, type Moment } from "../../org/index.ts";
import { earnPoints, type EarnCommand, type EarnedAward } from "../earn-points.ts";
import { occasionOf } from "../occasion.ts";
import { earnerOf, nameableMembers } from "./earner.ts";

const zEarn = z.strictObject({
  member_id: wireId("member"),
  venue_id: wireId("venue"),
  /** The member's own money, in fen. */
  amount_fen: zFen.max(1_000_000_000),
  /** The caller's own number: earns once for ever. */
  external_id: zText(100),
  title: zText(200).optional(),
  business_time: zInstant.optional(),
});
export const zEarned = z
  .object({ transaction_id: wireIdOut("transaction"), points: zPoints })
  .meta({ id: "EarnedPoints" });

export const showEarned = (award: EarnedAward): z.output<typeof zEarned> => ({
  transaction_id: toWireId("transaction", award.transaction_id),
  points: award.points,
});

function toCommand(
  input: z.output<typeof zEarn>,
  { directory, times }: Moment,
  auth: Auth,
  nameable: ReadonlySet<string> | undefined,
): EarnCommand {
  if (nameable && !nameable.has(input.member_id)) throw new AppError("not_found");
  const venue = requireVenue(directory, auth, input.venue_id);
  const title = input.title ?? venue.name;
  const { business_time } = businessMoment(venue, input.business_time, times.now);
  const { amount_fen } = input;
  const line = { item_code: null, category: null, business_type: null, quantity: 1, payments: [] };
  return {
    member_id: input.member_id,
    title,
    source_type: "award",
    external_id: input.external_id,
    business_time,
    occasion: occasionOf(directory, { venue, channel: "api", business_time }),
    lines: [{ ...line, line_no: 1, title, amount_fen, own_money_fen: amount_fen }],
    claim: undefined,
    times,
  };
}

const EARN_ERRORS = ["not_found", "member_blocked", "business_time_in_future", "program_not_found"] as const;

export const earn = route({
  method: "POST",
  path: "/v1/points/earn",
  summary: "Award points for money spent elsewhere",
  tag: "points",
  access: { actors: ["api_key"], permission: "points:write" },
  body: zEarn,
  /** 200 when this external_id has earned before. */
  response: { 201: zEarned, 200: zEarned },
  errors: EARN_ERRORS,
  idempotency: "required",
  handler: async ({
    app,
    auth,
    body,
    idempotency,
  }): Promise<JsonAnswer | { status: 200; body: z.output<typeof zEarned> }> => {
    const [moment, nameable] = await Promise.all([
      readMoment(app, auth.tenant_id),
      nameableMembers(app, auth, [body.member_id]),
    ]);
    const claim = {
      route: idempotency.route,
      key: idempotency.key ?? "",
      body_hash: idempotency.body_hash,
      answer: (award: EarnedAward) => ({ status: 201, body: JSON.stringify(showEarned(award)) }),
    };
    const result = await earnerOf(app).submit(auth.tenant_id, { ...toCommand(body, moment, auth, nameable), claim });
    if (result.kind === "known") return { status: 200, body: showEarned(result.award) };
    if (!result.answer) throw new Error("a claimed award keeps its answer");
    return { json: { status: result.answer.status, text: result.answer.body, replayed: result.kind === "replayed" } };
  },
});

const PER_TRANSACTION = 250;

export const earnBulk = route({
  method: "POST",
  path: "/v1/points/earn/bulk",
  summary: "Up to 1,000 awards; each by its external_id once for ever",
  tag: "points",
  access: { actors: ["api_key"], permission: "points:write" },
  body: z.strictObject({ awards: z.array(zEarn).min(1).max(1000) }),
  response: { 200: z.object({ results: z.array(zBulkItem.extend(zEarned.partial().shape)) }) },
  body_limit: BULK_BODY_LIMIT,
  handler: async ({ app, auth, body, language }) => {
    const [moment, nameable] = await Promise.all([
      readMoment(app, auth.tenant_id),
      nameableMembers(app, auth, [...new Set(body.awards.map((award) => award.member_id))]),
    ]);
    const commands = body.awards.map((award) => attempt(() => toCommand(award, moment, auth, nameable)));
    const outcomes = await inSlices(commands, PER_TRANSACTION, (slice) =>
      app.database.write(auth.tenant_id, (tx) => earnPoints(tx, app.runtime, slice)),
    );
    const results = outcomes.map((outcome, index) => {
      if (outcome instanceof AppError) return showBulkError(outcome, index, language);
      if (outcome.kind === "replayed") throw new Error("bulk awards carry no Idempotency-Key");
      return {
        index,
        status: outcome.kind === "earned" ? ("created" as const) : ("unchanged" as const),
        ...showEarned(outcome.award),
      };
    });
    return { body: { results } };
  },
});
