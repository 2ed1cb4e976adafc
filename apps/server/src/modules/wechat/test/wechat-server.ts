// Speaks WeChat's interface as its documentation has it: codes that work once, one token at a time, error codes in a 200.
import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll } from "vitest";

export const APP = { app_id: "wxb11529c136998cb6", secret: "wechat-test-secret" };

interface Person {
  openid: string;
  unionid?: string;
}

export interface WechatServer {
  url: string;
  /** A fresh code of wx.login, or of a page authorisation, for this person. */
  login(person: Person): string;
  /** A fresh code of the phone button. */
  sharePhone(phone: string, app_id?: string): string;
  /** Codes that were good and are over: five minutes have passed. */
  expire(code: string): void;
  /** Answered to everything until it is taken back. */
  refuse(errcode: number | undefined): void;
  /** Ends the present token, as WeChat does when somebody fetches another elsewhere. */
  endToken(): void;
  unionids: Map<string, string>;
  tokens_fetched: number;
  scenes: string[];
}

/** Until the end of the test file. */
export async function startWechatServer(): Promise<WechatServer> {
  const { close, ...opened } = await openWechatServer();
  afterAll(close);
  return opened.server;
}

/** It holds no process back. */
export async function openWechatServer(): Promise<{ server: WechatServer; close: () => void }> {
  let serial = 0;
  let refusal: number | undefined;
  let token: string | undefined;
  const logins = new Map<string, Person & { state: "fresh" | "used" | "expired" }>();
  const phones = new Map<string, { phone: string; app_id: string }>();
  const state: WechatServer = {
    url: "",
    unionids: new Map(),
    tokens_fetched: 0,
    scenes: [],
    login: (person) => {
      logins.set(`code-${++serial}`, { ...person, state: "fresh" });
      return `code-${serial}`;
    },
    sharePhone: (phone, app_id = APP.app_id) => {
      phones.set(`phone-${++serial}`, { phone, app_id });
      return `phone-${serial}`;
    },
    expire: (code) => {
      const login = logins.get(code);
      if (login) login.state = "expired";
    },
    refuse: (errcode) => {
      refusal = errcode;
    },
    endToken: () => {
      token = undefined;
    },
  };

  const no = (errcode: number, errmsg: string) => ({ errcode, errmsg });
  const takeCode = (query: URLSearchParams, name: string): object => {
    if (query.get("appid") !== APP.app_id || query.get("secret") !== APP.secret) return no(40125, "invalid appsecret");
    const login = logins.get(query.get(name) ?? "");
    if (!login || login.state === "expired") return no(40029, "invalid code");
    if (login.state === "used") return no(40163, "code been used");
    login.state = "used";
    const { openid, unionid } = login;
    return { openid, session_key: "tiihtNczf5v6AKRyjwEUhQ==", ...(unionid === undefined ? {} : { unionid }) };
  };
  const fetchToken = (body: Record<string, unknown>): object => {
    if (body["appid"] !== APP.app_id || body["secret"] !== APP.secret) return no(40125, "invalid appsecret");
    state.tokens_fetched++;
    token ??= `token-${++serial}`;
    return { access_token: token, expires_in: 7200 };
  };
  const withToken = (query: URLSearchParams, answer: () => object): object =>
    token !== undefined && query.get("access_token") === token ? answer() : no(40001, "invalid credential");
  const readPhone = (code: string): object => {
    const shared = phones.get(code);
    if (!shared) return no(40029, "invalid code");
    phones.delete(code);
    const watermark = { timestamp: 1_637_744_274, appid: shared.app_id };
    const info = { phoneNumber: shared.phone, purePhoneNumber: shared.phone, countryCode: "86", watermark };
    return { errcode: 0, errmsg: "ok", phone_info: info };
  };
  const makeTicket = (body: Record<string, unknown>): object => {
    const info = body["action_info"] as { scene: { scene_str: string } };
    state.scenes.push(info.scene.scene_str);
    const { scene_str } = info.scene;
    return { ticket: `ticket-${scene_str}`, url: `http://weixin.qq.com/q/${scene_str}` };
  };
  const answer = (url: URL, body: Record<string, unknown>): object => {
    if (refusal !== undefined) return no(refusal, refusal === -1 ? "system error" : "refused");
    const query = url.searchParams;
    switch (url.pathname) {
      case "/sns/jscode2session":
        return takeCode(query, "js_code");
      case "/sns/oauth2/access_token":
        return takeCode(query, "code");
      case "/cgi-bin/stable_token":
        return fetchToken(body);
      case "/wxa/business/getuserphonenumber":
        return withToken(query, () => readPhone(String(body["code"])));
      case "/cgi-bin/qrcode/create":
        return withToken(query, () => makeTicket(body));
      case "/cgi-bin/user/info": {
        const openid = query.get("openid") ?? "";
        const unionid = state.unionids.get(openid);
        return withToken(query, () => ({ subscribe: 1, openid, ...(unionid === undefined ? {} : { unionid }) }));
      }
      default:
        return no(40066, "invalid url");
    }
  };
  const server = await listen((url, body) => answer(url, body));
  server.unref();
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { server: state, close };
}

type Answer = (url: URL, body: Record<string, unknown>) => object;

async function listen(answer: Answer): Promise<http.Server> {
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const text = Buffer.concat(chunks).toString("utf8");
      const body = text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
      const told = answer(new URL(request.url ?? "/", "http://localhost"), body);
      response.writeHead(200, { "content-type": "text/plain" }).end(JSON.stringify(told));
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  return server;
}
