import { onTestFinished } from "vitest";
import type { ReplyBody, TestApi } from "../../../../test/api.ts";
import type { TestTenant } from "../../../../test/world.ts";
import type { Clock } from "../../../platform/kernel/clock.ts";
import { type PostmanOptions, startPostman } from "../postman.ts";
import { ALIYUN_KEY } from "./aliyun-server.ts";
import { MAIL_LOGIN } from "./mail-server.ts";
import { TENCENT_KEY } from "./tencent-server.ts";

export const LOCAL = { WEBHOOK_ALLOW: "127.0.0.1", RATE_LIMIT_PUBLIC: "0" };

/** Real time, and what a test adds to it. */
export function movableClock(): Clock & { add(seconds: number): void } {
  let added_ms = 0;
  return {
    now: () => new Date(Date.now() + added_ms),
    add: (seconds) => {
      added_ms += seconds * 1000;
    },
  };
}

/** As the worker does it, until the test ends. */
export function deliver(api: TestApi, options: PostmanOptions = {}) {
  const postman = startPostman(api.app, { poll_ms: 20, timeout_ms: 1_000, ...options });
  onTestFinished(() => postman.stop());
  return postman;
}

const TEMPLATES = [
  { kind: "sms_code", language: "zh-CN", template_id: "SMS_1", params: [{ value: "code" }] },
  {
    kind: "sms_code",
    language: "en",
    template_id: "SMS_2",
    sign_name: "Huiyou",
    params: [{ value: "code", name: "verify" }, { value: "minutes" }],
  },
];

export const aliyunChannel = (endpoint: string) => ({
  carrier: "aliyun_sms",
  name: "阿里云短信",
  endpoint,
  sign_name: "回游",
  templates: TEMPLATES,
  ...ALIYUN_KEY,
});
export const tencentChannel = (endpoint: string) => ({
  carrier: "tencent_sms",
  name: "腾讯云短信",
  endpoint,
  sdk_app_id: "1400006666",
  sign_name: "回游",
  templates: TEMPLATES,
  ...TENCENT_KEY,
});
export const mailChannel = (port: number) => ({
  carrier: "smtp",
  name: "邮件",
  host: "127.0.0.1",
  port,
  security: "none",
  ...MAIL_LOGIN,
  from_address: "notice@example.com",
  from_name: "回游会员中心",
});

export async function send(api: TestApi, token: string, request: string, body: object = {}): Promise<ReplyBody> {
  const reply = await api.call(request, { token, body });
  if (reply.status >= 300) throw new Error(`${request} answered ${reply.status}: ${reply.text}`);
  return reply.body;
}

/** Added and taken into use; answers its id. */
export async function useChannel(api: TestApi, { api_key }: TestTenant, input: object): Promise<string> {
  const { channel_id, version } = await send(api, api_key, "POST /v1/channels", input);
  await send(api, api_key, `PATCH /v1/channels/${String(channel_id)}`, { version, state: "active" });
  return String(channel_id);
}

export async function newest(api: TestApi, { api_key }: TestTenant): Promise<ReplyBody> {
  const { body } = await api.call("GET /v1/messages", { token: api_key });
  return body["data"]?.[0] as ReplyBody;
}
