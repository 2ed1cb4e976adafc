import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { createTestKey, createTestTenant, signInAs, type TestTenant } from "../../../../test/world.ts";
import { decrypt } from "../../../platform/crypto/cipher.ts";
import { sendMessage } from "../index.ts";

const api = testApi();
let tenant: TestTenant;
const message = {
  medium: "sms",
  kind: "sms_code",
  language: "zh-CN",
  to: "+8613800138000",
  body: "验证码 123456",
  params: { code: "123456", minutes: "5" },
} as const;

beforeAll(async () => {
  tenant = await createTestTenant(api.app);
});

const list = (token: string) => api.call("GET /v1/messages", { token });

describe("a message", () => {
  test("exists exactly when its transaction commits", async () => {
    const { database } = api.app;
    const failed = database.write(tenant.tenant_id, async (tx) => {
      await sendMessage(tx, api.app, message);
      throw new Error("changed my mind");
    });
    await expect(failed).rejects.toThrow("changed my mind");
    expect((await list(tenant.api_key)).body["data"]).toEqual([]);
    await database.write(tenant.tenant_id, (tx) => sendMessage(tx, api.app, message));
    expect((await list(tenant.api_key)).body["data"]?.[0]).toMatchObject({
      to_masked: "138****8000",
      status: "delivered",
    });
  });

  test("keeps its receiver encrypted, readable only in its own row", async () => {
    const [row] = await api.db.query<{ message_id: string; to_cipher: Buffer }>("select * from messaging.message");
    const place = {
      tenant_id: tenant.tenant_id,
      table: "messaging.message",
      column: "to",
      row_id: row?.message_id ?? "",
    };
    expect(decrypt(api.app.secrets, row?.to_cipher ?? Buffer.alloc(0), place)).toBe(message.to);
  });

  test("is read with messages:read, and only in its own tenant", async () => {
    const other = await createTestTenant(api.app);
    expect((await list(other.api_key)).body["data"]).toEqual([]);
    const manager = await signInAs(api, tenant.manager.email);
    for (const token of [manager, await createTestKey(api.app, tenant, ["members:read"])]) {
      const reply = await list(token);
      expect([reply.status, reply.body["code"]]).toEqual([403, "permission_missing"]);
    }
    expect((await list(await signInAs(api, tenant.admin.email))).status).toBe(200);
  });
});
