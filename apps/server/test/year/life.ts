// A year and more of a sandbox tenant, told over the public API: who joins, who buys, what is refused, what runs out.
import { sequenceEvents } from "../../src/platform/events/sequencer.ts";
import { randomInteger, seededRandom } from "../../src/platform/kernel/random.ts";
import type { Reply, TestApi } from "../api.ts";
import { sendCode } from "../request-world.ts";
import { type TestTenant, toWireId } from "../world.ts";
import { createReckoner, type Reckoner } from "./reckoner.ts";

export interface Life {
  readonly api: TestApi;
  readonly tenant: TestTenant;
  readonly reckoner: Reckoner;
  readonly chance: (below: number) => number;
  readonly members: string[];
  readonly venues: readonly string[];
  readonly seen: { capped: number; refused_wallets: number; repeated: number };
  /** Lets real time go on a little: called before each request. */
  readonly step: () => void;
  /** The test clock, as a person reads it. */
  now: string;
  calls: number;
  scans: number;
}

export function beginLife(api: TestApi, tenant: TestTenant, step: () => void, now: string): Life {
  const random = seededRandom("a year");
  return {
    api,
    tenant,
    reckoner: createReckoner(),
    chance: (below) => randomInteger(random, below),
    members: [],
    venues: [tenant.first, tenant.second].map((store) => toWireId("venue", store.venue.venue_id)),
    seen: { capped: 0, refused_wallets: 0, repeated: 0 },
    step,
    now,
    calls: 0,
    scans: 0,
  };
}

/** A call by the tenant's key that must be answered as expected. */
export async function ask(life: Life, request: string, body?: object, status = 200): Promise<Reply["body"]> {
  life.step();
  const headers = { "idempotency-key": `year-${++life.calls}` };
  const options = body === undefined ? {} : { body, headers };
  const reply = await life.api.call(request, { token: life.tenant.api_key, ...options });
  if (reply.status !== status) throw new Error(`${request} answered ${reply.status}: ${reply.text}`);
  return reply.body;
}

/** Moves the test clock and lets the worker do its part: events get their places. Returns how many timers ran. */
export async function advance(life: Life, to: string): Promise<number> {
  const answer = await ask(life, "POST /v1/test_clock/advance", { to });
  life.now = to;
  await sequenceEvents(life.api.app.database);
  return Number(answer["timers_run"]);
}

export async function importMembers(life: Life, count: number): Promise<void> {
  const { tenant, chance } = life;
  const surnames = ["江", "周", "欧阳", "林", "许"];
  const members = Array.from({ length: count }, (_, n) => ({
    external_id: `old card ${n}`,
    name: `${surnames[chance(surnames.length)]}${["听岚", "以宁", "知夏", "一诺"][chance(4)]}`,
    phone: `1381000${String(1000 + n)}`,
    home_unit_id: toWireId("org_unit", (n % 2 === 0 ? tenant.first : tenant.second).unit_id),
  }));
  const { results } = (await ask(life, "POST /v1/members/bulk", { members })) as unknown as {
    results: { member_id: string }[];
  };
  life.members.push(...results.map((result) => result.member_id));
}

/** Somebody signs in by phone for the first time. */
export async function joinByPhone(life: Life, phone: string): Promise<void> {
  const code = await sendCode(life.api, life.tenant, phone);
  const consents = [{ purpose: "membership", text_version: "2026-01" }];
  const body = { tenant_id: toWireId("tenant", life.tenant.tenant_id), phone, code, name: "新朋友", consents };
  const answer = await ask(life, "POST /v1/member/sessions", body, 201);
  life.members.push(String(answer["member"]?.["member_id"]));
}

export interface Bill {
  member_id: string;
  amounts: readonly number[];
  business_time?: string;
}

function purchaseBody({ venues, chance }: Life, bill: Bill, method: string): object {
  const total = bill.amounts.reduce((sum, fen) => sum + fen, 0);
  return {
    member_id: bill.member_id,
    venue_id: venues[chance(venues.length)],
    ...(bill.business_time === undefined ? {} : { business_time: bill.business_time }),
    lines: bill.amounts.map((amount_fen, n) => ({
      item_name: `项目 ${n + 1}`,
      business_type: "dining",
      quantity: 1 + n,
      amount_fen,
    })),
    payments: [{ method, amount_fen: total }],
  };
}

/** Buys with money of one's own. The points must be those of the reckoner. Returns the transaction, if there is one. */
export async function buy(life: Life, bill: Bill): Promise<string | null> {
  const answer = await ask(life, "POST /v1/purchases", purchaseBody(life, bill, "wechat"), 201);
  const points = life.reckoner.award(bill.member_id, bill.amounts, bill.business_time ?? life.now, life.now);
  const uncapped = bill.amounts.reduce((sum, fen) => sum + Math.floor(fen / 100), 0);
  if (points < uncapped) life.seen.capped++;
  if (Number(answer["points_awarded"]) !== points) {
    throw new Error(`at ${life.now} ${JSON.stringify(bill)} earned ${String(answer["points_awarded"])}, not ${points}`);
  }
  return answer["transaction_id"] as unknown as string | null;
}

/** Wants to pay from a wallet that holds nothing. */
export async function failToPay(life: Life, bill: Bill): Promise<void> {
  const refusal = await ask(life, "POST /v1/purchases", purchaseBody(life, bill, "wallet"), 422);
  if ((refusal["code"] as unknown) !== "insufficient_balance" || Number(refusal["available"]) !== 0)
    throw new Error(`the wallet was refused with ${JSON.stringify(refusal)}`);
  life.seen.refused_wallets++;
}

/** A parking company sends the same award twice. */
export async function awardTwice(life: Life, member_id: string, fen: number, external_id: string): Promise<void> {
  const body = { member_id, venue_id: life.venues[0], amount_fen: fen, external_id, title: "合作停车" };
  const first = await ask(life, "POST /v1/points/earn", body, 201);
  const points = life.reckoner.award(member_id, [fen], life.now, life.now);
  if (Number(first["points"]) !== points) throw new Error(`an award came to ${String(first["points"])}, not ${points}`);
  // What came to nothing is not in the book, so there is nothing to find again.
  if (points === 0) return;
  const again = await ask(life, "POST /v1/points/earn", body, 200);
  if (again["transaction_id"] !== first["transaction_id"]) throw new Error("an award was made twice");
  life.seen.repeated++;
}

/** Goes through the gate, or is told why not: either is part of the year. */
async function scan(life: Life, member_id: string): Promise<void> {
  const gate = await ask(life, "POST /v1/gates", gateOf(life), life.scans++ === 0 ? 201 : 200);
  const nonce = `scan ${life.calls}`;
  await ask(life, "POST /v1/admissions", { gate_id: gate["gate_id"], member_id, nonce });
}

const gateOf = ({ venues }: Life) => ({ venue_id: venues[0], code: "main", name: "正门", kind: "entry" });

/** A week: some hours of some days, customers and visitors, now and then an empty wallet or an award from elsewhere. */
export async function liveWeek(life: Life, monday: Date): Promise<void> {
  const { chance, members } = life;
  const someone = () => members[chance(members.length)] as string;
  const moments = Array.from({ length: 3 }, () => monday.getTime() + chance(7 * 24 * 60) * 60_000).sort(
    (a, b) => a - b,
  );
  for (const moment of moments) {
    if (moment <= Date.parse(life.now)) continue;
    await advance(life, new Date(moment).toISOString());
    const amounts = Array.from({ length: 1 + chance(3) }, () => 1 + chance(chance(5) === 0 ? 180_000 : 30_000));
    await buy(life, { member_id: someone(), amounts });
    if (chance(2) === 0) await scan(life, someone());
    if (chance(4) === 0) await failToPay(life, { member_id: someone(), amounts });
    if (chance(4) === 0) await awardTwice(life, someone(), 1 + chance(9_000), `parking ${moment}`);
  }
}
