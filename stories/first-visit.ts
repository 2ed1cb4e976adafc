// The main job from end to end: a visitor becomes a member, buys, earns, enters by code, and what is not used expires.
import { randomUUID } from "node:crypto";
import type { Stage } from "./stage.ts";
import type { Story } from "./story.ts";

const phone = "13900000001";

export const firstVisit: Story = {
  number: 0,
  title: "A visitor's first days",
  starts_at: "2026-03-01T09:00:00+08:00",
  async play(stage) {
    const token = await becomeMember(stage);
    await buyAndEarn(stage, token);
    await enter(stage, token);
    await lookAround(stage);
    await keepApart(stage);
    await letExpire(stage, token);
  },
};

async function becomeMember(stage: Stage): Promise<string> {
  const { tenant_id } = stage;
  await stage.call("POST /v1/member/sms_codes", { token: null, body: { tenant_id, phone }, expect_status: 202 });
  const { data } = await stage.call("GET /v1/messages?limit=1");
  const code = /\d{6}/.exec(String(data?.[0]?.body))?.[0] ?? "";
  const consents = [{ purpose: "membership", text_version: "1" }];
  const signIn = (given: string, expect_status: number) =>
    stage.call("POST /v1/member/sessions", {
      token: null,
      body: { tenant_id, phone, code: given, consents },
      expect_status,
    });
  const wrong = await signIn(code === "000000" ? "000001" : "000000", 422);
  stage.same("a wrong code", wrong, { code: "code_wrong" });
  const session = await signIn(code, 201);
  stage.same("the right code", session, { registered: true });
  return String(session.token);
}

async function buyAndEarn(stage: Stage, token: string): Promise<void> {
  const venue_id = stage.stores[0]?.venue_id;
  const buy = (amount_fen: number, item_name: string, idempotency_key: string = randomUUID()) => {
    const lines = [{ item_name, business_type: "ticket", quantity: 1, amount_fen }];
    const body = { phone, venue_id, lines, payments: [{ method: "cash", amount_fen }] };
    return stage.call("POST /v1/purchases", { body, idempotency_key });
  };
  const key = randomUUID();
  const first = await buy(44_000, "Two day tickets and lunch", key);
  stage.same("440 yuan", first, { points_awarded: 440 });
  stage.same("the same request again", await buy(44_000, "Two day tickets and lunch", key), {
    purchase_id: first.purchase_id,
  });
  stage.same("2,000 yuan on the same day, above the cap of 1,500", await buy(200_000, "A suite"), {
    points_awarded: 1_060,
  });
  await stage.advanceTo("2026-03-02T10:00:00+08:00");
  stage.same("10.99 yuan on the next day, rounded down", await buy(1_099, "Tea"), { points_awarded: 10 });
  const { points } = await stage.call("GET /v1/member", { token });
  stage.same("points on the phone", Number(points?.available) + Number(points?.pending), 1_510);
  const { data } = await stage.call("GET /v1/member/entries?filter=earned", { token });
  stage.same(
    "entries on the phone",
    data?.map((entry) => Number(entry.amount)),
    [10, 1_060, 440],
  );
}

async function enter(stage: Stage, token: string): Promise<void> {
  const venue_id = stage.stores[0]?.venue_id;
  const gate = await stage.call("POST /v1/gates", {
    body: { venue_id, code: "main", name: "Main gate", kind: "entry" },
  });
  const { codes } = await stage.call("GET /v1/member/code", { token });
  const scan = (nonce: string) =>
    stage.call("POST /v1/admissions", { body: { gate_id: gate.gate_id, member_code: codes?.[0]?.code, nonce } });
  const nonce = randomUUID();
  const entered = await scan(nonce);
  stage.same("the code at the gate", entered, { admitted: true });
  stage.same("the gate's repeat of the same scan", await scan(nonce), {
    admission_id: entered.admission_id,
    admitted: true,
  });
  const again = await scan(randomUUID());
  stage.same("the same code a second time", again, {
    admitted: false,
    reasons: [{ code: "code_used" }, { code: "already_inside" }],
  });
}

/** Head office finds the visitor; the store's manager sees what the visit came to. */
async function lookAround(stage: Stage): Promise<void> {
  const admin = await stage.signIn("admin");
  const { data } = await stage.call("GET /v1/members?q=0001", { token: admin });
  const member = await stage.call(`GET /v1/members/${String(data?.[0]?.member_id)}`, { token: admin });
  stage.same("the member's page", member, {
    accounts: { points: { available: 1_510, lifetime_earned: 1_510 } },
    stats: { purchases_count: 3, spend_fen: 245_099, visits_count: 1 },
  });
  const timeline = await stage.call(
    `GET /v1/members/${String(member.member_id)}/timeline?kinds=admission,purchase,registered`,
    {
      token: admin,
    },
  );
  stage.same(
    "what happened, newest first",
    timeline.data?.map((item) => item.kind),
    ["admission", "admission", "purchase", "purchase", "purchase", "registered"],
  );
  const manager = await stage.signIn("manager");
  const workbench = (date: string) => stage.call(`GET /v1/insights/workbench?date=${date}`, { token: manager });
  stage.same("the store's second day", await workbench("2026-03-02"), {
    cards: { entries: { value: 1 }, net_spend_fen: { value: 1_099 }, points_issued: { value: 10 } },
  });
  stage.same("the store's first day", await workbench("2026-03-01"), {
    cards: { entries: { value: 0 }, net_spend_fen: { value: 244_000 }, points_issued: { value: 1_500 } },
  });
}

async function keepApart(stage: Stage): Promise<void> {
  const { data } = await stage.call("GET /v1/members?q=0001");
  stage.same("found by the tail of the phone", data?.length, 1);
  const stranger = "mbr_01h455vb4pex5vsknk084sn02q";
  await stage.call(`GET /v1/members/${stranger}`, { expect_status: 404 });
}

/** Points live to the end of the year after the one they were earned in. */
async function letExpire(stage: Stage, token: string): Promise<void> {
  await stage.advanceTo("2027-12-31T23:59:00+08:00");
  stage.same("in the last minute", await stage.call("GET /v1/member", { token }), { points: { available: 1_510 } });
  await stage.advanceTo("2028-01-01T00:30:00+08:00");
  stage.same("after the last day", await stage.call("GET /v1/member", { token }), { points: { available: 0 } });
}
