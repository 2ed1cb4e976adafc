import type { Db } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import type { BusinessDate } from "../../platform/kernel/dates.ts";
import { listAwards, listEntries, listNewMembers, listSpend } from "./db/figures.gen.ts";
import { daysOf, type Figures } from "./domain/workbench.ts";
import { boundsOf, type View } from "./view.ts";

const WEEK_MS = 7 * 86_400_000;
const NEVER = new Date("9999-01-01T00:00:00Z");

/**
 * Counts the days from `first_date` to the view's date; four statements in one round trip. On a running day the compared
 * one is counted up to the same time.
 */
export async function readFigures(db: Db, view: View, first_date: BusinessDate): Promise<Figures> {
  const { tenant_id } = db;
  const { date, time_zone, cutoff_minutes, unit_ids, whole_group } = view;
  const { compare_date } = daysOf(date);
  const compare_until = view.is_today ? new Date(view.now.getTime() - WEEK_MS) : NEVER;
  const venue_ids = view.venues.map((venue) => venue.venue_id);
  const range = { tenant_id, first_date, date, venue_ids, compare_until };
  const [entries, spend, awards, members] = await Promise.all([
    run(db, listEntries, { ...range, compare_date }),
    run(db, listSpend, range),
    run(db, listAwards, { ...range, whole_group }),
    run(db, listNewMembers, {
      tenant_id,
      time_zone,
      cutoff_minutes,
      compare_until,
      ...boundsOf(view, first_date, date),
      unit_ids,
    }),
  ]);
  return {
    entries,
    spend,
    awards,
    members: members.map(({ home_unit_id, ...row }) => ({
      ...row,
      venue_id: view.venueOfUnit.get(home_unit_id) ?? null,
    })),
  };
}
