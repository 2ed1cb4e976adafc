import type { Db } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { listCheckIns, type ListCheckInsRow, listEntries } from "./db/figures.gen.ts";
import { daysOf, hourlyOf } from "./domain/workbench.ts";
import { readView, type ViewRequest } from "./view.ts";
import { firstHour } from "./workbench.ts";

export interface VisitsReport {
  date: string;
  entries: number;
  check_ins: number;
  /** From the first hour that saw an entry to the last; entries without a time are in the sum only. */
  by_hour: { hour: number; entries: number }[];
  /** Places with check-ins, the busiest first. */
  by_place: ListCheckInsRow[];
}

/** One day of visits. @throws not_found · date_in_future */
export async function readVisitsReport(db: Db, runtime: Runtime, request: ViewRequest): Promise<VisitsReport> {
  const view = await readView(db, runtime, request);
  const { date } = view;
  const { tenant_id } = db;
  const venue_ids = view.venues.map((venue) => venue.venue_id);
  const { compare_date } = daysOf(date);
  const range = { tenant_id, first_date: date, date, compare_date, compare_until: view.now, venue_ids };
  const [entries, by_place] = await Promise.all([
    run(db, listEntries, range),
    run(db, listCheckIns, { tenant_id, date, venue_ids }),
  ]);
  const hours = hourlyOf(entries, date, [], { first_hour: firstHour(view), now: null });
  return {
    date,
    entries: entries.reduce((sum, row) => sum + row.entries, 0),
    check_ins: by_place.reduce((sum, row) => sum + row.check_ins, 0),
    by_hour: hours.map(({ hour, value }) => ({ hour, entries: value ?? 0 })),
    by_place,
  };
}
