import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { createTestTenant, type TestTenant } from "../../../../test/world.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { fixedClock } from "../../../platform/kernel/clock.ts";
import { memberTasks } from "../jobs.ts";
import { newestCode, newPhone, register, signInMember } from "./build.ts";

const clock = fixedClock(new Date("2026-05-01T02:00:00Z"));
const api = testApi({ clock });
let tenant: TestTenant;

const seconds = (count: number) => clock.advance(count * 1000);
const consents = [{ purpose: "membership", text_version: "2026-01" }];

beforeAll(async () => {
  tenant = await createTestTenant(api.app, { mode: "sandbox", test_now: new Date("2030-01-01T00:00:00Z") });
});

const ask = (phone: string) =>
  api.call("POST /v1/member/sms_codes", { body: { tenant_id: toWireId("tenant", tenant.tenant_id), phone } });
const answer = (phone: string, code: string, more: object = { consents }) =>
  api.call("POST /v1/member/sessions", {
    body: { tenant_id: toWireId("tenant", tenant.tenant_id), phone, code, ...more },
    headers: { "user-agent": "Huiyou/1 (test)" },
  });
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

describe("a code by SMS", () => {
  test("looks the same for a member and a stranger", async () => {
    const phone = newPhone();
    await register(api, tenant, { name: "老会员", phone });
    const [known, unknown] = [await ask(phone), await ask(newPhone())];
    expect([known.status, known.text]).toEqual([202, unknown.text]);
    expect(known.body["resend_after_seconds"]).toBe(60);
  });

  test("can be read by staff in the test channel, with the phone masked and encrypted", async () => {
    const phone = newPhone();
    await ask(phone);
    const { body } = await api.call("GET /v1/messages?limit=1", { token: tenant.api_key });
    expect(body["data"]?.[0]).toMatchObject({
      channel: "sms_test",
      kind: "sms_code",
      status: "delivered",
      to_masked: `139****${phone.slice(-4)}`,
      body: expect.stringMatching(/^【回游 \d+】验证码 \d{6}，5 分钟内有效。/),
    });
    const rows = await api.db.query("select * from messaging.message order by created_at desc limit 1");
    expect(JSON.stringify(rows)).not.toContain(phone);
    const page = await api.call("GET /v1/messages?limit=2", { token: tenant.api_key });
    const next = await api.call(`GET /v1/messages?limit=2&cursor=${String(page.body["next_cursor"])}`, {
      token: tenant.api_key,
    });
    expect(next.body["data"]?.[0]?.["message_id"]).not.toBe(page.body["data"]?.[1]?.["message_id"]);
  });

  test("comes in the caller's language", async () => {
    const body = { tenant_id: toWireId("tenant", tenant.tenant_id), phone: newPhone() };
    await api.call("POST /v1/member/sms_codes", { body, headers: { "accept-language": "ko" } });
    const messages = await api.call("GET /v1/messages?limit=1", { token: tenant.api_key });
    expect(messages.body["data"]?.[0]?.["body"]).toContain("인증번호");
  });

  test("one a minute, ten an hour, counted for each phone", async () => {
    const phone = newPhone();
    expect((await ask(phone)).status).toBe(202);
    const soon = await ask(phone);
    expect([soon.status, soon.body["code"], soon.headers.get("retry-after")]).toEqual([429, "sms_too_soon", "60"]);
    expect((await ask(newPhone())).status).toBe(202);
    for (let sent = 1; sent < 10; sent++) {
      seconds(61);
      expect((await ask(phone)).status).toBe(202);
    }
    seconds(61);
    const eleventh = await ask(phone);
    expect([eleventh.status, eleventh.body["retry_after_seconds"]]).toEqual([429, 3600 - 10 * 61]);
    seconds(3600 - 10 * 61);
    expect((await ask(phone)).status).toBe(202);
  });

  test("two first requests at the same moment send one", async () => {
    const phone = newPhone();
    const replies = await Promise.all([ask(phone), ask(phone)]);
    expect(replies.map((reply) => reply.status).sort((a, b) => a - b)).toEqual([202, 429]);
  });

  test("belongs to a tenant that exists and a phone that can be", async () => {
    const body = { tenant_id: toWireId("tenant", "01890000-0000-7000-8000-00000000dead"), phone: newPhone() };
    expect((await api.call("POST /v1/member/sms_codes", { body })).body["code"]).toBe("not_found");
    expect((await ask("12345")).body["errors"]?.[0]?.["code"]).toBe("invalid_phone");
  });
});

describe("signing in", () => {
  test("makes a new member of whoever consents, keeps the consent, and knows them the next time", async () => {
    const phone = newPhone();
    await ask(phone);
    const code = await newestCode(api, tenant);
    const refused = await answer(phone, code, {});
    expect([refused.status, refused.body["code"]]).toEqual([422, "consent_required"]);
    const joined = await answer(phone, code);
    expect(joined.status).toBe(201);
    expect(joined.body).toMatchObject({
      registered: true,
      member: {
        name: `会员${phone.slice(-4)}`,
        phone_masked: `139****${phone.slice(-4)}`,
        tier: { code: "base" },
        joined_at: "2030-01-01T08:00:00+08:00",
      },
    });
    const kept = await api.db.query(
      "select purpose, text_version, channel from consents.consent c join members.member m using (tenant_id, member_id) where m.name = $1",
      [`会员${phone.slice(-4)}`],
    );
    expect(kept).toEqual([{ purpose: "membership", text_version: "2026-01", channel: "sms" }]);
    seconds(60);
    const again = await signInMember(api, tenant, phone);
    expect(again.body).toMatchObject({
      registered: false,
      member: { member_id: joined.body["member"]?.["member_id"] },
    });
  });

  test("a code works once and for five minutes", async () => {
    const phone = newPhone();
    await ask(phone);
    const code = await newestCode(api, tenant);
    expect((await answer(phone, code)).status).toBe(201);
    expect((await answer(phone, code)).body["code"]).toBe("code_expired");
    seconds(60);
    await ask(phone);
    const next = await newestCode(api, tenant);
    seconds(300);
    expect((await answer(phone, next)).body["code"]).toBe("code_expired");
  });

  test("five wrong guesses end a code, also for whoever then knows it", async () => {
    const phone = newPhone();
    await ask(phone);
    const code = await newestCode(api, tenant);
    for (let guess = 0; guess < 5; guess++) expect((await answer(phone, wrong(code))).body["code"]).toBe("code_wrong");
    expect((await answer(phone, code)).body["code"]).toBe("code_expired");
  });

  test("guesses at the same moment all count", async () => {
    const phone = newPhone();
    await ask(phone);
    const code = await newestCode(api, tenant);
    await Promise.all(Array.from({ length: 8 }, () => answer(phone, wrong(code))));
    expect((await answer(phone, code)).body["code"]).toBe("code_expired");
  });

  test("a phone that never asked hears the same as a wrong guess, and a code serves only its own phone", async () => {
    const [mine, theirs] = [newPhone(), newPhone()];
    await ask(mine);
    const code = await newestCode(api, tenant);
    const stranger = await answer(theirs, code);
    expect([stranger.status, stranger.body["code"]]).toEqual([422, "code_wrong"]);
    const guess = await answer(mine, wrong(code));
    const { request_id: _, ...said } = stranger.body;
    expect(guess.body).toMatchObject(said);
  });
});

describe("a member's session", () => {
  test("lasts 90 days from its last use and not longer, in real time", async () => {
    const phone = newPhone();
    const token = String((await signInMember(api, tenant, phone)).body["token"]);
    expect(token).toMatch(/^hy_ms_/);
    const days = (count: number) => seconds(count * 86_400);
    days(80);
    expect((await api.call("GET /v1/member", { token })).status).toBe(200);
    days(80);
    expect((await api.call("GET /v1/member", { token })).status).toBe(200);
    days(91);
    expect((await api.call("GET /v1/member", { token })).status).toBe(401);
  });

  test("ends with sign-out; only its hash is kept", async () => {
    const token = String((await signInMember(api, tenant, newPhone())).body["token"]);
    const rows = await api.db.query("select * from members.session");
    expect(JSON.stringify(rows)).not.toContain(token);
    expect((await api.call("DELETE /v1/member/session", { token })).status).toBe(204);
    expect((await api.call("GET /v1/member", { token })).status).toBe(401);
  });

  test("opens no staff route, and no staff credential opens a member route", async () => {
    const token = String((await signInMember(api, tenant, newPhone())).body["token"]);
    expect((await api.call("GET /v1/members", { token })).body["code"]).toBe("actor_not_allowed");
    expect((await api.call("GET /v1/member", { token: tenant.api_key })).body["code"]).toBe("actor_not_allowed");
  });
});

test("housekeeping forgets old codes and ended sessions, and nothing that still counts", async () => {
  const ended = String((await signInMember(api, tenant, newPhone())).body["token"]);
  await api.call("DELETE /v1/member/session", { token: ended });
  seconds(31 * 86_400);
  const living = String((await signInMember(api, tenant, newPhone())).body["token"]);
  const task = memberTasks(api.app.database, api.app.runtime)["forget_sign_ins"] as () => Promise<void>;
  await task();
  const [left] = await api.db.query<{ codes: number; ended: number }>(
    `select (select count(*)::int from members.sign_in_code) as codes,
            (select count(*)::int from members.session where revoked_at is not null) as ended`,
  );
  expect(left).toEqual({ codes: 1, ended: 0 });
  expect((await api.call("GET /v1/member", { token: living })).status).toBe(200);
});
