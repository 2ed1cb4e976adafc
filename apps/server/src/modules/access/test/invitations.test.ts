import { beforeAll, describe, expect, test } from "vitest";
import { type Reply, testApi } from "../../../../test/api.ts";
import { mailedToken } from "../../../../test/identity-requests.ts";
import { createTestTenant, signInAs, type TestTenant, toWireId } from "../../../../test/world.ts";
import { fixedClock } from "../../../platform/kernel/clock.ts";

const DAY_MS = 86_400_000;
const PASSWORD = "a long sentence nobody guesses";
const clock = fixedClock(new Date("2026-05-01T08:00:00Z"));
const api = testApi({ clock });
let tenant: TestTenant;
let front_desk: string;
beforeAll(async () => {
  tenant = await createTestTenant(api.app);
  const { body } = await api.call("GET /v1/roles", { token: await admin() });
  const roles = body["data"] as unknown as { code: string; role_id: string }[];
  front_desk = roles.find(({ code }) => code === "front_desk")?.role_id ?? "";
});

const admin = () => signInAs(api, tenant.admin.email);
const codeOf = (reply: Reply) => [reply.status, reply.body?.["code"]];
const invite = async (email: string, more: object = {}) =>
  api.call("POST /v1/invitations", {
    token: await admin(),
    body: { email, name: "江听岚", role_id: front_desk, unit_id: toWireId("org_unit", tenant.first.unit_id), ...more },
  });
const accept = (token: string, password = PASSWORD) =>
  api.call("POST /v1/invitations/accept", { body: { token, password } });
const lookup = (token: string) => api.call("POST /v1/invitations/lookup", { body: { token } });
const link = () => mailedToken({ api, tenant }, "invitation");

describe("an invitation", () => {
  test("comes by mail, is accepted once with a password of one's own, and makes them staff", async () => {
    const invited = await invite("Jiang.Tinglan@Example.com", { language: "ko" });
    expect(invited.body).toMatchObject({
      email: "jiang.tinglan@example.com",
      state: "open",
      role: { code: "front_desk" },
      unit_name: "欢乐谷",
    });
    const { body } = await api.call("GET /v1/messages?limit=1", { token: tenant.api_key });
    expect(body["data"]?.[0]).toMatchObject({
      channel: "email_test",
      to_masked: "j***@example.com",
      subject: expect.stringMatching(/초대$/),
    });
    const token = await link();
    expect((await lookup(token)).body).toMatchObject({ email: "jiang.tinglan@example.com", known: false });
    expect(codeOf(await accept(token, "jiang.tinglan@example.com"))).toEqual([400, "password_has_email"]);
    expect((await accept(token)).status).toBe(204);
    expect(codeOf(await accept(token))).toEqual([404, "link_gone"]);
    const signed = await api.call("POST /v1/sessions", {
      body: { email: "jiang.tinglan@example.com", password: PASSWORD },
    });
    expect(signed.body).toMatchObject({
      staff: { name: "江听岚" },
      scope: { name: "欢乐谷" },
      role: { code: "front_desk" },
    });
    expect(codeOf(await invite("jiang.tinglan@example.com"))).toEqual([409, "staff_exists"]);
    const rows = await api.db.query<{ action: string }>("select action from platform.audit_entry");
    expect(rows.map((row) => row.action)).toEqual(
      expect.arrayContaining(["invitation.created", "invitation.accepted", "session.opened"]),
    );
  });

  test("is sent again with a new link, and the old one no longer works", async () => {
    const { body } = await invite("again@example.com");
    const first = await link();
    expect(codeOf(await invite("again@example.com"))).toEqual([409, "invitation_open"]);
    clock.advance(7 * DAY_MS + 1);
    expect(codeOf(await lookup(first))).toEqual([404, "link_gone"]);
    const path = `/v1/invitations/${String(body["invitation_id"])}`;
    const list = await api.call("GET /v1/invitations?limit=1", { token: await admin() });
    expect(list.body["data"]?.[0]).toMatchObject({ email: "again@example.com", state: "expired" });
    expect((await api.call(`POST ${path}/resend`, { token: await admin() })).body).toMatchObject({ state: "open" });
    expect(codeOf(await lookup(first))).toEqual([404, "link_gone"]);
    expect((await accept(await link())).status).toBe(204);
    expect(codeOf(await api.call(`POST ${path}/resend`, { token: await admin() }))).toEqual([409, "invitation_closed"]);
  });

  test("taken back, opens nothing, and the e-mail may be invited anew", async () => {
    const { body } = await invite("back@example.com");
    const token = await link();
    const path = `/v1/invitations/${String(body["invitation_id"])}`;
    expect((await api.call(`DELETE ${path}`, { token: await admin() })).status).toBe(204);
    expect(codeOf(await accept(token))).toEqual([404, "link_gone"]);
    expect((await invite("back@example.com")).status).toBe(201);
  });
});
