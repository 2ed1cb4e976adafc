import { z } from "zod";
import { sensitive } from "../../../platform/http/sensitive.ts";
import { wireId, wireIdOut, zBusinessDate, zCount, zInstantOut } from "../../../platform/http/schema.ts";

export const zInsightsQuery = z.strictObject({ venue_id: wireId("venue").optional(), date: zBusinessDate.optional() });
export const zLiveQuery = z.strictObject({ venue_id: wireId("venue").optional() });

function card(unit: string, shown = <T extends z.ZodType>(schema: T): T => schema) {
  return z.object({
    value: shown(z.int()),
    compare: shown(
      z.int().meta({ description: "The same weekday of the week before; on a running day up to the same time" }),
    ),
    spark: shown(z.array(z.int()).meta({ description: "14 days up to the date" })),
    unit: z.literal(unit),
    definition: z.string(),
  });
}

const money = <T extends z.ZodType>(schema: T): T => sensitive("amounts", schema);

export const zCards = z
  .object({
    entries: card("visits"),
    net_spend_fen: card("fen", money),
    new_members: card("people"),
    points_issued: card("points"),
  })
  .meta({ id: "WorkbenchCards" });

const figures = {
  entries: zCount,
  entries_compare: zCount,
  spend_fen: money(z.int().meta({ description: "Less what was given back on the day: below zero when that was more" })),
  new_members: zCount,
  member_share: z.number().min(0).max(1).nullable().meta({ description: "Members' part of the spend" }),
};

export const zWorkbench = z
  .object({
    as_of: zInstantOut,
    date: z.iso.date(),
    compare_date: z.iso.date(),
    cards: zCards,
    hourly: z.array(
      z.object({
        hour: z.int().min(0).max(23),
        value: zCount.nullable().meta({ description: "Null: the hour has not begun" }),
        compare: zCount,
      }),
    ),
    venues: z.array(
      z.object({
        venue_id: wireIdOut("venue")
          .nullable()
          .meta({ description: "Null: new members of units that belong to no venue" }),
        name: z.string(),
        status: z.enum(["before_open", "open", "closed"]),
        ...figures,
        spark: z.array(zCount),
      }),
    ),
    total: z.object(figures).meta({ description: "The sums of the rows" }),
  })
  .meta({ id: "Workbench" });

export const zVisitsReport = z
  .object({
    date: z.iso.date(),
    entries: zCount,
    check_ins: zCount,
    by_hour: z.array(z.object({ hour: z.int().min(0).max(23), entries: zCount })),
    by_place: z.array(
      z.object({
        gate_id: wireIdOut("gate"),
        code: z.string(),
        name: z.string(),
        x: z.number().nullable(),
        y: z.number().nullable(),
        check_ins: zCount,
      }),
    ),
  })
  .meta({ id: "VisitsReport" });
