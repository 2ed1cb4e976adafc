// The small demo world: complete, sound, and nothing in it lies ahead.
import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { testApi } from "../../../test/api.ts";
import { temporaryFolder } from "../../../test/temporary-folder.ts";
import { seedDemo } from "../seed.ts";

const api = testApi();
const dataDir = temporaryFolder();
const file = path.join(dataDir, "demo.json");

interface SignIn {
  readonly email: string;
  readonly password: string;
}
interface Access {
  readonly base_url: string;
  readonly admin: SignIn;
  readonly store_manager: SignIn;
  readonly sandbox: { readonly tenant_id: string; readonly api_key: string };
  readonly live: { readonly tenant_id: string };
  readonly member: { readonly phone: string };
  readonly kiosk: { readonly path: string };
}

const access = () => JSON.parse(readFileSync(file, "utf8")) as Access;

async function signIn(who: SignIn): Promise<string> {
  const reply = await api.call("POST /v1/sessions", { body: who });
  expect(reply.status).toBe(201);
  return String(reply.body["token"]);
}

const told: number[] = [];

beforeAll(async () => {
  // The key of the test API: phones are sealed with it.
  vi.stubEnv("HUIYOU_MASTER_KEY", "07".repeat(32));
  const onProgress = ({ fraction }: { fraction: number }) => void told.push(fraction);
  await seedDemo({ databaseUrl: api.db.url, dataDir, size: "small", onProgress });
}, 120_000);
afterAll(() => vi.unstubAllEnvs());

test("progress is told from the beginning to the end, never back", () => {
  expect(told.at(-1)).toBe(1);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
});

test("demo.json tells how to get in, and only its owner may read it", async () => {
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(access()).toEqual({
    base_url: expect.stringMatching(/^http:/),
    admin: { email: expect.stringContaining("@"), password: expect.stringMatching(/^\w{4}(-\w{4}){3}$/) },
    store_manager: { email: expect.stringContaining("@"), password: expect.stringMatching(/^\w{4}(-\w{4}){3}$/) },
    colleagues: expect.arrayContaining([
      {
        role: "finance",
        email: "finance@yunxiu.example",
        phone: "15700000001",
        password: expect.stringMatching(/^\w{4}(-\w{4}){3}$/),
      },
    ]),
    sandbox: { tenant_id: expect.stringMatching(/^ten_/), api_key: expect.stringMatching(/^hy_test_/) },
    live: { tenant_id: expect.stringMatching(/^ten_/) },
    member: { phone: "13800002048" },
    kiosk: { path: expect.stringMatching(/^\/kiosk#hy_dv_[\w-]{43}$/) },
  });
});

test("the admin sees the whole group in both tenants, the store manager only one venue", async () => {
  const admin = await signIn(access().admin);
  const session = await api.call("GET /v1/session", { token: admin });
  expect(session.body["tenants"]).toHaveLength(2);
  expect((await api.call("GET /v1/venues", { token: admin })).body["data"]).toHaveLength(5);
  const manager = await signIn(access().store_manager);
  const venues = await api.call("GET /v1/venues", { token: manager });
  expect(venues.body["data"]).toMatchObject([{ name: "云岫欢乐谷" }]);
});

test("a kiosk stands in the park's hall: its link opens it, and whoever shows a card there is known", async () => {
  const [, token = ""] = access().kiosk.path.split("#");
  const kiosk = await api.call("GET /v1/kiosk", { token });
  expect(kiosk.body).toMatchObject({
    name: "东门服务厅",
    unit_name: "云岫欢乐谷",
    languages: ["zh-CN", "en", "ko"],
    texts: expect.arrayContaining([expect.objectContaining({ purpose: "membership", language: "ko" })]),
  });
  const admin = await signIn(access().admin);
  const found = await api.call("POST /v1/members/identify", {
    token: admin,
    body: { phone: access().member.phone },
  });
  const shown = await api.call("POST /v1/kiosk/visits", { token, body: { shown: found.body["card_no"] } });
  expect(shown.body["sheet"]).toMatchObject({ name_masked: "江*岚" });
});

test("the workbench has a past to compare with", async () => {
  const admin = await signIn(access().admin);
  const { status, body } = await api.call("GET /v1/insights/workbench", { token: admin });
  expect(status).toBe(200);
  const { entries, net_spend_fen, points_issued } = body["cards"] as unknown as Record<string, { spark: number[] }>;
  for (const card of [entries, net_spend_fen, points_issued]) {
    expect(card?.spark.slice(0, -1).filter((value) => value > 0).length).toBeGreaterThan(8);
  }
});

test("the member whose phone is told has a history, also in the sandbox", async () => {
  const { member, sandbox, admin } = access();
  for (const token of [sandbox.api_key, await signIn(admin)]) {
    const found = await api.call("POST /v1/members/identify", { token, body: { phone: member.phone } });
    expect(found.body).toMatchObject({ name: "江听岚", status: "active" });
    const member_id = String(found.body["member_id"]);
    const entries = await api.call(`GET /v1/members/${member_id}/entries?asset=points`, { token });
    expect(entries.body["data"]?.length).toBeGreaterThan(3);
  }
});

test("the books of both tenants are sound, and nothing in them lies ahead", async () => {
  expect(await api.db.query("select a.* from org.tenant t, ledger.audit(t.tenant_id) a")).toEqual([]);
  const [ahead] = await api.db.query<{ purchases: number; admissions: number }>(
    `select (select count(*) from purchases.purchase where business_time > statement_timestamp()) as purchases,
            (select count(*) from visits.admission where business_time > statement_timestamp()) as admissions`,
  );
  expect(ahead).toEqual({ purchases: 0, admissions: 0 });
  const wallets = await api.db.query("select 1 from ledger.account where asset = 'cny.principal' and balance > 0");
  expect(wallets.length).toBeGreaterThan(5);
});

test("points were corrected by hand, and two requests wait for a second person", async () => {
  const token = await signIn(access().admin);
  const { body } = await api.call("GET /v1/points/adjustments", { token });
  const states = (body["data"] as unknown as { state: string }[]).map(({ state }) => state);
  expect(states).toEqual(["waiting", "waiting", "posted", "rejected", "posted", "posted"]);
});

test("a large refund waits as well, and says what a yes would do", async () => {
  const token = await signIn(access().admin);
  const { body } = await api.call("GET /v1/approvals?view=to_decide&state=waiting&kind=purchases.refund", { token });
  const [waiting] = body["data"] as unknown as { approval_id: string; may_decide: boolean }[];
  expect(waiting?.may_decide).toBe(true);
  const one = await api.call(`GET /v1/approvals/${waiting?.approval_id}`, { token });
  expect(one.body).toMatchObject({ problem: null, changed: false });
  expect(Number(one.body["effect_now"]?.["amount_fen"])).toBeGreaterThan(50_000);
});

test("she who signs in on the phone has a family, notes, and follows the group on WeChat", async () => {
  const token = await signIn(access().admin);
  const get = async (path: string) => (await api.call(`GET ${path}`, { token })).body;
  const found = (await get(`/v1/members?q=${access().member.phone}`))["data"]?.[0];
  const id = String(found?.["member_id"]);
  expect((await get(`/v1/members/${id}/household`))["household"]).toMatchObject({ name: "江家" });
  const told = (await get(`/v1/members/${id}/timeline?limit=200`))["data"] as unknown as Record<string, unknown>[];
  const kinds = new Set(told.map((item) => item["kind"]));
  for (const kind of ["purchase", "admission", "note", "household", "wechat", "identity", "tag"])
    expect([kind, kinds.has(kind)]).toEqual([kind, true]);
  expect((await get("/v1/wechat_accounts"))["data"]).toMatchObject([{ state: "paused" }, { state: "paused" }]);
  expect((await get("/v1/wechat_followers?state=unbound"))["data"]?.length).toBeGreaterThan(10);
});

test("a few people are in the list twice: they wait among the duplicates, one pair was two people, one has become one", async () => {
  const token = await signIn(access().admin);
  const counts = await api.call("GET /v1/members/duplicates/counts", { token });
  expect(counts.body).toMatchObject({ open: 6, dismissed: 1, merged: 1 });
  const { body } = await api.call("GET /v1/members/duplicates?state=open", { token });
  const pairs = body["data"] as unknown as { a: { name: string }; b: { name: string }; confidence: number }[];
  expect(pairs.map(({ a, b, confidence }) => [a.name === b.name, confidence])).toEqual(
    [94, 85, 85, 70, 70, 50].map((confidence) => [true, confidence]),
  );
  const merges = await api.call("GET /v1/members/merges", { token });
  expect(merges.body["data"]).toMatchObject([{ can_undo: true, merged_by: "周砚秋" }]);
});
