import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { createTestTenant, type TestTenant } from "../../../../test/world.ts";
import { newPhone, signInMember } from "./build.ts";

const api = testApi();
let tenant: TestTenant;
beforeAll(async () => {
  tenant = await createTestTenant(api.app);
});

async function newMember(): Promise<string> {
  return String((await signInMember(api, tenant, newPhone())).body["token"]);
}
const patch = (token: string, body: object) => api.call("PATCH /v1/member", { token, body });

describe("what members tell of themselves", () => {
  test("sex, a lunar birthday in a leap month, and the ID number, shortened when shown", async () => {
    const token = await newMember();
    const birthday = { calendar: "lunar", year: 2020, month: 4, day: 8, leap_month: true };
    const { body } = await patch(token, { sex: "female", birthday, id_number: "11010519491231002x" });
    expect(body).toMatchObject({ sex: "female", birth: birthday, id_number_masked: "**************002X" });
    expect(body["next_birthday"]).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect((await patch(token, { sex: null })).body["sex"]).toBeNull();
  });

  test.each([
    ["1101051949123100", "id_number_length"],
    ["990105194912310026", "id_number_region"],
    ["110105199002300021", "id_number_date"],
    ["110105194912310021", "id_number_checksum"],
  ])("an ID number that cannot be one says what is wrong: %s → %s", async (id_number, code) => {
    const token = await newMember();
    for (const [language, has] of [
      ["zh-CN", /[一-龥]/],
      ["en", /[a-z]/i],
      ["ko", /[가-힣]/],
    ] as const) {
      const headers = { "accept-language": language };
      const { status, body } = await api.call("PATCH /v1/member", { token, body: { id_number }, headers });
      expect([status, body["errors"]?.[0]?.["pointer"], body["errors"]?.[0]?.["code"]]).toEqual([
        400,
        "/id_number",
        code,
      ]);
      expect(body["errors"]?.[0]?.["detail"]).toMatch(has);
    }
  });

  test("an ID number is told once, and by one person", async () => {
    const [first, second] = [await newMember(), await newMember()];
    expect((await patch(first, { id_number: "110101199003078312" })).status).toBe(200);
    expect((await patch(first, { id_number: "110101199003078312" })).status).toBe(200);
    expect((await patch(first, { id_number: "11010519491231002X" })).body["code"]).toBe("id_number_settled");
    expect((await patch(second, { id_number: "110101199003078312" })).body["code"]).toBe("id_number_taken");
  });

  test("they see by what they are known", async () => {
    const token = await newMember();
    await patch(token, { id_number: "110105199005180017" });
    const { body } = await api.call("GET /v1/member/identities", { token });
    const rows = body["data"] as unknown as { kind: string; shown: string }[];
    expect(rows.map(({ kind }) => kind)).toEqual(["phone", "card", "id_number"]);
    expect(rows[0]?.shown).toMatch(/\*{4}/);
    expect(rows[2]?.shown).toMatch(/^\*{14}/);
  });
});

describe("a lost phone", () => {
  test("ends every code shown before and every other session, not this one", async () => {
    const phone = newPhone();
    const lost = String((await signInMember(api, tenant, phone)).body["token"]);
    const shown = await api.call("GET /v1/member/code", { token: lost });
    const code = String(shown.body["codes"]?.[0]?.["code"]);
    const identify = (member_code: string) =>
      api.call("POST /v1/members/identify", { token: tenant.api_key, body: { member_code } });
    expect((await identify(code)).status).toBe(200);
    // A second code within the minute is refused: the other phone signs in with another number's session of the same member.
    await api.app.database.write(tenant.tenant_id, (tx) =>
      tx.query({ text: "update members.sign_in_code set sent_at = sent_at - interval '2 minutes'", values: [] }),
    );
    const kept = String((await signInMember(api, tenant, phone)).body["token"]);
    const reported = await api.call("POST /v1/member/code/loss", { token: kept });
    expect([reported.status, reported.body["sessions_ended"]]).toEqual([200, 1]);
    expect((await identify(code)).body["code"]).toBe("code_invalid");
    expect((await api.call("GET /v1/member", { token: lost })).status).toBe(401);
    const anew = await api.call("GET /v1/member/code", { token: kept });
    expect((await identify(String(anew.body["codes"]?.[0]?.["code"]))).status).toBe(200);
  });
});

describe("a copy of one's own data", () => {
  test("is made at once, kept as an answered request, and taken by its owner alone", async () => {
    const [mine, other] = [await newMember(), await newMember()];
    const made = await api.call("POST /v1/member/data_copies", { token: mine });
    expect([made.status, made.body["kind"], made.body["state"], made.body["copy_ready"]]).toEqual([
      201,
      "access",
      "done",
      true,
    ]);
    const path = `/v1/member/subject_requests/${String(made.body["request_id"])}/copy`;
    const copy = await api.call(`GET ${path}/json`, { token: mine });
    expect(copy.text).toContain('"members"');
    expect((await api.call(`GET ${path}/csv`, { token: mine })).text).toContain("room,topic,entry,field,value");
    expect((await api.call(`GET ${path}/csv`, { token: other })).status).toBe(404);
    expect((await api.call("POST /v1/member/data_copies", { token: mine })).status).toBe(201);
  });

  test("goes on with a request that waits, wherever it stands", async () => {
    const token = await newMember();
    const asked = await api.call("POST /v1/member/subject_requests", { token, body: { kind: "access" } });
    const made = await api.call("POST /v1/member/data_copies", { token });
    expect(made.body["request_id"]).toBe(asked.body["request_id"]);
  });
});
