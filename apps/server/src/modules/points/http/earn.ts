import { z } from "zod";
import { BULK_BODY_LIMIT, route } from "../../../platform/http/route.ts";
import { wireId, zFen, zInstant, zText } from "../../../platform/http/schema.ts";
import { businessMoment, requireVenue } from "../../org/index.ts";
import { earnMany, earnOne, type ToCommand, zEarned, zEarnedItem } from "./earner.ts";

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
const toCommand: ToCommand<z.output<typeof zEarn>> = (input, { directory, times, occasionOf }, auth) => {
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
    occasion: occasionOf({ venue, channel: "api", business_time }),
    lines: [{ ...line, line_no: 1, title, amount_fen, own_money_fen: amount_fen }],
    claim: undefined,
    times,
  };
};

export const earn = route({
  method: "POST",
  path: "/v1/points/earn",
  finds_persons: true,
  summary: "Award points for money spent elsewhere",
  tag: "points",
  access: { actors: ["api_key"], permission: "points:write" },
  body: zEarn,
  /** 200 when this external_id has earned before. */
  response: { 201: zEarned, 200: zEarned },
  errors: ["not_found", "member_blocked", "business_time_in_future", "program_not_found"],
  idempotency: "required",
  handler: (request) => earnOne(request, toCommand),
});

export const earnBulk = route({
  method: "POST",
  path: "/v1/points/earn/bulk",
  summary: "Up to 1,000 awards; each by its external_id once for ever",
  tag: "points",
  access: { actors: ["api_key"], permission: "points:write" },
  body: z.strictObject({ awards: z.array(zEarn).min(1).max(1000) }),
  response: { 200: z.object({ results: z.array(zEarnedItem) }) },
  body_limit: BULK_BODY_LIMIT,
  handler: async ({ app, auth, body, language }) => ({
    body: { results: await earnMany({ app, auth, language }, body.awards, toCommand) },
  }),
});
