import { z } from "zod";
import { recordAudit } from "../../../platform/audit/record-audit.ts";
import { route, zNothing } from "../../../platform/http/route.ts";
import { wireId, wireIdOut, zBusinessDate } from "../../../platform/http/schema.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { GROUP_MODES, type PolicySeason, STACKINGS } from "../domain/policy.ts";
import { changeSeason, createSeason, deleteSeason, listSeasons } from "../seasons.ts";
import { zSeasonInput } from "./rule-schema.ts";

const tag = "points";
const write = { actors: ["staff", "api_key"], permission: "rules:write" } as const;
const params = z.strictObject({ season_id: wireId("season") });

const zSeason = z
  .object({
    season_id: wireIdOut("season"),
    name: z.string(),
    /** First and last business date. */
    valid_from: zBusinessDate,
    valid_until: zBusinessDate,
    stacking: z.enum(STACKINGS),
    groups: z.enum(GROUP_MODES),
  })
  .meta({ id: "Season" });

const showSeason = (season: PolicySeason): z.output<typeof zSeason> => ({
  ...season,
  season_id: toWireId("season", season.season_id),
});

export const listSeasonsRoute = route({
  method: "GET",
  path: "/v1/points/seasons",
  summary: "Times in which promotions and groups add up otherwise than usual, in order",
  tag,
  access: { actors: ["staff", "api_key"], permission: "points:read" },
  response: { 200: z.object({ data: z.array(zSeason) }) },
  handler: async ({ app, auth }) => {
    const seasons = await app.database.read(auth.tenant_id, listSeasons);
    return { body: { data: seasons.map(showSeason) } };
  },
});

export const createSeasonRoute = route({
  method: "POST",
  path: "/v1/points/seasons",
  summary: "A new season",
  tag,
  access: write,
  audit: ["season.created"],
  body: zSeasonInput,
  response: { 201: zSeason },
  errors: ["season_overlap", "program_not_found"],
  idempotency: "optional",
  handler: ({ app, body, by, idempotency }) =>
    idempotency.run(async (tx) => {
      const season = await createSeason(tx, app.runtime, body);
      const subject = { kind: "season", id: season.season_id } as const;
      await recordAudit(tx, app.runtime, by, { action: "season.created", subject, after: body });
      return { status: 201, body: showSeason(season) };
    }),
});

export const changeSeasonRoute = route({
  method: "PUT",
  path: "/v1/points/seasons/:season_id",
  summary: "Change a season; what was decided in it stays as it is",
  tag,
  access: write,
  audit: ["season.updated"],
  params,
  body: zSeasonInput,
  response: { 200: zSeason },
  errors: ["season_not_found", "season_overlap"],
  handler: async ({ app, auth, by, params: { season_id }, body }) => {
    const season = { ...body, season_id };
    const changed = await app.database.write(auth.tenant_id, async (tx) => {
      const written = await changeSeason(tx, app.runtime, season);
      const subject = { kind: "season", id: season_id } as const;
      await recordAudit(tx, app.runtime, by, { action: "season.updated", subject, after: body });
      return written;
    });
    return { body: showSeason(changed) };
  },
});

export const deleteSeasonRoute = route({
  method: "DELETE",
  path: "/v1/points/seasons/:season_id",
  summary: "Take a season away",
  tag,
  access: write,
  audit: ["season.deleted"],
  params,
  response: { 204: zNothing },
  errors: ["season_not_found"],
  handler: async ({ app, auth, by, params: { season_id } }) => {
    await app.database.write(auth.tenant_id, async (tx) => {
      await deleteSeason(tx, app.runtime, season_id);
      const subject = { kind: "season", id: season_id } as const;
      await recordAudit(tx, app.runtime, by, { action: "season.deleted", subject });
    });
    return { status: 204 };
  },
});
