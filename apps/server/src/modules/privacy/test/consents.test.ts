import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { createTestTenant, signInAs, toWireId, type TestTenant } from "../../../../test/world.ts";
import { newPhone, register, signInMember } from "../../members/test/build.ts";

const api = testApi();
let tenant: TestTenant;
let staff: string;
beforeAll(async () => {
  tenant = await createTestTenant(api.app);
  staff = await signInAs(api, tenant.admin.email);
  for (const purpose of ["membership", "marketing"]) await publish(purpose, "1");
});

const call = (request: string, body?: object, token = staff) =>
  api.call(request, { token, ...(body === undefined ? {} : { body }) });

const publish = (purpose: string, text_version: string, body = "我们如何使用您的信息。") => {
  const texts = [
    { language: "zh-CN", title: "隐私政策", body },
    { language: "en", title: "Privacy notice", body: "How we use your data." },
  ];
  return call(`PUT /v1/privacy/documents/${purpose}`, { text_version, texts });
};

interface Said {
  purpose: string;
  action: string;
  text_version: string;
  text_sha256: string | null;
  channel: string;
  proof: string;
  proof_holds: boolean;
}
const historyOf = async (member_id: string) =>
  (await call(`GET /v1/consents?member_id=${member_id}`)).body["history"] as unknown as Said[];

describe("a text", () => {
  test("is published once: the same words again change nothing, others are refused", async () => {
    const again = await publish("marketing", "1");
    expect([again.status, again.body["data"]?.length]).toEqual([200, 2]);
    expect((await publish("marketing", "1", "别的内容。")).body["code"]).toBe("document_published");
  });

  test("of the newest version is what whoever signs up is shown, in their language", async () => {
    await publish("partners", "1");
    await publish("partners", "2", "第二版。");
    const url = `GET /v1/privacy/texts?tenant_id=${toWireId("tenant", tenant.tenant_id)}`;
    const texts = async (language: string) =>
      (await api.call(`${url}&language=${language}`)).body["data"] as unknown as Record<string, string>[];
    const partners = (list: Record<string, string>[]) => list.find(({ purpose }) => purpose === "partners");
    expect(partners(await texts("zh-CN"))).toMatchObject({ text_version: "2", body: "第二版。" });
    // Nobody translated it: the original stands in.
    expect(partners(await texts("ko"))).toMatchObject({ language: "zh-CN" });
  });
});

describe("consents", () => {
  test("a member who signs up leaves the text, its hash, the channel and a proof", async () => {
    const { body } = await signInMember(api, tenant, newPhone());
    const [first] = await historyOf(String((body["member"] as unknown as { member_id: string }).member_id));
    expect(first).toMatchObject({ purpose: "membership", action: "granted", text_version: "1", channel: "sms" });
    expect([first?.text_sha256?.length, first?.proof_holds]).toEqual([64, true]);
  });

  test("a yes, the same yes and a no are two entries, and the no counts", async () => {
    const { body } = await signInMember(api, tenant, newPhone());
    const token = String(body["token"]);
    const say = (said: object) => call("POST /v1/member/consents", { purpose: "marketing", ...said }, token);
    await say({ action: "granted", text_version: "1" });
    await say({ action: "granted", text_version: "1" });
    const after = await say({ action: "withdrawn" });
    const marketing = (after.body["history"] as unknown as Said[]).filter(({ purpose }) => purpose === "marketing");
    expect(marketing.map(({ action, proof_holds }) => [action, proof_holds])).toEqual([
      ["granted", true],
      ["withdrawn", true],
    ]);
    expect(after.body["standing"]).toContainEqual(
      expect.objectContaining({ purpose: "marketing", state: "withdrawn" }),
    );
  });

  test("said by two devices at once stay in one chain", async () => {
    const { body } = await signInMember(api, tenant, newPhone());
    const token = String(body["token"]);
    const acts = ["granted", "withdrawn", "granted", "withdrawn", "granted", "withdrawn"];
    const said = acts.map((action) => ({ purpose: "marketing", action, text_version: "1" }));
    await Promise.all(said.map((one) => call("POST /v1/member/consents", one, token)));
    const { history } = (await call("GET /v1/member/consents", undefined, token)).body as unknown as {
      history: Said[];
    };
    expect(history.every(({ proof_holds }) => proof_holds)).toBe(true);
  });

  test("one that somebody changes in the table no longer holds, nor does the one after it when one is taken away", async () => {
    const member_id = String((await register(api, tenant, { name: "林舟" })).body["member_id"]);
    const say = (action: string) =>
      call("POST /v1/consents", { member_id, purpose: "marketing", action, text_version: "1", channel: "paper" });
    for (const action of ["granted", "withdrawn", "granted"]) await say(action);
    const holds = async () => (await historyOf(member_id)).map(({ proof_holds }) => proof_holds);
    expect(await holds()).toEqual([true, true, true]);
    const [, second] = await historyOf(member_id);
    await api.db.query("update consents.consent set channel = 'sms' where proof = decode($1, 'hex')", [second?.proof]);
    expect(await holds()).toEqual([true, false, true]);
    await api.db.query("delete from consents.consent where proof = decode($1, 'hex')", [second?.proof]);
    expect(await holds()).toEqual([true, false]);
  });

  test("to a text that is not there, or against the membership itself, are refused", async () => {
    const member_id = String((await register(api, tenant, { name: "林舟" })).body["member_id"]);
    const said = { member_id, channel: "front_desk" };
    const unknown = { ...said, purpose: "marketing", action: "granted", text_version: "99" };
    expect((await call("POST /v1/consents", unknown)).body["code"]).toBe("document_unknown");
    const leaving = { ...said, purpose: "membership", action: "withdrawn" };
    expect((await call("POST /v1/consents", leaving)).body["code"]).toBe("consent_is_membership");
  });

  test("withdrawal as a request takes back all but the membership", async () => {
    const { body } = await signInMember(api, tenant, newPhone());
    const token = String(body["token"]);
    await call("POST /v1/member/consents", { purpose: "marketing", action: "granted", text_version: "1" }, token);
    const { request_id } = (await call("POST /v1/member/subject_requests", { kind: "withdrawal" }, token)).body;
    await call(`POST /v1/subject_requests/${String(request_id)}/start`, {});
    await call(`POST /v1/subject_requests/${String(request_id)}/complete`, {});
    const { standing } = (await call("GET /v1/member/consents", undefined, token)).body;
    expect(standing).toEqual([
      expect.objectContaining({ purpose: "marketing", state: "withdrawn" }),
      expect.objectContaining({ purpose: "membership", state: "granted" }),
    ]);
  });
});

describe("a reveal", () => {
  test("shows the phone and ID number, and stands in the log with its reason but without the numbers", async () => {
    const phone = newPhone();
    const { member_id, version } = (await register(api, tenant, { name: "林舟", phone })).body;
    const id_number = "11010519491231002X";
    const changed = await call(`PATCH /v1/members/${String(member_id)}`, {
      version,
      id_number: "1101051949 1231 002x",
    });
    expect(changed.body["id_number_masked"]).toBe("**************002X");
    const asked = { fields: ["phone", "id_number"], reason: "来电核对本人" };
    const shown = await call(`POST /v1/members/${String(member_id)}/reveal`, asked);
    expect(shown.body).toEqual({ phone: `+86${phone}`, id_number, reason: asked.reason });
    const rows = await api.db.query<{ reason: string; entry: string }>(
      "select reason, row_to_json(a)::text as entry from platform.audit_entry a where action = 'member.revealed' and tenant_id = $1",
      [tenant.tenant_id],
    );
    expect(rows.map(({ reason }) => reason)).toEqual(["来电核对本人"]);
    expect(rows[0]?.entry).not.toMatch(new RegExp(`${phone}|${id_number}`));
  });

  test("wants a reason and the permission", async () => {
    const { member_id } = (await register(api, tenant, { name: "林舟", phone: newPhone() })).body;
    const path = `POST /v1/members/${String(member_id)}/reveal`;
    expect((await call(path, { fields: ["phone"] })).status).toBe(400);
    const manager = await signInAs(api, tenant.manager.email);
    expect((await call(path, { fields: ["phone"], reason: "好奇" }, manager)).body["code"]).toBe("permission_missing");
  });

  test("whoever is found by an ID number is found exactly, and a wrong number is refused", async () => {
    const { member_id, version } = (await register(api, tenant, { name: "周以宁" })).body;
    await call(`PATCH /v1/members/${String(member_id)}`, { version, id_number: "33010219200403064X" });
    const found = await call("GET /v1/members?q=33010219200403064x");
    expect(found.body["data"]).toEqual([expect.objectContaining({ member_id })]);
    const wrong = await call(`PATCH /v1/members/${String(member_id)}`, { version: 2, id_number: "110105194912310021" });
    expect([wrong.status, wrong.text.includes("/id_number")]).toEqual([400, true]);
  });
});
