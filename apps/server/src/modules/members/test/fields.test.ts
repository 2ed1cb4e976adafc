import { beforeAll, describe, expect, test } from "vitest";
import type { ReplyBody } from "../../../../test/api.ts";
import { testApi } from "../../../../test/api.ts";
import { createTestTenant, PASSWORD, signInAs, type TestTenant } from "../../../../test/world.ts";
import { createStaff } from "../../access/index.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { newPhone, register, signInMember } from "./build.ts";

const api = testApi({ environment: { RATE_LIMIT_PUBLIC: "0" } });
let tenant: TestTenant;
let other: TestTenant;
beforeAll(async () => {
  tenant = await createTestTenant(api.app);
  other = await createTestTenant(api.app);
});

const call = (request: string, body?: object, token = tenant.api_key) =>
  api.call(request, { token, ...(body ? { body } : {}) });
const zh = (text: string) => ({ labels: { "zh-CN": text } });
const RIDES = [
  { code: "coaster", labels: { "zh-CN": "过山车", en: "Coaster", ko: "롤러코스터" } },
  { code: "carousel", labels: { "zh-CN": "旋转木马" } },
  { code: "boat", labels: { "zh-CN": "漂流" } },
];

async function make(body: object): Promise<ReplyBody> {
  const { status, body: field, text } = await call("POST /v1/member_fields", body);
  expect(status === 201 ? 201 : text).toBe(201);
  return field;
}

async function person(token = tenant.api_key, more: object = {}) {
  const { body } = await register(api, tenant, { name: "江听岚", phone: newPhone(), ...more }, token);
  return { id: String(body["member_id"]), body };
}
const change = async (id: string, fields: object, token = tenant.api_key) => {
  const { body } = await call(`GET /v1/members/${id}`);
  return call(`PATCH /v1/members/${id}`, { version: body["version"], fields }, token);
};
const errorsOf = (body: ReplyBody) =>
  (body["errors"] as unknown as { pointer: string; code: string }[]).map(({ pointer, code }) => [pointer, code]);

describe("fields of a tenant's own", () => {
  test("every type is kept as it came, and is another tenant's to have anew", async () => {
    for (const [key, type] of [
      ["allergy", "text"],
      ["height", "number"],
      ["wedding", "date"],
      ["newsletter", "boolean"],
    ])
      await make({ key, type, ...zh(String(key)) });
    await make({ key: "ride", type: "choice", ...zh("最爱项目"), options: RIDES });
    await make({ key: "rides", type: "choices", ...zh("玩过的项目"), options: RIDES });
    const given = {
      allergy: " 花生 =1+1 ",
      height: 172.5,
      wedding: "2012-02-29",
      newsletter: false,
      ride: "boat",
      rides: ["boat", "coaster", "boat"],
    };
    const { id, body } = await person(tenant.api_key, { fields: given });
    const kept = { ...given, rides: ["coaster", "boat"] };
    expect(body["fields"]).toEqual(kept);
    const changed = await change(id, { height: null, ride: "coaster", rides: [] });
    const after = { ...kept, height: null, ride: "coaster", rides: null };
    expect(changed.body).toMatchObject({ version: 2, fields: after });
    const mine = await call("GET /v1/member_fields", undefined, other.api_key);
    expect(mine.body["data"]).toEqual([]);
    expect(
      (
        await api.call("POST /v1/member_fields", {
          token: other.api_key,
          body: { key: "ride", type: "text", ...zh("x") },
        })
      ).status,
    ).toBe(201);
  });

  test("a label is said in the caller's language, and in Chinese where there is none", async () => {
    const said = async (language: string) => {
      const { body } = await api.call("GET /v1/member_fields", {
        token: tenant.api_key,
        headers: { "accept-language": language },
      });
      const ride = (body["data"] as unknown as { key: string; options: { label: string }[] }[]).find(
        ({ key }) => key === "ride",
      );
      return ride?.options.map(({ label }) => label);
    };
    expect(await said("en")).toEqual(["Coaster", "旋转木马", "漂流"]);
    expect(await said("ko")).toEqual(["롤러코스터", "旋转木马", "漂流"]);
  });

  test.each([
    ["height", "170", "wrong_type"],
    ["height", 1.23456, "too_many_decimals"],
    ["height", 1e12, "too_big"],
    ["wedding", "2023-02-29", "invalid_date"],
    ["wedding", "1492-10-12", "time_out_of_range"],
    ["newsletter", "yes", "wrong_type"],
    ["ride", "rocket", "not_allowed"],
    ["rides", "boat", "wrong_type"],
    ["rides", ["boat", "rocket"], "not_allowed"],
    ["allergy", " \u3000", "blank"],
    ["no_such", 1, "unknown_field"],
    ["__proto__", 1, "unknown_field"],
  ])("%s = %j is refused where it stands, in three languages: %s", async (key, value, code) => {
    const { id } = await person();
    for (const [language, has] of [
      ["zh-CN", /[一-龥]/],
      ["en", /[a-z]/i],
      ["ko", /[가-힣]/],
    ] as const) {
      const { status, body } = await api.call(`PATCH /v1/members/${id}`, {
        token: tenant.api_key,
        headers: { "accept-language": language },
        body: { version: 1, fields: JSON.parse(`{${JSON.stringify(key)}:${JSON.stringify(value)}}`) as object },
      });
      expect([status, ...errorsOf(body)]).toEqual([400, [`/fields/${key}`, code]]);
      expect(body["errors"]?.[0]?.["detail"]).toMatch(has);
    }
  });

  test("an option that people have is archived, not removed: whoever has it keeps it, nobody else is offered it", async () => {
    const field = await make({ key: "seat", type: "choice", ...zh("座位"), options: RIDES });
    const path = `/v1/member_fields/${String(field["field_id"])}`;
    const { id } = await person(tenant.api_key, { fields: { seat: "boat" } });
    const lost = await call(`PATCH ${path}`, { version: 1, options: RIDES.slice(0, 2) });
    expect([lost.status, lost.body["code"], lost.body["members"]]).toEqual([409, "field_option_used", 1]);
    const options = RIDES.map((one) => (one.code === "boat" ? { ...one, archived: true } : one));
    expect((await call(`PATCH ${path}`, { version: 1, options })).status).toBe(200);
    expect((await change(id, { seat: "boat" })).status).toBe(200);
    expect((await change((await person()).id, { seat: "boat" })).status).toBe(400);
    expect((await call(`PATCH ${path}`, { version: 2, options: options.slice(1) })).status).toBe(200);
    expect((await call(`PATCH ${path}`, { version: 2, searchable: false })).body["code"]).toBe("version_conflict");
    expect((await call(`GET ${path}`)).body).toMatchObject({ members: 1, option_members: { boat: 1 } });
  });

  test("an archived field leaves every form and comes back with what people have in it", async () => {
    const field = await make({ key: "locker", type: "text", ...zh("储物柜") });
    const path = `/v1/member_fields/${String(field["field_id"])}`;
    const { id } = await person(tenant.api_key, { fields: { locker: "B-12" } });
    await call(`POST ${path}/archive`);
    expect((await call(`GET /v1/members/${id}`)).body["fields"]).not.toHaveProperty("locker");
    expect(errorsOf((await change(id, { locker: "B-13" })).body)).toEqual([["/fields/locker", "unknown_field"]]);
    const taken = await call("POST /v1/member_fields", { key: "locker", type: "date", ...zh("x") });
    expect([taken.status, taken.body["code"]]).toEqual([409, "field_key_taken"]);
    await call(`POST ${path}/restore`);
    expect((await call(`GET /v1/members/${id}`)).body["fields"]).toMatchObject({ locker: "B-12" });
  });

  test("their order is settled as a whole", async () => {
    const idsOf = (body: ReplyBody) =>
      (body["data"] as unknown as { field_id: string }[]).map(({ field_id }) => field_id);
    const before = idsOf((await call("GET /v1/member_fields")).body);
    const field_ids = before.toReversed();
    expect(idsOf((await call("PUT /v1/member_fields/order", { field_ids })).body)).toEqual(field_ids);
    for (const wrong of [field_ids.slice(1), [...field_ids.slice(1), field_ids[1]]])
      expect((await call("PUT /v1/member_fields/order", { field_ids: wrong })).body["code"]).toBe("field_order_stale");
    expect(idsOf((await call("GET /v1/member_fields")).body)).toEqual(field_ids);
  });

  test("settings that do not fit together are pointed at", async () => {
    const wrong = async (more: object) =>
      errorsOf((await call("POST /v1/member_fields", { key: "x", type: "text", ...zh("x"), ...more })).body);
    expect(await wrong({ type: "choice" })).toEqual([["/options", "too_few"]]);
    expect(await wrong({ options: RIDES })).toEqual([["/options", "only_for_choices"]]);
    expect(await wrong({ type: "choice", options: [...RIDES, RIDES[0]] })).toEqual([
      ["/options/3/code", "option_twice"],
    ]);
    expect(await wrong({ editable_by_member: true })).toEqual([["/editable_by_member", "field_not_shown"]]);
    expect(await wrong({ required_on: ["front_desk", "kiosk"] })).toEqual([["/required_on/1", "field_not_editable"]]);
    expect(await wrong({ key: "Has Space" })).toEqual([["/key", "invalid_format"]]);
  });
});

describe("who fills in what", () => {
  test("the front desk cannot leave out what it requires; a system of the tenant's can", async () => {
    const shop = await createTestTenant(api.app);
    const desk = await signInAs(api, shop.manager.email);
    const body = { key: "plate", type: "text", ...zh("车牌"), required_on: ["front_desk"] };
    await api.call("POST /v1/member_fields", { token: shop.api_key, body });
    const left_out = await register(api, shop, { name: "周以宁" }, desk);
    expect([left_out.status, ...errorsOf(left_out.body)]).toEqual([400, ["/fields/plate", "required"]]);
    const told = await register(api, shop, { name: "周以宁", fields: { plate: "沪A12345" } }, desk);
    expect(told.body["fields"]).toEqual({ plate: "沪A12345" });
    const forgotten = await api.call(`PATCH /v1/members/${String(told.body["member_id"])}`, {
      token: desk,
      body: { version: 1, fields: { plate: null } },
    });
    expect(errorsOf(forgotten.body)).toEqual([["/fields/plate", "required"]]);
    expect((await register(api, shop, { name: "周以宁" })).status).toBe(201);
  });

  test("members see and change what is theirs, and learn nothing of the rest", async () => {
    const shop = await createTestTenant(api.app);
    const add = (body: object) => api.call("POST /v1/member_fields", { token: shop.api_key, body });
    await add({ key: "secret", type: "text", ...zh("内部评价") });
    await add({ key: "seen", type: "text", ...zh("专属顾问"), shown_to_member: true });
    const own = { shown_to_member: true, editable_by_member: true, required_on: ["member"] };
    await add({ key: "ride", type: "choice", ...zh("最爱项目"), options: RIDES, ...own });
    const token = String((await signInMember(api, shop, newPhone())).body["token"]);
    const patch = (fields: object) => api.call("PATCH /v1/member", { token, body: { fields } });
    expect((await patch({ ride: "boat" })).body["fields"]).toMatchObject([
      { key: "seen", value: null, editable: false, required: false },
      { key: "ride", label: "最爱项目", value: "boat", editable: true, required: true },
    ]);
    expect(errorsOf((await patch({ secret: "x", seen: "y", ride: null })).body)).toEqual([
      ["/fields/secret", "unknown_field"],
      ["/fields/seen", "not_yours_to_change"],
      ["/fields/ride", "required"],
    ]);
  });

  test("a role that may not see sensitive fields gets none of their values, and others all", async () => {
    await make({ key: "illness", type: "text", ...zh("病史"), is_sensitive: true });
    const { id } = await person(tenant.api_key, { fields: { illness: "哮喘", height: 165 } });
    const email = `auditor-${tenant.tenant_id}@example.com`;
    await api.app.database.write(tenant.tenant_id, (tx) =>
      createStaff(tx, api.app.runtime, {
        email,
        password: PASSWORD,
        name: "审计",
        role: "auditor",
        unit_id: tenant.root_unit_id,
      }),
    );
    const auditor = await signInAs(api, email);
    const seen = await call(`GET /v1/members/${id}`, undefined, auditor);
    expect(seen.body).toMatchObject({ fields: { illness: null, height: 165 }, sensitive_fields: ["illness"] });
    expect(seen.text).not.toContain("哮喘");
    expect((await call(`GET /v1/members/${id}`)).body["fields"]).toMatchObject({ illness: "哮喘" });
    // What is kept of the change names the fields and not what stands in them.
    const log = await call(`GET /v1/audit_log?subject_id=${id}`);
    expect(log.text).not.toContain("哮喘");
  });
});

describe("where a system registers", () => {
  const bulk = (members: object[]) => call("POST /v1/members/bulk", { members });
  interface Result {
    status: string;
    member_id: string;
    error?: { code: string; errors: { pointer: string; code: string; detail: string }[] };
  }

  test("a thousand at once: each line's fields are its own, what cannot be is told with its place", async () => {
    await make({ key: "size", type: "number", ...zh("鞋码") });
    await make({ key: "plan", type: "choice", ...zh("套餐"), options: RIDES, required_on: ["front_desk"] });
    const line = (external_id: string, fields?: object) => ({ external_id, name: "江听岚", sex: "male", fields });
    const lines = [
      line("sys-1", { size: 42.5, plan: "boat" }),
      line("sys-2", { size: "42", plan: "rocket" }),
      line("sys-3"),
      line("sys-1", { size: 40 }),
      line("sys-4", { no_such: 1 }),
    ];
    const results = (await bulk(lines)).body["results"] as unknown as Result[];
    expect(results.map(({ status }) => status)).toEqual(["created", "failed", "created", "unchanged", "failed"]);
    expect(results[1]?.error).toMatchObject({
      code: "invalid_request",
      errors: [
        { pointer: "/members/1/fields/size", code: "wrong_type", detail: expect.any(String) },
        { pointer: "/members/1/fields/plan", code: "not_allowed" },
      ],
    });
    expect(results[4]?.error?.errors).toMatchObject([{ pointer: "/members/4/fields/no_such", code: "unknown_field" }]);
    const { body } = await call(`GET /v1/members/${results[0]?.member_id}`);
    expect(body).toMatchObject({ sex: "male", fields: { size: 42.5, plan: "boat" } });
    const again = (await bulk([lines[0] ?? {}])).body["results"] as unknown as Result[];
    expect(again[0]).toMatchObject({ status: "unchanged", member_id: results[0]?.member_id });
  });

  test("find or create fills in somebody new, who has what the desk requires; whoever is known stays as they are", async () => {
    const home_unit_id = toWireId("org_unit", tenant.first.unit_id);
    const find = (body: object, token = tenant.api_key) =>
      call("POST /v1/members/find_or_create", { home_unit_id, ...body }, token);
    const [phone, other_phone] = [newPhone(), newPhone()];
    const wrong = await find({ phone, fields: { size: "42" } });
    expect([wrong.status, ...errorsOf(wrong.body)]).toEqual([400, ["/fields/size", "wrong_type"]]);
    expect((await call("POST /v1/members/identify", { phone })).status).toBe(404);
    const made = await find({ phone, sex: "female", fields: { size: 38 } });
    expect(made.status).toBe(201);
    const known = await find({ phone, fields: { size: 45 } });
    expect([known.status, known.body["member_id"]]).toEqual([200, made.body["member_id"]]);
    const { body } = await call(`GET /v1/members/${String(made.body["member_id"])}`);
    expect(body).toMatchObject({ sex: "female", fields: { size: 38, plan: null } });

    const manager = await signInAs(api, tenant.manager.email);
    const bare = await find({ phone: other_phone }, manager);
    expect([bare.status, ...errorsOf(bare.body)]).toEqual([400, ["/fields/plan", "required"]]);
    expect((await find({ phone }, manager)).status).toBe(200);
    expect((await find({ phone: other_phone, fields: { plan: "boat" } }, manager)).status).toBe(201);
  });
});
