import { memberParams } from "../../../platform/kernel/reach.ts";
import { z } from "zod";
import { run } from "../../../platform/db/sql.ts";
import { route } from "../../../platform/http/route.ts";
import { wireId, zFen, zInstant, zPoints, zText } from "../../../platform/http/schema.ts";
import type { BusinessDate } from "../../../platform/kernel/dates.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { listTags } from "../../members/index.ts";
import { readMoment, requireVenue } from "../../org/index.ts";
import { type AwardFacts, previewAward, readAwardFacts } from "../award-facts.ts";
import { findTier } from "../db/members.gen.ts";
import { findMembersForAward, listNameableMembers } from "../db/points.gen.ts";
import { GROUP_MODES, type PolicyDocument, type PolicySeason, STACKINGS } from "../domain/policy.ts";
import { spreadPayments } from "../domain/spread-payments.ts";
import { occasionOf } from "../occasion.ts";
import { policyWithDraft } from "../with-draft.ts";
import { showEarningTrace, zEarningTrace } from "./trace-schema.ts";
import type { Auth } from "../../../platform/http/auth.ts";
import type { Db } from "../../../platform/db/pool.ts";

const zAmount = zFen.max(1_000_000_000);
const zInput = z
  .strictObject({
    /** Whose caps, tier, tags and birthday count. */
    member_id: wireId("member").optional(),
    /** Instead of the member's own. */
    tier_code: zText(40).optional(),
    tag_ids: z.array(wireId("tag")).max(50).optional(),
    venue_id: wireId("venue"),
    /** Of any day: a try-out may look ahead. */
    business_time: zInstant.optional(),
    channel: zText(40).optional(),
    lines: z
      .array(
        z.strictObject({
          item_code: zText(64).optional(),
          item_name: zText(200),
          business_type: zText(40),
          category: zText(64).optional(),
          quantity: z.int().min(1).max(100_000),
          amount_fen: zAmount,
          /** The member's own money in it; all of it when left out. */
          own_money_fen: zAmount.optional(),
        }),
      )
      .min(1)
      .max(200),
    /** Own money by method; what they do not reach counts in full. */
    payments: z
      .array(z.strictObject({ method: zText(30), amount_fen: zAmount }))
      .max(20)
      .optional(),
    /** A rule whose draft is tried, as if it were published. */
    with_draft: wireId("earning_rule").optional(),
    /** As if a season with these were in force on that day: what a season would mean, before there is one. */
    season: z.strictObject({ stacking: z.enum(STACKINGS), groups: z.enum(GROUP_MODES) }).optional(),
  })
  .refine(({ lines }) => lines.every((line) => (line.own_money_fen ?? 0) <= line.amount_fen), {
    path: ["lines"],
    params: { code: "own_money_exceeds_amount" },
  });

const zOutcome = z.object({ points: zPoints, trace: zEarningTrace });
const NOBODY = "00000000-0000-0000-0000-000000000000";

export const evaluateRoute = route({
  method: "POST",
  path: "/v1/points/evaluate",
  summary: "What a purchase would earn, and why; with a draft, beside what it earns as things are",
  tag: "points",
  access: { actors: ["staff", "api_key"], permission: "points:read" },
  audit: { none: "a dry run" },
  body: zInput,
  response: { 200: zOutcome.extend({ today: zOutcome.nullable() }).meta({ id: "PointsEvaluation" }) },
  errors: ["not_found", "program_not_found", "rule_not_found", "rule_conflict"],
  handler: async ({ app, auth, body }) => {
    const { directory, times } = await readMoment(app, auth.tenant_id);
    const venue = requireVenue(directory, auth, body.venue_id);
    const business_time = body.business_time ?? times.now;
    const request = {
      member_id: body.member_id ?? NOBODY,
      business_time,
      occasion: occasionOf(directory, { venue, channel: body.channel ?? "till", business_time }),
      lines: linesOf(body),
    };
    const { facts, trial } = await app.database.read(auth.tenant_id, async (db) => {
      if (body.member_id !== undefined) await requireMember(db, auth, body.member_id);
      const read = await readAwardFacts(db, [request]);
      const known = { ...read, members: await supposed(db, body, read.members) };
      if (!body.with_draft && !body.season) return { facts: known, trial: undefined };
      const drafted = body.with_draft ? await policyWithDraft(db, body.with_draft, business_time) : read.policy;
      const policy = body.season ? inSeason(drafted, request.occasion.business_date, body.season) : drafted;
      return { facts: known, trial: { ...known, policy } };
    });
    const outcome = (of: AwardFacts) => {
      const { points, trace } = previewAward(of, request);
      return { points, trace: showEarningTrace(trace) };
    };
    return { body: { ...outcome(trial ?? facts), today: trial ? outcome(facts) : null } };
  },
});

/** The policy with one season on one day, in the place of any other. */
function inSeason(policy: PolicyDocument, date: BusinessDate, season: Pick<PolicySeason, "stacking" | "groups">) {
  const made_up = { season_id: NOBODY, name: "", valid_from: date, valid_until: date, ...season };
  return { ...policy, seasons: [made_up] };
}

function linesOf({ lines, payments = [] }: z.output<typeof zInput>) {
  const own = lines.map((line) => line.own_money_fen ?? line.amount_fen);
  const spread = spreadPayments(own, payments);
  return lines.map((line, index) => ({
    line_no: index + 1,
    title: line.item_name,
    item_code: line.item_code ?? null,
    category: line.category ?? null,
    business_type: line.business_type,
    quantity: line.quantity,
    amount_fen: line.amount_fen,
    own_money_fen: own[index] ?? 0,
    payments: spread[index] ?? [],
  }));
}

async function requireMember(db: Db, auth: Auth, member_id: string): Promise<void> {
  const { tenant_id } = db;
  const member_ids = [member_id];
  const found =
    auth.scope === "all"
      ? await run(db, findMembersForAward, { tenant_id, member_ids })
      : await run(db, listNameableMembers, { tenant_id, member_ids, ...memberParams(auth) });
  if (found.length === 0) throw new AppError("not_found");
}

/** The member as they are, but for the tier and the tags that are tried. */
async function supposed(
  db: Db,
  { tier_code, tag_ids }: z.output<typeof zInput>,
  known: AwardFacts["members"],
): Promise<AwardFacts["members"]> {
  const [row, tags] = await Promise.all([
    tier_code === undefined ? undefined : run(db, findTier, { tenant_id: db.tenant_id, code: tier_code }),
    tag_ids === undefined ? [] : listTags(db),
  ]);
  const tag_known = new Set(tags.map((tag) => tag.tag_id));
  if ((tier_code !== undefined && !row) || !(tag_ids ?? []).every((tag_id) => tag_known.has(tag_id)))
    throw new AppError("not_found");
  const tier = row && { code: row.code, num: row.coefficient_num, den: row.coefficient_den };
  return (request) => ({ ...known(request), ...(tier && { tier }), ...(tag_ids && { tag_ids }) });
}
