import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { createTestTenant, type TestTenant, toWireId } from "../../../../test/world.ts";
import { newestCode, newPhone, signInMember } from "../../members/test/build.ts";
import { addAccount, signIn } from "./build.ts";
import { startWechatServer, type WechatServer } from "./wechat-server.ts";

const api = testApi({ environment: { WEBHOOK_ALLOW: "127.0.0.1", RATE_LIMIT_PUBLIC: "0" } });
let tenant: TestTenant;
let wechat: WechatServer;
let serial = 0;

beforeAll(async () => {
  wechat = await startWechatServer();
});
beforeEach(async () => {
  tenant = await createTestTenant(api.app);
  await addAccount(api, tenant, wechat);
  wechat.refuse(undefined);
});

const openid = () => `oyORnuP8q7ou2gfYjqLz${String(++serial).padStart(8, "0")}`;
const code = (person: { openid: string; unionid?: string }) => wechat.login(person);

describe("signing in with WeChat", () => {
  test("asks for consent, then for a phone, then makes a member; the next time it knows them", async () => {
    const person = { openid: openid(), unionid: `uni${openid()}` };
    const phone = newPhone();
    const unasked = await signIn(api, tenant, { code: code(person), consents: [] });
    expect([unasked.status, unasked.body["code"]]).toEqual([422, "consent_required"]);
    const fetched = wechat.tokens_fetched;
    expect((await signIn(api, tenant, { code: code(person) })).body["code"]).toBe("phone_required");
    expect(wechat.tokens_fetched).toBe(fetched);
    const joined = await signIn(api, tenant, { code: code(person), phone_code: wechat.sharePhone(phone) });
    expect(joined.status).toBe(201);
    expect(joined.body).toMatchObject({ registered: true, member: { phone_masked: `139****${phone.slice(-4)}` } });
    const again = await signIn(api, tenant, { code: code(person), consents: [] });
    expect(again.body).toMatchObject({
      registered: false,
      member: { member_id: joined.body["member"]?.["member_id"] },
    });
    const { body } = await api.call(`GET /v1/members/${String(joined.body["member"]?.["member_id"])}`, {
      token: tenant.api_key,
    });
    expect(body["source"]).toBe("mini_program");
  });

  test("whoever is a member by phone already keeps their membership", async () => {
    const phone = newPhone();
    const before = await signInMember(api, tenant, phone);
    const now = await signIn(api, tenant, { code: code({ openid: openid() }), phone_code: wechat.sharePhone(phone) });
    expect(now.body).toMatchObject({ registered: false, member: { member_id: before.body["member"]?.["member_id"] } });
  });

  test("a number and its SMS code serve instead of the button, and the code works once", async () => {
    const phone = newPhone();
    await api.call("POST /v1/member/sms_codes", { body: { tenant_id: toWireId("tenant", tenant.tenant_id), phone } });
    const sms_code = await newestCode(api, tenant);
    const wrong = sms_code === "000000" ? "000001" : "000000";
    const come = (given: string) => signIn(api, tenant, { code: code({ openid: openid() }), phone, sms_code: given });
    expect((await come(wrong)).body["code"]).toBe("code_wrong");
    expect((await come(sms_code)).body["registered"]).toBe(true);
    expect((await come(sms_code)).body["code"]).toBe("code_expired");
  });

  test("two devices at once are one member with two sessions", async () => {
    const person = { openid: openid() };
    const phone = newPhone();
    const replies = await Promise.all(
      [1, 2, 3, 4].map(() => signIn(api, tenant, { code: code(person), phone_code: wechat.sharePhone(phone) })),
    );
    expect(replies.map((reply) => reply.status)).toEqual([201, 201, 201, 201]);
    expect(new Set(replies.map((reply) => reply.body["member"]?.["member_id"])).size).toBe(1);
    expect(new Set(replies.map((reply) => reply.body["token"])).size).toBe(4);
  });

  test("the same owner's other app knows them by their unionid", async () => {
    const unionid = `uni${openid()}`;
    const phone_code = wechat.sharePhone(newPhone());
    const first = await signIn(api, tenant, { code: code({ openid: openid(), unionid }), phone_code });
    const other = await signIn(api, tenant, { code: code({ openid: openid(), unionid }) });
    expect(other.body).toMatchObject({ registered: false, member: { member_id: first.body["member"]?.["member_id"] } });
  });
});

describe("a code", () => {
  test("works once and for five minutes, and nobody can name an openid themselves", async () => {
    const used = code({ openid: openid() });
    await signIn(api, tenant, { code: used });
    expect((await signIn(api, tenant, { code: used })).body["code"]).toBe("wechat_code_used");
    const old = code({ openid: openid() });
    wechat.expire(old);
    expect((await signIn(api, tenant, { code: old })).body["code"]).toBe("wechat_code_invalid");
    const forged = await signIn(api, tenant, { code: code({ openid: openid() }), openid: openid() });
    expect([forged.status, forged.body["errors"]?.[0]?.["code"]]).toEqual([400, "unknown_field"]);
  });

  test("of the phone button counts for its own app, once", async () => {
    const foreign = wechat.sharePhone(newPhone(), "wx0000000000000000");
    const person = () => code({ openid: openid() });
    expect((await signIn(api, tenant, { code: person(), phone_code: foreign })).body["code"]).toBe(
      "wechat_phone_refused",
    );
    const phone_code = wechat.sharePhone(newPhone());
    expect((await signIn(api, tenant, { code: person(), phone_code })).status).toBe(201);
    expect((await signIn(api, tenant, { code: person(), phone_code })).body["code"]).toBe("wechat_phone_refused");
  });

  test.each([
    [45011, 429, "wechat_busy"],
    [-1, 429, "wechat_busy"],
    [40226, 422, "wechat_user_blocked"],
    [40013, 503, "wechat_unavailable"],
  ])("WeChat's %s is answered %s %s", async (errcode, status, told) => {
    wechat.refuse(errcode);
    const reply = await signIn(api, tenant, { code: code({ openid: openid() }) });
    expect([reply.status, reply.body["code"]]).toEqual([status, told]);
  });
});

test("one process fetches the token for all, and another when WeChat says it is over", async () => {
  wechat.endToken();
  const before = wechat.tokens_fetched;
  const come = () =>
    signIn(api, tenant, { code: code({ openid: openid() }), phone_code: wechat.sharePhone(newPhone()) });
  const replies = await Promise.all(Array.from({ length: 12 }, come));
  expect(replies.map((reply) => reply.status)).toEqual(Array.from({ length: 12 }, () => 201));
  expect(wechat.tokens_fetched).toBe(before + 1);
  wechat.endToken();
  expect((await come()).status).toBe(201);
  expect(wechat.tokens_fetched).toBe(before + 2);
});

test("an app that is not here or paused signs nobody in", async () => {
  const other = await createTestTenant(api.app);
  expect((await signIn(api, other, { code: code({ openid: openid() }) })).body["code"]).toBe("wechat_app_unknown");
});
