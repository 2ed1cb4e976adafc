import { beforeAll, describe, expect, test } from "vitest";
import { standAtKiosk } from "../../../../test/kiosk-requests.ts";
import { sendCode } from "../../../../test/request-world.ts";
import { testApi } from "../../../../test/api.ts";
import { createTestTenant, startProgram, type TestTenant, toWireId } from "../../../../test/world.ts";
import { fixedClock } from "../../../platform/kernel/clock.ts";
import { pairKiosk } from "../../devices/test/build.ts";
import { newPhone, register, signInMember } from "../../members/test/build.ts";
import { kioskTasks } from "../index.ts";

const clock = fixedClock(new Date("2026-10-02T02:00:00Z"));
const api = testApi({ clock, environment: { RATE_LIMIT_PUBLIC: "0", RATE_LIMIT_SESSION: "0" } });
let tenant: TestTenant;
let kiosk: string;

beforeAll(async () => {
  tenant = await createTestTenant(api.app);
  await startProgram(api.app, tenant.tenant_id);
  kiosk = (await pairKiosk(api, tenant)).token;
});

const consents = [{ purpose: "membership", text_version: "1" }];
const at = (request: string, body?: object, token = kiosk, language = "zh-CN") =>
  api.call(request, { token, headers: { "accept-language": language }, ...(body === undefined ? {} : { body }) });
const show = (shown: unknown, token = kiosk) => at("POST /v1/kiosk/visits", { shown }, token);
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

async function known(more: object = {}) {
  const phone = newPhone();
  const { body } = await register(api, tenant, { name: "江听岚", phone, ...more });
  return { phone, member_id: String(body["member_id"]), card_no: String(body["card_no"]) };
}

async function byPhone(phone: string, body: object = {}, token = kiosk) {
  const code = await sendCode(api, tenant, phone);
  return at("POST /v1/kiosk/visits/by_phone", { phone, code, ...body }, token);
}

describe("who stands there", () => {
  test("shows the code of their phone", async () => {
    const { phone } = await known();
    const session = await signInMember(api, tenant, phone);
    const codes = await api.call("GET /v1/member/code", { token: String(session.body["token"]) });
    const opened = await show(codes.body["codes"]?.[0]?.["code"]);
    expect([opened.status, opened.body["proof"]]).toEqual([201, "member_code"]);
    expect(opened.body["sheet"]).toMatchObject({ name_masked: "江*岚", points: { available: 0 } });
    expect(opened.text).not.toContain(phone);
    expect(opened.text).not.toContain("江听岚");
    clock.advance(5 * 60_000);
    expect((await show(codes.body["codes"]?.[0]?.["code"])).body["code"]).toBe("code_expired");
    expect((await show("HY1.nonsense")).body["code"]).toBe("code_invalid");
  });

  test("holds a card to the reader, ours or another system's, with the spaces that are printed on it", async () => {
    const { card_no, member_id } = await known();
    const ours = await show(card_no.replace(/(\d{4})(?=\d)/g, "$1 "));
    expect([ours.status, ours.body["proof"]]).toEqual([201, "card"]);
    const identity = { kind: "card", value: "GYM-77001" };
    await api.call(`POST /v1/members/${member_id}/identities`, { token: tenant.api_key, body: { identity } });
    expect((await show("GYM-77001")).body["sheet"]?.["card_tail"]).toBe(card_no.slice(-4));
    expect((await show("8888 0000 1111 2222")).status).toBe(404);
    expect((await show("卡")).status).toBe(404);
  });

  test("proves a phone by the code that was sent to it; a wrong one is counted", async () => {
    const { phone } = await known();
    const sent = await at("POST /v1/kiosk/codes", { phone }, kiosk, "ko");
    expect([sent.status, sent.body["resend_after_seconds"]]).toEqual([202, 60]);
    const messages = await api.call("GET /v1/messages?limit=1", { token: tenant.api_key });
    const text = String(messages.body["data"]?.[0]?.["body"]);
    expect(text).toContain("인증번호");
    const code = /\d{6}/.exec(text)?.[0] ?? "";
    for (let tries = 0; tries < 2; tries++) {
      const refused = await at("POST /v1/kiosk/visits/by_phone", { phone, code: wrong(code) });
      expect(refused.body["code"]).toBe("code_wrong");
    }
    const opened = await at("POST /v1/kiosk/visits/by_phone", { phone, code });
    expect([opened.status, opened.body["proof"], opened.body["registered"]]).toEqual([201, "phone", false]);
    expect((await at("POST /v1/kiosk/visits/by_phone", { phone, code })).body["code"]).toBe("code_expired");
  });

  test("is not let in when the house keeps them from it, whatever they show", async () => {
    const { phone, member_id, card_no } = await known();
    const block = { scopes: ["sign_in"], reason: "冒用他人会员卡" };
    await api.call(`POST /v1/members/${member_id}/blocks`, { token: tenant.api_key, body: block });
    for (const refused of [await show(card_no), await byPhone(phone)]) {
      expect(refused.body["code"]).toBe("sign_in_blocked");
      expect(refused.text).not.toContain(block.reason);
    }
  });

  test("is told by no answer of sending whether a phone is known", async () => {
    const { phone } = await known();
    const [one, other] = [
      await at("POST /v1/kiosk/codes", { phone }),
      await at("POST /v1/kiosk/codes", { phone: newPhone() }),
    ];
    expect(one.text).toBe(other.text);
  });
});

describe("registering", () => {
  test("asks for consent first, keeps the code meanwhile, and makes a member of the kiosk's unit", async () => {
    const phone = newPhone();
    const code = await sendCode(api, tenant, phone);
    const ask = (body: object) => at("POST /v1/kiosk/visits/by_phone", { phone, code, ...body }, kiosk, "en");
    expect((await ask({})).body["code"]).toBe("consent_required");
    expect((await ask({ consents: [{ purpose: "marketing", text_version: "1" }] })).body["code"]).toBe(
      "consent_required",
    );
    const made = await ask({ consents });
    expect([made.status, made.body["registered"]]).toEqual([201, true]);
    const found = await api.call("POST /v1/members/identify", { token: tenant.api_key, body: { phone } });
    const member_id = String(found.body["member_id"]);
    const member = await api.call(`GET /v1/members/${member_id}`, { token: tenant.api_key });
    expect(member.body).toMatchObject({
      home_unit_id: toWireId("org_unit", tenant.first.unit_id),
      language: "en",
    });
    const rows = await api.db.query(
      "select m.source, c.channel from members.member m join consents.consent c using (tenant_id, member_id) where m.phone_tail = $1 and m.source = 'kiosk'",
      [phone.slice(-4)],
    );
    expect(rows).toEqual([{ source: "kiosk", channel: "kiosk" }]);
  });

  test("takes a name, if they like; one of nothing but spaces is refused at its field, and the code is not used up", async () => {
    const phone = newPhone();
    const code = await sendCode(api, tenant, phone);
    const join = (name: string) => at("POST /v1/kiosk/visits/by_phone", { phone, code, consents, name });
    const refused = await join(" ");
    expect([refused.status, refused.body["errors"]?.[0]?.["pointer"]]).toEqual([400, "/name"]);
    const made = await join("司马听雨");
    expect([made.status, made.body["sheet"]?.["name_masked"]]).toEqual([201, "司**雨"]);
    expect(made.text).not.toContain("司马听雨");
    const found = await api.call("POST /v1/members/identify", { token: tenant.api_key, body: { phone } });
    expect(found.body["name"]).toBe("司马听雨");
    // Of who is known already nothing is changed by it.
    clock.advance(61_000);
    const again = { phone, code: await sendCode(api, tenant, phone), name: "别的名字" };
    expect((await at("POST /v1/kiosk/visits/by_phone", again)).body["registered"]).toBe(false);
    const after = await api.call("POST /v1/members/identify", { token: tenant.api_key, body: { phone } });
    expect(after.body["name"]).toBe("司马听雨");
  });

  test("asks what the group requires at kiosks, and of who is known already nothing", async () => {
    const other = await createTestTenant(api.app);
    const field = {
      key: "favourite",
      type: "choice",
      labels: { "zh-CN": "最爱项目", en: "Favourite", ko: "좋아하는 놀이기구" },
      options: [{ code: "coaster", labels: { "zh-CN": "过山车", en: "Coaster", ko: "롤러코스터" } }],
      required_on: ["kiosk"],
      is_sensitive: false,
      shown_to_member: true,
      editable_by_member: true,
      searchable: true,
    };
    const made = await api.call("POST /v1/member_fields", { token: other.api_key, body: field });
    expect(made.status === 201 ? "" : made.text).toBe("");
    const { token } = await pairKiosk(api, other);
    expect((await at("GET /v1/kiosk", undefined, token)).body["form"]).toMatchObject([
      { key: "favourite", type: "choice", options: [{ code: "coaster" }] },
    ]);
    const phone = newPhone();
    const code = await sendCode(api, other, phone);
    const join = (body: object) => at("POST /v1/kiosk/visits/by_phone", { phone, code, consents, ...body }, token);
    const refused = await join({});
    expect([refused.status, refused.body["errors"]?.[0]?.["pointer"]]).toEqual([400, "/fields/favourite"]);
    expect((await join({ fields: { favourite: "coaster" } })).status).toBe(201);
    const found = await api.call("POST /v1/members/identify", { token: other.api_key, body: { phone } });
    const member = await api.call(`GET /v1/members/${String(found.body["member_id"])}`, { token: other.api_key });
    expect(member.body["fields"]).toMatchObject({ favourite: "coaster" });
    clock.advance(61_000);
    const again = { phone, code: await sendCode(api, other, phone) };
    expect((await at("POST /v1/kiosk/visits/by_phone", again, token)).status).toBe(201);
  });

  test("gives no session: nothing signs in as them afterwards", async () => {
    const { token } = await standAtKiosk(api, tenant, newPhone());
    const rows = await api.db.query("select from members.session where tenant_id = $1", [tenant.tenant_id]);
    const before = rows.length;
    await byPhone(newPhone(), { consents }, token);
    expect(await api.db.query("select from members.session where tenant_id = $1", [tenant.tenant_id])).toHaveLength(
      before,
    );
    expect((await api.call("GET /v1/member", { token })).status).toBe(403);
  });
});

describe("a visit", () => {
  test("shows points, what expires, family and last visits, all of it masked", async () => {
    const { phone, member_id } = await known();
    const venue_id = toWireId("venue", tenant.first.venue.venue_id);
    await api.call("POST /v1/purchases", {
      token: tenant.api_key,
      headers: { "idempotency-key": `kiosk-${phone}` },
      body: {
        member_id,
        venue_id,
        lines: [{ item_name: "日场票", business_type: "ticket", quantity: 1, amount_fen: 38_000 }],
        payments: [{ method: "cash", amount_fen: 38_000 }],
      },
    });
    const child = await known({ name: "江小鱼" });
    await api.call("POST /v1/households", {
      token: tenant.api_key,
      body: {
        name: "江听岚的家",
        members: [
          { member_id, role: "guardian" },
          { member_id: child.member_id, role: "child" },
        ],
      },
    });
    const opened = await byPhone(phone);
    const sheet = opened.body["sheet"];
    expect(sheet?.["points"]).toMatchObject({ available: 380 });
    expect(sheet?.["lots"]).toMatchObject([{ remaining: 380 }]);
    expect(sheet?.["family"]).toMatchObject({
      members: [
        { name_masked: "江*岚", role: "guardian", is_me: true },
        { name_masked: "江*鱼", role: "child", is_me: false },
      ],
    });
    expect(opened.text).not.toMatch(/江听岚|江小鱼/);
    const again = await at(`GET /v1/kiosk/visits/${String(opened.body["kiosk_visit_id"])}`);
    expect(again.body["sheet"]).toEqual(sheet);
  });

  test("is forgotten when it ends, and nobody reads it again", async () => {
    const { token, kiosk_visit_id } = await standAtKiosk(api, tenant, newPhone());
    expect((await at(`DELETE /v1/kiosk/visits/${kiosk_visit_id}`, undefined, token)).status).toBe(204);
    const over = await at(`GET /v1/kiosk/visits/${kiosk_visit_id}`, undefined, token);
    expect([over.status, over.body["code"]]).toEqual([404, "kiosk_visit_over"]);
    const rows = await api.db.query("select from kiosk.visit where visit_id::text = $1", [kiosk_visit_id]);
    expect(rows).toEqual([]);
  });

  test("ends when the next person shows who they are: a late word of the one before lands nowhere", async () => {
    const { token, kiosk_visit_id } = await standAtKiosk(api, tenant, newPhone());
    const { card_no } = await known();
    expect((await show(card_no, token)).status).toBe(201);
    const late = await at(`POST /v1/kiosk/visits/${kiosk_visit_id}/card`, { shown: "YX0099" }, token);
    expect(late.body["code"]).toBe("kiosk_visit_over");
  });

  test("is of one kiosk, and over after ten minutes", async () => {
    const { token, kiosk_visit_id } = await standAtKiosk(api, tenant, newPhone());
    expect((await at(`GET /v1/kiosk/visits/${kiosk_visit_id}`)).status).toBe(404);
    clock.advance(10 * 60_000);
    expect((await at(`GET /v1/kiosk/visits/${kiosk_visit_id}`, undefined, token)).status).toBe(404);
    await kioskTasks(api.app)["forget_kiosk_visits"]?.(undefined, undefined as never);
    expect(await api.db.query("select from kiosk.visit where expires_at < $1", [clock.now()])).toEqual([]);
  });
});

describe("binding", () => {
  const bindCard = (visit: unknown, shown: string, token = kiosk) =>
    at(`POST /v1/kiosk/visits/${String(visit)}/card`, { shown }, token);

  test("a card becomes theirs: from then on it says who they are", async () => {
    const { kiosk_visit_id, token } = await standAtKiosk(api, tenant, newPhone());
    expect((await bindCard(kiosk_visit_id, "YX 7700 1", token)).status).toBe(200);
    expect((await show("yx77001")).status).toBe(201);
  });

  test("nobody takes another's card", async () => {
    const { card_no } = await known();
    const { kiosk_visit_id, token } = await standAtKiosk(api, tenant, newPhone());
    expect((await bindCard(kiosk_visit_id, card_no, token)).body["code"]).toBe("identity_taken");
  });

  test("a card alone binds nothing, but the first phone of who has none", async () => {
    const { card_no } = await known();
    const seen = await show(card_no);
    const visit = seen.body["kiosk_visit_id"];
    expect((await bindCard(visit, "YX77002")).body["code"]).toBe("kiosk_proof_needed");
    const bindPhone = async (to: unknown, phone: string) =>
      at(`POST /v1/kiosk/visits/${String(to)}/phone`, { phone, code: await sendCode(api, tenant, phone) });
    expect((await bindPhone(visit, newPhone())).body["code"]).toBe("kiosk_proof_needed");

    const { body } = await register(api, tenant, { name: "无号人" });
    const bare = await show(body["card_no"]);
    const phone = newPhone();
    const bound = await bindPhone(bare.body["kiosk_visit_id"], phone);
    expect([bound.status, bound.body["sheet"]?.["phone_masked"]]).toEqual([200, `139****${phone.slice(-4)}`]);
    const found = await api.call("POST /v1/members/identify", { token: tenant.api_key, body: { phone } });
    expect(found.body["member_id"]).toBe(body["member_id"]);
  });

  test("a second phone signs in as well; another's phone is refused, and the code is not used up", async () => {
    const { phone } = await known();
    const opened = await byPhone(phone);
    const visit = String(opened.body["kiosk_visit_id"]);
    const second = newPhone();
    const code = await sendCode(api, tenant, second);
    const bind = (to: string, with_code: string) =>
      at(`POST /v1/kiosk/visits/${visit}/phone`, { phone: to, code: with_code });
    expect((await bind(second, wrong(code))).body["code"]).toBe("code_wrong");
    expect((await bind(second, code)).status).toBe(200);
    const found = await api.call("POST /v1/members/identify", { token: tenant.api_key, body: { phone: second } });
    const first = await api.call("POST /v1/members/identify", { token: tenant.api_key, body: { phone } });
    expect(found.body["member_id"]).toBe(first.body["member_id"]);
    const stranger = await known();
    const theirs = await sendCode(api, tenant, stranger.phone);
    expect((await bind(stranger.phone, theirs)).body["code"]).toBe("identity_taken");
  });
});
