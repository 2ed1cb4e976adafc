// One day of a theme park: who was there, when they came in, and how often they were seen at which place.
import { CHECK_IN_COLUMNS, gateCode, type Park, preparePark, VISIT_COLUMNS } from "./dinofun-park.ts";
import { type Importer, type Item, type Job, type Reading, sendStep, soundRows } from "./job.ts";
import type { Row } from "./rows.ts";

/** The files tell local times; the venue's zone makes them instants. */
const OFFSET = "+08:00";
const LOCAL_TIME = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)$/;
const MOST_CHECK_INS = 1000;
const MOST_ID_LENGTH = 60;

export const importDinofun: Importer = async (job) => {
  const park = await preparePark(job);
  const admissions = { request: "/v1/admissions/bulk", field: "admissions" };
  let admitted = 0;
  let check_ins = 0;
  return [
    await sendStep(job, {
      what: "members",
      request: "/v1/members/bulk",
      field: "members",
      total: park.visit_rows,
      items: memberItems(job, park),
    }),
    await sendStep(job, {
      ...admissions,
      what: "entries",
      total: park.visit_rows,
      items: entryItems(park),
      onDone: (result) => {
        if (result["admitted"] === true) admitted += 1;
      },
      notes: () => [`${admitted} visitors admitted`],
    }),
    await sendStep(job, {
      ...admissions,
      what: "check-in rows",
      total: park.check_in_rows,
      items: checkInItems(job, park),
      onDone: (_result, item) => {
        check_ins += Number(item.body["quantity"]);
      },
      notes: () => [`${check_ins} check-ins; ${park.places} places`],
    }),
  ];
};

const invalid = (detail: string) => ({ code: "row_invalid", detail });
const memberId = (visitor_id: string) => `dinofun-${visitor_id}`;
const isVisitor = (text: string) => text.trim() !== "" && text.length <= MOST_ID_LENGTH;

function readVisit({ visitor_id = "", first_seen = "" }: Row["values"]): Reading<{ visitor_id: string; at: string }> {
  if (!isVisitor(visitor_id)) return invalid("visitor_id is empty or too long");
  const [, date, time] = LOCAL_TIME.exec(first_seen) ?? [];
  const at = `${date}T${time}${OFFSET}`;
  if (Number.isNaN(Date.parse(at))) return invalid(`first_seen “${first_seen}” is not YYYY-MM-DD HH:MM:SS`);
  return { value: { visitor_id, at } };
}

async function* memberItems({ failures }: Job, park: Park): AsyncGenerator<Item> {
  for await (const { value, source } of soundRows(park.visits_file, VISIT_COLUMNS, readVisit, failures)) {
    const external_id = memberId(value.visitor_id);
    const body = {
      external_id,
      name: `Visitor ${value.visitor_id}`,
      home_unit_id: park.unit_id,
      source: "import",
      joined_at: value.at,
    };
    yield { body, order_key: external_id, source };
  }
}

/** The same rows again: what is wrong with them was told with the members. */
async function* entryItems(park: Park): AsyncGenerator<Item> {
  for await (const { value, source } of soundRows(park.visits_file, VISIT_COLUMNS, readVisit)) {
    const member_external_id = memberId(value.visitor_id);
    const body = {
      external_id: `${member_external_id} ${value.at}`,
      venue_id: park.venue_id,
      gate_code: park.entranceOf(value.visitor_id),
      member_external_id,
      business_time: value.at,
      kind: "entry",
    };
    yield { body, order_key: member_external_id, source };
  }
}

interface CheckIn {
  readonly visitor_id: string;
  readonly gate_code: string;
  readonly quantity: number;
}

function readCheckIn({ visitor_id = "", x = "", y = "", n_checkins = "" }: Row["values"]): Reading<CheckIn> {
  if (!isVisitor(visitor_id)) return invalid("visitor_id is empty or too long");
  if (!/^\d{1,4}$/.test(x) || !/^\d{1,4}$/.test(y)) return invalid(`“${x}”, “${y}” is not a place on the map`);
  const quantity = /^\d{1,6}$/.test(n_checkins) ? Number(n_checkins) : 0;
  if (quantity < 1 || quantity > MOST_CHECK_INS)
    return invalid(`n_checkins “${n_checkins}” is not a number from 1 to ${MOST_CHECK_INS}`);
  return { value: { visitor_id, gate_code: gateCode(x, y), quantity } };
}

async function* checkInItems({ failures }: Job, park: Park): AsyncGenerator<Item> {
  for await (const { value, source } of soundRows(park.check_ins_file, CHECK_IN_COLUMNS, readCheckIn, failures)) {
    const { visitor_id, gate_code, quantity } = value;
    const member_external_id = memberId(visitor_id);
    const body = {
      external_id: `${member_external_id} ${park.date}`,
      venue_id: park.venue_id,
      gate_code,
      member_external_id,
      business_time: `${park.date}T00:00:00${OFFSET}`,
      kind: "check_in",
      quantity,
      time_precision: "day",
    };
    yield { body, order_key: member_external_id, source };
  }
}
