// A sandbox park on 2 October 2026, a public holiday: item X ×3, the holiday ×2, a gold member.
import type { Reply, TestApi } from "../../../../test/api.ts";
import { putProgram } from "../../points/index.ts";
import { businessDateOf } from "../../../platform/kernel/dates.ts";
import { parseWireId } from "../../../platform/kernel/ids.ts";
import { setTimers } from "../../../platform/jobs/timers.ts";
import { auditBook, expiryTimers, post, readAccount, type Posting } from "../../ledger/index.ts";
import { getTenant, tenantNow } from "../../org/index.ts";
import { BONUS_ASSET, PRINCIPAL_ASSET } from "../../wallet/index.ts";
import { createTestTenant, type TestTenant, toWireId } from "../../../../test/world.ts";

export const HOLIDAY_NOON = new Date("2026-10-02T04:00:00Z");
const PROGRAM = { rate_points: 1, rate_fen: 100, daily_cap: 1_500, time_zone: "Asia/Shanghai" };

export interface Park {
  api: TestApi;
  tenant: TestTenant;
  venue_id: string;
  token: string;
  call(request: string, body?: unknown, key?: string): Promise<Reply>;
}

let serial = 0;

/** With a rule for item X and one for holidays, unless said otherwise. */
export async function openPark(api: TestApi, { rules = true } = {}): Promise<Park> {
  const tenant = await createTestTenant(api.app, { mode: "sandbox", test_now: HOLIDAY_NOON });
  await api.app.database.write(tenant.tenant_id, (tx) =>
    putProgram(tx, api.app.runtime, {
      ...PROGRAM,
      expected_version: 0,
      effective_from: new Date("2026-01-01T00:00:00Z"),
    }),
  );
  const token = tenant.api_key;
  const call = (request: string, body?: unknown, key = `key-${++serial}`) =>
    api.call(request, { token, body, headers: { "idempotency-key": key } });
  const park = { api, tenant, venue_id: toWireId("venue", tenant.first.venue.venue_id), token, call };
  if (rules) {
    await publishMultiplier(park, "X ×3", 3, { field: "item_code", operator: "=", value: "X" });
    await publishMultiplier(park, "holiday ×2", 2, { field: "holiday", operator: "=", value: "off" });
  }
  return park;
}

async function publishMultiplier(park: Park, name: string, num: number, leaf: unknown): Promise<void> {
  const definition = {
    kind: "multiplier",
    trigger: "purchase",
    factor: { num, den: 1 },
    conditions: { combinator: "and", rules: [leaf] },
  };
  const valid_from = "2026-01-01T00:00:00+08:00";
  const made = ok(await park.call("POST /v1/points/rules", { name, definition }));
  const published = await park.call(`POST /v1/points/rules/${String(made["rule_id"])}/publish`, {
    version: 1,
    valid_from,
  });
  ok(published);
}

export function ok(reply: Reply): Reply["body"] {
  if (reply.status >= 300) throw new Error(`answered ${reply.status}: ${reply.text}`);
  return reply.body;
}

export async function join(park: Park, tier_code: string | null = "gold"): Promise<string> {
  const home_unit_id = toWireId("org_unit", park.tenant.first.unit_id);
  const phone = `137${String(++serial).padStart(8, "0")}`;
  const member = ok(await park.call("POST /v1/members", { name: "江听岚", phone, home_unit_id, source: "api" }));
  const member_id = String(member["member_id"]);
  if (tier_code) ok(await park.call(`PUT /v1/members/${member_id}/tier`, { tier_code, reason: "test" }));
  return member_id;
}

interface Value {
  asset: string;
  amount: number;
  expires_at?: Date | null;
}

/** Straight into the book, at the tenant's time: value arrives in one transaction, a lot each. */
export async function give(park: Park, member_id: string, values: readonly Value[]): Promise<void> {
  await move(park, "top_up", (now) =>
    values.map(({ asset, amount, expires_at = null }) => ({
      from: { system: "issued" },
      to: ownerOf(member_id),
      asset,
      amount,
      lot: { lot_id: park.api.app.runtime.ids.next(), available_from: now, expires_at },
    })),
  );
}

export const topUp = (park: Park, member_id: string, principal: number, bonus: number): Promise<void> =>
  give(park, member_id, [
    { asset: PRINCIPAL_ASSET, amount: principal },
    ...(bonus > 0 ? [{ asset: BONUS_ASSET, amount: bonus }] : []),
  ]);

export const spendPoints = (park: Park, member_id: string, amount: number): Promise<void> =>
  move(park, "spend", () => [{ from: ownerOf(member_id), to: { system: "redeemed" }, asset: "points", amount }]);

const ownerOf = (member_id: string) => ({
  owner_type: "member" as const,
  owner_id: parseWireId("member", member_id) ?? "",
});

async function move({ api, tenant }: Park, kind: string, postingsAt: (now: Date) => Posting[]): Promise<void> {
  const transaction_id = api.app.runtime.ids.next();
  const [outcome] = await api.app.database.write(tenant.tenant_id, async (tx) => {
    const now = tenantNow(await getTenant(tx), api.app.runtime);
    const day = businessDateOf(now, "Asia/Shanghai");
    const head = {
      transaction_id,
      kind,
      source_type: "test",
      source_id: transaction_id,
      effect: "commit",
      title: kind,
      trace: {},
    };
    const when = {
      business_time: now,
      business_date: day,
      accounting_date: day,
      recorded_at: api.app.runtime.clock.now(),
    };
    const postings = postingsAt(now);
    await setTimers(
      tx,
      expiryTimers(postings.map(({ asset, lot }) => ({ asset, expires_at: lot?.expires_at ?? null }))),
    );
    return post(tx, [{ ...head, ...when, venue_id: null, postings }]);
  });
  if (outcome?.outcome !== "posted") throw new Error(`the book answered ${JSON.stringify(outcome)}`);
}

export interface Line {
  item_code?: string;
  quantity: number;
  amount_fen: number;
}

export function basket(
  park: Park,
  member_id: string | null,
  lines: readonly Line[],
  payments: readonly { method: string; amount_fen: number }[],
) {
  return {
    ...(member_id === null ? {} : { member_id }),
    venue_id: park.venue_id,
    lines: lines.map((line, index) => ({ item_name: `项目 ${index + 1}`, business_type: "ticket", ...line })),
    payments,
  };
}

export interface Standing {
  principal: number;
  bonus: number;
  points: number;
  debt: number;
}

/** What the book says of a member at the tenant's time. */
export async function standing({ api, tenant }: Park, member_id: string): Promise<Standing> {
  const { owner_id } = ownerOf(member_id);
  return api.app.database.read(tenant.tenant_id, async (db) => {
    const now = tenantNow(await getTenant(db), api.app.runtime);
    const read = (asset: string) => readAccount(db, owner_id, asset, now, now);
    const [principal, bonus, points] = [await read(PRINCIPAL_ASSET), await read(BONUS_ASSET), await read("points")];
    return {
      principal: principal.available,
      bonus: bonus.available,
      points: points.available,
      debt: points.debt,
    };
  });
}

/** Buys and answers with the purchase's address. */
export async function buy(
  park: Park,
  member_id: string | null,
  lines: readonly Line[],
  payments: readonly { method: string; amount_fen: number }[],
): Promise<string> {
  const bought = ok(await park.call("POST /v1/purchases", basket(park, member_id, lines, payments)));
  return `/v1/purchases/${String(bought["purchase_id"])}`;
}

export const cash = (amount_fen: number) => [{ method: "cash", amount_fen }];

export async function setProgram(park: Park, change: Record<string, unknown>): Promise<void> {
  const program = ok(await park.call("GET /v1/points/program"));
  const { version, rate, daily_cap } = program;
  ok(await park.call("PUT /v1/points/program", { version, rate, daily_cap, ...change }));
}

/** What the audit of the book finds. */
export const findings = ({ api, tenant }: Park) => api.db.database.read(tenant.tenant_id, auditBook);
