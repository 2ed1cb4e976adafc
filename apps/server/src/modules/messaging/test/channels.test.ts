import { beforeEach, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { createTestKey, createTestTenant, type TestTenant } from "../../../../test/world.ts";
import { sendMessage } from "../index.ts";
import { aliyunChannel, mailChannel, newest, send, tencentChannel, useChannel } from "./build.ts";

const api = testApi();
let tenant: TestTenant;
const PUBLIC = "https://dysmsapi.aliyuncs.com";

beforeEach(async () => {
  tenant = await createTestTenant(api.app);
});

const post = (body: object) => api.call("POST /v1/channels", { token: tenant.api_key, body });
const write = () =>
  api.app.database.write(tenant.tenant_id, (tx) =>
    sendMessage(tx, api.app, {
      medium: "sms",
      kind: "sms_code",
      language: "zh-CN",
      to: "+8613800138000",
      body: "1",
      params: { code: "1", minutes: "5" },
    }),
  );

describe("a channel", () => {
  test("goes to public addresses only", async () => {
    for (const endpoint of [
      "http://dysmsapi.aliyuncs.com",
      "https://127.0.0.1",
      "https://169.254.169.254",
      "https://u:p@a.example",
    ]) {
      expect((await post(aliyunChannel(endpoint))).body["code"]).toBe("channel_address_refused");
    }
    expect((await post(mailChannel(465))).body["code"]).toBe("channel_address_refused");
    const plain = { ...mailChannel(465), host: "smtp.example.com", security: "none" };
    expect((await post(plain)).body["code"]).toBe("channel_address_refused");
    expect((await post({ ...plain, security: "tls" })).status).toBe(201);
  });

  test("has its carrier's fields and whole credentials, and templates for messages that there are", async () => {
    const faults = async (body: object) => (await post(body)).body["errors"] as unknown as object[];
    const { key_secret: _, ...half } = aliyunChannel(PUBLIC);
    expect(await faults(half)).toMatchObject([{ pointer: "/key_secret", code: "required" }]);
    const mixed = { ...aliyunChannel(PUBLIC), host: "smtp.example.com" };
    expect(await faults(mixed)).toMatchObject([{ pointer: "/host", code: "not_of_carrier" }]);
    const templates = [{ kind: "sms_code", language: "zh-CN", template_id: "SMS_1", params: [{ value: "name" }] }];
    expect((await post({ ...aliyunChannel(PUBLIC), templates })).body["code"]).toBe("message_kind_unknown");
  });

  test("taken into use pauses the other of its medium and takes over what waits there", async () => {
    const first = await useChannel(api, tenant, aliyunChannel(PUBLIC));
    await write();
    const second = await useChannel(api, tenant, tencentChannel("https://sms.tencentcloudapi.com"));
    const { body } = await api.call("GET /v1/channels", { token: tenant.api_key });
    expect(body["data"]).toMatchObject([
      { channel_id: first, state: "paused", waiting: 0 },
      { channel_id: second, state: "active", waiting: 1 },
    ]);
    expect(await newest(api, tenant)).toMatchObject({ channel: "tencent_sms", channel_id: second });
  });

  test("paused keeps messages waiting; deleted gives them up, and the next go to the test channel", async () => {
    const channel_id = await useChannel(api, tenant, aliyunChannel(PUBLIC));
    await send(api, tenant.api_key, `PATCH /v1/channels/${channel_id}`, { version: 2, state: "paused" });
    await write();
    expect(await newest(api, tenant)).toMatchObject({ status: "queued", channel_id });
    expect((await api.call(`DELETE /v1/channels/${channel_id}`, { token: tenant.api_key })).status).toBe(204);
    expect(await newest(api, tenant)).toMatchObject({ status: "failed", error: { code: "channel_gone" } });
    await write();
    expect(await newest(api, tenant)).toMatchObject({ status: "delivered", channel: "sms_test" });
  });

  test("keeps its carrier, and of two changes of the same version one stands", async () => {
    const channel_id = await useChannel(api, tenant, aliyunChannel(PUBLIC));
    const change = (body: object) => api.call(`PATCH /v1/channels/${channel_id}`, { token: tenant.api_key, body });
    expect((await change({ version: 1, name: "旧" })).body["code"]).toBe("version_conflict");
    expect((await change({ version: 2, sdk_app_id: "1400006666" })).body["code"]).toBe("not_of_carrier");
    const renamed = await change({ version: 2, sign_name: "回游会员" });
    expect(renamed.body["settings"]).toMatchObject({ sign_name: "回游会员", endpoint: PUBLIC, templates: [{}, {}] });
  });

  test("is seen and changed by those who may, in its tenant", async () => {
    const channel_id = await useChannel(api, tenant, aliyunChannel(PUBLIC));
    const reader = await createTestKey(api.app, tenant, ["channels:read"]);
    expect((await api.call(`GET /v1/channels/${channel_id}`, { token: reader })).status).toBe(200);
    expect((await api.call(`DELETE /v1/channels/${channel_id}`, { token: reader })).body["code"]).toBe(
      "permission_missing",
    );
    const other = await createTestTenant(api.app);
    expect((await api.call(`GET /v1/channels/${channel_id}`, { token: other.api_key })).status).toBe(404);
  });
});
