// The park before its visitors: a venue, a gate for every place, and what must be known before rows are sent.
import type { Job } from "./job.ts";
import { ensureVenue } from "./place.ts";
import { findFile, readRows, requireFile } from "./rows.ts";

export interface Park {
  readonly venue_id: string;
  readonly unit_id: string;
  readonly visits_file: string;
  readonly check_ins_file: string;
  readonly visit_rows: number;
  readonly check_in_rows: number;
  readonly places: number;
  /** The code of the entrance by which a visitor came in. */
  readonly entranceOf: (visitor_id: string) => string;
  /** Check-ins name no date: it is the day on which people came. */
  readonly date: string;
}

export const VISIT_COLUMNS = ["visitor_id", "first_seen"];
export const CHECK_IN_COLUMNS = ["visitor_id", "x", "y", "n_checkins"];
const ATTRACTION_COLUMNS = ["Real World Type", "DinoFun World Name", "x-coor entrance", "y-coor entrance", "type"];

/** In local time; 23:20 is when the last visitors leave. */
const VENUE = {
  name: "DinoFun World",
  code: "dinofun-world",
  business_type: "ticket",
  time_zone: "Asia/Shanghai",
  opens_at: "08:00",
  closes_at: "23:20",
  map: { width: 100, height: 100 },
} as const;

export const gateCode = (x: string, y: string) => `${x},${y}`;
const isCell = (text: string | undefined): text is string => text !== undefined && /^\d{1,4}$/.test(text);
/** Broken rows are told when the file is read for sending. */
const silently = () => {};

export async function preparePark({ api, dir }: Job): Promise<Park> {
  const visits_file = requireFile(dir, "visits_fri.csv");
  const check_ins_file = requireFile(dir, "checkins_fri.csv");
  const place = await ensureVenue(api, VENUE);
  const gates = new Map<string, "entry" | "attraction">();
  const makeGate = async (code: string, kind: "entry" | "attraction", name: string, at?: { x: number; y: number }) => {
    await api.call("POST /v1/gates", { venue_id: place.venue_id, code, name, kind, ...at });
    gates.set(code, kind);
  };
  const attractions = findFile(dir, "attractions.csv");
  if (attractions) {
    for await (const { values } of readRows(attractions, ATTRACTION_COLUMNS, silently)) {
      const { "x-coor entrance": x, "y-coor entrance": y, type = "" } = values;
      if (!isCell(x) || !isCell(y)) continue;
      const code = gateCode(x, y);
      const name = values["DinoFun World Name"]?.trim() || values["Real World Type"]?.trim() || code;
      await makeGate(code, type.trim() === "Entrance" ? "entry" : "attraction", name, { x: Number(x), y: Number(y) });
    }
  }
  // Who was seen at an entrance came in there. Places that no list names become gates of their own.
  const entrances = new Map<string, string>();
  let check_in_rows = 0;
  for await (const { values } of readRows(check_ins_file, CHECK_IN_COLUMNS, silently)) {
    check_in_rows += 1;
    const { visitor_id = "", x, y } = values;
    if (!isCell(x) || !isCell(y)) continue;
    const code = gateCode(x, y);
    if (!gates.has(code)) await makeGate(code, "attraction", `(${code})`, { x: Number(x), y: Number(y) });
    if (gates.get(code) === "entry") entrances.set(visitor_id, code);
  }
  let elsewhere = [...gates].find(([, kind]) => kind === "entry")?.[0];
  if (elsewhere === undefined) {
    elsewhere = "entrance";
    await makeGate(elsewhere, "entry", "Entrance");
  }
  const any_entrance = elsewhere;
  return {
    ...place,
    visits_file,
    check_ins_file,
    check_in_rows,
    ...(await surveyVisits(visits_file)),
    places: gates.size,
    entranceOf: (visitor_id) => entrances.get(visitor_id) ?? any_entrance,
  };
}

async function surveyVisits(file: string): Promise<{ visit_rows: number; date: string }> {
  let visit_rows = 0;
  let date = "";
  for await (const { values } of readRows(file, VISIT_COLUMNS, silently)) {
    visit_rows += 1;
    const day = /^(\d{4}-\d\d-\d\d) /.exec(values["first_seen"] ?? "")?.[1];
    if (date === "" && day !== undefined) date = day;
  }
  return { visit_rows, date };
}
