// Ways to become a member beside the phone: an address, a scanned code.
import { beforeEach, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { createTestTenant, signInAs, type TestTenant, toWireId } from "../../../../test/world.ts";
import { newestCode, newPhone, signInMember } from "./build.ts";

const api = testApi({ environment: { RATE_LIMIT_PUBLIC: "0" } });
let tenant: TestTenant;
let serial = 0;
const consents = [{ purpose: "membership", text_version: "2026-01" }];

beforeEach(async () => {
  tenant = await createTestTenant(api.app);
});

const tenant_id = () => toWireId("tenant", tenant.tenant_id);
const newAddress = () => `li${++serial}@example.com`;
const ask = (email: string) => api.call("POST /v1/member/email_codes", { body: { tenant_id: tenant_id(), email } });
const answer = (email: string, code: string, more: object = { consents }) =>
  api.call("POST /v1/member_sessions/email", { body: { tenant_id: tenant_id(), email, code, ...more } });

describe("a code by e-mail", () => {
  test("makes a member of whoever consents, and knows them by the address however it is written", async () => {
    const email = newAddress();
    expect((await ask(email)).status).toBe(202);
    const code = await newestCode(api, tenant);
    expect((await answer(email, code, {})).body["code"]).toBe("consent_required");
    const joined = await answer(email.toUpperCase(), code);
    expect(joined.body).toMatchObject({ registered: true, member: { phone_masked: null } });
    expect((await answer(email, code)).body["code"]).toBe("code_expired");
    const member_id = String(joined.body["member"]?.["member_id"]);
    const found = await api.call(`GET /v1/members/${member_id}`, { token: tenant.api_key });
    expect(found.body).toMatchObject({ source: "email" });
  });

  test("looks the same for a member and a stranger, once a minute, five guesses", async () => {
    const email = newAddress();
    const { body } = await ask(email);
    expect(body).toEqual({ resend_after_seconds: 60 });
    expect((await ask(email)).body["code"]).toBe("sms_too_soon");
    const code = await newestCode(api, tenant);
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, "0");
    for (let guess = 0; guess < 5; guess++) expect((await answer(email, wrong)).body["code"]).toBe("code_wrong");
    expect((await answer(email, code)).body["code"]).toBe("code_expired");
    expect((await answer(newAddress(), code)).body["code"]).toBe("code_wrong");
  });
});

describe("a registration code", () => {
  const create = (more: object = {}, token = tenant.api_key) => {
    const body = { name: "一号桌", unit_id: toWireId("org_unit", tenant.first.unit_id), ...more };
    return api.call("POST /v1/qr_codes", { token, body });
  };

  test("brings its store, staff, referrer and words along, and counts scans and people", async () => {
    const referrer = await signInMember(api, tenant, newPhone());
    const { body: made } = await create({
      staff_id: toWireId("staff", tenant.manager.staff_id),
      referrer_member_id: referrer.body["member"]?.["member_id"],
      scene: "2026 春游",
    });
    expect(String(made["url"])).toMatch(/\/m\/\?tenant_id=ten_\w+&qr=[2-9a-z]{10}$/);
    const scanned = await api.call("POST /v1/qr_codes/scans", { body: { tenant_id: tenant_id(), code: made["code"] } });
    expect(scanned.body).toMatchObject({ unit_name: "欢乐谷" });
    const joined = await signInMember(api, tenant, newPhone(), { qr_code: made["code"] });
    await signInMember(api, tenant, newPhone());
    const [kept] = await api.db.query(
      `select registered_unit_id, registered_by, referrer_member_id is not null as referred, scene, owner_staff_id
       from members.member where qr_code_id is not null and tenant_id = $1`,
      [tenant.tenant_id],
    );
    expect(kept).toEqual({
      registered_unit_id: tenant.first.unit_id,
      registered_by: tenant.manager.staff_id,
      referred: true,
      scene: "2026 春游",
      owner_staff_id: tenant.manager.staff_id,
    });
    expect(joined.body["registered"]).toBe(true);
    const { body } = await api.call(`GET /v1/qr_codes/${String(made["qr_code_id"])}`, { token: tenant.api_key });
    expect(body).toMatchObject({ scans: 1, followers: 0, registered: 1 });
  });

  test("put away counts nobody, and whoever still has it is let in all the same", async () => {
    const { body: made } = await create();
    const path = `/v1/qr_codes/${String(made["qr_code_id"])}`;
    expect((await api.call(`DELETE ${path}`, { token: tenant.api_key })).status).toBe(204);
    const gone = await api.call("POST /v1/qr_codes/scans", { body: { tenant_id: tenant_id(), code: made["code"] } });
    expect(gone.status).toBe(404);
    expect((await signInMember(api, tenant, newPhone(), { qr_code: made["code"] })).status).toBe(201);
    expect((await api.call(`GET ${path}`, { token: tenant.api_key })).body).toMatchObject({ registered: 0 });
  });

  test("is made for one's own store and by one's own colleagues", async () => {
    const manager = await signInAs(api, tenant.manager.email);
    expect((await create({}, manager)).status).toBe(201);
    const elsewhere = { unit_id: toWireId("org_unit", tenant.second.unit_id) };
    expect((await create(elsewhere, manager)).status).toBe(404);
    expect((await create({ staff_id: toWireId("staff", tenant.admin.staff_id) }, manager)).status).toBe(404);
  });
});
