// A purchase that names a phone nobody has, and the gift that waits for whoever joins.
import { beforeEach, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import {
  createTestTenant,
  PASSWORD,
  signInAs,
  startProgram,
  type TestTenant,
  toWireId,
} from "../../../../test/world.ts";
import { drainConsumer, sequenceEvents } from "../../../platform/events/sequencer.ts";
import { createStaff } from "../../access/index.ts";
import { newPhone, signInMember } from "../../members/test/build.ts";
import { behaviourConsumer } from "../../points/index.ts";

const api = testApi();
let tenant: TestTenant;
let keys = 0;

type Row = Record<string, unknown>;

const call = (request: string, body?: object, token = tenant.api_key) =>
  api.call(request, { token, ...(body === undefined ? {} : { body }) });
const rowsOf = async (path: string) => (await call(`GET ${path}`)).body["data"] as unknown as Row[];

const basket = (amount_fen = 12_345) => ({
  venue_id: toWireId("venue", tenant.first.venue.venue_id),
  lines: [{ item_name: "日场票", business_type: "ticket", quantity: 1, amount_fen }],
  payments: [{ method: "cash", amount_fen }],
});

const buy = (body: object, token = tenant.api_key, key = `newcomer-${(keys += 1)}`) =>
  api.call("POST /v1/purchases", { token, headers: { "idempotency-key": key }, body: { ...basket(), ...body } });

const publish = (purpose: string) =>
  call(`PUT /v1/privacy/documents/${purpose}`, {
    text_version: `${purpose}-7`,
    texts: [{ language: "zh-CN", title: purpose, body: `${purpose} 的文本` }],
  });

async function allow(consent_channel = "paper") {
  const { version } = (await call("GET /v1/registration_policy")).body;
  const policy = { version, at_purchase: "with_consent", purposes: ["membership", "marketing"], consent_channel };
  expect((await call("PUT /v1/registration_policy", policy)).status).toBe(200);
}

const peopleWith = (phone: string) => rowsOf(`/v1/members?q=${phone}`);
const register = { agreed: ["membership", "marketing"] };

beforeEach(async () => {
  tenant = await createTestTenant(api.app);
  await startProgram(api.app, tenant.tenant_id);
});

describe("a purchase naming an unknown phone", () => {
  test("makes a member of them, with what they agreed to as the tenant writes it down, and gives them the points", async () => {
    const email = `till-${newPhone()}@example.com`;
    const { staff_id } = await api.app.database.write(tenant.tenant_id, (tx) =>
      createStaff(tx, api.app.runtime, {
        email,
        password: PASSWORD,
        name: "收银小林",
        role: "front_desk",
        unit_id: tenant.first.unit_id,
      }),
    );
    const desk = await signInAs(api, email);
    for (const purpose of ["membership", "marketing"]) await publish(purpose);
    await allow();
    const phone = newPhone();
    const asked = await call("POST /v1/purchases/evaluate", { ...basket(), phone, register }, desk);
    expect(asked.body).toMatchObject({ accepted: true, registers: true, member: null, points: { total: 123 } });
    expect(await peopleWith(phone)).toEqual([]);
    const bought = await buy({ phone, register: { ...register, name: "夏知微" } }, desk);
    expect([bought.status, bought.body["points_awarded"]]).toEqual([201, 123]);
    const id = String(bought.body["member_id"]);
    const { body: member } = await call(`GET /v1/members/${id}`);
    expect(member).toMatchObject({
      name: "夏知微",
      source: "purchase",
      home_unit_id: toWireId("org_unit", tenant.first.unit_id),
      owner_staff_id: toWireId("staff", staff_id),
      accounts: { points: { available: 123 } },
    });
    const { body: consents } = await call(`GET /v1/consents?member_id=${id}`);
    expect(consents["standing"]).toMatchObject([
      { purpose: "marketing", state: "granted", text_version: "marketing-7" },
      { purpose: "membership", state: "granted", text_version: "membership-7" },
    ]);
    expect(consents["history"]).toMatchObject([{ channel: "paper" }, { channel: "paper" }]);
    const log = await rowsOf("/v1/audit_log?action=member.registered&limit=1");
    expect(log[0]).toMatchObject({ action: "member.registered" });
    expect((await buy({ phone, register }, desk)).body["member_id"]).toBe(id);
  });

  test("of whom there is nobody, without being asked to register, stays refused", async () => {
    await publish("membership");
    await allow();
    expect((await buy({ phone: newPhone() })).body["code"]).toBe("not_found");
  });

  test.each([
    ["registration_off", { agreed: ["membership"] }, () => publish("membership")],
    ["consent_required", { agreed: ["marketing"] }, async () => [await publish("marketing"), await allow()]],
    ["consent_text_missing", { agreed: ["membership"] }, () => allow()],
  ])("is refused with %s, and nobody was registered", async (code, said, arrange) => {
    await arrange();
    const phone = newPhone();
    expect((await buy({ phone, register: said })).body["code"]).toBe(code);
    expect((await call("POST /v1/purchases/evaluate", { ...basket(), phone, register: said })).body["code"]).toBe(code);
    expect(await peopleWith(phone)).toEqual([]);
  });

  test("that is refused itself registers nobody", async () => {
    await publish("membership");
    await allow();
    const phone = newPhone();
    const unpaid = { payments: [{ method: "cash", amount_fen: 1 }] };
    expect((await buy({ ...unpaid, phone, register: { agreed: ["membership"] } })).body["code"]).toBe(
      "payments_do_not_match",
    );
    expect(await peopleWith(phone)).toEqual([]);
  });

  test("sent again under its key answers the same; twenty at once make one member and twenty purchases", async () => {
    await publish("membership");
    await allow();
    const phone = newPhone();
    const said = { phone, register: { agreed: ["membership"] } };
    const [first, again] = [await buy(said, tenant.api_key, "same"), await buy(said, tenant.api_key, "same")];
    expect(again.text).toBe(first.text);
    const other = { phone: newPhone(), register: { agreed: ["membership"] } };
    const all = await Promise.all(Array.from({ length: 20 }, () => buy(other)));
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(all.map(({ body }) => body["member_id"])).size).toBe(1);
    expect(await peopleWith(other.phone)).toHaveLength(1);
    expect(await rowsOf(`/v1/purchases?member_id=${String(all[0]?.body["member_id"])}`)).toHaveLength(20);
  });

  test("without a phone, or with words of no purpose, is told at its field", async () => {
    const pointers = async (body: object) =>
      ((await buy(body)).body["errors"] as unknown as Row[]).map((error) => error["pointer"]);
    expect(await pointers({ register: { agreed: ["membership"] } })).toEqual(["/register"]);
    expect(await pointers({ phone: newPhone(), register: { agreed: ["face"] } })).toEqual(["/register/agreed/0"]);
    expect(await pointers({ phone: newPhone(), register: { agreed: ["membership"], name: "  " } })).toEqual([
      "/register/name",
    ]);
  });
});

describe("the welcome gift", () => {
  const GIFT = 200;

  beforeEach(async () => {
    const definition = {
      kind: "fixed",
      trigger: { behaviour: "register" },
      points: GIFT,
      limits: { times_ever: 1 },
      conditions: { combinator: "and", rules: [] },
    };
    const { body } = await call("POST /v1/points/rules", { name: "新会员礼", definition });
    await call(`POST /v1/points/rules/${String(body["rule_id"])}/publish`, { version: 1 });
  });

  const settle = async () => {
    await sequenceEvents(api.app.database);
    await drainConsumer(api.app.database, behaviourConsumer(api.app), api.app.log);
  };
  const giftsOf = async (id: string) =>
    (await rowsOf(`/v1/members/${id}/entries`)).filter((entry) => entry["kind"] === "behaviour");

  test("comes once to whoever joins, whichever way, and its timeline row says why", async () => {
    await publish("membership");
    await allow();
    const home_unit_id = toWireId("org_unit", tenant.first.unit_id);
    const desk = await call("POST /v1/members", { name: "前台来的", phone: newPhone(), home_unit_id });
    const phone = await signInMember(api, tenant, newPhone());
    const till = await buy({ phone: newPhone(), register: { agreed: ["membership"] } });
    const bulk = await call("POST /v1/members/bulk", {
      members: [{ external_id: "w-1", name: "文件来的", home_unit_id }],
    });
    const ids = [
      desk.body["member_id"],
      phone.body["member"]?.["member_id"],
      till.body["member_id"],
      (bulk.body["results"] as unknown as Row[])[0]?.["member_id"],
    ].map(String);
    await settle();
    await settle();
    for (const id of ids) {
      expect(await giftsOf(id)).toMatchObject([{ amount: GIFT, title: "注册" }]);
      const told = await rowsOf(`/v1/members/${id}/timeline?kinds=points`);
      expect(told).toMatchObject([{ kind: "points", points: GIFT }]);
      const why = await call(`GET /v1/transactions/${String(told[0]?.["ref"])}`);
      expect(JSON.stringify(why.body["trace"])).toContain("新会员礼");
    }
  });

  test("is not given again to one person in two records, nor when their phone comes back", async () => {
    const home_unit_id = toWireId("org_unit", tenant.first.unit_id);
    const phone = newPhone();
    const one = await call("POST /v1/members", { name: "江听岚", phone, home_unit_id });
    await settle();
    await publish("membership");
    await allow();
    const id = String(one.body["member_id"]);
    expect((await buy({ phone, register: { agreed: ["membership"] } })).body["member_id"]).toBe(id);
    await signInMember(api, tenant, phone);
    await settle();
    expect(await giftsOf(id)).toHaveLength(1);
  });
});
