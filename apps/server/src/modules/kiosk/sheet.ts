// What a kiosk shows of a person: enough for them, and nothing that who stands behind them could use.
import { z } from "zod";
import { zBusinessDate, zCount, zInstantOut, zPoints } from "../../platform/http/schema.ts";
import type { App } from "../../platform/app.ts";
import type { Language } from "../../platform/kernel/errors.ts";
import { maskName, type OwnSheet, ownSheetOf } from "../members/index.ts";

const VISITS = 6;
/** Ways out and refusals are left out. */
const VISITS_READ = 24;
const LOTS = 6;
const CARD_TAIL = 4;

export const zKioskSheet = z
  .object({
    name_masked: z.string(),
    phone_masked: z.string().nullable(),
    card_tail: z.string(),
    joined_at: zInstantOut,
    tier: z
      .object({
        code: z.string(),
        name: z.string(),
        rank: z.int(),
        last_day: zBusinessDate.nullable(),
      })
      .nullable(),
    points: z.object({
      available: zPoints,
      pending: zPoints,
      expiring: z.object({ amount: zPoints, on: zBusinessDate }).nullable(),
    }),
    lots: z
      .array(z.object({ remaining: zPoints, title: z.string(), expires_at: zInstantOut.nullable() }))
      .meta({ description: "What is drawn first, first" }),
    lots_more: zCount.meta({ description: "Lots that are not shown" }),
    visits: z.array(z.object({ venue_name: z.string(), gate_name: z.string(), at: zInstantOut })),
    family: z
      .object({
        name_masked: z.string(),
        pool_available: zPoints,
        members: z.array(
          z.object({
            name_masked: z.string(),
            role: z.enum(["guardian", "spouse", "child", "other"]),
            is_me: z.boolean(),
          }),
        ),
      })
      .nullable(),
  })
  .meta({ id: "KioskSheet" });

export type KioskSheet = z.output<typeof zKioskSheet>;

/** @throws not_found */
export async function kioskSheet(
  app: App,
  { tenant_id, member_id, language }: { tenant_id: string; member_id: string; language: Language },
): Promise<KioskSheet> {
  return shorten(await ownSheetOf(app, { tenant_id, member_id, language, visits: VISITS_READ }));
}

function shorten({ profile, lots, visits, household }: OwnSheet): KioskSheet {
  const { tier, points } = profile;
  const held = lots.filter((lot) => lot.state === "posted" && lot.remaining > 0);
  return {
    name_masked: maskName(profile.name),
    phone_masked: profile.phone_masked,
    card_tail: profile.card_no.slice(-CARD_TAIL),
    joined_at: profile.joined_at,
    tier: tier && { code: tier.code, name: tier.name, rank: tier.rank, last_day: tier.last_day },
    points: { available: points.available, pending: points.pending, expiring: points.expiring },
    lots: held.slice(0, LOTS).map(({ remaining, title, expires_at }) => ({ remaining, title, expires_at })),
    lots_more: Math.max(0, held.length - LOTS),
    visits: visits
      .filter((visit) => visit.admitted && visit.kind !== "exit")
      .slice(0, VISITS)
      .map(({ venue_name, gate_name, business_time }) => ({ venue_name, gate_name, at: business_time })),
    family: household && {
      name_masked: maskName(household.name),
      pool_available: household.pool.available,
      members: household.members.map(({ name, role, is_me }) => ({ name_masked: maskName(name), role, is_me })),
    },
  };
}
