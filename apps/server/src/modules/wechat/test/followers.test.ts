import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type ReplyBody, testApi } from "../../../../test/api.ts";
import { createTestTenant, signInAs, type TestTenant, toWireId } from "../../../../test/world.ts";
import { newPhone } from "../../members/test/build.ts";
import { lookUpFollowers } from "../look-up-followers.ts";
import { addAccount, CALLBACK, signIn, tell } from "./build.ts";
import { APP, startWechatServer, type WechatServer } from "./wechat-server.ts";

const api = testApi({ environment: { WEBHOOK_ALLOW: "127.0.0.1", RATE_LIMIT_PUBLIC: "0" } });
const OFFICIAL = { kind: "official", name: "公众号" };
const openid = "oyORnuP8q7ou2gfYjqLzSIWZf0rs";
const now = () => new Date();
let [tenant, wechat, account]: [TestTenant, WechatServer, ReplyBody] = [] as never;

beforeAll(async () => {
  wechat = await startWechatServer();
});
beforeEach(async () => {
  tenant = await createTestTenant(api.app);
  account = await addAccount(api, tenant, wechat, OFFICIAL);
});

const followers = async (token = tenant.api_key) =>
  (await api.call("GET /v1/wechat_followers", { token })).body["data"];
const newCode = async () => {
  const body = {
    name: "入口立牌",
    unit_id: toWireId("org_unit", tenant.first.unit_id),
    staff_id: toWireId("staff", tenant.manager.staff_id),
  };
  return (await api.call("POST /v1/qr_codes", { token: tenant.api_key, body })).body;
};
const follow = (key = "") => ({ FromUserName: openid, Event: "subscribe", EventKey: key });

describe("what WeChat tells", () => {
  test("is taken when it is signed, in clear or encrypted, and refused when it is not", async () => {
    expect((await tell(api, account, follow(), { now: now() })).text).toBe("success");
    const forged = await tell(api, account, follow(), { now: now(), token: "guess" });
    expect([forged.status, forged.body["code"]]).toEqual([403, "callback_refused"]);
    const old = await tell(api, account, follow(), { now: new Date(Date.now() - 3_600_000) });
    expect(old.body["code"]).toBe("callback_refused");
    const { wechat_account_id: id, version } = account;
    const change = { version, aes_key: CALLBACK.aes_key };
    await api.call(`PATCH /v1/wechat_accounts/${String(id)}`, { token: tenant.api_key, body: change });
    expect((await tell(api, account, follow(), { now: now() })).body["code"]).toBe("callback_refused");
    expect((await tell(api, account, follow(), { now: now(), encrypted: true })).text).toBe("success");
  });

  test("is answered with its own word when WeChat checks the address", async () => {
    const { createHash } = await import("node:crypto");
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = createHash("sha1").update([CALLBACK.token, timestamp, "n"].sort().join("")).digest("hex");
    const query = new URLSearchParams({ timestamp, nonce: "n", signature, echostr: "6871" });
    const { pathname } = new URL(String(account["callback_url"]));
    expect((await api.call(`GET ${pathname}?${query.toString()}`)).text).toBe("6871");
  });

  test("makes a follower of whoever follows, with the code, store and staff that brought them; told thrice it counts once", async () => {
    const { code, qr_code_id, unit_id, staff_id } = await newCode();
    const at = now();
    for (let time = 0; time < 3; time++) await tell(api, account, follow(`qrscene_${String(code)}`), { now: at });
    expect(await followers()).toMatchObject([
      { state: "unbound", qr_code_id, unit_id, staff_id, openid_shown: "…f0rs" },
    ]);
    const { body } = await api.call(`GET /v1/qr_codes/${String(qr_code_id)}`, { token: tenant.api_key });
    expect(body).toMatchObject({ scans: 1, followers: 1, registered: 0 });
    await tell(api, account, { FromUserName: openid, Event: "unsubscribe" }, { now: new Date(at.getTime() + 1000) });
    expect(await followers()).toMatchObject([{ state: "left" }]);
  });
});

describe("a follower", () => {
  test("who shows a phone later becomes a member of the store that brought them", async () => {
    const { code, qr_code_id } = await newCode();
    await tell(api, account, follow(`qrscene_${String(code)}`), { now: now() });
    const phone_code = wechat.sharePhone(newPhone());
    const joined = await signIn(api, tenant, { code: wechat.login({ openid }), phone_code });
    const member_id = String(joined.body["member"]?.["member_id"]);
    expect(await followers()).toMatchObject([{ state: "bound", member_id }]);
    const { body } = await api.call(`GET /v1/members/${member_id}`, { token: tenant.api_key });
    expect(body).toMatchObject({
      source: "wechat",
      home_unit_id: toWireId("org_unit", tenant.first.unit_id),
      owner_staff_id: toWireId("staff", tenant.manager.staff_id),
    });
    const counted = await api.call(`GET /v1/qr_codes/${String(qr_code_id)}`, { token: tenant.api_key });
    expect(counted.body).toMatchObject({ scans: 1, followers: 1, registered: 1 });
  });

  test("who is a member through another app is bound when WeChat tells the unionid", async () => {
    const unionid = "o6_bmasdasdsad6_2sgVt7hMZOPfL";
    const other = { app_id: "wx2c2769f8efd9abc2", secret: APP.secret, kind: "mini_program", name: "小程序" };
    await addAccount(api, tenant, wechat, other);
    const { body: made } = await api.call("POST /v1/members", {
      token: tenant.api_key,
      body: { name: "李", home_unit_id: toWireId("org_unit", tenant.first.unit_id) },
    });
    const identity = { kind: "unionid", value: unionid };
    await api.call(`POST /v1/members/${String(made["member_id"])}/identities`, {
      token: tenant.api_key,
      body: { identity },
    });
    await tell(api, account, follow(), { now: now() });
    expect(await followers()).toMatchObject([{ state: "unbound" }]);
    wechat.unionids.set(openid, unionid);
    await lookUpFollowers(api.app, tenant.tenant_id);
    expect(await followers()).toMatchObject([{ state: "bound", member_id: made["member_id"], has_unionid: true }]);
  });

  test("is seen by the store whose code brought them, and by the group", async () => {
    await tell(api, account, follow(), { now: now() });
    const manager = await signInAs(api, tenant.manager.email);
    expect(await followers(manager)).toEqual([]);
    expect(await followers()).toHaveLength(1);
  });
});

describe("the picture of a code", () => {
  test("is asked of WeChat once, by an official account", async () => {
    const { qr_code_id, code } = await newCode();
    const ask = (id: unknown) =>
      api.call(`POST /v1/qr_codes/${String(qr_code_id)}/wechat_ticket`, {
        token: tenant.api_key,
        body: { wechat_account_id: id },
      });
    const before = wechat.scenes.length;
    const first = await ask(account["wechat_account_id"]);
    expect(first.body["url"]).toBe(`http://weixin.qq.com/q/${String(code)}`);
    expect((await ask(account["wechat_account_id"])).body).toEqual(first.body);
    expect(wechat.scenes).toHaveLength(before + 1);
    const other = { app_id: "wx2c2769f8efd9abc2", kind: "mini_program", name: "小程序" };
    const program = await addAccount(api, tenant, wechat, other);
    expect((await ask(program["wechat_account_id"])).body["code"]).toBe("wechat_not_official");
  });
});
