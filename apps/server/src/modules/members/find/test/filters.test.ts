import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../../test/api.ts";
import { createTestTenant, signInAs, type TestTenant } from "../../../../../test/world.ts";
import { parseWireId } from "../../../../platform/kernel/ids.ts";
import { newPhone, register } from "../../test/build.ts";

const api = testApi();
let tenant: TestTenant;
const ids = new Map<string, string>();
const tags = new Map<string, string>();

interface Person {
  name: string;
  joined_at: string;
  birthday?: unknown;
  source?: string;
}

/** Oldest first. */
const people: Person[] = [
  { name: "甲一", joined_at: "2024-01-10T00:00:00+08:00", birthday: "1990-06-02" },
  { name: "乙二", joined_at: "2024-02-10T23:30:00+08:00", source: "till" },
  { name: "丙三", joined_at: "2024-03-10T00:00:00+08:00", birthday: { calendar: "lunar", month: 5, day: 5 } },
  { name: "丁四", joined_at: "2024-04-10T00:00:00+08:00" },
  { name: "戊五", joined_at: "2024-05-10T00:00:00+08:00", birthday: "1988-12-31" },
];

const uuidOf = (name: string) => parseWireId("member", ids.get(name) ?? "");

beforeAll(async () => {
  tenant = await createTestTenant(api.app, { mode: "sandbox", test_now: new Date("2026-06-01T04:00:00Z") });
  for (const person of people) {
    const { body } = await register(api, tenant, { ...person, phone: newPhone() });
    ids.set(person.name, String(body["member_id"]));
  }
  for (const name of ["常客", "亲子", "夜游"]) {
    const { body } = await api.call("POST /v1/tags", { token: tenant.api_key, body: { name } });
    tags.set(name, String(body["tag_id"]));
  }
  await tag("甲一", ["常客", "亲子"]);
  await tag("乙二", ["常客"]);
  await tag("丙三", ["夜游"]);
  await figure("甲一", {
    last_visit_on: "2026-05-20",
    last_purchase_on: "2026-05-21",
    purchases_365: 4,
    spent_365: 90_000,
    visits_365: 3,
    lifecycle: "active",
  });
  await figure("乙二", {
    last_visit_on: "2025-01-02",
    last_purchase_on: null,
    purchases_365: 0,
    spent_365: 0,
    visits_365: 1,
    lifecycle: "lost",
  });
  await figure("丁四", {
    last_visit_on: null,
    last_purchase_on: "2026-01-15",
    purchases_365: 1,
    spent_365: 5_000,
    visits_365: 0,
    lifecycle: "sleeping",
  });
  await api.db.query("update members.figure set completeness = 100 where tenant_id = $1 and member_id = $2", [
    tenant.tenant_id,
    uuidOf("甲一"),
  ]);
  await api.db.query("update members.member set sex = 'female' where tenant_id = $1 and member_id = $2", [
    tenant.tenant_id,
    uuidOf("戊五"),
  ]);
});

async function tag(name: string, names: string[]) {
  const member_id = ids.get(name) ?? "";
  const { body } = await api.call(`GET /v1/members/${member_id}`, { token: tenant.api_key });
  const change = { version: body["version"], tags: names.map((one) => tags.get(one)) };
  await api.call(`PATCH /v1/members/${member_id}`, { token: tenant.api_key, body: change });
}

/** As the reader of events would have written it. */
async function figure(name: string, values: Record<string, string | number | null>) {
  const columns = Object.keys(values);
  const set = columns.map((column, index) => `${column} = $${index + 3}`).join(", ");
  await api.db.query(
    "insert into members.figure (tenant_id, member_id, joined_at) select tenant_id, member_id, joined_at from members.member where tenant_id = $1 and member_id = $2 on conflict do nothing",
    [tenant.tenant_id, uuidOf(name)],
  );
  await api.db.query(`update members.figure set ${set} where tenant_id = $1 and member_id = $2`, [
    tenant.tenant_id,
    uuidOf(name),
    ...Object.values(values),
  ]);
}

const fields = new Map<string, string>();

async function makeFields() {
  const options = ["coaster", "carousel"].map((code) => ({ code, labels: { "zh-CN": code } }));
  for (const [key, type, more] of [
    ["height", "number", {}],
    ["plate", "text", {}],
    ["wedding", "date", {}],
    ["news", "boolean", {}],
    ["ride", "choice", { options }],
    ["rides", "choices", { options }],
  ] as const) {
    const body = { key, type, labels: { "zh-CN": key }, ...more };
    const made = await api.call("POST /v1/member_fields", { token: tenant.api_key, body });
    fields.set(key, String(made.body["field_id"]));
  }
}

async function fill(name: string, values: object) {
  const member_id = ids.get(name) ?? "";
  const { body } = await api.call(`GET /v1/members/${member_id}`, { token: tenant.api_key });
  const change = { version: body["version"], fields: values };
  const filled = await api.call(`PATCH /v1/members/${member_id}`, { token: tenant.api_key, body: change });
  if (filled.status !== 200) throw new Error(filled.text);
}

async function find(query: Record<string, string>, token = tenant.api_key): Promise<string[]> {
  const reply = await api.call(`GET /v1/members?${new URLSearchParams(query).toString()}`, { token });
  if (reply.status !== 200) throw new Error(reply.text);
  return (reply.body["data"] as unknown as { name: string }[]).map((row) => row.name);
}
const tagged = (...names: string[]) => names.map((name) => tags.get(name)).join(",");

describe("conditions of the member list", () => {
  test("tags: all, any, none, together", async () => {
    expect(await find({ tags_all: tagged("常客", "亲子") })).toEqual(["甲一"]);
    expect(await find({ tags_any: tagged("亲子", "夜游") })).toEqual(["丙三", "甲一"]);
    expect(await find({ tags_none: tagged("常客") })).toEqual(["戊五", "丁四", "丙三"]);
    expect(await find({ tags_any: tagged("常客"), tags_none: tagged("亲子") })).toEqual(["乙二"]);
    expect(await find({ tag: tags.get("夜游") ?? "" })).toEqual(["丙三"]);
  });

  test.each([
    [{ joined_from: "2024-02-10", joined_to: "2024-03-09" }, ["乙二"]],
    [{ source: "till,kiosk" }, ["乙二"]],
    [{ sex: "female" }, ["戊五"]],
    [{ sex: "female,none" }, ["戊五", "丁四", "丙三", "乙二", "甲一"]],
    [{ without_owner: "true", q: "甲" }, ["甲一"]],
    [{ without_owner: "false" }, []],
    // The Dragon Boat festival of 2026 is on 19 June.
    [{ birthday_month: "6" }, ["丙三", "甲一"]],
    [{ birthday_month: "12" }, ["戊五"]],
    [{ last_visit_from: "2026-05-01" }, ["甲一"]],
    [{ last_visit_to: "2026-05-19" }, ["乙二"]],
    [{ no_visit_since: "2026-01-01" }, ["戊五", "丁四", "丙三", "乙二"]],
    [{ last_purchase_from: "2026-01-01", last_purchase_to: "2026-02-01" }, ["丁四"]],
    [{ no_purchase_since: "2026-05-01" }, ["戊五", "丁四", "丙三", "乙二"]],
    [{ purchases_min: "1", spent_max: "10000" }, ["丁四"]],
    [{ visits_max: "0" }, ["戊五", "丁四", "丙三"]],
    [{ visits_min: "0" }, ["戊五", "丁四", "丙三", "乙二", "甲一"]],
    [{ lifecycle: "active,sleeping" }, ["丁四", "甲一"]],
    [{ lifecycle: "new" }, ["戊五", "丙三"]],
    [{ completeness_min: "100" }, ["甲一"]],
    [{ lifecycle: "active", birthday_month: "6", source: "api" }, ["甲一"]],
  ])("%j", async (query, names) => expect(await find(query)).toEqual(names));

  test("custom fields of every type: some, none of them, a range, yes or no, nothing told; together", async () => {
    await makeFields();
    await fill("甲一", { height: 120.5, plate: "沪A 12345", ride: "coaster", rides: ["coaster", "carousel"] });
    await fill("乙二", { height: -2, wedding: "2012-02-29", news: false, ride: "carousel" });
    await fill("丙三", { height: 132, news: true, rides: ["carousel"] });
    const by = (...conditions: object[]) => find({ fields: JSON.stringify(conditions) });
    expect(await by({ key: "height", from: 120.5, to: 140 })).toEqual(["丙三", "甲一"]);
    expect(await by({ key: "height", to: -1.5 })).toEqual(["乙二"]);
    expect(await by({ key: "height", filled: false })).toEqual(["戊五", "丁四"]);
    expect(await by({ key: "plate", any_of: ["沪a 12345"] })).toEqual(["甲一"]);
    expect(await by({ key: "plate", none_of: ["沪A 12345"] })).toHaveLength(4);
    expect(await by({ key: "wedding", from: "2012-02-29", to: "2012-02-29" })).toEqual(["乙二"]);
    expect(await by({ key: "news", any_of: [false] })).toEqual(["乙二"]);
    expect(await by({ key: "ride", any_of: ["coaster", "carousel"] })).toEqual(["乙二", "甲一"]);
    expect(await by({ key: "rides", none_of: ["coaster"] })).toEqual(["戊五", "丁四", "丙三", "乙二"]);
    expect(await by({ key: "height", filled: true }, { key: "rides", any_of: ["carousel"] })).toEqual(["丙三", "甲一"]);
  });

  test.each([
    [{ key: "nothing", filled: true }, "field_unknown"],
    [{ key: "height", any_of: ["120"] }, "field_value_unfit"],
    [{ key: "height", from: "2026-01-01" }, "field_value_unfit"],
    [{ key: "height", from: 3, to: 2 }, "from_after_to"],
    [{ key: "wedding", from: 5 }, "field_value_unfit"],
    [{ key: "wedding", from: "2026-02-30" }, "invalid"],
    [{ key: "news", any_of: ["yes"] }, "field_value_unfit"],
    [{ key: "ride", any_of: ["boat"] }, "field_value_unfit"],
    [{ key: "ride", any_of: ["coaster"], filled: true }, "field_value_unfit"],
    [{ key: "plate", any_of: [" "] }, "field_value_unfit"],
  ])("a field is not asked what it cannot be: %j", async (condition, code) => {
    const fields = JSON.stringify([condition]);
    const token = tenant.api_key;
    const list = await api.call(`GET /v1/members?${new URLSearchParams({ fields }).toString()}`, { token });
    const selection = await api.call("POST /v1/members/selections", { token, body: { filter: { fields } } });
    for (const [reply, pointer] of [
      [list, "#/query/fields"],
      [selection, "/filter/fields"],
    ] as const)
      expect([reply.status, reply.body["errors"]?.[0]]).toEqual([400, expect.objectContaining({ pointer, code })]);
  });

  test("a condition on a field is kept by a view and frozen in a selection; an archived field is told", async () => {
    const admin = await signInAs(api, tenant.admin.email);
    const filter = { fields: JSON.stringify([{ key: "height", from: 100 }]) };
    const view = await api.call("POST /v1/member_views", { token: admin, body: { name: "个高", filter, columns: [] } });
    expect([view.status, view.body["filter"]]).toEqual([201, filter]);
    const frozen = await api.call("POST /v1/members/selections", { token: admin, body: { filter } });
    expect(frozen.body["people"]).toBe(2);
    const field_id = fields.get("height") ?? "";
    await api.call(`POST /v1/member_fields/${field_id}/archive`, { token: tenant.api_key });
    const query = new URLSearchParams(filter).toString();
    const { body } = await api.call(`GET /v1/members?${query}`, { token: admin, headers: { "accept-language": "en" } });
    expect(body["errors"]?.[0]).toMatchObject({ code: "field_unknown", detail: expect.stringContaining("archived") });
  });

  test("a tier: those who have it, and for the lowest whoever has none of their own", async () => {
    const { body } = await api.call("GET /v1/tiers", { token: tenant.api_key });
    const tiers = (body["data"] as unknown as { code: string; rank: number }[]).sort((a, b) => a.rank - b.rank);
    const [lowest, , gold] = tiers.map((tier) => tier.code);
    await api.call(`PUT /v1/members/${ids.get("丁四")}/tier`, {
      token: tenant.api_key,
      body: { tier_code: gold, reason: "年度评定" },
    });
    expect(await find({ tier: gold ?? "" })).toEqual(["丁四"]);
    expect(await find({ tier: lowest ?? "" })).toEqual(["戊五", "丙三", "乙二", "甲一"]);
    expect(await find({ tier: `${lowest},${gold}` })).toHaveLength(5);
  });

  test("other names of a person: e-mail in the box, an agency's account by itself", async () => {
    const add = (identity: object) =>
      api.call(`POST /v1/members/${ids.get("丙三")}/identities`, { token: tenant.api_key, body: { identity } });
    await add({ kind: "email", value: "bing.san@example.com" });
    await add({ kind: "ota", issuer: "ctrip", value: "M-2048" });
    await add({ kind: "phone", value: "13511112222" });
    expect(await find({ q: "Bing.San@Example.com" })).toEqual(["丙三"]);
    expect(await find({ q: "13511112222" })).toEqual(["丙三"]);
    expect(await find({ identity: "ota:ctrip:M-2048" })).toEqual(["丙三"]);
    expect(await find({ identity: "ota:meituan:M-2048" })).toEqual([]);
  });

  test.each([["-joined_at"], ["joined_at"], ["-last_visit"], ["-last_purchase"]])(
    "in the order %s pages tell everybody once",
    async (sort) => {
      const whole = await find({ sort });
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const query = new URLSearchParams({ sort, limit: "2", ...(cursor ? { cursor } : {}) });
        const { body } = await api.call(`GET /v1/members?${query.toString()}`, { token: tenant.api_key });
        seen.push(...(body["data"] as unknown as { name: string }[]).map((row) => row.name));
        cursor = (body["next_cursor"] as unknown as string | null) ?? undefined;
      } while (cursor);
      expect(seen).toEqual(whole);
      expect(seen).toHaveLength(people.length);
      if (sort === "-last_visit") expect(seen).toEqual(["甲一", "乙二", "戊五", "丁四", "丙三"]);
      if (sort === "-last_purchase") expect(seen).toEqual(["甲一", "丁四", "戊五", "丙三", "乙二"]);
    },
  );

  test("a cursor of another order, unknown words and ids are refused with their field", async () => {
    const first = await api.call("GET /v1/members?limit=1&sort=-last_visit", { token: tenant.api_key });
    const cursor = String(first.body["next_cursor"]);
    const other = await api.call(`GET /v1/members?cursor=${cursor}`, { token: tenant.api_key });
    expect(other.body["code"]).toBe("cursor_invalid");
    for (const [name, value, code] of [
      ["tags_any", "tag_1", "invalid_id"],
      ["lifecycle", "active,asleep", "not_allowed"],
      ["birthday_month", "13", "too_big"],
      ["identity", "email:nobody", "invalid_identity"],
      ["joined_from", "yesterday", "invalid_date"],
    ] as const) {
      const reply = await api.call(`GET /v1/members?${name}=${value}`, { token: tenant.api_key });
      expect([reply.status, reply.body["errors"]?.[0]]).toEqual([
        400,
        expect.objectContaining({ pointer: `#/query/${name}`, code }),
      ]);
    }
  });

  test("what a role hides cannot be asked for, in the list, its count, an export or a selection", async () => {
    const admin = await signInAs(api, tenant.admin.email);
    const role = { name: "看不到金额", permissions: ["members:read", "exports:write"], masks: ["amounts", "birthday"] };
    const made = await api.call("POST /v1/roles", { token: admin, body: { ...role, scope_kind: "subtree" } });
    expect([made.status, made.text]).toEqual([201, expect.any(String)]);
    await api.db.query("update access.staff set role_id = $1 where tenant_id = $2 and staff_id = $3", [
      parseWireId("role", String(made.body["role_id"])),
      tenant.tenant_id,
      tenant.manager.staff_id,
    ]);
    const token = await signInAs(api, tenant.manager.email);
    const refused = { status: 403, code: "filter_hidden" };
    const list = await api.call("GET /v1/members?spent_min=1", { token });
    const count = await api.call("GET /v1/members/count?birthday_month=6", { token });
    const filter = { spent_max: "5" };
    const selection = await api.call("POST /v1/members/selections", { token, body: { filter } });
    const asked = { kind: "members", format: "csv", reason: "核对", filter };
    const file = await api.call("POST /v1/exports", { token, body: asked });
    for (const reply of [list, count, selection, file])
      expect({ status: reply.status, code: reply.body["code"] }).toEqual(refused);
    expect((await api.call("GET /v1/members?visits_min=1", { token })).status).toBe(200);
  });
});
