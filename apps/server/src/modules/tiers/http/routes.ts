import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { recordAudit } from "../../../platform/audit/record-audit.ts";
import type { Auth } from "../../../platform/http/auth.ts";
import { type Route, route } from "../../../platform/http/route.ts";
import { wireId, wireIdOut, zBusinessDate, zInstantOut, zPageOf, zText } from "../../../platform/http/schema.ts";
import { run } from "../../../platform/db/sql.ts";
import { present } from "../../../platform/kernel/assert.ts";
import { businessDateOf, toZonedIso } from "../../../platform/kernel/dates.ts";
import type { Language } from "../../../platform/kernel/errors.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { getMember, personIds } from "../../members/index.ts";
import { readMoment } from "../../org/index.ts";
import { listMemberTiers } from "../db/tiers.gen.ts";
import { setTier } from "../set-tier.ts";
import { findTier, listTiers, putTier, type StoredTier, type Tier, tiersAt } from "../tiers.ts";

const zNames = z.strictObject({ "zh-CN": zText(30).optional(), en: zText(30).optional(), ko: zText(30).optional() });
const zCoefficient = z.strictObject({ num: z.int().min(0).max(10_000), den: z.int().min(1).max(10_000) });

const zTier = z
  .object({
    tier_id: wireIdOut("tier"),
    code: z.string(),
    name: z.string().meta({ description: "In the caller's language where it has a name there" }),
    names: z.record(z.string(), z.string()),
    rank: z.int().meta({ description: "From the lowest up" }),
    coefficient: z.object({ num: z.int(), den: z.int() }).meta({ description: "What points are multiplied by" }),
    version: z.int(),
  })
  .meta({ id: "Tier" });

const zTierName = { code: z.string(), name: z.string(), rank: z.int() };
const zMemberTier = z
  .object({
    current: z.object({ ...zTierName, last_day: zBusinessDate.nullable() }).nullable(),
    history: z.array(
      z.object({
        ...zTierName,
        valid_from: zInstantOut,
        last_day: zBusinessDate.nullable(),
        replaced_at: zInstantOut.nullable(),
        reason: z.string(),
        by: z
          .union([z.object({ staff_id: wireIdOut("staff") }), z.object({ key_id: wireIdOut("api_key") })])
          .nullable(),
        recorded_at: zInstantOut,
      }),
    ),
  })
  .meta({ id: "MemberTier" });

const nameIn = (language: Language, { name, names }: Pick<Tier, "name" | "names">) => names[language] ?? name;

function showTier(language: Language) {
  return ({ coefficient_num: num, coefficient_den: den, ...tier }: StoredTier) => ({
    ...tier,
    tier_id: toWireId("tier", tier.tier_id),
    name: nameIn(language, tier),
    names: { ...tier.names },
    coefficient: { num, den },
  });
}

const tierList = route({
  method: "GET",
  path: "/v1/tiers",
  summary: "All tiers, from the lowest up",
  tag: "tiers",
  access: { actors: ["staff", "api_key"], permission: "points:read" },
  response: { 200: zPageOf(zTier) },
  handler: async ({ app, auth, language }) => {
    const tiers = await app.database.read(auth.tenant_id, listTiers);
    return { body: { data: tiers.map(showTier(language)), next_cursor: null } };
  },
});

const tierChange = route({
  method: "PUT",
  path: "/v1/tiers/:code",
  summary: "Add a tier or change one",
  description: "A coefficient counts for what is earned from now on. `version` 0 adds a tier.",
  tag: "tiers",
  access: { actors: ["staff", "api_key"], permission: "rules:write" },
  audit: ["tier.updated"],
  params: z.strictObject({ code: z.string().regex(/^[a-z0-9_-]{1,40}$/) }),
  body: z.strictObject({
    version: z.int().min(0),
    name: zText(30),
    names: zNames.default({}),
    rank: z.int().min(0).max(99),
    coefficient: zCoefficient,
  }),
  response: { 200: zTier },
  errors: ["version_conflict", "tier_rank_taken"],
  handler: async ({ app, auth, by, params, body, language }) => {
    const { coefficient, ...fields } = body;
    const tier = await app.database.write(auth.tenant_id, async (tx) => {
      await putTier(tx, app.runtime, {
        ...fields,
        ...params,
        coefficient_num: coefficient.num,
        coefficient_den: coefficient.den,
      });
      const written = present(await findTier(tx, params.code), "the tier just written");
      const subject = { kind: "tier", id: written.tier_id } as const;
      const after = { code: params.code, name: body.name, rank: body.rank, coefficient };
      await recordAudit(tx, app.runtime, by, { action: "tier.updated", subject, after });
      return written;
    });
    return { body: showTier(language)(tier) };
  },
});

const zMemberPath = z.strictObject({ member_id: wireId("member") });

async function memberTierOf(app: App, auth: Auth, member_id: string, language: Language) {
  const { directory, times } = await readMoment(app, auth.tenant_id);
  const zone = directory.tenant.time_zone;
  const lastDay = (until: Date | null) => until && businessDateOf(new Date(until.getTime() - 1), zone);
  return app.database.read(auth.tenant_id, async (db) => {
    await getMember(db, app, member_id, auth);
    const [held, rows] = await Promise.all([
      tiersAt(db, [member_id], times.now),
      run(db, listMemberTiers, { tenant_id: db.tenant_id, member_ids: await personIds(db, member_id) }),
    ]);
    const current = held.get(member_id);
    return {
      current: current
        ? {
            code: current.code,
            name: nameIn(language, current),
            rank: current.rank,
            last_day: lastDay(current.valid_until),
          }
        : null,
      history: rows.map((row) => ({
        code: row.code,
        name: nameIn(language, { name: row.name, names: row.names as Record<string, string> }),
        rank: row.rank,
        valid_from: toZonedIso(row.valid_from, zone),
        last_day: lastDay(row.valid_until),
        replaced_at: row.replaced_at && toZonedIso(row.replaced_at, zone),
        reason: row.reason,
        by: showActor(row),
        recorded_at: row.recorded_at.toISOString(),
      })),
    };
  });
}

function showActor({ staff_id, key_id }: { staff_id: string | null; key_id: string | null }) {
  if (staff_id !== null) return { staff_id: toWireId("staff", staff_id) };
  return key_id === null ? null : { key_id: toWireId("api_key", key_id) };
}

const memberTier = route({
  method: "GET",
  path: "/v1/members/:member_id/tier",
  summary: "A member's tier now, and what was set before",
  tag: "tiers",
  access: { actors: ["staff", "api_key"], permission: "members:read" },
  params: zMemberPath,
  response: { 200: zMemberTier },
  errors: ["not_found"],
  handler: async ({ app, auth, params, language }) => ({
    body: await memberTierOf(app, auth, params.member_id, language),
  }),
});

const memberTierChange = route({
  method: "PUT",
  path: "/v1/members/:member_id/tier",
  summary: "Give a member a tier by hand, from now on",
  tag: "tiers",
  access: { actors: ["staff", "api_key"], permission: "members:write" },
  audit: ["member.tier_set"],
  params: zMemberPath,
  body: z.strictObject({
    tier_code: zText(40),
    reason: zText(200),
    valid_until: zBusinessDate
      .nullable()
      .default(null)
      .meta({ description: "The last day; left out: until another is set" }),
  }),
  response: { 200: zMemberTier },
  errors: ["not_found", "tier_unknown", "tier_ends_before_today"],
  handler: async ({ app, auth, by, params, body, language }) => {
    const { valid_until: last_day, ...fields } = body;
    await app.database.write(auth.tenant_id, async (tx) => {
      await setTier(tx, app, { ...fields, ...params, last_day, by: actorOf(auth) }, auth);
      const subject = { kind: "member", id: params.member_id } as const;
      const after = { tier_code: body.tier_code, last_day };
      await recordAudit(tx, app.runtime, by, { action: "member.tier_set", subject, after, reason: body.reason });
    });
    return { body: await memberTierOf(app, auth, params.member_id, language) };
  },
});

function actorOf({ staff_id, key_id }: Auth): { staff_id: string } | { key_id: string } | null {
  if (staff_id !== undefined) return { staff_id };
  return key_id === undefined ? null : { key_id };
}

export const routes: Route[] = [tierList, tierChange, memberTier, memberTierChange];
