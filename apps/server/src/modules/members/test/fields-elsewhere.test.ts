// Custom fields and the completeness of profiles where members come in, go out, become one and leave.
import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { runJobs } from "../../../../test/run-jobs.ts";
import { createTestTenant, signInAs, type TestTenant } from "../../../../test/world.ts";
import { present } from "../../../platform/kernel/assert.ts";
import { parseWireId } from "../../../platform/kernel/ids.ts";
import { listPersonalData } from "../../../platform/personal-data/registry.ts";
import { sequenceEvents } from "../../../platform/events/sequencer.ts";
import { keepFigures } from "../index.ts";
import { newPhone, register, signInMember } from "./build.ts";

const api = testApi();
let tenant: TestTenant;
let admin: string;

const RIDES = [
  { code: "coaster", labels: { "zh-CN": "过山车", en: "Coaster", ko: "롤러코스터" } },
  { code: "boat", labels: { "zh-CN": "漂流" } },
];
const call = (request: string, body?: object, token = tenant.api_key) =>
  api.call(request, { token, ...(body ? { body } : {}) });

beforeAll(async () => {
  tenant = await createTestTenant(api.app);
  admin = await signInAs(api, tenant.admin.email);
  const fields = [
    { key: "height", type: "number", labels: { "zh-CN": "身高" } },
    { key: "wedding", type: "date", labels: { "zh-CN": "结婚纪念日" } },
    { key: "newsletter", type: "boolean", labels: { "zh-CN": "订阅" } },
    { key: "rides", type: "choices", labels: { "zh-CN": "玩过的项目", en: "Rides" }, options: RIDES },
    { key: "illness", type: "text", labels: { "zh-CN": "病史" }, is_sensitive: true },
  ];
  for (const field of fields) {
    const made = await call("POST /v1/member_fields", field);
    if (made.status !== 201) throw new Error(made.text);
  }
});

const person = async (more: object = {}) =>
  String((await register(api, tenant, { name: "江听岚", phone: newPhone(), ...more })).body["member_id"]);
const member = async (id: string) => (await call(`GET /v1/members/${id}`)).body;

async function bring(lines: readonly string[]) {
  const response = await fetch(`${api.base_url}/v1/files?name=people.csv`, {
    method: "POST",
    headers: { authorization: `Bearer ${admin}`, "content-type": "text/csv" },
    body: lines.join("\n"),
  });
  const { file_id } = (await response.json()) as { file_id: string };
  const made = await call("POST /v1/imports", { kind: "members", file_id }, admin);
  const started = await call(`POST /v1/imports/${String(made.body["import_id"])}/start`, undefined, admin);
  await runJobs(api.app);
  const job = (await call(`GET /v1/jobs/${String(started.body["job_id"])}`, undefined, admin)).body;
  return { mapping: made.body["mapping"], job, import_id: String(made.body["import_id"]) };
}

describe("files", () => {
  test("columns become fields, as people write them; what cannot be read is that row's failure", async () => {
    const phones = Array.from({ length: 7 }, newPhone);
    const { mapping, job, import_id } = await bring([
      "姓名,手机号,性别,身高,结婚纪念日,订阅,Rides,病史",
      `沈知微,${phones[0]},F,"1,720.5",2012/2/29,是,过山车；漂流,哮喘`,
      `温言,${phones[1]},男,,,no,Coaster,`,
      `顾清,${phones[2]},,,,,,`,
      `陆遥,${phones[3]},O,高,,,,`,
      `程安,${phones[4]},,,2023-02-29,,,`,
      `何川,${phones[5]},,,,,火箭,`,
      `许诺,${phones[6]},X,,,,,`,
    ]);
    expect(mapping).toMatchObject({ sex: 2, "fields.height": 3, "fields.rides": 6 });
    expect(job).toMatchObject({ state: "done", ok: 3, failed: 4 });
    const { body } = await call(`GET /v1/imports/${import_id}`, undefined, admin);
    const problems = (body["problems"] as unknown as { field: string }[]).map(({ field }) => field);
    expect(problems.toSorted()).toEqual(["fields.height", "fields.rides", "fields.wedding", "sex"]);
    const find = async (phone: string | undefined) => {
      const found = await call("POST /v1/members/identify", { phone });
      return member(String(found.body["member_id"]));
    };
    expect(await find(phones[0])).toMatchObject({
      sex: "female",
      fields: { height: 1720.5, wedding: "2012-02-29", newsletter: true, rides: ["coaster", "boat"], illness: "哮喘" },
    });
    expect(await find(phones[1])).toMatchObject({ sex: "male", fields: { newsletter: false, rides: ["coaster"] } });
    expect(await find(phones[2])).toMatchObject({ sex: null, fields: { height: null, rides: null } });
    await call(`POST /v1/imports/${import_id}/undo`, undefined, admin);
    await runJobs(api.app);
    expect((await call("POST /v1/members/identify", { phone: phones[0] })).status).toBe(404);
  });

  test("a list leaves with them, by their labels; sensitive ones only for whoever may see them", async () => {
    await person({ name: "导出人", fields: { height: 168, rides: ["boat", "coaster"], illness: "过敏" } });
    const role = { name: "导出", permissions: ["exports:write", "members:read"], scope_kind: "subtree" };
    const masked = await call("POST /v1/roles", { ...role, code: "exporter", masks: ["custom_fields"] }, admin);
    expect(masked.status).toBe(201);
    const kinds = (await call("GET /v1/exports/kinds", undefined, admin)).body;
    expect(JSON.stringify(kinds)).toContain('"fields.illness","label":"病史","sensitive":"custom_fields"');
    const columns = ["name", "fields.height", "fields.rides", "fields.illness"];
    const asked = { kind: "members", format: "csv", reason: "核对", filter: { q: "导出人" }, columns };
    const made = await call("POST /v1/exports", asked, admin);
    await runJobs(api.app);
    const { body } = await call(`GET /v1/exports/${String(made.body["export_id"])}`, undefined, admin);
    const file = await fetch(`${api.base_url}/v1/files/${String(body["file_id"])}/content`, {
      headers: { authorization: `Bearer ${admin}` },
    });
    const [head, row] = (await file.text()).replace("\ufeff", "").split("\r\n");
    expect([head, row]).toEqual(["姓名,身高,玩过的项目,病史", "导出人,168,过山车 · 漂流,过敏"]);
    const unknown = await call("POST /v1/exports", { ...asked, columns: ["fields.no_such"] }, admin);
    expect(unknown.body["errors"]?.[0]).toMatchObject({ pointer: "/columns/0", code: "not_allowed" });
  });
});

describe("one person of two", () => {
  test("the winner's stay, the loser's fill the gaps, and what is not changed since goes back", async () => {
    const winner_id = await person({ fields: { height: 170, newsletter: true } });
    const loser_id = await person({ fields: { height: 181, wedding: "2012-02-29", rides: ["boat", "coaster"] } });
    const trial = await call("POST /v1/members/merges/evaluate", { winner_id, loser_id });
    const lines = trial.body["lines"] as unknown as { what: string }[];
    expect(lines.find(({ what }) => what === "fields")).toMatchObject({ winner: 2, loser: 3, after: 4 });
    const merged = await call("POST /v1/members/merges", { winner_id, loser_id, reason: "同一人" });
    const both = { height: 170, newsletter: true, wedding: "2012-02-29", rides: ["coaster", "boat"] };
    expect((await member(loser_id))["fields"]).toMatchObject(both);
    const version = (await member(winner_id))["version"];
    await call(`PATCH /v1/members/${winner_id}`, { version, fields: { wedding: "2013-01-01" } });
    expect((await call(`POST /v1/members/merges/${String(merged.body["merge_id"])}/undo`, {})).status).toBe(200);
    expect((await member(winner_id))["fields"]).toMatchObject({ height: 170, wedding: "2013-01-01", rides: null });
    expect((await member(loser_id))["fields"]).toMatchObject({
      height: 181,
      wedding: null,
      rides: ["coaster", "boat"],
    });
  });
});

describe("whoever leaves", () => {
  test("takes a copy of them along, and leaves none behind", async () => {
    const id = await person({ fields: { illness: "花粉", height: 160 } });
    const member_id = present(parseWireId("member", id), "the member's id");
    const room = present(
      listPersonalData().find((one) => one.room === "members"),
      "the members room",
    );
    const leaver = { member_id, addresses: [], about: [member_id], needles: [] };
    const copy = await api.app.database.read(tenant.tenant_id, async (db) => room.collect?.(db, api.app, member_id));
    expect(copy).toMatchObject({
      fields: [
        { key: "height", value: "160" },
        { field: "病史", value: "花粉" },
      ],
    });
    await api.app.database.write(tenant.tenant_id, async (tx) => room.erase?.(tx, api.app, leaver));
    expect(await api.db.query("select from members.field_value where member_id = $1", [member_id])).toEqual([]);
  });
});

describe("rules of tags", () => {
  test("ask about them, and are right when one changes", async () => {
    const count = async () => {
      await sequenceEvents(api.app.database);
      while ((await keepFigures(api.app)) > 0);
    };
    const id = await person({ fields: { height: 118, rides: ["boat"] } });
    const rules = [
      { field: "fields.height", operator: "<", value: 120 },
      { field: "fields.rides", operator: "contains", value: "boat" },
    ];
    const made = await call("POST /v1/tags/automatic", { name: "不足 120", rule: { combinator: "and", rules } });
    expect(made.status < 300 ? 200 : made.text).toBe(200);
    await runJobs(api.app);
    const tags = async () => ((await member(id))["tags"] as unknown as { name: string }[]).map(({ name }) => name);
    expect(await tags()).toEqual(["不足 120"]);
    const { version } = await member(id);
    await call(`PATCH /v1/members/${id}`, { version, fields: { height: 121 } });
    await count();
    expect(await tags()).toEqual([]);
    const unknown = { combinator: "and", rules: [{ field: "fields.rides", operator: "contains", value: "rocket" }] };
    const refused = await call("POST /v1/tags/automatic", { name: "x", rule: unknown });
    expect(refused.body["errors"]?.[0]).toMatchObject({ pointer: "/rule/rules/0/value", code: "field_value_unfit" });
  });
});

describe("how complete a profile is", () => {
  test("follows every change, and everybody's follows the weights", async () => {
    const weigh = async (items: object[]) => {
      const { version } = (await call("GET /v1/profile_completeness")).body;
      return call("PUT /v1/profile_completeness", { version, items });
    };
    const kept = async (id: string) => {
      const [row] = await api.db.query<{ completeness: number }>(
        "select completeness from members.figure where member_id = $1",
        [parseWireId("member", id)],
      );
      const { percent } = (await member(id))["completeness"] as unknown as { percent: number };
      expect(row?.completeness).toBe(percent);
      return percent;
    };
    // name 1, phone 3, birthday 2, sex 1, email 1
    const id = await person();
    expect(await kept(id)).toBe(50);
    await call(`PATCH /v1/members/${id}`, { version: 1, sex: "female", birthday: "1990-05-01" });
    expect(await kept(id)).toBe(87);
    const identity = { kind: "email", value: `${id}@yunxiu.example` };
    await call(`POST /v1/members/${id}/identities`, { identity });
    expect(await kept(id)).toBe(100);
    const put = await weigh([
      { item: "fields.height", weight: 8 },
      { item: "fields.rides", weight: 4 },
    ]);
    expect(put.status).toBe(200);
    await runJobs(api.app);
    expect(await kept(id)).toBe(40);
    expect((await member(id))["completeness"]).toMatchObject({
      missing: [
        { item: "fields.height", label: "身高", weight: 8 },
        { item: "fields.rides", label: "玩过的项目", weight: 4 },
      ],
    });
    await call(`PATCH /v1/members/${id}`, { version: 2, fields: { height: 165 } });
    expect(await kept(id)).toBe(80);
    const { body } = await call("GET /v1/member_fields");
    const rides = (body["data"] as unknown as { key: string; field_id: string }[]).find(({ key }) => key === "rides");
    await call(`POST /v1/member_fields/${String(rides?.field_id)}/archive`);
    await runJobs(api.app);
    expect(await kept(id)).toBe(100);
  });

  test("a merge counts what both brought", async () => {
    const winner_id = await person();
    const loser_id = await person({ sex: "male" });
    const identity = { kind: "email", value: `${loser_id}@yunxiu.example` };
    await call(`POST /v1/members/${loser_id}/identities`, { identity });
    const before = (await member(winner_id))["completeness"] as unknown as { percent: number };
    await call("POST /v1/members/merges", { winner_id, loser_id, reason: "同一人" });
    const after = (await member(winner_id))["completeness"] as unknown as {
      percent: number;
      missing: { item: string }[];
    };
    expect(after.percent).toBeGreaterThan(before.percent);
    expect(after.missing.map(({ item }) => item)).not.toContain("email");
  });

  test("weights of what there is not, twice the same, and nothing at all are refused", async () => {
    const { version, items } = (await call("GET /v1/profile_completeness")).body;
    const errors = async (given: object[]) => {
      const { body } = await call("PUT /v1/profile_completeness", { version, items: given });
      return (body["errors"] as unknown as { pointer: string; code: string }[]).map((one) => [one.pointer, one.code]);
    };
    expect(await errors([{ item: "fields.nothing", weight: 1 }])).toEqual([["/items/0/item", "not_allowed"]]);
    const twice = { item: "phone", weight: 1 };
    expect(await errors([twice, twice])).toEqual([["/items/1/item", "item_twice"]]);
    const none = (items as unknown as { item: string }[]).map(({ item }) => ({ item, weight: 0 }));
    expect(await errors(none)).toEqual([["/items", "nothing_counts"]]);
    const stale = await call("PUT /v1/profile_completeness", { version: 0, items: [twice] });
    expect([stale.status, stale.body["code"]]).toEqual([409, "version_conflict"]);
  });

  test("on their phone members see what they fill in themselves, what counts most first, and not what the house keeps to itself", async () => {
    const phone = newPhone();
    await register(api, tenant, { name: "顾清越", phone });
    const session = await signInMember(api, tenant, phone);
    const token = String(session.body["token"]);
    const own = async (language = "zh-CN") =>
      (await api.call("GET /v1/member", { token, headers: { "accept-language": language } })).body["completeness"];
    const before = (await call("GET /v1/profile_completeness")).body;
    const field = { type: "text", is_sensitive: false, searchable: false, options: [], required_on: [] };
    const named = (zh: string, en: string) => ({ "zh-CN": zh, en, ko: en });
    for (const [key, labels, shown] of [
      ["pet", named("宠物", "Pet"), true],
      ["risk", named("风险备注", "Risk"), false],
    ] as const) {
      const made = await call("POST /v1/member_fields", {
        ...field,
        key,
        labels,
        shown_to_member: shown,
        editable_by_member: shown,
      });
      expect(made.status === 201 ? "" : made.text).toBe("");
    }
    const items = [
      ...(before["items"] as unknown as { item: string }[]).map(({ item }) => ({ item, weight: 0 })),
      { item: "name", weight: 1 },
      { item: "birthday", weight: 2 },
      { item: "fields.pet", weight: 1 },
      { item: "fields.risk", weight: 50 },
    ];
    const last = [...new Map(items.map((one) => [one.item, one])).values()];
    const put = await call("PUT /v1/profile_completeness", { version: before["version"], items: last });
    expect(put.status === 200 ? "" : put.text).toBe("");
    expect(await own()).toEqual({
      percent: 25,
      missing: [
        { item: "birthday", label: "生日" },
        { item: "fields.pet", label: "宠物" },
      ],
    });
    expect((await own("en"))?.["missing"]).toMatchObject([{ label: "Birthday" }, { label: "Pet" }]);
    const birthday = { calendar: "solar", year: 1990, month: 5, day: 1 };
    await api.call("PATCH /v1/member", { token, body: { birthday } });
    await api.call("PATCH /v1/member", { token, body: { fields: { pet: "猫" } } });
    expect(await own()).toEqual({ percent: 100, missing: [] });
    await runJobs(api.app);
  });
});
