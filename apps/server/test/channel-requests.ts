// Requests that work for the routes of messages: channels, their trials, messages.
import { queueMessage } from "../src/modules/messaging/send-message.ts";
import { parseWireId } from "../src/platform/kernel/ids.ts";
import type { TestApi } from "./api.ts";
import type { RequestWorld } from "./request-world.ts";
import type { Builder } from "./requests.ts";
import { type TestTenant, toWireId } from "./world.ts";

const template = { kind: "sms_code", language: "zh-CN", template_id: "SMS_1", params: [{ value: "code" }] };
const cloud = { sign_name: "回游", templates: [template], key_id: "LTAI5tRequests", key_secret: "secret" };
const aliyun = { ...cloud, endpoint: "https://dysmsapi.aliyuncs.com" };
const tencent = { ...cloud, endpoint: "https://sms.tencentcloudapi.com", region: "ap-guangzhou", sdk_app_id: "14000" };

async function createChannel(api: TestApi, { api_key }: TestTenant): Promise<string> {
  const { body } = await api.call("POST /v1/channels", {
    token: api_key,
    body: { carrier: "aliyun_sms", name: "阿里云", ...aliyun },
  });
  return String(body["channel_id"]);
}

/** A tenant has only so many channels: each trial takes its own away, the last is there for all. */
export async function freshChannel({ api, tenant }: Pick<RequestWorld, "api" | "tenant">): Promise<string> {
  const { body } = await api.call("GET /v1/channels", { token: tenant.api_key });
  const known = body["data"] as unknown as { channel_id: string }[];
  for (const { channel_id } of known.slice(3)) {
    await api.call(`DELETE /v1/channels/${channel_id}`, { token: tenant.api_key });
  }
  return createChannel(api, tenant);
}

const onChannel =
  (body?: Record<string, unknown>): Builder =>
  async (world) => ({ params: { channel_id: await freshChannel(world) }, ...(body === undefined ? {} : { body }) });

/** A message that its carrier refused. */
export async function failedMessage({ api, tenant }: Pick<RequestWorld, "api" | "tenant">): Promise<string> {
  const channel_id = parseWireId("channel", await freshChannel({ api, tenant })) ?? "";
  const told = { medium: "sms", kind: "sms_code", language: "zh-CN", to: "+8613800138000", body: "1" } as const;
  const message_id = await api.app.database.write(tenant.tenant_id, async (tx) => {
    const way = { channel_id, carrier: "aliyun_sms", is_test: true } as const;
    const id = await queueMessage(tx, api.app, { ...told, params: { code: "1", minutes: "5" } }, way);
    const text = "update messaging.message set status = 'failed' where tenant_id = $1 and message_id = $2";
    await tx.query({ text, values: [tenant.tenant_id, id] });
    return id;
  });
  return toWireId("message", message_id);
}

const onMessage: Builder = async (world) => ({ params: { message_id: await failedMessage(world) } });

export const channelRequests: Readonly<Record<string, Builder>> = {
  "POST /v1/channels": async (world) => {
    await freshChannel(world);
    return { body: { carrier: "tencent_sms", name: "短信", per_minute: 60, ...tencent } };
  },
  "GET /v1/channels/{channel_id}": onChannel(),
  "PATCH /v1/channels/{channel_id}": onChannel({
    version: 1,
    name: "新名字",
    per_minute: 30,
    state: "paused",
    ...aliyun,
  }),
  "DELETE /v1/channels/{channel_id}": onChannel(),
  "POST /v1/channels/{channel_id}/test": onChannel({ to: "13800138000", kind: "sms_code", language: "zh-CN" }),
  "GET /v1/messages/{message_id}": onMessage,
  "POST /v1/messages/{message_id}/retry": onMessage,
};
