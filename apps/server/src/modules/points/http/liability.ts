import { z } from "zod";
import { pageOf, readCursor } from "../../../platform/http/pages.ts";
import { type Route, route } from "../../../platform/http/route.ts";
import {
  wireId,
  wireIdOut,
  zBusinessDate,
  zCount,
  zFen,
  zPage,
  zPageOf,
  zPoints,
  zQueryInt,
} from "../../../platform/http/schema.ts";
import { addDays, businessDateOf } from "../../../platform/kernel/dates.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { readMoment } from "../../org/index.ts";
import { deferralOf } from "../domain/point-value.ts";
import { COMPONENTS } from "../domain/points-balance.ts";
import { listExpiring, readExpiryCalendar } from "../liability/expiry-calendar.ts";
import { readLiability } from "../liability/read-liability.ts";
import { getProgram } from "../program.ts";
import { checkedPeriod, requireWholeGroup } from "./period.ts";
import { sensitive } from "../../../platform/http/sensitive.ts";

const READ = { actors: ["staff", "api_key"], permission: "points:read" } as const;
/** Figures of the whole group. */
const BOOK = { actors: ["staff", "api_key"], permission: "ledger:read" } as const;

/** How far ahead the calendar looks when nobody says. */
const YEAR_DAYS = 366;
const REMINDER_DAYS = 30;

const period = { from: zBusinessDate.optional(), to: zBusinessDate.optional() };

const zCalendar = z
  .object({
    from: z.string(),
    to: z.string(),
    days: z.array(
      z.object({
        date: zBusinessDate.meta({ description: "The last day on which they are good" }),
        points: zPoints,
        members: zCount,
      }),
    ),
  })
  .meta({ id: "ExpiryCalendar" });

const calendar = route({
  method: "GET",
  path: "/v1/points/expiry_calendar",
  summary: "How many points run out on which day",
  description: "From today on for a year when no days are given. Days on which nothing runs out are left out.",
  tag: "points",
  access: READ,
  query: z.strictObject(period),
  response: { 200: zCalendar },
  errors: ["period_too_long", "program_not_found"],
  handler: async ({ app, auth, query }) => {
    const { times } = await readMoment(app, auth.tenant_id);
    return app.database.read(auth.tenant_id, async (db) => {
      const { time_zone: zone } = await getProgram(db);
      const from = query.from ?? businessDateOf(times.now, zone);
      const days = checkedPeriod({ from, to: query.to ?? addDays(from, YEAR_DAYS) }, "#/query");
      return { body: { ...days, days: await readExpiryCalendar(db, { ...days, zone, reach: auth }) } };
    });
  },
});

const zExpiring = z
  .object({
    member_id: wireIdOut("member"),
    name: sensitive("name", z.string()),
    card_no: z.string(),
    points: zPoints,
    first_on: zBusinessDate.meta({ description: "The last day on which the first of them are good" }),
  })
  .meta({ id: "ExpiringMember" });

const expiring = route({
  method: "GET",
  path: "/v1/points/expiring",
  summary: "Members whose points run out soon: whom to remind",
  description: "Within 30 days when no days are given.",
  tag: "points",
  access: READ,
  query: zPage.extend({ ...period, member_id: wireId("member").optional() }),
  response: { 200: zPageOf(zExpiring) },
  errors: ["period_too_long", "program_not_found", "cursor_invalid"],
  handler: async ({ app, auth, query }) => {
    const { times } = await readMoment(app, auth.tenant_id);
    const [after_member_id = null] = readCursor(query.cursor, z.tuple([z.uuid()])) ?? [];
    const { limit, member_id = null } = query;
    return app.database.read(auth.tenant_id, async (db) => {
      const { time_zone: zone } = await getProgram(db);
      const from = query.from ?? businessDateOf(times.now, zone);
      const days = checkedPeriod({ from, to: query.to ?? addDays(from, REMINDER_DAYS) }, "#/query");
      const page = { member_id, after_member_id, limit };
      const rows = await listExpiring(db, { ...days, zone, reach: auth }, page);
      return {
        body: pageOf(
          rows,
          limit,
          (row) => [row.member_id],
          ({ member_id, first_expires_at, ...row }) => ({
            ...row,
            member_id: toWireId("member", member_id),
            first_on: addDays(businessDateOf(first_expires_at, zone), -1),
          }),
        ),
      };
    });
  },
});

const zLiability = z
  .object({
    from: z.string(),
    to: z.string(),
    opening: zPoints,
    earned: zPoints,
    spent: zPoints,
    expired: zPoints,
    reversed: zPoints,
    adjusted: zPoints,
    closing: zPoints.meta({ description: "opening + earned − spent − expired − reversed + adjusted" }),
    debt: zPoints.meta({ description: "Owed by members; not taken off the closing" }),
    unit_cost: z.string(),
    breakage_bp: z.int(),
    liability_fen: sensitive("amounts", z.int().meta({ description: "closing × unit_cost × (1 − breakage), half up" })),
    kinds: z.array(
      z.object({ kind: z.string(), component: z.enum(COMPONENTS), points: zPoints, transactions: zCount }),
    ),
  })
  .meta({ id: "PointsLiability" });

const liability = route({
  method: "GET",
  path: "/v1/points/liability",
  summary: "The month end of the points: what all members hold, by business date, and what it will cost",
  tag: "points",
  access: BOOK,
  query: z.strictObject({ from: zBusinessDate, to: zBusinessDate }),
  response: { 200: zLiability },
  errors: ["period_too_long", "program_not_found", "whole_group_only"],
  handler: async ({ app, auth, query }) => {
    requireWholeGroup(auth);
    const days = checkedPeriod(query, "#/query");
    const report = await app.database.read(auth.tenant_id, (db) => readLiability(db, days));
    return { body: { ...days, ...report } };
  },
});

const LARGEST = 1_000_000_000_000;

const deferral = route({
  method: "GET",
  path: "/v1/points/deferral",
  summary: "What of a sale is recognised at once, and what when its points are used",
  description: "sale × v ÷ (sale + v), v = points × unit cost × (1 − breakage); half up.",
  tag: "points",
  access: READ,
  query: z.strictObject({ sale_fen: zQueryInt(0, LARGEST), points: zQueryInt(0, LARGEST) }),
  response: { 200: z.object({ defer_fen: zFen, recognise_fen: zFen }).meta({ id: "PointsDeferral" }) },
  errors: ["program_not_found"],
  handler: async ({ app, auth, query }) => {
    const program = await app.database.read(auth.tenant_id, getProgram);
    return { body: deferralOf(query.sale_fen, query.points, program) };
  },
});

export const liabilityRoutes: Route[] = [calendar, expiring, liability, deferral];
