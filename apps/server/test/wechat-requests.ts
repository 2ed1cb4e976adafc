// Requests that work for WeChat's routes and registration codes. WeChat itself is not there: signing in by it is tried in its room.
import { createHash } from "node:crypto";
import { APP, openWechatServer } from "../src/modules/wechat/test/wechat-server.ts";
import { parseWireId } from "../src/platform/kernel/ids.ts";
import type { TestApi } from "./api.ts";
import type { RequestWorld } from "./request-world.ts";
import type { Builder } from "./requests.ts";
import { type TestTenant, toWireId } from "./world.ts";

let serial = 0;
const TOKEN = "spamtest";

function accountBody(kind = "official") {
  return {
    app_id: `wx${String(++serial).padStart(16, "0")}`,
    kind,
    name: "公众号",
    secret: "secret",
    callback_token: TOKEN,
    aes_key: null,
    api_url: "https://api.weixin.qq.com",
  };
}

type World = Pick<RequestWorld, "api" | "tenant">;

/** A tenant has only so many accounts: each trial takes its own away, the last is there for all. */
export async function freshAccount({ api, tenant }: World): Promise<string> {
  const token = tenant.api_key;
  const { body } = await api.call("GET /v1/wechat_accounts", { token });
  const known = body["data"] as unknown as { wechat_account_id: string; app_id: string }[];
  for (const one of known.slice(5))
    if (one.app_id !== APP.app_id) await api.call(`DELETE /v1/wechat_accounts/${one.wechat_account_id}`, { token });
  const made = await api.call("POST /v1/wechat_accounts", { token, body: accountBody() });
  return String(made.body["wechat_account_id"]);
}

export async function freshQrCode(
  { api, tenant }: World,
  unit_id: string,
): Promise<Record<"qr_code_id" | "code", string>> {
  const made = await api.call("POST /v1/qr_codes", { token: tenant.api_key, body: { name: "立牌", unit_id } });
  return { qr_code_id: String(made.body["qr_code_id"]), code: String(made.body["code"]) };
}

/** As if WeChat had made the picture. */
async function withTicket(world: RequestWorld) {
  const wechat_account_id = await freshAccount(world);
  const { qr_code_id } = await freshQrCode(world, world.unit_id);
  const ids = [parseWireId("qr_code", qr_code_id), parseWireId("wechat_account", wechat_account_id)];
  await world.api.db.query(
    `insert into wechat.qr_ticket (tenant_id, qr_code_id, account_id, ticket, url, created_at) values ($1, $2, $3, 't', 'http://weixin.qq.com/q/t', now())`,
    [world.tenant.tenant_id, ...ids],
  );
  return { params: { qr_code_id }, body: { wechat_account_id } };
}

const onAccount =
  (body?: Record<string, unknown>): Builder =>
  async (world) => ({
    params: { wechat_account_id: await freshAccount(world) },
    ...(body === undefined ? {} : { body }),
  });

const onCode: Builder = async (world) => ({
  params: { qr_code_id: (await freshQrCode(world, world.unit_id)).qr_code_id },
});

async function callback(world: RequestWorld) {
  const timestamp = String(Math.floor(world.api.app.runtime.clock.now().getTime() / 1000));
  const signature = createHash("sha1").update([TOKEN, timestamp, "n"].sort().join("")).digest("hex");
  const params = { tenant_id: world.tenant_id, wechat_account_id: await freshAccount(world) };
  return { params, query: { timestamp, nonce: "n", signature } };
}

/** The code that the test channel has just sent to an address. */
async function mailedCode(api: TestApi, { tenant_id, api_key }: TestTenant, email: string): Promise<string> {
  await api.call("POST /v1/member/email_codes", { body: { tenant_id: toWireId("tenant", tenant_id), email } });
  const { body } = await api.call("GET /v1/messages?limit=1", { token: api_key });
  return /\d{6}/.exec(String(body["data"]?.[0]?.["body"]))?.[0] ?? "";
}

let opened: ReturnType<typeof openWechatServer> | undefined;

/** A mini-program of the tenant's at a server that speaks WeChat's protocol; the trials let 127.0.0.1 be called. */
async function miniProgram({ api, tenant }: World) {
  opened ??= openWechatServer();
  const { server } = await opened;
  const token = tenant.api_key;
  const { body } = await api.call("GET /v1/wechat_accounts", { token });
  const known = body["data"] as unknown as { app_id: string }[];
  if (!known.some((one) => one.app_id === APP.app_id)) {
    const account = { ...accountBody("mini_program"), ...APP, api_url: server.url };
    const made = await api.call("POST /v1/wechat_accounts", { token, body: account });
    if (made.status !== 201) throw new Error(`a mini-program answered ${made.status}: ${made.text}`);
  }
  return server;
}

const consents = [{ purpose: "membership", text_version: "1" }];

export const wechatRequests: Readonly<Record<string, Builder>> = {
  "POST /v1/wechat_accounts": async (world) => {
    await freshAccount(world);
    return { body: accountBody("mini_program") };
  },
  "GET /v1/wechat_accounts/{wechat_account_id}": onAccount(),
  "PATCH /v1/wechat_accounts/{wechat_account_id}": onAccount({ version: 1, name: "新名字", state: "paused" }),
  "DELETE /v1/wechat_accounts/{wechat_account_id}": onAccount(),
  "GET /v1/wechat/callbacks/{tenant_id}/{wechat_account_id}": async (world) => {
    const { params, query } = await callback(world);
    return { params, query: { ...query, echostr: "1" } };
  },
  "POST /v1/wechat/callbacks/{tenant_id}/{wechat_account_id}": async (world) => ({
    ...(await callback(world)),
    upload: "<xml><MsgType>text</MsgType></xml>",
  }),
  "POST /v1/qr_codes": ({ unit_id, other_member_id }, n) => ({
    body: { name: `立牌 ${n}`, unit_id, referrer_member_id: other_member_id, scene: "春游" },
  }),
  "GET /v1/qr_codes/{qr_code_id}": onCode,
  "DELETE /v1/qr_codes/{qr_code_id}": onCode,
  "POST /v1/qr_codes/scans": async (world) => ({
    body: { tenant_id: world.tenant_id, code: (await freshQrCode(world, world.unit_id)).code },
  }),
  "POST /v1/qr_codes/{qr_code_id}/wechat_ticket": withTicket,
  "POST /v1/member_sessions/wechat": async (world, n) => {
    const server = await miniProgram(world);
    const code = server.login({ openid: `oyORnuP8q7ou2gfYjq${String(n).padStart(10, "0")}` });
    const phone = `158${String(n).padStart(8, "0")}`;
    const phone_code = server.sharePhone(phone);
    const more = { name: "周以宁", consents, qr_code: "23456789bc" };
    return {
      body: { tenant_id: world.tenant_id, app_id: APP.app_id, code, phone_code, phone, sms_code: "1", ...more },
    };
  },
  "POST /v1/member/email_codes": ({ tenant_id }, n) => ({ body: { tenant_id, email: `ask${n}@example.com` } }),
  "POST /v1/member_sessions/email": async ({ api, tenant, tenant_id }, n) => {
    const email = `join${n}@example.com`;
    const code = await mailedCode(api, tenant, email);
    return { body: { tenant_id, email, code, name: "周以宁", consents, qr_code: "23456789bc" } };
  },
};
