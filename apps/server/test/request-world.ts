// What a request of any route may name: a group with members, purchases, a gate and people who are signed in.
import { accountId } from "../src/modules/ledger/index.ts";
import { present } from "../src/platform/kernel/assert.ts";
import { parseWireId } from "../src/platform/kernel/ids.ts";
import { getProgram, putProgram } from "../src/modules/points/index.ts";
import { doubleDining, insertDraft } from "../src/modules/points/test/draft-rule.ts";
import type { Reply, TestApi } from "./api.ts";
import { createTestTenant, signInAs, type TestTenant, toWireId } from "./world.ts";

/** Ids as on the wire. */
export interface RequestWorld {
  readonly api: TestApi;
  readonly tenant: TestTenant;
  readonly tenant_id: string;
  readonly unit_id: string;
  readonly venue_id: string;
  readonly gate_id: string;
  readonly member_id: string;
  /** Somebody whose profile requests may spoil; nobody else acts for them. */
  readonly other_member_id: string;
  readonly tag_id: string;
  readonly purchase_id: string;
  readonly transaction_id: string;
  readonly adjustment_id: string;
  readonly rule_id: string;
  readonly replay_id: string;
  /** The member's points account. */
  readonly account_id: string;
  readonly staff_token: string;
  readonly member_token: string;
}

/** A sandbox, so that routes of the test clock work as well. Throws when the server does not take a plain request. */
export async function createRequestWorld(api: TestApi): Promise<RequestWorld> {
  const { app } = api;
  const tenant = await createTestTenant(app, { mode: "sandbox", test_now: new Date("2026-06-01T04:00:00Z") });
  await app.database.write(tenant.tenant_id, async (tx) => {
    const effective_from = new Date("2026-01-01T00:00:00Z");
    const rate = { rate_points: 1, rate_fen: 100, daily_cap: 1_000_000, time_zone: "Asia/Shanghai" };
    await putProgram(tx, app.runtime, { ...rate, expected_version: 0, effective_from });
  });
  const unit_id = toWireId("org_unit", tenant.first.unit_id);
  const venue_id = toWireId("venue", tenant.first.venue.venue_id);
  const tenant_id = toWireId("tenant", tenant.tenant_id);
  const call = async (request: string, body: object, headers: Record<string, string> = {}) =>
    created(request, await api.call(request, { token: tenant.api_key, body, headers }));
  const { token, member } = await signUp(api, tenant, "13800000001");
  const gate = await call("POST /v1/gates", { venue_id, code: "north", name: "北门", kind: "attraction" });
  const other = await call("POST /v1/members", { name: "周以宁", home_unit_id: unit_id });
  const lines = [{ item_name: "日场票", business_type: "ticket", quantity: 2, amount_fen: 38_000 }];
  const payments = [{ method: "cash", amount_fen: 38_000 }];
  const { member_id } = member;
  const purchase = await call(
    "POST /v1/purchases",
    { member_id, venue_id, lines, payments },
    { "idempotency-key": "w" },
  );
  const rule_uuid = app.runtime.ids.next();
  await insertDraft(api.db, { tenant_id: tenant.tenant_id, rule_id: rule_uuid, definition: doubleDining });
  const rule_id = toWireId("earning_rule", rule_uuid);
  const replay = await call("POST /v1/points/replays", { rule_id, from: "2026-05-01", to: "2026-05-31" });
  const change = { member_id, points: 1, reason: "补登" };
  const adjustment = await call("POST /v1/points/adjustments", change, { "idempotency-key": "a" });
  return {
    api,
    tenant,
    tenant_id,
    unit_id,
    venue_id,
    gate_id: String(gate["gate_id"]),
    member_id,
    other_member_id: String(other["member_id"]),
    tag_id: String((await call("POST /v1/tags", { name: "常客" }))["tag_id"]),
    purchase_id: String(purchase["purchase_id"]),
    transaction_id: String(purchase["transaction_id"]),
    adjustment_id: String(adjustment["adjustment_id"]),
    rule_id,
    replay_id: String(replay["replay_id"]),
    account_id: pointsAccount(member_id),
    staff_token: await signInAs(api, tenant.admin.email),
    member_token: token,
  };
}

/** The wire id of a member's points account. */
export function pointsAccount(member_id: string): string {
  return toWireId("account", accountId(present(parseWireId("member", member_id), "a member's id"), "points"));
}

function created(request: string, reply: Reply): Reply["body"] {
  if (reply.status !== 201) throw new Error(`${request} answered ${reply.status}: ${reply.text}`);
  return reply.body;
}

/** The code that the test channel has just sent. */
export async function sendCode(api: TestApi, tenant: TestTenant, phone: string): Promise<string> {
  const tenant_id = toWireId("tenant", tenant.tenant_id);
  await api.call("POST /v1/member/sms_codes", { body: { tenant_id, phone } });
  const tail = `****${phone.slice(-4)}`;
  const { body } = await api.call("GET /v1/messages?limit=200", { token: tenant.api_key });
  const messages = body["data"] as unknown as { to_masked: string; body: string }[];
  return /\d{6}/.exec(messages.find((message) => message.to_masked.endsWith(tail))?.body ?? "")?.[0] ?? "";
}

export async function signUp(
  api: TestApi,
  tenant: TestTenant,
  phone: string,
): Promise<{ token: string; member: { member_id: string } }> {
  const consents = [{ purpose: "membership", text_version: "1" }];
  const code = await sendCode(api, tenant, phone);
  const body = { tenant_id: toWireId("tenant", tenant.tenant_id), phone, code, name: "江听岚", consents };
  const reply = created("sign-in", await api.call("POST /v1/member/sessions", { body }));
  return { token: String(reply["token"]), member: { member_id: String(reply["member"]?.["member_id"]) } };
}

export async function programVersion({ api, tenant }: RequestWorld): Promise<number> {
  return (await api.app.database.read(tenant.tenant_id, getProgram)).version;
}
