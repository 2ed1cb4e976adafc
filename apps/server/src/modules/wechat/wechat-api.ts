// WeChat's own interface, as its documentation has it. Calls the network: never inside a transaction.
import type { AddressRules } from "../../platform/net/address-rules.ts";
import { callOut } from "../../platform/net/http-call.ts";

/** What WeChat said no to, in its own code and words; `code` is a word of ours where no answer came. */
export class WechatRefusal extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export interface WechatLine {
  rules: AddressRules;
  signal: AbortSignal;
  timeout_ms: number;
}

interface Ask {
  api_url: string;
  path: string;
  query?: Readonly<Record<string, string>>;
  body?: object;
}

/** @throws WechatRefusal */
export async function askWechat(
  { rules, signal, timeout_ms }: WechatLine,
  { api_url, path, query = {}, body }: Ask,
): Promise<Readonly<Record<string, unknown>>> {
  const url = new URL(path, api_url);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const headers = { accept: "application/json", "content-type": "application/json; charset=utf-8" };
  const outcome = await callOut(rules, {
    method: body === undefined ? "GET" : "POST",
    url: url.href,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal,
    timeout_ms,
  });
  if ("failure" in outcome) throw new WechatRefusal(outcome.failure, "");
  const { status, text } = outcome.answer;
  const answer = parse(text);
  if (status !== 200 || !answer) throw new WechatRefusal(`http_${status}`, "");
  const errcode = answer["errcode"];
  if (typeof errcode === "number" && errcode !== 0) throw new WechatRefusal(String(errcode), textOf(answer["errmsg"]));
  return answer;
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    // A page of a gateway in between.
    return undefined;
  }
}

export const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

export interface AppKey {
  api_url: string;
  app_id: string;
  secret: string;
}

/** Who stands behind a code: a name for them in this app, and in all apps of the same owner where they have one. */
export interface WechatPerson {
  openid: string;
  unionid: string | undefined;
}

function personOf(answer: Readonly<Record<string, unknown>>): WechatPerson {
  const openid = textOf(answer["openid"]);
  if (openid === "") throw new WechatRefusal("answer_incomplete", "");
  return { openid, unionid: textOf(answer["unionid"]) || undefined };
}

/** A mini-program's wx.login. A code works once and for five minutes. */
export async function codeToSession(
  line: WechatLine,
  { api_url, app_id, secret }: AppKey,
  js_code: string,
): Promise<WechatPerson> {
  const query = { appid: app_id, secret, js_code, grant_type: "authorization_code" };
  return personOf(await askWechat(line, { api_url, path: "/sns/jscode2session", query }));
}

/** An official account's page authorisation, for H5 inside WeChat. */
export async function codeToFollower(
  line: WechatLine,
  { api_url, app_id, secret }: AppKey,
  code: string,
): Promise<WechatPerson> {
  const query = { appid: app_id, secret, code, grant_type: "authorization_code" };
  return personOf(await askWechat(line, { api_url, path: "/sns/oauth2/access_token", query }));
}

export async function fetchStableToken(
  line: WechatLine,
  { api_url, app_id, secret }: AppKey,
  force_refresh: boolean,
): Promise<{ access_token: string; expires_in_seconds: number }> {
  const body = { grant_type: "client_credential", appid: app_id, secret, force_refresh };
  const answer = await askWechat(line, { api_url, path: "/cgi-bin/stable_token", body });
  const access_token = textOf(answer["access_token"]);
  const expires_in_seconds = Number(answer["expires_in"]);
  if (access_token === "" || !Number.isFinite(expires_in_seconds)) throw new WechatRefusal("answer_incomplete", "");
  return { access_token, expires_in_seconds };
}

/** The number that somebody gave with the phone button, and the app they gave it in. */
export async function fetchPhone(
  line: WechatLine,
  api_url: string,
  access_token: string,
  code: string,
): Promise<{ phone: string; app_id: string }> {
  const query = { access_token };
  const answer = await askWechat(line, { api_url, path: "/wxa/business/getuserphonenumber", query, body: { code } });
  const info = answer["phone_info"] as Record<string, unknown> | undefined; // as documented
  const watermark = info?.["watermark"] as Record<string, unknown> | undefined;
  const country = textOf(info?.["countryCode"]);
  const pure = textOf(info?.["purePhoneNumber"]);
  if (pure === "") throw new WechatRefusal("answer_incomplete", "");
  return { phone: `+${country || "86"}${pure}`, app_id: textOf(watermark?.["appid"]) };
}

/** A code for ever, with our words in it. */
export async function createQrTicket(
  line: WechatLine,
  api_url: string,
  access_token: string,
  scene: string,
): Promise<{ ticket: string; url: string }> {
  const body = { action_name: "QR_LIMIT_STR_SCENE", action_info: { scene: { scene_str: scene } } };
  const answer = await askWechat(line, { api_url, path: "/cgi-bin/qrcode/create", query: { access_token }, body });
  const [ticket, url] = [textOf(answer["ticket"]), textOf(answer["url"])];
  if (ticket === "" || url === "") throw new WechatRefusal("answer_incomplete", "");
  return { ticket, url };
}

/** Of somebody who follows: their name in all apps of the owner. */
export async function fetchUnionId(
  line: WechatLine,
  api_url: string,
  access_token: string,
  openid: string,
): Promise<string | undefined> {
  const query = { access_token, openid, lang: "zh_CN" };
  const answer = await askWechat(line, { api_url, path: "/cgi-bin/user/info", query });
  return textOf(answer["unionid"]) || undefined;
}
