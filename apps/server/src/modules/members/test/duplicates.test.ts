import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { runJobs } from "../../../../test/run-jobs.ts";
import { createTestTenant, signInAs, type TestTenant } from "../../../../test/world.ts";
import { sequenceEvents } from "../../../platform/events/sequencer.ts";
import { confidenceOf, FIRST_POLICY } from "../domain/duplicate-rules.ts";
import { watchForDuplicates } from "../index.ts";
import { newPhone, register } from "./build.ts";

describe("how sure agreements make", () => {
  test("several add up, and only what is certain alone makes certain", () => {
    expect(confidenceOf(["name_phone_tail"], FIRST_POLICY)).toBe(50);
    expect(confidenceOf(["name_birthday", "name_phone_tail"], FIRST_POLICY)).toBe(85);
    expect(confidenceOf(["phone", "email", "name_birthday"], FIRST_POLICY)).toBe(99);
    expect(confidenceOf(["id_number"], FIRST_POLICY)).toBe(100);
    const off = { ...FIRST_POLICY, rules: { ...FIRST_POLICY.rules, name_birthday: 0 } };
    expect(confidenceOf(["name_birthday"], off)).toBe(0);
  });
});

describe("who may be twice", () => {
  const api = testApi();
  let tenant: TestTenant;
  beforeAll(async () => {
    tenant = await createTestTenant(api.app);
  });
  const call = (request: string, body?: object) =>
    api.call(request, { token: tenant.api_key, ...(body ? { body } : {}) });
  const member = async (name: string, more: object = {}) =>
    String((await register(api, tenant, { name, ...more })).body["member_id"]);
  const watch = async () => {
    await sequenceEvents(api.app.database);
    while ((await watchForDuplicates(api.app)) > 0);
  };
  const pairsOf = async (member_id: string, state = "open") => {
    const { body } = await call(`GET /v1/members/duplicates?member_id=${member_id}&state=${state}`);
    return body["data"] as unknown as { duplicate_id: string; reasons: string[]; confidence: number }[];
  };
  /** Phones that end alike. */
  const alike = () => {
    const tail = newPhone().slice(-4);
    return [`1361111${tail}`, `1362222${tail}`] as const;
  };

  test("one name and birthday is found when the second comes; a change that parts them takes it away", async () => {
    const one = await member("沈知微", { birthday: "1990-05-18" });
    const other = await member("沈知微", { birthday: "1990-05-18" });
    await watch();
    expect(await pairsOf(one)).toMatchObject([{ reasons: ["name_birthday"], confidence: 70 }]);
    await call(`PATCH /v1/members/${other}`, { version: 1, birthday: "1991-05-18" });
    await watch();
    expect(await pairsOf(one)).toEqual([]);
  });

  test("what a crowd shares tells nobody from another", async () => {
    const walk_in = () => member("散客", { birthday: "1900-01-01" });
    for (let n = 0; n < 19; n++) await walk_in();
    const one = await walk_in();
    await watch();
    expect(await pairsOf(one)).toHaveLength(19);
    const next = await walk_in();
    await watch();
    expect(await pairsOf(next)).toEqual([]);
    // Those that were found before are let go when everybody is looked through.
    await api.call("POST /v1/members/duplicates/search", { token: await signInAs(api, tenant.admin.email) });
    await runJobs(api.app);
    expect(await pairsOf(one)).toEqual([]);
  });

  test("a household shares a phone tail and is no duplicate; neither are two ID numbers or two birthdays", async () => {
    const [a, b] = alike();
    const one = await member("温言", { phone: a });
    const other = await member("温言", { phone: b });
    await watch();
    expect(await pairsOf(one)).toMatchObject([{ reasons: ["name_phone_tail"] }]);
    const members = [
      { member_id: one, role: "guardian" },
      { member_id: other, role: "child" },
    ];
    await call("POST /v1/households", { name: "温家", members });
    await watch();
    expect(await pairsOf(one)).toEqual([]);

    const [c, d] = alike();
    const twin = await member("温语", { phone: c, birthday: "1990-05-18" });
    await member("温语", { phone: d, birthday: "2015-01-02" });
    await watch();
    expect(await pairsOf(twin)).toEqual([]);

    const first = await member("同名", { birthday: "1990-05-18" });
    const second = await member("同名", { birthday: "1990-05-18" });
    await call(`PATCH /v1/members/${first}`, { version: 1, id_number: "11010519491231002X" });
    await call(`PATCH /v1/members/${second}`, { version: 1, id_number: "440524188001010014" });
    await watch();
    expect(await pairsOf(first)).toEqual([]);
  });

  test("the names that sign-up makes are nobody's", async () => {
    const [a, b] = alike();
    const name = `会员${a.slice(-4)}`;
    const one = await member(name, { phone: a });
    await member(name, { phone: b });
    await watch();
    expect(await pairsOf(one)).toEqual([]);
  });

  test("what was dismissed stays away until it is reopened; what is merged is decided", async () => {
    const one = await member("顾清越", { birthday: "1988-08-08" });
    const other = await member("顾清越", { birthday: "1988-08-08" });
    await watch();
    const [pair] = await pairsOf(one);
    const path = `/v1/members/duplicates/${String(pair?.duplicate_id)}`;
    expect((await call(`POST ${path}/dismiss`, { reason: "表姐妹" })).status).toBe(200);
    expect((await call(`POST ${path}/dismiss`, { reason: "再说一次" })).body["code"]).toBe("duplicate_decided");
    await call(`PATCH /v1/members/${one}`, { version: 1, language: "en" });
    await watch();
    expect(await pairsOf(one)).toEqual([]);
    await call(`POST ${path}/reopen`);
    expect(await pairsOf(one)).toHaveLength(1);
    await call("POST /v1/members/merges", { winner_id: one, loser_id: other, reason: "同一人" });
    await watch();
    expect(await pairsOf(one)).toEqual([]);
    expect(await pairsOf(one, "merged")).toHaveLength(1);
  });

  test("the job finds all there are, and the rules say what counts", async () => {
    const quiet = await createTestTenant(api.app);
    const token = await signInAs(api, quiet.admin.email);
    const ask = async (request: string, body?: object) =>
      (await api.call(request, { token, ...(body ? { body } : {}) })).body;
    for (const name of ["白露", "白露", "秋分"]) await register(api, quiet, { name, birthday: "1995-09-08" });
    const search = async () => {
      await ask("POST /v1/members/duplicates/search");
      await runJobs(api.app);
      return Number((await ask("GET /v1/members/duplicates/counts"))["open"]);
    };
    expect(await search()).toBe(1);
    const policy = await ask("GET /v1/duplicate_rules");
    const rules = { ...(policy["rules"] as object), name_birthday: 0 };
    await ask("PUT /v1/duplicate_rules", { version: policy["version"], threshold: 50, rules });
    expect(await search()).toBe(0);
  });
});
