import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import type { Auth } from "../../../platform/http/auth.ts";
import { BULK_BODY_LIMIT, route, type JsonAnswer, type Route } from "../../../platform/http/route.ts";
import { wireId, wireIdOut, zCount, zFen, zInstant, zInstantOut, zPoints, zText } from "../../../platform/http/schema.ts";
import { AppError, fillText, findErrorSpec } from "../../../platform/kernel/errors.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { visibleMembers } from "../../members/index.ts";
import { businessMoment, readMoment, requireVenue, type Moment } from "../../org/index.ts";
import { createEarner, earnPoints, type EarnCommand, type EarnedAward, type EarnResult } from "../earn-points.ts";
import { getProgram, putProgram, type Program } from "../program.ts";

const zProgram = z
  .object({
    version: z.int(),
    rule_id: wireIdOut("earning_rule"),
    /** `points` for every `per_fen` of own money, rounded down per line. */
    rate: z.object({ points: z.int(), per_fen: z.int() }),
    daily_cap: z.int(),
    expiry: z.enum(["end_of_next_year"]),
    time_zone: z.string(),
    effective_from: zInstantOut,
  })
  .meta({ id: "PointsProgram" });

function showProgram(program: Program): z.output<typeof zProgram> {
  return {
    version: program.version,
    rule_id: toWireId("earning_rule", program.rule_id),
    rate: { points: program.rate_points, per_fen: program.rate_fen },
    daily_cap: program.daily_cap,
    expiry: program.expiry,
    time_zone: program.time_zone,
    effective_from: program.effective_from.toISOString(),
  };
}

const readProgram = route({
  method: "GET",
  path: "/v1/points/program",
  summary: "The points programme in force",
  tag: "points",
  access: { actors: ["staff", "api_key"], permission: "points:read" },
  response: { 200: zProgram },
  errors: ["program_not_found"],
  handler: async ({ app, auth }) => ({ body: showProgram(await app.database.read(auth.tenant_id, getProgram)) }),
});

const writeProgram = route({
  method: "PUT",
  path: "/v1/points/program",
  summary: "Put a new version of the programme in force, from now on",
  tag: "points",
  access: { actors: ["staff", "api_key"], permission: "points:write" },
  body: z.strictObject({
    /** The version this change was made from. */
    version: z.int().min(1),
    rate: z.strictObject({ points: z.int().min(0).max(1_000_000), per_fen: z.int().min(1).max(100_000_000) }),
    daily_cap: z.int().min(0).max(1_000_000_000),
  }),
  response: { 200: zProgram },
  errors: ["program_not_found", "program_version_conflict"],
  handler: async ({ app, auth, body }) => {
    const { times } = await readMoment(app, auth.tenant_id);
    const program = await app.database.write(auth.tenant_id, async (tx) => {
      const { time_zone } = await getProgram(tx);
      const { rate, daily_cap, version } = body;
      const input = { rate_points: rate.points, rate_fen: rate.per_fen, daily_cap, time_zone, effective_from: times.now };
      return putProgram(tx, app.runtime, { ...input, expected_version: version });
    });
    return { body: showProgram(program) };
  },
});

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
const zEarned = z.object({ transaction_id: wireIdOut("transaction").nullable(), points: zPoints }).meta({ id: "EarnedPoints" });

const showEarned = (award: EarnedAward): z.output<typeof zEarned> => ({
  transaction_id: award.transaction_id && toWireId("transaction", award.transaction_id),
  points: award.points,
});

function toCommand(input: z.output<typeof zEarn>, { directory, times }: Moment, auth: Auth): EarnCommand {
  const venue = requireVenue(directory, auth, input.venue_id);
  const title = input.title ?? venue.name;
  return {
    member_id: input.member_id,
    venue_id: venue.venue_id,
    title,
    external_id: input.external_id,
    ...businessMoment(venue, input.business_time, times.now),
    lines: [{ line_no: 1, title, amount_fen: input.amount_fen, own_money_fen: input.amount_fen }],
    claim: undefined,
    times,
  };
}

/** A caller whose scope is not the whole group may only name members of its own stores. */
async function requireMembers(app: App, auth: Auth, member_ids: string[]): Promise<ReadonlySet<string> | "all"> {
  if (auth.scope === "all") return "all";
  return app.database.read(auth.tenant_id, (db) => visibleMembers(db, member_ids, auth.scope));
}

const earners = new WeakMap<App, ReturnType<typeof createEarner>>();
function earnerOf(app: App) {
  let earner = earners.get(app);
  if (!earner) {
    earner = createEarner(app.database, app.runtime);
    earners.set(app, earner);
  }
  return earner;
}

const EARN_ERRORS = ["not_found", "member_not_found", "member_blocked", "business_time_in_future", "program_not_found"] as const;

const earn = route({
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
  handler: async ({ app, auth, body, idempotency }): Promise<JsonAnswer | { status: 200; body: z.output<typeof zEarned> }> => {
    const [moment, visible] = await Promise.all([readMoment(app, auth.tenant_id), requireMembers(app, auth, [body.member_id])]);
    if (visible !== "all" && !visible.has(body.member_id)) throw new AppError("member_not_found");
    const claim = {
      route: idempotency.route,
      key: idempotency.key ?? "",
      body_hash: idempotency.body_hash,
      answer: (award: EarnedAward) => ({ status: 201, body: JSON.stringify(showEarned(award)) }),
    };
    const result = await earnerOf(app).submit(auth.tenant_id, { ...toCommand(body, moment, auth), claim });
    if (result.kind === "known") return { status: 200, body: showEarned(result.award) };
    if (!result.answer) throw new Error("a claimed award keeps its answer");
    return { json: { status: result.answer.status, text: result.answer.body, replayed: result.kind === "replayed" } };
  },
});

const PER_TRANSACTION = 250;

const zEarnResults = z.object({
  results: z.array(
    zEarned.partial().extend({
      index: zCount,
      status: z.enum(["created", "unchanged", "refused", "failed"]),
      error: z.object({ code: z.string(), detail: z.string() }).optional(),
    }),
  ),
});

const earnBulk = route({
  method: "POST",
  path: "/v1/points/earn/bulk",
  summary: "Up to 1,000 awards; each by its external_id once for ever",
  tag: "points",
  access: { actors: ["api_key"], permission: "points:write" },
  body: z.strictObject({ awards: z.array(zEarn).min(1).max(1000) }),
  response: { 200: zEarnResults },
  body_limit: BULK_BODY_LIMIT,
  handler: async ({ app, auth, body, language }) => {
    const [moment, visible] = await Promise.all([
      readMoment(app, auth.tenant_id),
      requireMembers(app, auth, [...new Set(body.awards.map((award) => award.member_id))]),
    ]);
    const results: (EarnResult | AppError)[] = [];
    for (let start = 0; start < body.awards.length; start += PER_TRANSACTION) {
      const slice = body.awards.slice(start, start + PER_TRANSACTION).map((award) => toBulkCommand(award, moment, auth, visible));
      const commands = slice.filter((command): command is EarnCommand => !(command instanceof AppError));
      const done = await app.database.write(auth.tenant_id, (tx) => earnPoints(tx, app.runtime, commands));
      const outcomes = done[Symbol.iterator]();
      results.push(...slice.map((command) => (command instanceof AppError ? command : (outcomes.next().value as EarnResult | AppError))));
    }
    return {
      body: {
        results: results.map((result, index) => {
          if (result instanceof AppError) {
            const spec = findErrorSpec(result.code);
            const detail = fillText(spec?.detail[language] ?? result.code, result.data);
            return { index, status: spec?.status === 422 ? ("refused" as const) : ("failed" as const), error: { code: result.code, detail } };
          }
          if (result.kind === "replayed") throw new Error("bulk awards carry no Idempotency-Key");
          return { index, status: result.kind === "earned" ? ("created" as const) : ("unchanged" as const), ...showEarned(result.award) };
        }),
      },
    };
  },
});

function toBulkCommand(award: z.output<typeof zEarn>, moment: Moment, auth: Auth, visible: ReadonlySet<string> | "all"): EarnCommand | AppError {
  if (visible !== "all" && !visible.has(award.member_id)) return new AppError("member_not_found");
  try {
    return toCommand(award, moment, auth);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

export const routes: Route[] = [readProgram, writeProgram, earn, earnBulk];
