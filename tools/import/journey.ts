// A year of a grocery chain: households become members, baskets become purchases that earn points.
import { createDayFiles, type DayFiles } from "./by-day.ts";
import { type Importer, type Item, type Job, type Reading, sendStep, soundRows } from "./job.ts";
import { ensureVenue, type Place } from "./place.ts";
import { requireFile, type Row } from "./rows.ts";

const VENUE = {
  name: "Complete Journey",
  code: "complete-journey",
  business_type: "retail",
  time_zone: "Asia/Shanghai",
  opens_at: "00:00",
  closes_at: "24:00",
} as const;
/** The file tells local times; the venue's zone makes them instants. */
const OFFSET = "+08:00";
const LOCAL_TIME = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)$/;
const COLUMNS = ["household_id", "basket_id", "product_id", "quantity", "sales_value", "transaction_timestamp"];
const MOST_QUANTITY = 100_000;
const MOST_ID_LENGTH = 60;

interface Line {
  readonly item_code: string;
  readonly quantity: number;
  readonly amount_fen: number;
}

interface BasketRow {
  readonly household_id: string;
  readonly basket_id: string;
  readonly at: string;
  /** Undefined when the row names a basket, but is no line of a purchase. */
  readonly line: Line | undefined;
  readonly row: Row;
}

export const importJourney: Importer = async (job) => {
  const file = requireFile(job.dir, "transactions_sample.csv");
  const place = await ensureVenue(job.api, VENUE);
  const days = createDayFiles<BasketRow>();
  try {
    const { households, rows } = await sortByDay(job, file, days);
    let points = 0;
    let capped = 0;
    return [
      await sendStep(job, {
        what: "members",
        request: "/v1/members/bulk",
        field: "members",
        total: households.size,
        items: memberItems(file, households, place),
      }),
      await sendStep(job, {
        what: "purchases",
        request: "/v1/purchases/bulk",
        field: "purchases",
        total: rows,
        items: purchaseItems(file, days, place),
        onDone: (result, item) => {
          points += Number(result["points_awarded"]);
          if (Number(result["points_awarded"]) < pointsOf(item)) capped += 1;
        },
        notes: () => [`${points} points`, ...(capped > 0 ? [`${capped} purchases met the daily cap`] : [])],
      }),
    ];
  } finally {
    days.remove();
  }
};

/** Opaque: one basket of the file calls itself 4.0128e+10. */
const isId = (text: string) => text.trim() !== "" && text.length <= MOST_ID_LENGTH;
const invalid = (detail: string) => ({ code: "row_invalid", detail });

function readBasketRow(values: Row["values"]): Reading<Omit<BasketRow, "row" | "line">> {
  const { household_id = "", basket_id = "", transaction_timestamp = "" } = values;
  if (!isId(household_id)) return invalid("household_id is empty or too long");
  if (!isId(basket_id)) return invalid("basket_id is empty or too long");
  const [, date, time] = LOCAL_TIME.exec(transaction_timestamp) ?? [];
  const at = `${date}T${time}${OFFSET}`;
  if (Number.isNaN(Date.parse(at)))
    return invalid(`transaction_timestamp “${transaction_timestamp}” is not YYYY-MM-DD HH:MM:SS`);
  return { value: { household_id, basket_id, at } };
}

/** A purchase line has a quantity of at least one and a price in whole fen. */
function readLine({ product_id = "", quantity = "", sales_value = "" }: Row["values"]): Reading<Line> {
  if (product_id === "") return invalid("product_id is empty");
  const amount_fen = toFen(sales_value);
  if (amount_fen === undefined)
    return { code: "value_not_in_fen", detail: `sales_value “${sales_value}” is not a whole number of fen, 0 or more` };
  const number = /^\d{1,6}$/.test(quantity) ? Number(quantity) : -1;
  if (number === 0) return { code: "quantity_zero", detail: "a line of quantity 0 sells nothing" };
  if (number < 0 || number > MOST_QUANTITY)
    return invalid(`quantity “${quantity}” is not a number from 1 to ${MOST_QUANTITY}`);
  return { value: { item_code: product_id, quantity: number, amount_fen } };
}

/** Exact: the text never becomes a fraction of a float. */
function toFen(text: string): number | undefined {
  const [, yuan, decimals = ""] = /^(\d{1,8})(?:\.(\d+))?$/.exec(text) ?? [];
  if (yuan === undefined || /[1-9]/.test(decimals.slice(2))) return undefined;
  return Number(yuan) * 100 + Number(decimals.slice(0, 2).padEnd(2, "0"));
}

/** One reading of the file: households with their first day, rows in files by day, and what is no line to the failures. */
async function sortByDay({ failures }: Job, file: string, days: DayFiles<BasketRow>) {
  const households = new Map<string, { first: string; row: Row }>();
  let rows = 0;
  for await (const { value, source } of soundRows(file, COLUMNS, readBasketRow, failures)) {
    const row = source.rows[0] as Row;
    const known = households.get(value.household_id);
    if (!known || value.at < known.first) households.set(value.household_id, { first: value.at, row });
    const line = readLine(row.values);
    if (!("value" in line)) failures.add({ file, line: row.line, values: row.values, ...line });
    days.add(value.at.slice(0, 10), { ...value, row, line: "value" in line ? line.value : undefined });
    rows += 1;
  }
  return { households, rows };
}

const memberId = (household_id: string) => `journey-household-${household_id}`;

async function* memberItems(
  file: string,
  households: ReadonlyMap<string, { first: string; row: Row }>,
  { unit_id }: Place,
): AsyncGenerator<Item> {
  for (const [household_id, { first, row }] of households) {
    const external_id = memberId(household_id);
    const name = `Household ${household_id}`;
    const body = { external_id, name, home_unit_id: unit_id, source: "import", joined_at: first };
    yield { body, order_key: external_id, source: { file, rows: [row] } };
  }
}

/** Baskets in the order in which they were paid. */
async function* purchaseItems(file: string, days: DayFiles<BasketRow>, place: Place): AsyncGenerator<Item> {
  for (const day of days.days()) {
    const baskets = [...Map.groupBy(day, ({ basket_id }) => basket_id).values()];
    baskets.sort(([a], [b]) => ((a as BasketRow).at < (b as BasketRow).at ? -1 : 1));
    for (const rows of baskets) yield toPurchase(file, rows, place);
  }
}

/** What a basket is told as when none of its rows is a line: somebody was at the till and paid nothing. */
const NO_LINE = { item_name: "(no line)", business_type: "retail", quantity: 1, amount_fen: 0 } as const;

function toPurchase(file: string, rows: readonly BasketRow[], { venue_id }: Place): Item {
  const { basket_id, household_id, at } = rows[0] as BasketRow;
  const sound = rows.filter(({ line }) => line !== undefined);
  const lines = sound.map(({ line }) => ({
    ...(line as Line),
    item_name: `Product ${line?.item_code}`,
    business_type: "retail",
  }));
  const amount_fen = lines.reduce((sum, line) => sum + line.amount_fen, 0);
  const order_key = memberId(household_id);
  return {
    order_key,
    source: { file, rows: (sound.length > 0 ? sound : rows).map(({ row }) => row) },
    body: {
      external_id: `journey-basket-${basket_id}`,
      member_external_id: order_key,
      venue_id,
      business_time: at,
      lines: lines.length > 0 ? lines : [NO_LINE],
      payments: [{ method: "card", amount_fen }],
    },
  };
}

/** What the lines come to at one point a yuan, each rounded down: less was given when a cap was met. */
function pointsOf({ body }: Item): number {
  const lines = body["lines"] as readonly { amount_fen: number }[];
  return lines.reduce((sum, { amount_fen }) => sum + Math.floor(amount_fen / 100), 0);
}
