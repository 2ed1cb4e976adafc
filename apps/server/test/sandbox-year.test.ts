// A sandbox lives a year by its test clock, twice, and ends the same, byte for byte.
import { describe, expect, test } from "vitest";
import { auditBook } from "../src/modules/ledger/index.ts";
import { putProgram } from "../src/modules/points/index.ts";
import { fixedClock } from "../src/platform/kernel/clock.ts";
import { createIds } from "../src/platform/kernel/ids.ts";
import { seededRandom } from "../src/platform/kernel/random.ts";
import { type TestApi, testApi } from "./api.ts";
import { createTestTenant } from "./world.ts";
import { exportTenants, firstDifference } from "./year/export.ts";
import { advance, ask, beginLife, buy, importMembers, joinByPhone, type Life, liveWeek } from "./year/life.ts";

const LIMIT_MS = 300_000;
const BEGINNING = "2026-01-01T00:00:00+08:00";
const END = "2029-03-01T12:00:00+08:00";
const WEEK_MS = 7 * 86_400_000;

interface Run {
  api: TestApi;
  step: () => void;
}

/** The real clock stands still but for a step before each request; chance and ids come from a seed. */
function repeatable(): Run {
  const clock = fixedClock(new Date("2026-02-03T04:05:06.007Z"));
  const runtime = { clock, random: seededRandom("secrets"), ids: createIds(clock, seededRandom("ids")) };
  const api = testApi({ runtime, environment: { RATE_LIMIT_PUBLIC: "0", RATE_LIMIT_KEY: "0" } });
  return { api, step: () => clock.advance(1_300) };
}

async function begin({ api, step }: Run): Promise<Life> {
  const tenant = await createTestTenant(api.app, { mode: "sandbox", test_now: new Date(BEGINNING), n: 1 });
  const rate = { rate_points: 1, rate_fen: 100, daily_cap: 1_500, time_zone: "Asia/Shanghai" };
  await api.app.database.write(tenant.tenant_id, (tx) =>
    putProgram(tx, api.app.runtime, { ...rate, expected_version: 0, effective_from: new Date(BEGINNING) }),
  );
  const life = beginLife(api, tenant, step, BEGINNING);
  life.reckoner.setProgramme({ version: 1, points: 1, per_fen: 100, daily_cap: 1_500, from: BEGINNING });
  await importMembers(life, 12);
  return life;
}

/** From the summer on two points a yuan, but fewer a day. */
async function changeProgramme(life: Life): Promise<void> {
  const [points, per_fen, daily_cap] = [2, 100, 1_200];
  const answer = await ask(life, "PUT /v1/points/program", { version: 1, rate: { points, per_fen }, daily_cap });
  expect(answer["version"]).toBe(2);
  life.reckoner.setProgramme({ version: 2, points, per_fen, daily_cap, from: life.now });
}

/** A till that was offline delivers what happened weeks ago: the programme of that day decides. */
async function deliverLate(life: Life, business_time: string, program_version: number): Promise<void> {
  const member_id = life.members[0] as string;
  const transaction_id = await buy(life, { member_id, amounts: [12_345], business_time });
  const { trace } = await ask(life, `GET /v1/transactions/${transaction_id}`);
  expect(trace).toMatchObject({ program_version });
}

async function blockAndForgive(life: Life): Promise<void> {
  const member_id = life.members[1] as string;
  const change = async (status: string) => {
    const { version } = await ask(life, `GET /v1/members/${member_id}`);
    await ask(life, `PATCH /v1/members/${member_id}`, { version, status, reason: "证件不符" });
  };
  await change("blocked");
  const lines = [{ item_name: "午餐", business_type: "dining", quantity: 1, amount_fen: 5_000 }];
  const payments = [{ method: "cash", amount_fen: 5_000 }];
  const refusal = await ask(life, "POST /v1/purchases", { member_id, venue_id: life.venues[0], lines, payments }, 422);
  expect(refusal["code"]).toBe("member_blocked");
  await change("active");
}

async function expectBalances(life: Life): Promise<void> {
  const shown: [string, unknown][] = [];
  for (const member_id of life.members) {
    const { accounts } = await ask(life, `GET /v1/members/${member_id}`);
    shown.push([member_id, accounts?.["points"]?.["available"]]);
  }
  expect(shown).toEqual(life.members.map((member_id) => [member_id, life.reckoner.available(member_id, life.now)]));
}

async function liveYear(life: Life): Promise<void> {
  for (let week = 0; week < 52; week++) {
    await liveWeek(life, new Date(Date.parse(BEGINNING) + week * WEEK_MS));
    if (week % 15 === 5) await joinByPhone(life, `1390000000${week % 10}${week}`.slice(0, 11));
    if (week === 26) await changeProgramme(life);
    if (week === 30) await deliverLate(life, "2026-05-20T18:30:00+08:00", 1);
    if (week === 40) await blockAndForgive(life);
  }
}

/** New years pass; what was earned runs out at the end of the year after, and late events find their place. */
async function growOld(life: Life): Promise<void> {
  expect(await advance(life, "2027-01-01T00:00:00+08:00")).toBe(0);
  for (const member_id of life.members.slice(0, 5)) await buy(life, { member_id, amounts: [9_900, 10_050] });
  expect(await advance(life, "2027-12-31T23:59:59+08:00")).toBe(0);
  await expectBalances(life);
  expect(await advance(life, "2028-01-01T00:00:00+08:00")).toBe(1);
  await expectBalances(life);

  await advance(life, "2028-01-05T10:00:00+08:00");
  await deliverLate(life, "2027-12-30T12:00:00+08:00", 2);
  // Would have been over on arrival: it lives for the days of grace.
  await deliverLate(life, "2026-12-30T12:00:00+08:00", 2);
  await expectBalances(life);
  const back = await ask(life, "POST /v1/test_clock/advance", { to: "2028-01-01T00:00:00+08:00" }, 422);
  expect(back["code"]).toBe("clock_backwards");
  expect(await advance(life, END)).toBe(2);
  await expectBalances(life);
}

/** What the API shows of every member, as it came. */
async function showAll(life: Life): Promise<string> {
  const pages: string[] = [];
  const show = async (address: string) => {
    life.step();
    pages.push((await life.api.call(`GET ${address}`, { token: life.tenant.api_key })).text);
  };
  for (const member_id of life.members) {
    for (const page of ["", "/entries?limit=200", "/lots", "/timeline?limit=200"]) {
      await show(`/v1/members/${member_id}${page}`);
    }
  }
  await show("/v1/purchases?limit=200");
  await show("/v1/messages");
  return pages.join("\n");
}

async function expectTimersInOrder({ api, tenant, reckoner }: Life): Promise<void> {
  const rows = await api.db.query<{ business_time: Date }>(
    "select business_time from ledger.transaction where tenant_id = $1 and kind = 'expiry' order by transaction_id",
    [tenant.tenant_id],
  );
  const instants = rows.map((row) => row.business_time.toISOString());
  expect(instants.filter((at, index) => at !== instants[index - 1])).toEqual(reckoner.expiries(END));
  expect(await api.db.query("select from platform.timer where due_at <= $1", [END])).toEqual([]);
}

async function liveOnce(run: Run): Promise<{ life: Life; everything: string }> {
  const life = await begin(run);
  await liveYear(life);
  await growOld(life);
  await expectTimersInOrder(life);
  expect(await run.api.app.database.read(life.tenant.tenant_id, auditBook)).toEqual([]);
  return { life, everything: `${await exportTenants(run.api.db)}\n${await showAll(life)}` };
}

describe("a sandbox", () => {
  const runs = [repeatable(), repeatable()] as const;

  test("lives a year by its clock; a second life by the same seed ends the same, byte for byte", {
    timeout: LIMIT_MS,
  }, async () => {
    const [first, second] = [await liveOnce(runs[0]), await liveOnce(runs[1])];
    const { seen, scans } = first.life;
    // The year had in it what it is about.
    expect(Math.min(seen.capped, seen.refused_wallets, seen.repeated, scans)).toBeGreaterThan(3);
    expect(first.everything.split("\n").length).toBeGreaterThan(1_000);
    expect(firstDifference(first.everything, second.everything)).toBeUndefined();
  });
});
