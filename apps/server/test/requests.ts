// A request that works, for every route: what trials of all routes start from. A route with a body or parameters
// that is not here fails the test of it.
import type { Route } from "../src/platform/http/route.ts";
import { routeName } from "../src/platform/http/route.ts";
import { type RequestWorld, programVersion, sendCode, signUp } from "./request-world.ts";
import type { ReplyBody } from "./api.ts";
import { identity } from "./identity-requests.ts";
import { privacy } from "./privacy-requests.ts";
import { integrators } from "./integrator-requests.ts";
import { approvals } from "./approval-requests.ts";
import { importRequests } from "./import-requests.ts";
import { exportRequests } from "./export-requests.ts";
import { jobRequests } from "./job-requests.ts";
import { accessRequests } from "./access-requests.ts";
import { refunds } from "./refund-requests.ts";
import { sandboxRequests } from "./sandbox-requests.ts";
import { toWireId } from "./world.ts";

export interface BuiltRequest {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: Record<string, unknown>;
  /** Content of a file, for a route that takes one. */
  upload?: string;
  /** Somebody whom the request ends or changes, instead of the world's own caller. */
  token?: string;
  /** Addresses at which the answer's texts are seen again. */
  shows?: (answer: ReplyBody) => string[];
  /** Pointer of a field → fields that are left out when it is given: only one of them may be. */
  instead?: Readonly<Record<string, readonly string[]>>;
}

/** `n` is new for every call: what must be unique is made from it. */
export type Builder = (world: RequestWorld, n: number) => BuiltRequest | Promise<BuiltRequest>;

const phone = (n: number) => `139${String(n).padStart(8, "0")}`;
const line = {
  item_code: "A1",
  item_name: "日场票",
  business_type: "ticket",
  category: "day",
  quantity: 1,
  amount_fen: 10_000,
};
const basket = { sales_channel: "kiosk", lines: [line], payments: [{ method: "cash", amount_fen: 10_000 }] };
const business_time = "2026-06-01T11:00:00+08:00";
const buyer = { "/member_code": ["/member_id"], "/phone": ["/member_id"] };
/** Addresses of what the lines of a file have become; a refused line became nothing. */
const shownLines = (folder: string, id: string) => (answer: ReplyBody) =>
  (answer["results"] as unknown as Record<string, string>[]).flatMap((line) =>
    line[id] ? [`/v1/${folder}/${line[id]}`] : [],
  );

const org: Record<string, Builder> = {
  "POST /v1/org_units": ({ tenant }, n) => ({
    body: { parent_id: toWireId("org_unit", tenant.root_unit_id), kind: "store", name: "山脚店", code: `unit-${n}` },
  }),
  "POST /v1/venues": ({ unit_id }, n) => ({
    body: {
      unit_id,
      name: "温泉酒店",
      code: `venue-${n}`,
      business_type: "lodging",
      time_zone: "Asia/Shanghai",
      day_cutoff: "04:00",
      opens_at: "08:00",
      closes_at: "18:00",
      map: { width: 100, height: 100 },
    },
    instead: { "/parent_unit_id": ["/unit_id"] },
  }),
  "PUT /v1/holidays/{year}": async ({ api, tenant }, n) => {
    const year = 1950 + (n % 150);
    const { body } = await api.call(`GET /v1/holidays?year=${year}`, { token: tenant.api_key });
    const days = [{ date: `${year}-05-01`, name: "劳动节", is_off_day: true }];
    return { params: { year: String(year) }, body: { version: body["version"], source: "集团通知", days } };
  },
  "POST /v1/calendar/birthday": () => ({
    body: { calendar: "lunar", year: 1990, month: 5, day: 8, leap_month: true },
  }),
  "POST /v1/test_clock/advance": () => ({ body: { to: "2026-06-01T04:00:00Z" } }),
};

/** A household of two people of its own. */
async function newHousehold({
  api,
  tenant,
  unit_id,
}: RequestWorld): Promise<{ household_id: string; child_id: string }> {
  const call = async (request: string, body: object) =>
    (await api.call(request, { token: tenant.api_key, body })).body as Record<string, unknown>;
  const guardian = await call("POST /v1/members", { name: "爸爸", home_unit_id: unit_id });
  const child = await call("POST /v1/members", { name: "孩子", home_unit_id: unit_id });
  const members = [
    { member_id: guardian["member_id"], role: "guardian" },
    { member_id: child["member_id"], role: "child" },
  ];
  const made = await call("POST /v1/households", { name: "江家", members });
  return { household_id: String(made["household_id"]), child_id: String(child["member_id"]) };
}

async function newMember({ api, tenant, unit_id }: RequestWorld): Promise<string> {
  const body = { name: "新成员", home_unit_id: unit_id };
  return String((await api.call("POST /v1/members", { token: tenant.api_key, body })).body["member_id"]);
}

const members: Record<string, Builder> = {
  "POST /v1/households": async (world) => ({
    body: { name: "江家", members: [{ member_id: await newMember(world), role: "guardian" }] },
  }),
  "GET /v1/households/{household_id}": async (world) => ({
    params: { household_id: (await newHousehold(world)).household_id },
  }),
  "POST /v1/households/{household_id}/members": async (world) => ({
    params: { household_id: (await newHousehold(world)).household_id },
    body: { member_id: await newMember(world), role: "other" },
  }),
  "DELETE /v1/households/{household_id}/members/{member_id}": async (world) => {
    const { household_id, child_id } = await newHousehold(world);
    return { params: { household_id, member_id: child_id } };
  },
  "POST /v1/members": ({ unit_id }, n) => ({
    body: {
      name: "江听岚",
      phone: phone(10_000_000 + n),
      home_unit_id: unit_id,
      source: "api",
      external_id: `person ${n}`,
      birthday: "1990-05-01",
      language: "ko",
      joined_at: "2026-05-01T10:00:00+08:00",
    },
  }),
  "POST /v1/members/bulk": ({ unit_id }, n) => ({
    body: {
      members: [{ external_id: `row ${n}`, name: "江听岚", phone: phone(20_000_000 + n), home_unit_id: unit_id }],
    },
    shows: shownLines("members", "member_id"),
  }),
  "PATCH /v1/members/{member_id}": async ({ api, tenant, other_member_id, tag_id, unit_id }, n) => {
    const { body } = await api.call(`GET /v1/members/${other_member_id}`, { token: tenant.api_key });
    const version = Number(body["version"]);
    const change = { name: "周以宁", tags: [tag_id], status: "blocked", reason: "证件不符", home_unit_id: unit_id };
    const numbers = { phone: phone(60_000_000 + n), id_number: "11010519491231002X" };
    return { params: { member_id: other_member_id }, body: { version, ...change, ...numbers } };
  },
  "POST /v1/members/identify": () => ({
    body: { phone: "13800000001" },
    instead: { "/member_code": ["/phone"], "/card_no": ["/phone"] },
  }),
  "POST /v1/tags": (_, n) => ({ body: { name: `标签 ${n}` } }),
  "POST /v1/member/sms_codes": ({ tenant_id }, n) => ({ body: { tenant_id, phone: phone(30_000_000 + n) } }),
  "POST /v1/member/sessions": async ({ api, tenant, tenant_id }, n) => {
    const consents = [{ purpose: "membership", text_version: "1" }];
    const number = phone(40_000_000 + n);
    return { body: { tenant_id, phone: number, code: await sendCode(api, tenant, number), name: "江听岚", consents } };
  },
  "DELETE /v1/member/session": async ({ api, tenant }, n) => ({
    token: (await signUp(api, tenant, phone(50_000_000 + n))).token,
  }),
  "PUT /v1/tiers/{code}": (_, n) => ({
    params: { code: `tier-${n}` },
    body: {
      version: 0,
      name: "黑卡",
      names: { en: "Black", ko: "블랙" },
      rank: 4 + (n % 90),
      coefficient: { num: 5, den: 2 },
    },
  }),
  "PUT /v1/members/{member_id}/tier": () => ({
    body: { tier_code: "gold", reason: "周年答谢", valid_until: "2027-12-31" },
  }),
  "PATCH /v1/member": () => ({ body: { name: "江听岚", language: "zh-CN", birthday: "1990-05-18" } }),
};

const definition = {
  kind: "multiplier",
  trigger: "purchase",
  factor: { num: 2, den: 1 },
  conditions: { combinator: "and", rules: [{ field: "weekday", operator: "in", value: [6, 7] }] },
};
const seasonOf = (n: number) => {
  const day = new Date(Date.UTC(2100, 0, 1) + n * 86_400_000).toISOString().slice(0, 10);
  return { name: `叠加季 ${n}`, valid_from: day, valid_until: day, stacking: "add", groups: "stack" };
};

async function made({ api, tenant }: RequestWorld, request: string, body: object, id: string): Promise<string> {
  return String((await api.call(request, { token: tenant.api_key, body })).body[id]);
}
const newRule = async (world: RequestWorld, n: number) => ({
  rule_id: await made(world, "POST /v1/points/rules", { name: `规则 ${n}`, definition }, "rule_id"),
});
async function liveRule(world: RequestWorld, n: number) {
  const params = await newRule(world, n);
  await made(world, `POST /v1/points/rules/${params.rule_id}/publish`, { version: 1 }, "rule_id");
  return params;
}
const newSeason = async (world: RequestWorld, n: number) => ({
  season_id: await made(world, "POST /v1/points/seasons", seasonOf(n), "season_id"),
});

const rules: Record<string, Builder> = {
  "POST /v1/points/rules": (_, n) => ({
    body: { name: `周末 ${n}`, definition, valid_from: null, valid_until: "2099-01-01T00:00:00+08:00" },
  }),
  "GET /v1/points/rules/{rule_id}": async (world, n) => ({ params: await newRule(world, n) }),
  "PUT /v1/points/rules/{rule_id}/draft": async (world, n) => ({
    params: await newRule(world, n),
    body: { edit_no: 1, name: `周末 ${n}`, definition, valid_from: null, valid_until: null },
  }),
  "DELETE /v1/points/rules/{rule_id}/draft": async (world, n) => ({ params: await newRule(world, n) }),
  "POST /v1/points/rules/{rule_id}/publish": async (world, n) => ({
    params: await newRule(world, n),
    body: { version: 1, valid_from: "2026-06-02T00:00:00+08:00" },
  }),
  "POST /v1/points/rules/{rule_id}/retire": async (world, n) => ({ params: await liveRule(world, n) }),
  "POST /v1/points/seasons": (_, n) => ({ body: seasonOf(n) }),
  "PUT /v1/points/seasons/{season_id}": async (world, n) => ({
    params: await newSeason(world, n),
    body: seasonOf(n + 20_000),
  }),
  "DELETE /v1/points/seasons/{season_id}": async (world, n) => ({ params: await newSeason(world, n) }),
  "POST /v1/points/evaluate": ({ member_id, venue_id }) => ({
    body: { member_id, venue_id, business_time, lines: [line], payments: basket.payments },
  }),
  "POST /v1/points/behaviours": ({ member_id, venue_id }, n) => ({
    body: { member_id, venue_id, behaviour: "share", subject: "游记", external_id: `share ${n}`, business_time },
    shows: ({ transaction_id }) => [`/v1/transactions/${String(transaction_id)}`],
  }),
  "POST /v1/points/behaviours/bulk": ({ member_id, venue_id }, n) => ({
    body: {
      behaviours: [{ member_id, venue_id, behaviour: "share", external_id: `shares ${n}`, quantity: 1, business_time }],
    },
    shows: shownLines("transactions", "transaction_id"),
  }),
};

const value: Record<string, Builder> = {
  "PUT /v1/points/program": async (world) => ({
    body: { version: await programVersion(world), rate: { points: 1, per_fen: 100 }, daily_cap: 1_000_000 },
  }),
  "POST /v1/points/earn": ({ member_id, venue_id }, n) => ({
    body: { member_id, venue_id, amount_fen: 1_000, external_id: `award ${n}`, title: "合作停车", business_time },
    shows: ({ transaction_id }) => [`/v1/transactions/${String(transaction_id)}`],
  }),
  "POST /v1/points/earn/bulk": ({ member_id, venue_id }, n) => ({
    body: {
      awards: [{ member_id, venue_id, amount_fen: 1_000, external_id: `file ${n}`, title: "合作停车", business_time }],
    },
    shows: shownLines("transactions", "transaction_id"),
  }),
  "POST /v1/purchases/evaluate": ({ member_id, venue_id }) => ({
    body: { member_id, venue_id, business_time, ...basket },
    instead: buyer,
  }),
  "POST /v1/purchases": ({ member_id, venue_id }, n) => ({
    body: { member_id, venue_id, business_time, external_id: `order ${n}`, ...basket },
    shows: ({ purchase_id }) => [`/v1/purchases/${String(purchase_id)}`],
    instead: buyer,
  }),
  "POST /v1/purchases/bulk": ({ member_id, venue_id }, n) => ({
    body: { purchases: [{ external_id: `basket ${n}`, member_id, venue_id, business_time, ...basket }] },
    shows: shownLines("purchases", "purchase_id"),
    instead: { "/purchases/0/member_external_id": ["/purchases/0/member_id"] },
  }),
};

/** Asked for by a person, so that the key is the second one. */
async function waitingAdjustment({ api, member_id, staff_token }: RequestWorld, n: number): Promise<string> {
  const { body } = await api.call("POST /v1/points/adjustments", {
    token: staff_token,
    headers: { "idempotency-key": `waiting-${n}` },
    body: { member_id, points: 1_000_000, reason: "补登", external_id: `waiting ${n}` },
  });
  return String(body["adjustment_id"]);
}

const operations: Record<string, Builder> = {
  "POST /v1/operations/timers/retry": () => ({ body: { timer: { kind: "ledger.expire", key: "nobodys" } } }),
  "POST /v1/points/adjustments/evaluate": ({ member_id }) => ({ body: { member_id, points: 10 } }),
  "POST /v1/points/adjustments": ({ member_id }, n) => ({
    body: { member_id, points: 10, reason: "系统漏计", external_id: `case ${n}` },
    shows: ({ adjustment_id }) => [`/v1/points/adjustments/${String(adjustment_id)}`],
  }),
  "POST /v1/points/adjustments/{adjustment_id}/approve": async (world, n) => ({
    params: { adjustment_id: await waitingAdjustment(world, n) },
  }),
  "POST /v1/points/adjustments/{adjustment_id}/reject": async (world, n) => {
    const adjustment_id = await waitingAdjustment(world, n);
    return {
      params: { adjustment_id },
      body: { reason: "凭证不足" },
      shows: () => [`/v1/points/adjustments/${adjustment_id}`],
    };
  },
  "GET /v1/points/liability": () => ({ query: { from: "2026-01-01", to: "2026-01-31" } }),
  "GET /v1/points/deferral": () => ({ query: { sale_fen: "100000", points: "1000" } }),
  "POST /v1/points/redemptions": ({ member_id, venue_id }, n) => ({
    body: { member_id, venue_id, points: 1, title: "缆车票", external_id: `redemption ${n}`, business_time },
    shows: ({ transaction_id }) => [`/v1/transactions/${String(transaction_id)}`],
    instead: { "/member_code": ["/member_id"], "/household_id": ["/member_id"] },
  }),
  "POST /v1/points/replays": ({ rule_id }, n) => ({
    body: { rule_id, from: `2026-05-${10 + (n % 20)}`, to: "2026-05-31" },
  }),
  "POST /v1/points/replays/{replay_id}/cancel": async ({ api, tenant, rule_id }) => {
    const { body } = await api.call("POST /v1/points/replays", {
      token: tenant.api_key,
      body: { rule_id, from: "2026-05-01", to: "2026-05-31" },
    });
    return { params: { replay_id: String(body["replay_id"]) } };
  },
};

const issued = { system: "issued" };
const send = async ({ api, tenant }: RequestWorld, request: string, body: object, key: string) => {
  const reply = await api.call(request, { token: tenant.api_key, body, headers: { "idempotency-key": key } });
  return reply.body;
};
const ledgerPosting = (world: RequestWorld, n: number) => ({
  kind: "top_up",
  title: "合作充值",
  external_id: `posting ${n}`,
  venue_id: world.venue_id,
  business_time,
  postings: [
    {
      from: issued,
      to: { member_id: world.member_id },
      asset: "points",
      amount: 100,
      available_from: business_time,
      expires_at: "2027-06-01T00:00:00+08:00",
    },
  ],
});
const openHold = async (world: RequestWorld, n: number) => {
  const { member_id } = world;
  const body = { owner: { member_id }, asset: "points", amount: 1, reason: "押金", external_id: `held ${n}` };
  return String((await send(world, "POST /v1/holds", body, `held-${n}`))["hold_id"]);
};
const shownTransaction = ({ transaction_id }: ReplyBody) => [`/v1/transactions/${String(transaction_id)}`];

const ledger: Record<string, Builder> = {
  "POST /v1/transactions": (world, n) => ({
    body: ledgerPosting(world, n),
    shows: shownTransaction,
  }),
  "POST /v1/transactions/bulk": (world, n) => ({
    body: { transactions: [ledgerPosting(world, n)] },
    shows: shownLines("transactions", "transaction_id"),
  }),
  "POST /v1/transactions/{transaction_id}/reversals": async (world, n) => {
    const posted = await send(world, "POST /v1/transactions", ledgerPosting(world, n), `posting-${n}`);
    const lines = [{ line_no: 1, amount: 5 }];
    return {
      params: { transaction_id: String(posted["transaction_id"]) },
      body: { external_id: `reversal ${n}`, reason: "录入有误", lines, clawback: "debt" },
      shows: shownTransaction,
    };
  },
  "POST /v1/transfers": ({ member_id, other_member_id }, n) => ({
    body: {
      from: { member_id },
      to: { member_id: other_member_id },
      asset: "points",
      amount: 1,
      kind: "gift",
      external_id: `transfer ${n}`,
      title: "转赠",
    },
    shows: shownTransaction,
  }),
  "POST /v1/holds": ({ member_id }, n) => ({
    body: {
      owner: { member_id },
      asset: "points",
      amount: 1,
      ttl_seconds: 600,
      reason: "押金",
      external_id: `hold ${n}`,
    },
    shows: ({ hold_id }) => [`/v1/holds/${String(hold_id)}`],
    instead: { "/ends_at": ["/ttl_seconds"] },
  }),
  "GET /v1/holds": ({ member_id }) => ({ query: { member_id } }),
  "GET /v1/holds/{hold_id}": async (world, n) => ({ params: { hold_id: await openHold(world, n) } }),
  "POST /v1/holds/{hold_id}/capture": async (world, n) => ({
    params: { hold_id: await openHold(world, n) },
    body: { amount: 1, release_rest: true, title: "扣款", external_id: `capture ${n}` },
    shows: shownTransaction,
  }),
  "POST /v1/holds/{hold_id}/release": async (world, n) => ({ params: { hold_id: await openHold(world, n) } }),
  "GET /v1/accounts": ({ member_id }) => ({ query: { member_id } }),
  "GET /v1/accounts/{account_id}/statement": () => ({ query: { from: "2026-01-01", to: "2026-12-31" } }),
  "POST /v1/accounts/merge": async (world, n) => ({
    body: {
      from: { member_id: await newMember(world) },
      to: { member_id: world.member_id },
      external_id: `merge ${n}`,
    },
    shows: shownTransaction,
  }),
  "POST /v1/accounts/unmerge": async (world, n) => {
    const from = { member_id: await newMember(world) };
    const body = { from, to: { member_id: world.member_id }, external_id: `merged ${n}` };
    const { transaction_id } = await send(world, "POST /v1/accounts/merge", body, `merged-${n}`);
    return { body: { transaction_id: String(transaction_id), external_id: `unmerge ${n}` }, shows: shownTransaction };
  },
};

const visits: Record<string, Builder> = {
  "POST /v1/gates": ({ venue_id }, n) => ({
    body: { venue_id, code: `gate-${n}`, name: "东门", kind: "entry", x: 1, y: 2 },
  }),
  "POST /v1/admissions": ({ gate_id, member_id }, n) => ({
    body: { gate_id, member_id, nonce: `scan ${n}`, business_time },
    instead: buyer,
  }),
  "POST /v1/admissions/bulk": ({ gate_id, member_id }, n) => ({
    body: {
      admissions: [
        { external_id: `pass ${n}`, gate_id, member_id, business_time, kind: "check_in", time_precision: "second" },
      ],
    },
    instead: {
      "/admissions/0/gate_code": ["/admissions/0/gate_id"],
      "/admissions/0/member_external_id": ["/admissions/0/member_id"],
    },
  }),
};

const builders: Readonly<Record<string, Builder>> = {
  ...org,
  ...accessRequests,
  ...identity,
  ...members,
  ...ledger,
  ...value,
  ...rules,
  ...operations,
  ...sandboxRequests,
  ...refunds,
  ...approvals,
  ...jobRequests,
  ...importRequests,
  ...exportRequests,
  ...visits,
  ...privacy,
  ...integrators,
};

export interface RouteRequest extends BuiltRequest {
  readonly route: Route;
  readonly name: string;
  /** With its parameters filled in, without a query. */
  readonly path: string;
  readonly headers: Record<string, string>;
}

let serial = 0;

/** One that this route answers with success, unlike any before it; by the one given, unless it takes its own. */
export async function buildRequest(route: Route, world: RequestWorld, by?: string): Promise<RouteRequest> {
  const name = routeName(route);
  const builder = builders[name];
  if (!builder && route.body) throw new Error(`${name} has no builder in apps/server/test/requests.ts`);
  const n = ++serial;
  const built: BuiltRequest = builder ? await builder(world, n) : {};
  const token = built.token ?? by ?? tokenOf(route, world);
  const params = { ...worldParams(world), ...built.params };
  return {
    ...built,
    ...(token === undefined ? {} : { token }),
    route,
    name,
    path: route.path.replace(/:(\w+)/g, (_, key: string) => params[key] ?? `no-${key}-in-the-request-world`),
    headers: {
      ...(route.idempotency === "required" ? { "idempotency-key": `request-${n}` } : {}),
      ...(built.upload === undefined ? {} : { "content-type": "text/csv" }),
    },
  };
}

function worldParams(world: RequestWorld): Record<string, string> {
  const { member_id, purchase_id, transaction_id, account_id, adjustment_id, replay_id } = world;
  return { member_id, purchase_id, transaction_id, account_id, adjustment_id, replay_id };
}

function tokenOf({ access: { actors } }: Route, world: RequestWorld): string | undefined {
  if (actors.includes("api_key")) return world.tenant.api_key;
  if (actors.includes("staff")) return world.staff_token;
  return actors.includes("member") ? world.member_token : undefined;
}
