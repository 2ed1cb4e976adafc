// Of every kind of id one that a store has.
import { createApiKey, createStaff } from "../../src/modules/access/index.ts";
import { newPhone, register } from "../../src/modules/members/test/build.ts";
import { doubleDining, insertDraft } from "../../src/modules/points/test/draft-rule.ts";
import { type IdKind, parseWireId, toWireId } from "../../src/platform/kernel/ids.ts";
import type { ReplyBody, TestApi } from "../api.ts";
import { callAtKiosk, standAtKiosk } from "../kiosk-requests.ts";
import { pairKiosk } from "../../src/modules/devices/test/build.ts";
import { freshAccount, freshQrCode } from "../wechat-requests.ts";
import { freshRecord } from "../record-requests.ts";
import { freshField } from "../field-requests.ts";
import { failedMessage, freshChannel } from "../channel-requests.ts";
import { pointsAccount } from "../request-world.ts";
import { addEndpoint, logRequest, sendExample } from "../integrator-requests.ts";
import { PASSWORD, signInAs, type TestStore, type TestTenant } from "../world.ts";

export const NOW = new Date("2026-10-02T04:00:00Z");

export type ExampleIds = Partial<Record<IdKind, string>>;

let seasons = 0;
/** A day of its own: seasons do not overlap. */
function seasonFor(n: number) {
  const day = new Date(Date.UTC(2090, 0, n)).toISOString().slice(0, 10);
  return { name: `叠加季 ${n}`, valid_from: day, valid_until: day, stacking: "add", groups: "stack" };
}

type Post = (path: string, body: object) => Promise<ReplyBody>;

const INCIDENT = {
  title: "文件发错人",
  severity: "low",
  discovered_at: "2026-10-01T10:00:00+08:00",
  people: 1,
  measures: "已请对方删除",
};

/** A name of a member; two people who were merged; two who have been given one account and wait among the duplicates. */
async function identitiesOf(
  api: TestApi,
  { api_key: token }: TestTenant,
  post: Post,
  { member_id, home_unit_id }: { member_id: string; home_unit_id: string },
): Promise<ExampleIds> {
  const name = (value: string) => ({ identity: { kind: "employee_no", value } });
  const own = await post(`/v1/members/${member_id}/identities`, name(member_id.slice(-12)));
  const made = async () =>
    String((await post("/v1/members", { name: "双胞胎", phone: newPhone(), home_unit_id }))["member_id"]);
  const [winner_id, loser_id, one, other] = [await made(), await made(), await made(), await made()];
  const merge = await post("/v1/members/merges", { winner_id, loser_id, reason: "同一人" });
  for (const twin of [one, other])
    await api.call(`POST /v1/members/${twin}/identities`, { token, body: name(one.slice(-12)) });
  const found = await api.call(`GET /v1/members/duplicates?member_id=${one}`, { token });
  return {
    identity: String(own["identity_id"]),
    merge: String(merge["merge_id"]),
    duplicate: String(found.body["data"]?.[0]?.["duplicate_id"]),
  };
}

let keys = 0;

/** A household with the member as its only guardian, so that whoever takes them out is refused and the example lasts. */
async function newFamily(
  api: TestApi,
  tenant: TestTenant,
  { member_id: guardian, home_unit_id }: { member_id: unknown; home_unit_id: string },
): Promise<ExampleIds> {
  const { app, db } = api;
  const { tenant_id, api_key: token } = tenant;
  const child = await register(api, tenant, { name: "孩子", phone: newPhone(), home_unit_id });
  const members = [
    { member_id: guardian, role: "guardian" },
    { member_id: child.body["member_id"], role: "child" },
  ];
  const made = await api.call("POST /v1/households", { token, body: { name: "江家", members } });
  const household = String(made.body["household_id"]);
  const household_id = parseWireId("household", household);
  const member_id = parseWireId("member", String(guardian));
  const invitation_id = app.runtime.ids.next();
  await db.query(
    `insert into members.household_invitation (tenant_id, invitation_id, household_id, role, code_hash, member_id, created_at, expires_at)
     values ($1, $2, $3, 'other', uuid_send($2), $4, $5, $5::timestamptz + interval '7 days')`,
    [tenant_id, invitation_id, household_id, member_id, NOW],
  );
  const [place] = await db.query(
    "select household_member_id from members.household_member where tenant_id = $1 and household_id = $2 and member_id = $3",
    [tenant_id, household_id, member_id],
  );
  return {
    household,
    household_invitation: toWireId("household_invitation", invitation_id),
    household_member: toWireId("household_member", String(place?.["household_member_id"])),
  };
}

/** One of each, of one store. */
export async function examples(
  api: TestApi,
  tenant: TestTenant,
  store: TestStore,
  phone = newPhone(),
): Promise<ExampleIds> {
  const token = tenant.api_key;
  const post = async (path: string, body: object) => {
    const reply = await api.call(`POST ${path}`, {
      token,
      body,
      headers: { "idempotency-key": `${path}${phone}${(keys += 1)}` },
    });
    if (reply.status >= 300) throw new Error(`${path}: ${reply.text}`);
    return reply.body;
  };
  const home_unit_id = toWireId("org_unit", store.unit_id);
  const venue_id = toWireId("venue", store.venue.venue_id);
  const member = (await register(api, tenant, { name: "林舟", phone, home_unit_id })).body;
  const purchase = await post("/v1/purchases", {
    member_id: member["member_id"],
    venue_id,
    lines: [{ item_name: "票", business_type: "ticket", quantity: 1, amount_fen: 38_000 }],
    payments: [{ method: "cash", amount_fen: 38_000 }],
  });
  const few = { member_id: member["member_id"], points: 5, reason: "补登" };
  const adjustment = await post("/v1/points/adjustments", few);
  const large = { member_id: member["member_id"], points: 1_000_000, reason: "补登", external_id: `large ${phone}` };
  const waits = await api.call("POST /v1/points/adjustments", {
    token,
    body: large,
    headers: { "idempotency-key": `large${phone}` },
  });
  const rule_id = api.app.runtime.ids.next();
  await insertDraft(api.db, { tenant_id: tenant.tenant_id, rule_id, definition: doubleDining });
  const earning_rule = toWireId("earning_rule", rule_id);
  const replay = await post("/v1/points/replays", { rule_id: earning_rule, from: "2026-09-01", to: "2026-09-30" });
  const gate = await post("/v1/gates", { venue_id, code: "g", name: "门", kind: "entry" });
  const family = await newFamily(api, tenant, { member_id: member["member_id"], home_unit_id });
  const lot_of = async (account: string) =>
    (await api.call(`GET /v1/accounts/${account}/lots`, { token })).body["data"]?.[0]?.["lot_id"];
  const account = pointsAccount(String(member["member_id"]));
  const owner = { member_id: String(member["member_id"]) };
  const hold = await post("/v1/holds", { owner, asset: "points", amount: 1, reason: "押金", external_id: phone });
  const somebody = { email: `desk${phone}@example.com`, password: PASSWORD, name: "前台", role: "front_desk" };
  const { staff_id } = await api.app.database.write(tenant.tenant_id, (tx) =>
    createStaff(tx, api.app.runtime, { ...somebody, unit_id: store.unit_id }),
  );
  const session_token = await signInAs(api, somebody.email);
  const post_offered = await offerPost(api, tenant, home_unit_id, phone);
  const endpoint = await addEndpoint(api, tenant, { unit_id: home_unit_id });
  const key_unit = { unit_id: store.unit_id, name: "例", permissions: ["org:read"] } as const;
  const { key_id } = await api.app.database.write(tenant.tenant_id, (tx) =>
    createApiKey(tx, api.app.runtime, key_unit),
  );
  const work = await ownWork(api, tenant, { rule_id: earning_rule, key: phone });
  return {
    tenant: toWireId("tenant", tenant.tenant_id),
    org_unit: home_unit_id,
    venue: venue_id,
    member: String(member["member_id"]),
    purchase: String(purchase["purchase_id"]),
    transaction: String(purchase["transaction_id"]),
    account,
    ...(await identitiesOf(api, tenant, post, { member_id: String(member["member_id"]), home_unit_id })),
    ...(await freshRecord({ api, tenant }, String(member["member_id"]))),
    lot: String(await lot_of(account)),
    hold: String(hold["hold_id"]),
    gate: String(gate["gate_id"]),
    adjustment: String(adjustment["adjustment_id"]),
    approval: String(waits.body["adjustment_id"]).replace(/^adj/, "apr"),
    delegation: await newDelegation(api, tenant),
    audit_entry: await newestEntry(api, tenant),
    earning_rule,
    season: String((await post("/v1/points/seasons", seasonFor(++seasons)))["season_id"]),
    replay: String(replay["replay_id"]),
    subject_request: String((await post("/v1/subject_requests", { ...owner, kind: "erasure" }))["request_id"]),
    incident: String((await post("/v1/privacy/incidents", INCIDENT))["incident_id"]),
    ...family,
    ...(await foundOf(api, tenant, post, String(member["member_id"]))),
    tag: String((await post("/v1/tags", { name: `标签 ${phone}` }))["tag_id"]),
    staff: toWireId("staff", staff_id),
    ...post_offered,
    api_key: toWireId("api_key", key_id),
    webhook_endpoint: endpoint,
    field: (await freshField({ api, tenant })).field_id,
    channel: await freshChannel({ api, tenant }),
    wechat_account: await freshAccount({ api, tenant }),
    qr_code: (await freshQrCode({ api, tenant }, home_unit_id)).qr_code_id,
    ...(await atKiosk(api, tenant, store)),
    message: await failedMessage({ api, tenant }),
    logged_request: await logRequest(api, tenant, key_id),
    webhook_delivery: await sendExample(api, tenant, endpoint),
    ...work,
    session: String((await api.call("GET /v1/sessions", { token: session_token })).body["data"]?.[0]?.["session_id"]),
  };
}

async function atKiosk(api: TestApi, tenant: TestTenant, store: TestStore): Promise<ExampleIds> {
  return {
    device: (await pairKiosk(api, { ...tenant, first: store })).device_id,
    kiosk_visit: (await standAtKiosk(api, tenant, newPhone(), store)).kiosk_visit_id,
    kiosk_call: await callAtKiosk(api, tenant, store),
  };
}

/** Somebody selected, what was done to them, and a view of the administrator's. */
async function foundOf(api: TestApi, tenant: TestTenant, post: Post, member_id: string): Promise<ExampleIds> {
  const select = () => post("/v1/members/selections", { member_ids: [member_id] });
  const { selection_id } = await select();
  const bulk = await post("/v1/members/bulk_operations", { selection_id, action: "unblock", reason: "核对" });
  const token = await signInAs(api, tenant.admin.email);
  const view = { name: `视图 ${member_id.slice(-8)}`, filter: {}, columns: [] };
  const made = await api.call("POST /v1/member_views", { token, body: view });
  return {
    selection: String((await select())["selection_id"]),
    bulk: String(bulk["bulk_id"]),
    saved_view: String(made.body["view_id"]),
  };
}

/** A role of the tenant's own, and somebody who is asked to take it. */
async function offerPost(
  api: TestApi,
  tenant: TestTenant,
  unit_id: string,
  phone: string,
): Promise<{ role: string; invitation: string }> {
  const token = await signInAs(api, tenant.admin.email);
  const body = { name: "夜班", permissions: [], masks: [], scope_kind: "own_unit" };
  const role = String((await api.call("POST /v1/roles", { token, body })).body["role_id"]);
  const offer = { email: `new${phone}@example.com`, name: "新同事", role_id: role, unit_id };
  const invited = await api.call("POST /v1/invitations", { token, body: offer });
  return { role, invitation: String(invited.body["invitation_id"]) };
}

async function newDelegation({ app, db }: TestApi, { tenant_id, admin, manager }: TestTenant): Promise<string> {
  const delegation_id = app.runtime.ids.next();
  await db.query(
    `insert into platform.delegation (tenant_id, delegation_id, from_staff_id, to_staff_id, permissions, valid_from, valid_until, reason, created_at)
     values ($1, $2, $3, $4, '{points:approve}', $5, $5::timestamptz + interval '30 days', '年假', $5)`,
    [tenant_id, delegation_id, admin.staff_id, manager.staff_id, NOW],
  );
  return toWireId("delegation", delegation_id);
}

async function newestEntry(api: TestApi, { api_key }: TestTenant): Promise<string> {
  const { body } = await api.call("GET /v1/audit_log?limit=1", { token: api_key });
  return String(body["data"]?.[0]?.["audit_entry_id"]);
}

/** What belongs to the person who began it. */
async function ownWork(
  api: TestApi,
  tenant: TestTenant,
  { rule_id, key }: { rule_id: string; key: string },
): Promise<ExampleIds> {
  const token = await signInAs(api, tenant.admin.email);
  const body = { rule_id, from: "2026-09-01", to: "2026-09-02" };
  await api.call("POST /v1/points/replays", { token, body, headers: { "idempotency-key": `own${key}` } });
  const jobs = await api.call("GET /v1/jobs?mine=true", { token });
  const upload = { token, body: "name\n林舟\n", headers: { "content-type": "text/csv" } };
  const file = await api.call("POST /v1/files?name=people.csv", upload);
  const file_id = String(file.body["file_id"]);
  const made = await api.call("POST /v1/imports", { token, body: { kind: "members", file_id } });
  const import_id = String(made.body["import_id"]);
  const list = { kind: "members", format: "csv", reason: "月度核对" };
  const exported = await api.call("POST /v1/exports", { token, body: list });
  const export_id = String(exported.body["export_id"]);
  return { export: export_id, job: String(jobs.body["data"]?.[0]?.["job_id"]), file: file_id, import: import_id };
}
