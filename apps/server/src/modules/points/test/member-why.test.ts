// What a member reads of their points: each movement's reason, the arithmetic, lots, the proof; and nothing that is the house's own.
import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { createTestTenant, startProgram, type TestTenant, toWireId } from "../../../../test/world.ts";
import { newPhone, register, signInMember } from "../../members/test/build.ts";
import { ledgerTasks } from "../../ledger/index.ts";

const api = testApi();
const phone = newPhone();
let tenant: TestTenant;
let token: string;
let member_id: string;
let other_id: string;
let n = 0;

type Body = Record<string, unknown>;
interface Why extends Body {
  what: string;
}
interface Row {
  kind: string;
  amount: number;
  transaction_id: string;
  why: Why;
}

async function done(request: string, body?: object, bearer = tenant.api_key): Promise<Body> {
  const headers = { "idempotency-key": `w${++n}` };
  const reply = await api.call(request, { token: bearer, headers, ...(body ? { body } : {}) });
  if (reply.status >= 300) throw new Error(`${request} answered ${reply.status}: ${reply.text}`);
  return reply.body;
}
const mine = (path: string) => done(`GET /v1/member${path}`, undefined, token);
const rows = async () => (await mine("/entries"))["data"] as Row[];
const newest = async () => (await rows())[0] as Row;

const always = { combinator: "and", rules: [] };
const times = (name: string, num: number) => ({
  kind: "multiplier",
  trigger: "purchase",
  factor: { num, den: 1 },
  conditions: always,
  label: { "zh-CN": name, en: `${name} (en)`, ko: `${name} (ko)` },
});
async function publish(name: string, definition: object): Promise<void> {
  const { rule_id } = await done("POST /v1/points/rules", { name, definition });
  await done(`POST /v1/points/rules/${String(rule_id)}/publish`, { version: 1 });
}
const buy = (amount_fen: number) =>
  done("POST /v1/purchases", {
    member_id,
    venue_id: toWireId("venue", tenant.first.venue.venue_id),
    lines: [{ item_name: "湖畔餐厅午餐", business_type: "dining", quantity: 1, amount_fen }],
    payments: [{ method: "cash", amount_fen }],
  });

beforeAll(async () => {
  tenant = await createTestTenant(api.app, { mode: "sandbox", test_now: new Date("2026-05-20T04:00:00Z") });
  await startProgram(api.app, tenant.tenant_id);
  member_id = String((await register(api, tenant, { name: "江听岚", phone })).body["member_id"]);
  other_id = String((await register(api, tenant, { name: "江望舒" })).body["member_id"]);
  token = String((await signInMember(api, tenant, phone)).body["token"]);
  await publish("国庆", times("国庆", 2));
  await publish("会员日", times("会员日", 3));
  await done(`PUT /v1/members/${member_id}/tier`, { tier_code: "silver", reason: "升级" });
});

describe("a purchase", () => {
  let purchase: Body;
  let row: Row;
  beforeAll(async () => {
    purchase = await buy(5_000);
    row = await newest();
  });

  test("says what was paid, what multiplied it, and the tier", () => {
    expect(row.why).toMatchObject({
      what: "earned",
      own_money_fen: 5_000,
      promotions: [{ label: "会员日", num: 3, den: 1 }],
      tier: { label: "银卡", num: 6, den: 5 },
      debt_repaid: 0,
      refund: null,
    });
    expect(row.amount).toBe(180);
  });

  test("opens its whole arithmetic, with what was not the largest, and no id of a rule", async () => {
    const { trace } = (await mine(`/transactions/${row.transaction_id}`)) as { trace: Body };
    expect(trace).toMatchObject({
      result: 180,
      lines: [
        {
          product: "180.00",
          factors: [
            { kind: "rate", label: null },
            { kind: "promotion", label: "会员日" },
            { kind: "tier", label: "银卡" },
          ],
        },
      ],
      rejected: [{ label: "国庆", code: "not_largest", factor: { num: 2, den: 1 } }],
    });
    expect(JSON.stringify(trace)).not.toMatch(/rul_|rule_id|tag_id|member_id|[0-9a-f]{8}-[0-9a-f]{4}-/);
  });

  test("speaks the reader's language", async () => {
    const reply = await api.call("GET /v1/member/entries?limit=1", { token, headers: { "accept-language": "ko" } });
    expect(reply.body["data"]?.[0]).toMatchObject({
      why: { promotions: [{ label: "会员日 (ko)" }], tier: { label: "실버" } },
    });
  });

  test("its refund says how much came back and what the points were, but not the house's reason", async () => {
    await done(`POST /v1/purchases/${String(purchase["purchase_id"])}/refunds`, {
      lines: [{ line_no: 1, amount_fen: 2_000 }],
      reason: "客人投诉菜凉",
      external_id: "back 1",
    });
    const back = await newest();
    expect(back).toMatchObject({ kind: "refund", amount: -72 });
    expect(back.why).toMatchObject({
      what: "refund",
      refund: { amount_fen: 2_000, points_before: 180, points_after: 108 },
    });
    const whole = await mine(`/transactions/${back.transaction_id}`);
    expect(whole["trace"]).toMatchObject({ refund: { points_after: 108 } });
    expect(JSON.stringify([back, whole])).not.toContain("投诉");
  });
});

describe("other movements", () => {
  test("a correction by hand and a redemption are told apart; the reason of the first stays inside", async () => {
    await done("POST /v1/points/adjustments", { member_id, points: 30, reason: "补偿排队太久" });
    const corrected = await newest();
    expect(corrected.why.what).toBe("adjustment");
    const whole = await mine(`/transactions/${corrected.transaction_id}`);
    expect(whole["trace"]).toBeNull();
    expect(JSON.stringify([corrected, whole])).not.toContain("排队");

    await done("POST /v1/points/redemptions", { member_id, points: 10, title: "缆车票", external_id: "r1" });
    const spent = await newest();
    expect([spent.amount, spent.why.what]).toEqual([-10, "redemption"]);
  });

  test("a gift shows the member's own side alone", async () => {
    const [from, to] = [{ member_id: other_id }, { member_id }];
    const lot = { from: { system: "issued" }, to: from, asset: "points", amount: 40 };
    await done("POST /v1/transactions", { kind: "top_up", title: "合作", external_id: "t1", postings: [lot] });
    const gift = { from, to, asset: "points", amount: 40, kind: "gift", external_id: "g1", title: "生日礼" };
    await done("POST /v1/transfers", gift);
    const got = await newest();
    expect([got.amount, got.why.what]).toEqual([40, "transfer"]);
    const whole = await mine(`/transactions/${got.transaction_id}`);
    expect(whole).toMatchObject({ drawn_from: [], entries: [{ amount: 40 }], trace: null });
    expect(JSON.stringify(whole)).not.toContain(other_id);
    const lots = (await mine("/lots"))["data"] as Body[];
    expect(lots.find((one) => one["amount"] === 40)).toMatchObject({ origin: "received", from_name: null });
  });

  test("a pool is drawn in its own order, and tells who brought what by name alone", async () => {
    expect((await mine("/lots?of=household"))["data"]).toEqual([]);
    const members = [
      { member_id, role: "guardian" },
      { member_id: other_id, role: "spouse" },
    ];
    const { household_id } = await done("POST /v1/households", { name: "江家", members });
    const share = { from: { member_id }, to: { household_id }, asset: "points", amount: 20 };
    await done("POST /v1/transfers", { ...share, kind: "transfer", external_id: "h1", title: "家庭共享" });
    expect((await newest()).why.what).toBe("household");
    expect((await mine("/lots?of=household"))["data"]).toMatchObject([
      { remaining: 20, from_name: "江听岚", from_me: true },
    ]);
    const home = (await mine("/household"))["household"];
    expect(home).toMatchObject({
      name: "江家",
      pool: { available: 20 },
      members: [
        { name: "江听岚", is_me: true },
        { name: "江望舒", is_me: false },
      ],
      contributions: [{ name: "江听岚", contributed: 20, is_me: true }],
    });
    expect(JSON.stringify(home)).not.toMatch(/mem_|card_no|phone/);
  });
});

describe("the proof", () => {
  test("waits, is sealed, and shows the member's own entries; another's transaction is not there", async () => {
    await buy(1_000);
    const { transaction_id } = await newest();
    expect(await mine(`/transactions/${transaction_id}/proof`)).toMatchObject({ state: "waiting", block: null });
    const tasks = ledgerTasks(api.app, async () => [tenant.tenant_id]);
    await tasks["ledger_seal"]?.({ tenant_id: tenant.tenant_id }, {} as never);
    const proof = await mine(`/transactions/${transaction_id}/proof`);
    expect(proof).toMatchObject({
      state: "sealed",
      block: { block_no: 1, signature_valid: true },
      entries: [{ valid: true }],
    });

    const posting = { from: { system: "issued" }, to: { member_id: other_id }, asset: "points", amount: 1 };
    const foreign = await done("POST /v1/transactions", {
      kind: "top_up",
      title: "合作",
      external_id: "t2",
      postings: [posting],
    });
    const path = `GET /v1/member/transactions/${String(foreign["transaction_id"])}/proof`;
    expect((await api.call(path, { token })).status).toBe(404);
  });
});

test("what is owed is told as a debt, and the next award says that it repaid it", async () => {
  const { available } = (await mine(""))["points"] as { available: number };
  const bought = await buy(10_000);
  await done("POST /v1/points/redemptions", { member_id, points: available + 360, title: "年卡", external_id: "r2" });
  await done(`POST /v1/purchases/${String(bought["purchase_id"])}/refunds`, {
    lines: [{ line_no: 1, quantity: 1 }],
    reason: "退",
    external_id: "back 2",
  });
  expect((await mine(""))["points"]).toMatchObject({ available: 0, debt: 360 });
  await buy(20_000);
  const [repaid, earned] = await rows();
  expect(repaid).toMatchObject({ amount: -360, why: { what: "debt", debt_repaid: 360 } });
  expect(earned).toMatchObject({ amount: 720, why: { what: "earned", debt_repaid: 360 } });
  expect((await mine(""))["points"]).toMatchObject({ available: 360, debt: 0 });
});
