import { z } from "zod";
import { changes } from "../../../platform/audit/changes.ts";
import { recordAudit } from "../../../platform/audit/record-audit.ts";
import { route } from "../../../platform/http/route.ts";
import { wireIdOut, zInstantOut } from "../../../platform/http/schema.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { readMoment } from "../../org/index.ts";
import { CLAWBACKS, type ProgramSettings, STACKINGS, WALLET_SPLITS } from "../domain/policy.ts";
import { getProgram, listPrograms, type Program } from "../program.ts";
import { putProgram } from "../put-program.ts";
import { zFraction, zPendingDays, zRate, zStackGroup } from "./rule-schema.ts";

const zCap = z.int().min(0).max(1_000_000_000).nullable();
const zMonths = z.int().min(1).max(600);
const zExpiry = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("end_of_next_year") }),
  z.strictObject({ kind: z.literal("rolling_months"), months: zMonths }),
  /** Every award and every spending lets all points live so much longer. */
  z.strictObject({ kind: z.literal("last_activity"), months: zMonths }),
  z.strictObject({ kind: z.literal("never") }),
]);

const settings = {
  /** Points of purchases per member and calendar month; null: no cap. */
  monthly_cap: zCap,
  expiry: zExpiry,
  /** Days after the business day on which points become spendable. */
  pending_days: zPendingDays,
  refund_grace_days: z.int().min(0).max(366),
  /** By payment method; what is not named counts in full. */
  payment_coefficients: z.record(z.string().regex(/^[a-z][a-z0-9_]{0,29}$/), zFraction),
  /** In which the base rate competes with other awards of the day. */
  stack_group: zStackGroup.nullable(),
  /** What promotions on one line make together; `add` is the sum of their factors. Seasons may say otherwise. */
  stacking: z.enum(STACKINGS),
  /** What happens to earned points that a refund takes back and that are spent already. */
  clawback: z.enum(CLAWBACKS),
  /** Adjustments above it need a second person; null: none does. */
  adjustment_threshold: z.int().min(0).max(1_000_000_000).nullable(),
  /** What a point costs, in yuan. */
  unit_cost: z
    .string()
    .regex(/^\d{1,6}(\.\d{1,6})?$/)
    .meta({ example: "0.01" }),
  /** Share of points that is expected never to be spent, in hundredths of a percent. */
  breakage_bp: z.int().min(0).max(10_000),
  /** How a wallet payment is taken within one top-up. */
  wallet_split: z.enum(WALLET_SPLITS),
  /** What points are worth when they pay; null: they cannot. */
  burn: z.strictObject({ points: z.int().min(1).max(1_000_000), fen: z.int().min(1).max(100_000_000) }).nullable(),
};

const zProgram = z
  .object({
    version: z.int(),
    rule_id: wireIdOut("earning_rule"),
    /** `points` for every `per_fen` of own money, rounded down per line. */
    rate: z.object({ points: z.int(), per_fen: z.int() }),
    /** Points of purchases per member and business day; null: no cap. */
    daily_cap: z.int().nullable(),
    ...settings,
    time_zone: z.string(),
    effective_from: zInstantOut,
  })
  .meta({ id: "PointsProgram" });

function showProgram(program: Program): z.output<typeof zProgram> {
  const { rule_id, rate_points, rate_fen, ...rest } = program;
  return {
    ...rest,
    payment_coefficients: { ...rest.payment_coefficients },
    rule_id: toWireId("earning_rule", rule_id),
    rate: { points: rate_points, per_fen: rate_fen },
  };
}

export const readProgram = route({
  method: "GET",
  path: "/v1/points/program",
  summary: "The points programme in force",
  tag: "points",
  access: { actors: ["staff", "api_key"], permission: "points:read" },
  response: { 200: zProgram },
  errors: ["program_not_found"],
  handler: async ({ app, auth }) => ({ body: showProgram(await app.database.read(auth.tenant_id, getProgram)) }),
});

export const listProgramVersions = route({
  method: "GET",
  path: "/v1/points/program/versions",
  summary: "All versions of the points programme, newest first",
  tag: "points",
  access: { actors: ["staff", "api_key"], permission: "points:read" },
  response: { 200: z.object({ data: z.array(zProgram) }) },
  handler: async ({ app, auth }) => {
    const programs = await app.database.read(auth.tenant_id, listPrograms);
    return { body: { data: programs.map(showProgram) } };
  },
});

const zProgramInput = z.strictObject({
  /** The version this change was made from. */
  version: z.int().min(1),
  rate: zRate,
  daily_cap: zCap,
  ...z.strictObject(settings).partial().shape,
});

/** What is left out stays as it was. */
function givenSettings(body: Record<string, unknown>): Partial<ProgramSettings> {
  const given = Object.entries(body).filter(([key, value]) => key in settings && value !== undefined);
  return Object.fromEntries(given); // as the schema has checked them
}

export const writeProgram = route({
  method: "PUT",
  path: "/v1/points/program",
  summary: "Put a new version of the programme in force, from now on",
  tag: "points",
  access: { actors: ["staff", "api_key"], permission: "points:write" },
  audit: ["points_program.updated"],
  body: zProgramInput,
  response: { 200: zProgram },
  errors: ["program_not_found", "program_version_conflict"],
  handler: async ({ app, auth, body, by }) => {
    const { times } = await readMoment(app, auth.tenant_id);
    const program = await app.database.write(auth.tenant_id, async (tx) => {
      const before = await getProgram(tx);
      const { time_zone } = before;
      const { rate, daily_cap, version } = body;
      const after = await putProgram(tx, app.runtime, {
        rate_points: rate.points,
        rate_fen: rate.per_fen,
        daily_cap,
        time_zone,
        settings: givenSettings(body),
        effective_from: times.now,
        expected_version: version,
      });
      const subject = { kind: "tenant", id: auth.tenant_id } as const;
      const changed = changes({ ...before }, { ...after });
      await recordAudit(tx, app.runtime, by, { action: "points_program.updated", subject, ...changed });
      return after;
    });
    return { body: showProgram(program) };
  },
});
