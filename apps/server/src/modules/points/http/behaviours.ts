import { z } from "zod";
import { BULK_BODY_LIMIT, route } from "../../../platform/http/route.ts";
import { wireId, zInstant, zText } from "../../../platform/http/schema.ts";
import { businessMoment, requireVenue, tenantMoment } from "../../org/index.ts";
import { behaviourName } from "../domain/behaviour-names.ts";
import { earnMany, earnOne, type ToCommand, zEarned, zEarnedItem } from "./earner.ts";
import { zBehaviour } from "./rule-schema.ts";

const zDone = z.strictObject({
  member_id: wireId("member"),
  /** What the member did: register, follow, bind_phone, sign_in, review, share, recycle, quiz, survey, birthday, hike, or a code of your own. */
  behaviour: zBehaviour,
  /** What it was done about: the quiz, the article. Limits per subject count by it. */
  subject: zText(200).optional(),
  /** For awards per unit: right answers, bottles. */
  quantity: z.int().min(1).max(1_000_000).optional(),
  /** The caller's own number: counts once for ever. */
  external_id: zText(100),
  venue_id: wireId("venue").optional(),
  business_time: zInstant.optional(),
});

const toCommand: ToCommand<z.output<typeof zDone>> = (input, { directory, times, occasionOf }, auth) => {
  const venue = input.venue_id === undefined ? undefined : requireVenue(directory, auth, input.venue_id);
  const { business_time } = venue
    ? businessMoment(venue, input.business_time, times.now)
    : tenantMoment(directory, input.business_time, times.now);
  const { behaviour, subject = null, quantity = 1 } = input;
  return {
    member_id: input.member_id,
    title: behaviourName(behaviour),
    source_type: "behaviour",
    external_id: input.external_id,
    business_time,
    occasion: occasionOf({ venue: venue ?? directory.tenant, channel: "api", business_time }),
    lines: [],
    behaviour: { code: behaviour, subject, quantity },
    claim: undefined,
    times,
  };
};

export const behave = route({
  method: "POST",
  path: "/v1/points/behaviours",
  finds_persons: true,
  summary: "Tell what a member did; it earns what the rules say",
  tag: "points",
  access: { actors: ["api_key"], permission: "points:write" },
  body: zDone,
  /** 200 when this external_id has been told before. */
  response: { 201: zEarned, 200: zEarned },
  errors: ["not_found", "member_blocked", "business_time_in_future", "program_not_found", "cap_reached"],
  idempotency: "required",
  handler: (request) => earnOne(request, toCommand),
});

export const behaveBulk = route({
  method: "POST",
  path: "/v1/points/behaviours/bulk",
  summary: "Up to 1,000 things that members did; each by its external_id once for ever",
  tag: "points",
  access: { actors: ["api_key"], permission: "points:write" },
  body: z.strictObject({ behaviours: z.array(zDone).min(1).max(1000) }),
  response: { 200: z.object({ results: z.array(zEarnedItem) }) },
  body_limit: BULK_BODY_LIMIT,
  handler: async ({ app, auth, body, language }) => ({
    body: { results: await earnMany({ app, auth, language }, body.behaviours, toCommand) },
  }),
});
