// One person's timeline: why a gate refused, and pages that lose nothing of one instant.
import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { createTestTenant, type TestTenant, toWireId } from "../../../../test/world.ts";
import { newPhone, register } from "./build.ts";

const api = testApi();
let tenant: TestTenant;

beforeAll(async () => {
  // Its clock stands still: everything happens in one instant.
  tenant = await createTestTenant(api.app, { mode: "sandbox", test_now: new Date("2026-10-02T04:00:00Z") });
});

type Row = Record<string, unknown>;

async function call(request: string, body?: object, language = "zh-CN") {
  const headers = { "accept-language": language, "idempotency-key": randomUUID() };
  const answer = await api.call(request, { token: tenant.api_key, headers, ...(body === undefined ? {} : { body }) });
  if (answer.status >= 300) throw new Error(`${request} answered ${answer.status}: ${answer.text}`);
  return answer.body;
}
const rowsOf = async (path: string, language?: string) =>
  (await call(`GET ${path}`, undefined, language))["data"] as unknown as Row[];

async function newMember(): Promise<string> {
  const home_unit_id = toWireId("org_unit", tenant.first.unit_id);
  const { body } = await register(api, tenant, { name: "林知夏", phone: newPhone(), home_unit_id });
  return String(body["member_id"]);
}

async function pagesOf(path: string): Promise<Row[]> {
  const seen: Row[] = [];
  let cursor = "";
  do {
    const body = await call(`GET ${path}&limit=1${cursor}`);
    seen.push(...(body["data"] as unknown as Row[]));
    cursor = body["next_cursor"] ? `&cursor=${String(body["next_cursor"])}` : "";
  } while (cursor !== "");
  return seen;
}

test("says why a gate refused, in the words of the gate, in the language of whoever reads", async () => {
  const member_id = await newMember();
  const venue_id = toWireId("venue", tenant.first.venue.venue_id);
  const gate = await call("POST /v1/gates", { venue_id, code: "timeline-in", name: "东门", kind: "entry", x: 1, y: 2 });
  for (const nonce of ["first", "second"])
    await call("POST /v1/admissions", { gate_id: gate["gate_id"], member_id, nonce: `${nonce} ${member_id}` });
  const path = `/v1/members/${member_id}/timeline?kinds=admission`;
  const told = {
    "zh-CN": ["未放行：东门（已在园内，入园时间 12:00）", "已在园内，入园时间 12:00"],
    en: ["Not admitted: 东门 (Already inside, entered at 12:00)", "Already inside, entered at 12:00"],
    ko: ["입장 거부: 东门(이미 입장한 상태입니다. 입장 시각 12:00)", "이미 입장한 상태입니다. 입장 시각 12:00"],
  };
  for (const [language, [title, why]] of Object.entries(told)) {
    const rows = await rowsOf(path, language);
    const refused = rows.find((row) => row["admitted"] === false);
    expect(refused).toMatchObject({ title, facts: expect.arrayContaining([expect.objectContaining({ value: why })]) });
    const admitted = rows.find((row) => row["admitted"] === true);
    expect(admitted).toMatchObject({ title: "东门" });
    expect(JSON.stringify(admitted)).not.toContain("12:00 ");
    expect(admitted?.["facts"]).toHaveLength(1);
  }
});

test("pages lose none of two rows of one instant and one thing: joined and left, points and money of one posting", async () => {
  const member_id = await newMember();
  const { household_id } = await call("POST /v1/households", {
    name: "林家",
    members: [{ member_id, role: "guardian" }],
  });
  await call(`DELETE /v1/households/${String(household_id)}/members/${member_id}`);
  const posting = (asset: string, amount: number) => ({
    from: { system: "issued" },
    to: { member_id },
    asset,
    amount,
    expires_at: null,
  });
  await call("POST /v1/transactions", {
    kind: "top_up",
    title: "储值送积分",
    external_id: `top up ${member_id}`,
    postings: [posting("cny.principal", 10_000), posting("points", 100)],
  });
  const path = `/v1/members/${member_id}/timeline?kinds=household,points,wallet,registered`;
  const all = await rowsOf(`${path}&limit=100`);
  expect(all.map((row) => [row["kind"], row["title"]])).toEqual(
    expect.arrayContaining([
      ["household", "加入家庭：林家"],
      ["household", "离开家庭：林家"],
      ["points", "储值送积分"],
      ["wallet", "储值送积分"],
    ]),
  );
  expect(all).toHaveLength(5);
  expect(new Set(all.map((row) => row["at"])).size).toBe(1);
  expect(await pagesOf(path)).toEqual(all);
});
