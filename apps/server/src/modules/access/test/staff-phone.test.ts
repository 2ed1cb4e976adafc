import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { enrol } from "../../../../test/authenticator.ts";
import { createTestTenant, PASSWORD, signInAs, type TestTenant, toWireId } from "../../../../test/world.ts";

const api = testApi();
let tenant: TestTenant;
let admin: string;
let manager: string;
let serial = 0;
beforeAll(async () => {
  tenant = await createTestTenant(api.app);
  admin = await signInAs(api, tenant.admin.email);
  manager = await signInAs(api, tenant.manager.email);
});

const newPhone = () => `1370000${String(++serial).padStart(4, "0")}`;
const tenant_id = () => toWireId("tenant", tenant.tenant_id);
const setPhone = (token: string, phone: string | null, password = PASSWORD) =>
  api.call("PUT /v1/me/phone", { token, body: { phone, password } });
const takeAway = (staff_id: string, token = admin) =>
  api.call(`DELETE /v1/staff/${toWireId("staff", staff_id)}/phone`, { token });
const ask = (phone: string) =>
  api.call("POST /v1/staff_sessions/phone/codes", { body: { tenant_id: tenant_id(), phone } });
const answer = (phone: string, code: string) =>
  api.call("POST /v1/staff_sessions/phone", { body: { tenant_id: tenant_id(), phone, code } });

async function messagesTo(phone: string): Promise<string[]> {
  const { body } = await api.call("GET /v1/messages?limit=200", { token: tenant.api_key });
  const all = body["data"] as unknown as { to_masked: string; body: string }[];
  return all.filter(({ to_masked }) => to_masked.endsWith(`****${phone.slice(-4)}`)).map((one) => one.body);
}
const codeTo = async (phone: string) => /\d{6}/.exec((await messagesTo(phone))[0] ?? "")?.[0] ?? "";

describe("staff sign in by phone", () => {
  test("with the code they are who they are in the console, role and reach included", async () => {
    const phone = newPhone();
    const set = await setPhone(manager, phone);
    expect([set.status, set.body["phone_tail"]]).toEqual([200, phone.slice(-4)]);
    expect(set.text).not.toContain(phone);
    expect((await ask(phone)).status).toBe(202);
    const signed = await answer(phone, await codeTo(phone));
    expect([signed.status, signed.body["staff"]?.["email"]]).toEqual([201, tenant.manager.email]);
    const token = String(signed.body["token"]);
    expect((await api.call("GET /v1/session", { token })).body["scope"]?.["all"]).toBe(false);
  });

  test("a code works once, and five wrong ones lock the phone for a while", async () => {
    const phone = newPhone();
    await setPhone(manager, phone);
    await ask(phone);
    const code = await codeTo(phone);
    expect((await answer(phone, code)).status).toBe(201);
    expect((await answer(phone, code)).body["code"]).toBe("staff_code_wrong");
    const wrong = await Promise.all(Array.from({ length: 6 }, () => answer(phone, "000000")));
    expect(wrong.map(({ status }) => status)).toContain(429);
    expect((await answer(phone, code)).body["code"]).toBe("locked_out");
  });

  test("a stranger's phone is answered alike and gets no message; codes are not sent twice a minute", async () => {
    const phone = newPhone();
    const [known, unknown] = [await ask(phone), await ask(newPhone())];
    expect([known.status, known.body]).toEqual([unknown.status, unknown.body]);
    expect(await messagesTo(phone)).toEqual([]);
    expect((await answer(phone, "123456")).body["code"]).toBe("staff_code_wrong");
    expect((await ask(phone)).body["code"]).toBe("staff_code_too_soon");
  });

  test("a number is one colleague's, set with one's own password, and taken away by who may change them", async () => {
    const phone = newPhone();
    expect((await setPhone(manager, phone, "not the password")).body["code"]).toBe("password_wrong");
    await setPhone(manager, phone);
    expect((await setPhone(admin, phone)).body["code"]).toBe("phone_of_other_staff");
    expect((await takeAway(tenant.manager.staff_id, manager)).status).toBe(403);
    expect((await takeAway(tenant.manager.staff_id)).body["phone_tail"]).toBeNull();
    await ask(phone);
    expect(await messagesTo(phone)).toEqual([]);
  });

  test("who has a second factor shows it, too", async () => {
    const phone = newPhone();
    await setPhone(manager, phone);
    await enrol(api, manager);
    await ask(phone);
    const signed = await answer(phone, await codeTo(phone));
    expect([signed.status, typeof signed.body["challenge"]]).toEqual([202, "string"]);
  });
});
