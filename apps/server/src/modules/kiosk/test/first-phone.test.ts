// A card and nothing else: what whoever holds it may make of it.
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { sendCode } from "../../../../test/request-world.ts";
import { testApi } from "../../../../test/api.ts";
import { createTestTenant, signInAs, startProgram, type TestTenant } from "../../../../test/world.ts";
import { fixedClock } from "../../../platform/kernel/clock.ts";
import { pairKiosk } from "../../devices/test/build.ts";
import { newPhone, register } from "../../members/test/build.ts";
import { MOST_POINTS_ON_A_CARD } from "../first-phone.ts";

const clock = fixedClock(new Date("2026-10-02T02:00:00Z"));
const api = testApi({ clock, environment: { RATE_LIMIT_PUBLIC: "0", RATE_LIMIT_SESSION: "0" } });
let tenant: TestTenant;
let kiosk: string;

beforeAll(async () => {
  tenant = await createTestTenant(api.app);
  await startProgram(api.app, tenant.tenant_id);
  kiosk = (await pairKiosk(api, tenant)).token;
});

const office = async (request: string, body?: object) => {
  const headers = { "idempotency-key": randomUUID() };
  const answer = await api.call(request, { token: tenant.api_key, headers, ...(body === undefined ? {} : { body }) });
  if (answer.status >= 300) throw new Error(answer.text);
  return answer.body;
};
const at = (request: string, body: object) => api.call(request, { token: kiosk, body });

/** Somebody with a card and no phone. */
async function bare(): Promise<{ member_id: string; card_no: string }> {
  const { body } = await register(api, tenant, { name: "无号人" });
  return { member_id: String(body["member_id"]), card_no: String(body["card_no"]) };
}

const show = (card_no: string) => at("POST /v1/kiosk/visits", { shown: card_no });
const adjust = (member_id: string, points: number) =>
  office("POST /v1/points/adjustments", {
    member_id,
    points,
    reason: "补登积分",
    external_id: `${member_id} ${points}`,
  });

/** Somebody calls from this kiosk, and the manager says that they come. */
async function answered(token = kiosk): Promise<{ code: string; call_id: string }> {
  await api.call("POST /v1/kiosk/call", { token, body: { screen: "bind" } });
  const manager = await signInAs(api, tenant.manager.email);
  const { body } = await api.call("GET /v1/kiosk_calls?waiting=true", { token: manager });
  const call_id = String((body["data"] as unknown as { kiosk_call_id: string }[])[0]?.kiosk_call_id);
  const answer = await api.call(`POST /v1/kiosk_calls/${call_id}/answer`, { token: manager });
  return { code: String(answer.body["release_code"]), call_id };
}
const notThe = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

async function bind(visit: unknown, phone = newPhone()) {
  const code = await sendCode(api, tenant, phone);
  return at(`POST /v1/kiosk/visits/${String(visit)}/phone`, { phone, code });
}

describe("a card alone", () => {
  test("gets its first phone while there is nothing to lose, by that phone's code", async () => {
    const { member_id, card_no } = await bare();
    await adjust(member_id, MOST_POINTS_ON_A_CARD);
    const { body } = await show(card_no);
    expect(body["phone_step"]).toBe("code");
    const phone = newPhone();
    const guessed = await at(`POST /v1/kiosk/visits/${String(body["kiosk_visit_id"])}/phone`, {
      phone,
      code: "000000",
    });
    expect(["code_wrong", "code_expired"]).toContain(guessed.body["code"]);
    const bound = await bind(body["kiosk_visit_id"], phone);
    expect([bound.status, bound.body["sheet"]?.["phone_masked"]]).toEqual([200, `139****${phone.slice(-4)}`]);
    const found = await office("POST /v1/members/identify", { phone });
    expect(found["member_id"]).toBe(member_id);
    // It has a phone now: the card binds no other.
    expect(bound.body["phone_step"]).toBe("prove_first");
    expect((await bind(body["kiosk_visit_id"])).body["code"]).toBe("kiosk_proof_needed");
  });

  test("shown at two kiosks at once it gets one phone, not two", async () => {
    const { card_no } = await bare();
    const binds: (() => Promise<{ status: number }>)[] = [];
    for (const token of [kiosk, (await pairKiosk(api, tenant)).token]) {
      const shown = await api.call("POST /v1/kiosk/visits", { token, body: { shown: card_no } });
      const phone = newPhone();
      const body = { phone, code: await sendCode(api, tenant, phone) };
      binds.push(() =>
        api.call(`POST /v1/kiosk/visits/${String(shown.body["kiosk_visit_id"])}/phone`, { token, body }),
      );
    }
    const answers = await Promise.all(binds.map((bindOne) => bindOne()));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 422]);
    const of = [tenant.tenant_id];
    expect(await api.db.query("select from members.identity where tenant_id = $1 and kind = 'phone'", of)).toEqual([]);
  });

  test("has its first phone once a colleague has looked: by the code of the call they answered, which works once", async () => {
    const { member_id, card_no } = await bare();
    await adjust(member_id, MOST_POINTS_ON_A_CARD + 1);
    const { body } = await show(card_no);
    const visit = String(body["kiosk_visit_id"]);
    const release = (code: string) => at(`POST /v1/kiosk/visits/${visit}/release`, { code });
    expect((await release("123456")).body["code"]).toBe("kiosk_release_wrong");
    const { code, call_id } = await answered();
    expect((await release(notThe(code))).body["code"]).toBe("kiosk_release_wrong");
    const released = await release(code);
    expect([released.status, released.body["phone_step"]]).toEqual([200, "code"]);
    const log = await office(`GET /v1/audit_log?subject_id=${call_id}`);
    expect(JSON.stringify(log)).toContain("kiosk_call.released");
    expect((await release(code)).body["code"]).toBe("kiosk_release_wrong");
    expect((await bind(visit)).status).toBe(200);
    // Whoever shows the same card next has not been looked at.
    const again = await show(card_no);
    expect(again.body["phone_step"]).toBe("prove_first");
  });

  test("stays where it is after five wrong guesses, after a quarter of an hour, and at another kiosk", async () => {
    const { member_id, card_no } = await bare();
    await adjust(member_id, MOST_POINTS_ON_A_CARD + 1);
    const standing = async () => String((await show(card_no)).body["kiosk_visit_id"]);
    const refused = async (code: string) => {
      const visit = await standing();
      const { body } = await at(`POST /v1/kiosk/visits/${visit}/release`, { code });
      expect(body["code"]).toBe("kiosk_release_wrong");
    };
    const guessed = await answered();
    for (let n = 0; n < 5; n++) await refused(notThe(guessed.code));
    await refused(guessed.code);
    const late = await answered();
    clock.advance(16 * 60_000);
    await refused(late.code);
    const elsewhere = await answered((await pairKiosk(api, tenant)).token);
    await refused(elsewhere.code);
    expect((await show(card_no)).body["phone_step"]).toBe("call_staff");
  });

  test("is released by nobody who may not change members: they are told no code", async () => {
    await at("POST /v1/kiosk/call", { screen: "bind" });
    const { data } = await office("GET /v1/kiosk_calls?waiting=true");
    const call = (data as unknown as { kiosk_call_id: string }[])[0];
    expect((await office(`POST /v1/kiosk_calls/${call?.kiosk_call_id ?? ""}/answer`))["release_code"]).toBeNull();
  });

  const held: readonly [string, (member_id: string) => Promise<unknown>][] = [
    ["more points than a day out brings", (id) => adjust(id, MOST_POINTS_ON_A_CARD + 1)],
    [
      "stored value, be it a fen",
      (id) =>
        office("POST /v1/transactions", {
          kind: "top_up",
          title: "充值",
          external_id: `top up ${id}`,
          postings: [
            { from: { system: "issued" }, to: { member_id: id }, asset: "cny.principal", amount: 1, expires_at: null },
          ],
        }),
    ],
    [
      "a family",
      (id) => office("POST /v1/households", { name: "一家", members: [{ member_id: id, role: "guardian" }] }),
    ],
    [
      "somebody who signs in to it by other means",
      (id) =>
        office(`POST /v1/members/${id}/identities`, {
          identity: { kind: "email", value: `${id.slice(-10)}@example.com` },
        }),
    ],
  ];

  test.each(held)("waits for a colleague where it has %s, and says so before a code is sent", async (_, give) => {
    const { member_id, card_no } = await bare();
    await give(member_id);
    const { body } = await show(card_no);
    expect(body["phone_step"]).toBe("call_staff");
    const phone = newPhone();
    const refused = await bind(body["kiosk_visit_id"], phone);
    expect([refused.status, refused.body["code"]]).toEqual([422, "kiosk_staff_needed"]);
    // A colleague has looked at the person, and does it in the console.
    const { version } = await office(`GET /v1/members/${member_id}`);
    await office(`PATCH /v1/members/${member_id}`, { version, phone });
    const proved = await at("POST /v1/kiosk/visits/by_phone", { phone, code: await sendCode(api, tenant, phone) });
    expect([proved.status, proved.body["phone_step"]]).toEqual([201, "code"]);
  });
});
