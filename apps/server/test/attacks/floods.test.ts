// What one address may ask of everybody's machine: codes that cost money, bodies that are held, mistakes by the hundred thousand.
import net from "node:net";
import { beforeAll, describe, expect, test } from "vitest";
import { newPhone } from "../../src/modules/members/test/build.ts";
import { testApi } from "../api.ts";
import { requestHead } from "../raw-http.ts";
import { createTestTenant, type TestTenant, toWireId } from "../world.ts";

const api = testApi();
let tenant: TestTenant;
let tenant_id: string;
beforeAll(async () => {
  tenant = await createTestTenant(api.app);
  tenant_id = toWireId("tenant", tenant.tenant_id);
});

describe("codes", () => {
  test("to sixty phones a minute are sent from one address, by message or by mail, and no more", async () => {
    const phones = await Promise.all(
      Array.from({ length: 62 }, () =>
        api.call("POST /v1/member/sms_codes", { body: { tenant_id, phone: newPhone() } }),
      ),
    );
    expect(phones.filter(({ status }) => status === 202)).toHaveLength(60);
    const refused = phones.filter(({ status }) => status === 429);
    expect(refused.map(({ body }) => String(body["code"]))).toEqual(["rate_limited", "rate_limited"]);
    expect(Number(refused[0]?.headers.get("retry-after"))).toBeGreaterThan(0);
    const mails = await Promise.all(
      Array.from({ length: 61 }, (_, n) =>
        api.call("POST /v1/member/email_codes", { body: { tenant_id, email: `guest${n}@example.com` } }),
      ),
    );
    expect(mails.filter(({ status }) => status === 429)).toHaveLength(1);
  });
});

describe("a body", () => {
  const MIB = 1024 * 1024;

  test("of whom we hardly know is a form, not a file", async () => {
    const body = { tenant_id, phone: newPhone(), code: "x".repeat(70_000) };
    const reply = await api.call("POST /v1/member/sessions", { body });
    expect([reply.status, reply.body["code"], reply.body["limit_bytes"]]).toEqual([413, "body_too_large", 64 * 1024]);
  });

  test("of a hundred thousand mistakes is told fifty, and one of a million items their number", async () => {
    const strange = Object.fromEntries(Array.from({ length: 50_000 }, (_, n) => [`k${n}`, 1]));
    const told = await api.call("POST /v1/tags", { token: tenant.api_key, body: strange });
    expect([told.status, told.body["errors"]?.length]).toEqual([400, 50]);
    const members = `{"members":[${"0,".repeat(1_000_000)}0]}`;
    const many = await api.call("POST /v1/members/bulk", { token: tenant.api_key, body: members });
    expect(many.body["errors"]).toMatchObject([{ pointer: "/members", code: "too_many" }]);
  });

  test("announced and never sent holds back its own kind, and nobody else", async () => {
    const head = requestHead(tenant.api_key, "POST /v1/members/bulk", { "content-length": String(8 * MIB) });
    const idle = Array.from({ length: 8 }, () => {
      const socket = net.connect(Number(new URL(api.base_url).port), "127.0.0.1");
      socket.on("error", () => socket.destroy());
      socket.write(head);
      return socket;
    });
    const bulk = () =>
      api.call("POST /v1/members/bulk", { token: tenant.api_key, body: { members: [], note: "x".repeat(2 * MIB) } });
    const answeredSoon = (reply: Promise<unknown>) =>
      Promise.race([reply.then(() => true), new Promise<false>((done) => setTimeout(() => done(false), 500))]);
    // Those that come before all eight are in pass.
    let waiting = bulk();
    while (await answeredSoon(waiting)) waiting = bulk();
    expect((await api.call("GET /v1/tags", { token: tenant.api_key })).status).toBe(200);
    for (const socket of idle) socket.destroy();
    expect((await waiting).status).toBe(400);
  });
});
