import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { startProgram, createTestTenant, type TestTenant } from "../../../../test/world.ts";
import { parseWireId, toWireId } from "../../../platform/kernel/ids.ts";
import { post } from "../../ledger/index.ts";
import { newPhone, register, signInMember } from "./build.ts";

const api = testApi();
const NOW = new Date("2026-05-01T02:00:00Z");
let tenant: TestTenant;
let member_id: string;
let stranger_id: string;
let token: string;
const phone = newPhone();

interface Credit {
  amount: number;
  at: string;
  available_from?: string;
  expires_at: string;
  title?: string;
  venue_id?: string;
}

const ids: string[] = [];

/** Points as a purchase or award would post them. */
async function move(owner: string, amount: number, credit: Omit<Credit, "amount">, kind = "award"): Promise<void> {
  const { runtime, database } = api.app;
  const at = new Date(credit.at);
  const transaction_id = runtime.ids.next();
  ids.push(transaction_id);
  const owner_side = { owner_type: "member", owner_id: owner } as const;
  const lot = {
    lot_id: runtime.ids.next(),
    available_from: new Date(credit.available_from ?? credit.at),
    expires_at: new Date(credit.expires_at),
  };
  const posting =
    amount > 0
      ? { from: { system: "issued" } as const, to: owner_side, asset: "points", amount, lot }
      : { from: owner_side, to: { system: "redeemed" } as const, asset: "points", amount: -amount };
  await database.write(tenant.tenant_id, (tx) =>
    post(tx, [
      {
        transaction_id,
        kind,
        source_type: "award",
        source_id: transaction_id,
        effect: "commit",
        business_time: at,
        business_date: credit.at.slice(0, 10),
        accounting_date: credit.at.slice(0, 10),
        recorded_at: runtime.clock.now(),
        venue_id: credit.venue_id ?? null,
        title: credit.title ?? "",
        trace: {
          program_version: 1,
          lines: [{ factors: [{ kind: "rate", rule_id: transaction_id }] }],
          result: amount,
        },
        postings: [posting],
      },
    ]),
  );
}

beforeAll(async () => {
  tenant = await createTestTenant(api.app, { mode: "sandbox", test_now: NOW });
  const made = await register(api, tenant, { name: "江听岚", phone, joined_at: "2025-01-01T00:00:00+08:00" });
  member_id = String(made.body["member_id"]);
  stranger_id = String(
    (await register(api, tenant, { name: "别人", home_unit_id: toWireId("org_unit", tenant.second.unit_id) })).body[
      "member_id"
    ],
  );
  token = String((await signInMember(api, tenant, phone)).body["token"]);
  const own = parseWireId("member", member_id) ?? "";
  const venue_id = tenant.first.venue.venue_id;
  await move(own, 500, { at: "2025-11-01T04:00:00Z", expires_at: "2026-12-31T16:00:00Z", title: "欢迎礼", venue_id });
  await move(own, 1139, {
    at: "2026-04-30T04:00:00Z",
    available_from: "2026-05-07T00:00:00Z",
    expires_at: "2027-12-31T16:00:00Z",
    title: "日场票 2 张",
  });
  await move(own, -300, { at: "2026-05-01T01:00:00Z", expires_at: "2026-12-31T16:00:00Z" }, "redemption");
  await move(parseWireId("member", stranger_id) ?? "", 7, {
    at: "2026-05-01T01:00:00Z",
    expires_at: "2027-12-31T16:00:00Z",
  });
});

const get = (path: string, bearer = tenant.api_key) => api.call(`GET ${path}`, { token: bearer });

describe("points in the head and the list", () => {
  test("available, pending, what expires first, all ever earned", async () => {
    const { body } = await get(`/v1/members/${member_id}`);
    expect(body["accounts"]?.["points"]).toEqual({
      available: 200,
      pending: 1139,
      expiring: { amount: 200, on: "2026-12-31" },
      lifetime_earned: 1639,
    });
    const list = await get(`/v1/members?q=${encodeURIComponent("听岚")}`);
    expect(list.body["data"]?.[0]?.["points_available"]).toBe(200);
    const own = await get("/v1/member", token);
    expect(own.body["points"]).toEqual({
      available: 200,
      pending: 1139,
      pending_from: "2026-05-07T08:00:00+08:00",
      expiring: { amount: 200, on: "2026-12-31" },
      debt: 0,
    });
  });
});

describe("the points statement", () => {
  const amounts = async (query: string) =>
    ((await get(`/v1/member/entries?${query}`, token)).body["data"] as unknown as { amount: number }[]).map(
      (row) => row.amount,
    );

  test.each([
    ["all", [-300, 1139, 500]],
    ["earned", [1139, 500]],
    ["spent", [-300]],
    ["pending", [1139]],
    ["expiring", [500]],
  ])("filter %s", async (filter, expected) => expect(await amounts(`filter=${filter}`)).toEqual(expected));

  test("tells venue, state, lot dates and the balance after, to staff as to the member", async () => {
    const mine = (await get("/v1/member/entries", token)).body["data"] as unknown as Record<string, unknown>[];
    const theirs = await get(`/v1/members/${member_id}/entries?asset=points`);
    expect(theirs.body["data"]).toEqual(mine);
    expect(mine[2]).toMatchObject({
      entry_no: 1,
      title: "欢迎礼",
      amount: 500,
      balance_after: 500,
      business_time: "2025-11-01T12:00:00+08:00",
      venue_name: "欢乐谷",
      state: "posted",
      expires_at: "2027-01-01T00:00:00+08:00",
      trace_available: true,
    });
    expect(mine[1]).toMatchObject({ state: "pending", available_from: "2026-05-07T08:00:00+08:00", venue_name: null });
    expect(mine[0]).toMatchObject({ balance_after: 1339, available_from: null, expires_at: null });
  });

  test("pages", async () => {
    const first = await get("/v1/member/entries?limit=2", token);
    const second = await get(`/v1/member/entries?limit=2&cursor=${String(first.body["next_cursor"])}`, token);
    expect((second.body["data"] as unknown[]).length).toBe(1);
    expect(second.body["next_cursor"]).toBeNull();
    expect((await get("/v1/member/entries?cursor=W10", token)).body["code"]).toBe("cursor_invalid");
  });

  test("lots in draw order", async () => {
    const lots = (await get(`/v1/members/${member_id}/lots`)).body["data"] as unknown as { remaining: number }[];
    expect(lots.map((lot) => lot.remaining)).toEqual([200, 1139]);
  });
});

describe("a transaction", () => {
  test("says why, and which lots a debit drew from", async () => {
    const wire = ids.map((id) => toWireId("transaction", id));
    const credit = await get(`/v1/transactions/${wire[0]}`);
    expect(credit.body).toMatchObject({
      title: "欢迎礼",
      business_date: "2025-11-01",
      venue_name: "欢乐谷",
      entries: [{ amount: 500, entry_no: 1 }],
    });
    expect(credit.body["trace"]?.["lines"]?.[0]?.["factors"]?.[0]?.["rule_id"]).toMatch(/^rul_/);
    const debit = await get(`/v1/member/transactions/${wire[2]}`, token);
    expect(debit.body["drawn_from"]).toEqual([
      expect.objectContaining({ amount: 300, expires_at: "2027-01-01T00:00:00+08:00" }),
    ]);
  });

  test("of somebody else does not exist for a member, nor for another store", async () => {
    const foreign = toWireId("transaction", ids[3] ?? "");
    expect((await get(`/v1/member/transactions/${foreign}`, token)).status).toBe(404);
    expect((await get(`/v1/transactions/${foreign}`)).status).toBe(200);
    const other = await createTestTenant(api.app);
    expect((await get(`/v1/transactions/${foreign}`, other.api_key)).status).toBe(404);
  });
});

describe("the timeline", () => {
  beforeAll(async () => {
    const own = parseWireId("member", member_id);
    const { venue } = tenant.first;
    await api.db.query(
      `insert into visits.gate (tenant_id, gate_id, venue_id, code, name, kind, created_at)
       values ($1, $2, $3, 'east', '东门', 'entry', now())`,
      [tenant.tenant_id, venue.venue_id, venue.venue_id],
    );
    const admission = `insert into visits.admission (tenant_id, admission_id, gate_id, venue_id, member_id, kind, admitted, reasons, nonce, business_time, business_date, recorded_at)
       values ($1, gen_random_uuid(), $2, $2, $3, 'entry', $4, '[]', $5, $6, '2026-05-01', now())`;
    await api.db.query(admission, [tenant.tenant_id, venue.venue_id, own, true, "n1", "2026-05-01T00:30:00Z"]);
    await api.db.query(admission, [tenant.tenant_id, venue.venue_id, own, false, "n2", "2026-05-01T00:20:00Z"]);
    await api.db.query(
      `insert into purchases.purchase (tenant_id, purchase_id, member_id, venue_id, unit_id, channel, business_time, business_date, total_fen, payments, points, recorded_at)
       values ($1, gen_random_uuid(), $2, $3, $4, 'till', '2026-04-30T03:00:00Z', '2026-04-30', 38000, '[]', 380, now())`,
      [tenant.tenant_id, own, venue.venue_id, tenant.first.unit_id],
    );
  });

  test("gathers joining, purchases, gates and points, newest first, in pages", async () => {
    const seen: Record<string, unknown>[] = [];
    let cursor: string | null = null;
    do {
      const suffix = cursor === null ? "" : `&cursor=${cursor}`;
      const { body } = await get(
        `/v1/members/${member_id}/timeline?limit=2&kinds=registered,purchase,refund,admission,points${suffix}`,
      );
      seen.push(...(body["data"] as unknown as Record<string, unknown>[]));
      cursor = body["next_cursor"] as unknown as string | null;
    } while (cursor !== null);
    expect(seen.map((item) => [item["kind"], item["title"], item["points"] ?? item["admitted"]])).toEqual([
      ["points", "积分兑换", -300],
      ["admission", "东门", true],
      ["admission", "未放行：东门", false],
      ["points", "日场票 2 张", 1139],
      ["purchase", "消费", 380],
      ["points", "欢迎礼", 500],
      ["registered", "加入会员", undefined],
    ]);
    expect(seen.find((item) => item["kind"] === "purchase")).toMatchObject({
      amount_fen: 38000,
      venue_name: "欢乐谷",
      ref: expect.stringMatching(/^pur_/),
    });
  });

  test("feeds the figures of head and list, and the member's own pages", async () => {
    const head = await get(`/v1/members/${member_id}`);
    expect(head.body["stats"]).toEqual({
      purchases_count: 1,
      spend_fen: 38000,
      visits_count: 1,
      last_visit_at: "2026-05-01T08:30:00+08:00",
      first_seen_at: "2025-01-01T00:00:00+08:00",
    });
    const row = (await get(`/v1/members?q=${encodeURIComponent("听岚")}`)).body["data"]?.[0];
    expect(row).toMatchObject({
      last_purchase_at: "2026-04-30T11:00:00+08:00",
      last_visit_at: "2026-05-01T08:30:00+08:00",
    });
    const visits = (await get("/v1/member/visits", token)).body["data"] as unknown as Record<string, unknown>[];
    expect(visits.map((visit) => [visit["venue_name"], visit["gate_name"], visit["admitted"]])).toEqual([
      ["欢乐谷", "东门", true],
      ["欢乐谷", "东门", false],
    ]);
    const purchases = (await get("/v1/member/purchases", token)).body["data"];
    expect(purchases?.[0]).toMatchObject({ total_fen: 38000, points: 380, venue_name: "欢乐谷" });
  });
});

test("a purchase at the till is told once, with its points, and its entry explains itself", async () => {
  await startProgram(api.app, tenant.tenant_id);
  const codes = (await get("/v1/member/code", token)).body["codes"] as unknown as { code: string }[];
  const bought = await api.call("POST /v1/purchases", {
    token: tenant.api_key,
    headers: { "idempotency-key": "till-1" },
    body: {
      member_code: codes[0]?.code,
      venue_id: toWireId("venue", tenant.first.venue.venue_id),
      lines: [{ item_name: "云霄飞车", business_type: "ticket", quantity: 1, amount_fen: 12_345 }],
      payments: [{ method: "wechat", amount_fen: 12_345 }],
    },
  });
  expect([bought.status, bought.body["points_awarded"]]).toEqual([201, 123]);
  const timeline = (await get(`/v1/members/${member_id}/timeline?limit=1&kinds=purchase,points`)).body["data"];
  expect(timeline?.[0]).toMatchObject({
    kind: "purchase",
    points: 123,
    amount_fen: 12_345,
    ref: bought.body["purchase_id"],
  });
  const entry = (await get("/v1/member/entries?limit=1", token)).body["data"]?.[0];
  expect(entry).toMatchObject({ amount: 123, kind: "purchase", venue_name: "欢乐谷", state: "posted" });
  const why = await get(`/v1/member/transactions/${String(entry?.["transaction_id"])}`, token);
  expect(why.body).toMatchObject({
    source_type: "purchase",
    source_id: bought.body["purchase_id"],
    trace: { result: 123 },
  });
  const mine = (await get("/v1/member/purchases?limit=1", token)).body["data"];
  expect(mine?.[0]).toMatchObject({ purchase_id: bought.body["purchase_id"], total_fen: 12_345 });
});
