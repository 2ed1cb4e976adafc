import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { createTestTenant, signInAs, type TestTenant } from "../../../../test/world.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { matchingMembers } from "../db/search.ts";
import { readMemberQuery } from "../domain/member-query.ts";
import { newPhone, register } from "./build.ts";

const api = testApi();
let tenant: TestTenant;
let other: TestTenant;
let manager: string;

/** Oldest first. */
const people = [
  "欧阳娜娜",
  "王小明",
  "王明",
  "Anna Smith",
  "ＡＮＮＡ　Ｌｉ",
  "김민수",
  "欧阳锋",
  "O'Brien-李",
  "𠮷野家",
];
const phones = new Map<string, string>();
const cards = new Map<string, string>();

beforeAll(async () => {
  tenant = await createTestTenant(api.app);
  other = await createTestTenant(api.app);
  manager = await signInAs(api, tenant.manager.email);
  for (const [index, name] of people.entries()) {
    phones.set(name, newPhone());
    const unit = index % 3 === 2 ? tenant.second : tenant.first;
    const { body } = await register(api, tenant, {
      name,
      phone: phones.get(name),
      joined_at: `2025-01-${String(index + 1).padStart(2, "0")}T00:00:00Z`,
      home_unit_id: toWireId("org_unit", unit.unit_id),
    });
    cards.set(name, String(body["card_no"]));
  }
  await register(api, other, {
    name: "欧阳外人",
    phone: newPhone(),
    home_unit_id: toWireId("org_unit", other.first.unit_id),
  });
});

async function find(query: string, token = tenant.api_key): Promise<string[]> {
  const { body } = await api.call(`GET /v1/members?${query}`, { token });
  return (body["data"] as unknown as { name: string }[]).map((row) => row.name);
}
const q = (text: string) => `q=${encodeURIComponent(text)}`;

describe("GET /v1/members", () => {
  test.each([
    ["欧", ["欧阳锋", "欧阳娜娜"]],
    ["欧阳", ["欧阳锋", "欧阳娜娜"]],
    ["阳娜", ["欧阳娜娜"]],
    ["欧阳娜娜", ["欧阳娜娜"]],
    ["娜娜娜", []],
    ["明", ["王明", "王小明"]],
    ["王明", ["王明"]],
    ["anna", ["ＡＮＮＡ　Ｌｉ", "Anna Smith"]],
    ["NNA S", ["Anna Smith"]],
    ["민수", ["김민수"]],
    ["𠮷", ["𠮷野家"]],
    ["o'brien-李", ["O'Brien-李"]],
    ["%", []],
    ["外人", []],
  ])("finds by fragment: %s", async (text, names) => expect(await find(q(text))).toEqual(names));

  test("finds by phone tail, whole phone and card number", async () => {
    for (const name of people) {
      const phone = phones.get(name) ?? "";
      expect(await find(q(phone.slice(-4)))).toContain(name);
      expect(await find(q(phone))).toEqual([name]);
      expect(await find(q(`+86 ${phone}`))).toEqual([name]);
      expect(await find(q(cards.get(name) ?? ""))).toEqual([name]);
    }
    expect(await find(q("13900009999"))).toEqual([]);
  });

  test("pages through everything once, newest first, with and without a fragment", async () => {
    for (const [query, expected] of [
      ["", [...people].reverse()],
      [q("欧阳"), ["欧阳锋", "欧阳娜娜"]],
    ] as const) {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const suffix = cursor ? `&cursor=${cursor}` : "";
        const { body } = await api.call(`GET /v1/members?limit=1&${query}${suffix}`, { token: tenant.api_key });
        seen.push(...(body["data"] as unknown as { name: string }[]).map((row) => row.name));
        cursor = body["next_cursor"] as unknown as string | null;
      } while (cursor);
      expect(seen).toEqual(expected);
    }
    const bad = await api.call("GET /v1/members?cursor=abc", { token: tenant.api_key });
    expect([bad.status, bad.body["code"]]).toEqual([400, "cursor_invalid"]);
  });

  test("shows a store manager only that store's members, and a unit filter only what lies inside", async () => {
    const mine = people.filter((_, index) => index % 3 !== 2).reverse();
    expect(await find("", manager)).toEqual(mine);
    expect(await find(q("欧阳"), manager)).toEqual(["欧阳锋", "欧阳娜娜"].filter((name) => mine.includes(name)));
    const second = toWireId("org_unit", tenant.second.unit_id);
    expect(await find(`unit_id=${second}`)).toEqual(people.filter((_, index) => index % 3 === 2).reverse());
    expect(await find(`unit_id=${second}`, manager)).toEqual([]);
    expect(await find(`unit_id=${toWireId("org_unit", tenant.root_unit_id)}`)).toHaveLength(people.length);
    expect(await find(q(phones.get("王明") ?? ""), manager)).toEqual([]);
  });

  test("counts with the same filters", async () => {
    const count = async (query: string, token = tenant.api_key) =>
      (await api.call(`GET /v1/members/count?${query}`, { token })).body;
    expect(await count("")).toEqual({ count: people.length, estimated: false });
    expect(await count(q("欧阳"))).toEqual({ count: 2, estimated: false });
    expect(await count("status=blocked")).toEqual({ count: 0, estimated: false });
    expect(await count("", manager)).toEqual({ count: 6, estimated: false });
  });

  test("a renamed member is found by the new name and no longer by the old", async () => {
    const { body } = await register(api, tenant, { name: "旧名字" });
    const patched = await api.call(`PATCH /v1/members/${String(body["member_id"])}`, {
      token: tenant.api_key,
      body: { version: 1, name: "新名号" },
    });
    expect(patched.status).toBe(200);
    expect([await find(q("旧名")), await find(q("字")), await find(q("名号")), await find(q("新名号"))]).toEqual([
      [],
      [],
      ["新名号"],
      ["新名号"],
    ]);
  });
});

describe("with thirty thousand names, as the application behind row-level security", () => {
  beforeAll(async () => {
    await api.db.query(
      `insert into members.member (tenant_id, member_id, card_no, name, name_key, medium_ref, home_unit_id, source, joined_at, created_at)
       select $1, md5(n::text)::uuid, 'x' || n, c.name, c.name, md5('r' || n)::uuid, $2, 'import', timestamptz '2020-01-01' + n * interval '1 minute', timestamptz '2020-01-01'
       from generate_series(1, 30000) n,
         lateral (select substr('赵钱孙李周吴郑王冯陈', 1 + n % 10, 1) || substr('伟芳娜敏静丽强磊军洋', 1 + n / 10 % 10, 1) || substr('一二三四五六七八九十', 1 + n / 100 % 10, 1) as name) c`,
      [other.tenant_id, other.first.unit_id],
    );
    await api.db.query(
      `insert into members.name_gram (tenant_id, gram, joined_at, member_id)
       select m.tenant_id, g.gram, m.joined_at, m.member_id from members.member m,
         lateral (select distinct substr(m.name_key, i, l) as gram from generate_series(1, 3) i, generate_series(1, 2) l where i + l <= 4) g
       where m.card_no like 'x%'`,
    );
    await api.db.query("analyze members.member, members.name_gram");
  });

  const explain = (text: string) =>
    api.app.database.read(other.tenant_id, async (db) => {
      const query = readMemberQuery(text);
      const name = query?.by === "name" ? query : undefined;
      const { sql, parameters } = matchingMembers({ tenant_id: db.tenant_id, at: new Date(), name })
        .select("m.member_id")
        .limit(51)
        .compile();
      const rows = await db.query<{ "QUERY PLAN": string }>({
        text: `explain (analyze, costs off) ${sql}`,
        values: [...parameters],
      });
      return rows.map((row) => row["QUERY PLAN"]).join("\n");
    });

  test.each(["王", "王芳", "王芳三", "芳三"])("%s is read off the gram index", async (text) => {
    const plan = await explain(text);
    expect(plan).toContain("name_gram_pkey");
    expect(plan).not.toMatch(/Seq Scan|Sort Key/);
  });

  test.each([
    [
      "by their rows",
      `select v.name, p.person_id from members.v_member v join members.v_person p using (tenant_id, member_id)
       where v.tenant_id = $1 and v.member_id = any ($2)`,
    ],
    ["by who they are", "select member_id from members.v_person where tenant_id = $1 and person_id = any ($2)"],
  ])("people are looked up for a batch %s one by one, not by reading everybody", async (_how, text) => {
    const plan = await api.app.database.read(other.tenant_id, async (db) => {
      const ids = await db.query<{ member_id: string }>({
        text: "select member_id from members.member where tenant_id = $1 limit 500",
        values: [db.tenant_id],
      });
      return db.query<{ "QUERY PLAN": string }>({
        text: `explain (costs off) ${text}`,
        values: [db.tenant_id, ids.map(({ member_id }) => member_id)],
      });
    });
    expect(plan.map((row) => row["QUERY PLAN"]).join("\n")).not.toContain("Seq Scan");
  });

  test("more than 10,000 are estimated and marked", async () => {
    const all = await api.call("GET /v1/members/count", { token: other.api_key });
    expect(all.body["estimated"]).toBe(true);
    expect(Math.abs(Number(all.body["count"]) - 30_001)).toBeLessThan(6_000);
    const some = await api.call(`GET /v1/members/count?${q("王芳三")}`, { token: other.api_key });
    expect(some.body).toEqual({ count: 30, estimated: false });
    expect(Number((await api.call(`GET /v1/members/count?${q("王")}`, { token: other.api_key })).body["count"])).toBe(
      3_000,
    );
  });
});
