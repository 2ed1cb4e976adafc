import { createHash } from "node:crypto";
import type { Reply, ReplyBody, TestApi } from "../../../../test/api.ts";
import { type TestTenant, toWireId } from "../../../../test/world.ts";
import { encryptCallback } from "../domain/callback-crypto.ts";
import { APP, type WechatServer } from "./wechat-server.ts";

export const CALLBACK = { token: "spamtest", aes_key: "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG" };
const CONSENTS = [{ purpose: "membership", text_version: "2026-01" }];

export async function addAccount(api: TestApi, { api_key }: TestTenant, server: WechatServer, more: object = {}) {
  const body = {
    ...APP,
    kind: "mini_program",
    name: "小程序",
    callback_token: CALLBACK.token,
    api_url: server.url,
    ...more,
  };
  const reply = await api.call("POST /v1/wechat_accounts", { token: api_key, body });
  if (reply.status !== 201) throw new Error(reply.text);
  return reply.body;
}

export function signIn(api: TestApi, { tenant_id }: TestTenant, body: object): Promise<Reply> {
  const input = { tenant_id: toWireId("tenant", tenant_id), app_id: APP.app_id, consents: CONSENTS, ...body };
  return api.call("POST /v1/member_sessions/wechat", { body: input });
}

/** As WeChat tells it, in clear or encrypted. */
export function tell(
  api: TestApi,
  account: ReplyBody,
  fields: Record<string, string>,
  { now, encrypted = false, token = CALLBACK.token }: { now: Date; encrypted?: boolean; token?: string },
): Promise<Reply> {
  const seconds = String(Math.floor(now.getTime() / 1000));
  const inner = Object.entries({ CreateTime: seconds, MsgType: "event", ...fields })
    .map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`)
    .join("");
  const clear = `<xml>${inner}</xml>`;
  const cipher = encryptCallback(CALLBACK.aes_key, APP.app_id, clear, Buffer.alloc(16, "a"));
  const xml = encrypted
    ? `<xml><ToUserName><![CDATA[gh]]></ToUserName><Encrypt><![CDATA[${cipher}]]></Encrypt></xml>`
    : clear;
  const nonce = "1320562132";
  const sign = (words: string[]) => createHash("sha1").update(words.sort().join("")).digest("hex");
  const query = new URLSearchParams({
    timestamp: seconds,
    nonce,
    signature: sign([token, seconds, nonce]),
    ...(encrypted ? { encrypt_type: "aes", msg_signature: sign([token, seconds, nonce, cipher]) } : {}),
  });
  const { pathname } = new URL(String(account["callback_url"]));
  return api.call(`POST ${pathname}?${query.toString()}`, { body: xml, headers: { "content-type": "text/xml" } });
}
