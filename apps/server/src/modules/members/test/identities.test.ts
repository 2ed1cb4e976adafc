import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { createTestTenant, type TestTenant, toWireId } from "../../../../test/world.ts";
import { IDENTITY_KINDS, maskIdentity, readIdentity } from "../domain/identity-value.ts";
import { newPhone, register } from "./build.ts";

describe("what a name of each kind looks like", () => {
  test("one spelling, whatever was typed", () => {
    expect(readIdentity("email", undefined, "  Lan@YunXiu.Example ")).toMatchObject({ value: "lan@yunxiu.example" });
    expect(readIdentity("phone", undefined, "138 0013-8000")).toMatchObject({ value: "+8613800138000" });
    expect(readIdentity("employee_no", undefined, "e-１０２４")).toMatchObject({ value: "E-1024" });
    expect(readIdentity("ota", "CTRIP", "M-20")).toMatchObject({ issuer: "ctrip", value: "M-20" });
  });

  test("what cannot be one is refused where it is wrong", () => {
    expect(readIdentity("openid", "wx1", "short")).toBe("value");
    expect(readIdentity("openid", "", "oABCDEFGHIJKLMNOPQRSTUVWXYZ1")).toBe("issuer");
    expect(readIdentity("email", "x", "a@b.example")).toBe("issuer");
    expect(readIdentity("email", undefined, "not an address")).toBe("value");
    expect(readIdentity("phone", undefined, "12345")).toBe("value");
    expect(readIdentity("ota", "ctrip", " \u200b ")).toBe("value");
  });

  test("a mask never shows a whole value but a short public number", () => {
    for (const kind of IDENTITY_KINDS.filter((one) => one !== "employee_no")) {
      const value = kind === "email" ? "lan@yunxiu.example" : kind === "phone" ? "+8613800138000" : "oABCDEFGHIJKLMNOP";
      expect(maskIdentity({ kind, issuer: "", value })).not.toBe(value);
    }
  });
});

describe("other names of a person", () => {
  const api = testApi({ environment: { RATE_LIMIT_KEY: "0" } });
  let tenant: TestTenant;
  beforeAll(async () => {
    tenant = await createTestTenant(api.app);
  });

  const call = (request: string, body?: object) =>
    api.call(request, { token: tenant.api_key, ...(body ? { body } : {}) });
  const member = async (more: object = {}) =>
    String((await register(api, tenant, { name: "江听岚", ...more })).body["member_id"]);
  const home_unit_id = () => toWireId("org_unit", tenant.first.unit_id);
  const openid = (value: string, app = "wx-park") => ({
    kind: "openid",
    issuer: app,
    value: `o${value}`.padEnd(28, "x"),
  });

  test("is found by it, shown masked, and no longer once it is taken away", async () => {
    const member_id = await member();
    const identity = { kind: "ota", issuer: "ctrip", value: "M-2048-7781" };
    const given = await call(`POST /v1/members/${member_id}/identities`, { identity, verified: true });
    expect([given.status, given.body]).toMatchObject([201, { kind: "ota", shown: "M-****81", verified: true }]);
    expect((await call(`POST /v1/members/${member_id}/identities`, { identity })).status).toBe(200);
    expect((await call("POST /v1/members/identify", { identity })).body["member_id"]).toBe(member_id);
    const names = (await call(`GET /v1/members/${member_id}/identities`)).body["data"] as unknown as { kind: string }[];
    expect(names.map((one) => one.kind)).toEqual(["card", "ota"]);
    const stored = await api.db.query<{ n: number }>(
      `select count(*)::int as n from members.identity where position('2048'::bytea in value_cipher) > 0`,
    );
    expect(stored[0]?.n).toBe(0);
    const gone = await call(`DELETE /v1/members/${member_id}/identities/${String(given.body["identity_id"])}`);
    expect(gone.status).toBe(204);
    expect((await call("POST /v1/members/identify", { identity })).status).toBe(404);
  });

  test("one name is one person's: the other is refused in three languages, and both wait among the duplicates", async () => {
    const [one, other] = [await member(), await member()];
    const identity = { kind: "email", value: `shared-${one.slice(-6)}@yunxiu.example` };
    await call(`POST /v1/members/${one}/identities`, { identity });
    const titles = await Promise.all(
      ["zh-CN", "en", "ko"].map(async (language) => {
        const refused = await api.call(`POST /v1/members/${other}/identities`, {
          token: tenant.api_key,
          body: { identity },
          headers: { "accept-language": language },
        });
        expect([refused.status, refused.body["code"], refused.body["member_id"]]).toEqual([409, "identity_taken", one]);
        return String(refused.body["title"]);
      }),
    );
    expect(new Set(titles).size).toBe(3);
    const found = await call(`GET /v1/members/duplicates?member_id=${one}`);
    expect(found.body["data"]?.[0]).toMatchObject({ reasons: ["email"], confidence: 80, state: "open" });
  });

  test("an openid of another app is somebody else's", async () => {
    const [one, other] = [await member(), await member()];
    await call(`POST /v1/members/${one}/identities`, { identity: openid("same", "wx-park") });
    const given = await call(`POST /v1/members/${other}/identities`, { identity: openid("same", "wx-hotel") });
    expect(given.status).toBe(201);
  });

  test.each([
    ["a phone", (n: number) => ({ phone: `1397${String(n).padStart(7, "0")}` })],
    ["an openid", (n: number) => ({ identity: openid(`fifty${n}`) })],
    [
      "both",
      (n: number) => ({ identity: openid(`both${n}`), phone: `1398${String(n).padStart(7, "0")}`, verified: true }),
    ],
  ])("fifty who ask for %s at once get one member", async (_, who) => {
    const body = { name: "江听岚", home_unit_id: home_unit_id(), ...who(Math.floor(Math.random() * 1e6)) };
    const replies = await Promise.all(Array.from({ length: 50 }, () => call("POST /v1/members/find_or_create", body)));
    const statuses = replies.map((reply) => reply.status).toSorted((a, b) => a - b);
    expect(statuses).toEqual([...Array<number>(49).fill(200), 201]);
    expect(new Set(replies.map((reply) => reply.body["member_id"])).size).toBe(1);
  });

  test("whoever is known by phone gets the other name; two people named at once are told apart", async () => {
    const [phone, second] = [newPhone(), newPhone()];
    const known = await member({ phone });
    const identity = openid(`link${phone.slice(-6)}`);
    const body = { identity, phone, home_unit_id: home_unit_id() };
    const found = await call("POST /v1/members/find_or_create", body);
    expect([found.status, found.body]).toEqual([200, { member_id: known, created: false }]);
    expect((await call("POST /v1/members/identify", { identity })).body["member_id"]).toBe(known);
    await member({ phone: second });
    const both = await call("POST /v1/members/find_or_create", { ...body, phone: second });
    expect([both.status, both.body["code"]]).toEqual([409, "identities_disagree"]);
    const nothing = await call("POST /v1/members/find_or_create", { home_unit_id: home_unit_id() });
    expect(nothing.body["code"]).toBe("name_or_number");
  });

  test("a second phone finds the person, and nobody registers with it", async () => {
    const phone = newPhone();
    const member_id = await member({ phone: newPhone() });
    await call(`POST /v1/members/${member_id}/identities`, { identity: { kind: "phone", value: phone } });
    expect((await call("POST /v1/members/identify", { phone })).body["member_id"]).toBe(member_id);
    const again = await register(api, tenant, { name: "江听岚", phone });
    expect([again.status, again.body["member_id"]]).toEqual([409, member_id]);
    const other = await member({ phone: newPhone() });
    const taken = await call(`PATCH /v1/members/${other}`, { version: 1, phone });
    expect([taken.status, taken.body["code"]]).toEqual([409, "phone_taken"]);
    // For the person themselves it may become the first.
    expect((await call(`PATCH /v1/members/${member_id}`, { version: 1, phone })).status).toBe(200);
    expect((await call("POST /v1/members/identify", { phone })).body["member_id"]).toBe(member_id);
  });
});
