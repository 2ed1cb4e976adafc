import { z } from "zod";
import { route } from "../../../platform/http/route.ts";
import { wireIdOut, zInstantOut } from "../../../platform/http/schema.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { readMoment } from "../../org/index.ts";
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

export const writeProgram = route({
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
      const input = {
        rate_points: rate.points,
        rate_fen: rate.per_fen,
        daily_cap,
        time_zone,
        effective_from: times.now,
      };
      return putProgram(tx, app.runtime, { ...input, expected_version: version });
    });
    return { body: showProgram(program) };
  },
});
