import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { createTestTenant, signInAs, type TestTenant, toWireId } from "../../../../test/world.ts";
import { fixedClock } from "../../../platform/kernel/clock.ts";
import { deviceTasks } from "../index.ts";
import { pairKiosk } from "./build.ts";

const clock = fixedClock(new Date("2026-10-02T02:00:00Z"));
const api = testApi({ clock, environment: { RATE_LIMIT_PUBLIC: "0" } });
let tenant: TestTenant;
let other: TestTenant;

beforeAll(async () => {
  tenant = await createTestTenant(api.app);
  other = await createTestTenant(api.app);
});

const start = async () => (await api.call("POST /v1/device_pairings", { body: { kind: "kiosk" } })).body;
const stateOf = async (token: unknown) =>
  (await api.call("POST /v1/device_pairings/state", { body: { token } })).body["state"];
const take = (pairing_code: unknown, by = tenant, more: object = {}, token = by.api_key) => {
  const unit_id = toWireId("org_unit", by.first.unit_id);
  const body = { pairing_code, name: "东门自助机", unit_id, languages: ["zh-CN"], ...more };
  return api.call("POST /v1/devices", { token, body });
};

describe("pairing", () => {
  test("the token that the device holds is good as soon as somebody types its code, and not before", async () => {
    const { code, token } = await start();
    expect(code).toMatch(/^[2-9BCDFGHJKMNPQRSTVWXZ]{4}-[2-9BCDFGHJKMNPQRSTVWXZ]{4}$/);
    expect(await stateOf(token)).toBe("waiting");
    const ask = () => api.call("GET /v1/kiosk", { token: String(token) });
    expect((await ask()).status).toBe(401);
    // As people type it.
    const taken = await take(String(code).toLowerCase().replace("-", " "));
    expect([taken.status, taken.body["name"], taken.body["is_online"]]).toEqual([201, "东门自助机", true]);
    expect(await stateOf(token)).toBe("paired");
    expect((await ask()).body).toMatchObject({ name: "东门自助机", unit_name: "欢乐谷" });
  });

  test("a code works once, and for ten minutes", async () => {
    const { code } = await start();
    expect((await take(code)).status).toBe(201);
    expect((await take(code, other)).body["code"]).toBe("pairing_gone");
    const late = await start();
    clock.advance(10 * 60_000);
    expect(await stateOf(late["token"])).toBe("over");
    expect((await take(late["code"])).body["code"]).toBe("pairing_gone");
  });

  test("two who type the same code at once: one of them has the device", async () => {
    const { code } = await start();
    const replies = await Promise.all([take(code), take(code, other), take(code), take(code, other)]);
    expect(replies.map((reply) => reply.status).sort((a, b) => a - b)).toEqual([201, 422, 422, 422]);
  });

  test("nobody puts a device where they have no say", async () => {
    const { code } = await start();
    const manager = await signInAs(api, tenant.manager.email);
    const elsewhere = { unit_id: toWireId("org_unit", tenant.second.unit_id) };
    expect((await take(code, tenant, elsewhere, manager)).status).toBe(404);
    expect((await take(code, tenant, {}, manager)).status).toBe(201);
  });

  test("codes that nobody typed are forgotten", async () => {
    await start();
    clock.advance(11 * 60_000);
    await deviceTasks(api.app)["forget_pairings"]?.(undefined, undefined as never);
    const rows = await api.db.query("select from devices.pairing where expires_at < $1", [clock.now()]);
    expect(rows).toEqual([]);
  });
});

describe("a device", () => {
  test("sent away is refused at once and leaves the list", async () => {
    const { device_id, token } = await pairKiosk(api, tenant);
    expect((await api.call("GET /v1/kiosk", { token })).status).toBe(200);
    expect((await api.call(`DELETE /v1/devices/${device_id}`, { token: tenant.api_key })).status).toBe(204);
    expect((await api.call("GET /v1/kiosk", { token })).status).toBe(401);
    const list = await api.call("GET /v1/devices", { token: tenant.api_key });
    expect(list.text).not.toContain(device_id);
    const gone = await api.call("GET /v1/devices?revoked=true", { token: tenant.api_key });
    expect(gone.text).toContain(device_id);
    expect(await stateOf(token)).toBe("over");
  });

  test("works as a bearer only, and its token is nowhere in the database", async () => {
    const { token } = await pairKiosk(api, tenant);
    const cookie = await api.call("GET /v1/kiosk", { headers: { cookie: `hy_session=${token}` } });
    expect(cookie.status).toBe(401);
    const rows = await api.db.query("select d::text from devices.device d where d::text like '%' || $1 || '%'", [
      token,
    ]);
    expect(rows).toEqual([]);
  });

  test("is seen when it asks, and offline after three minutes of silence", async () => {
    const { device_id, token } = await pairKiosk(api, tenant);
    const online = async () =>
      (await api.call(`GET /v1/devices/${device_id}`, { token: tenant.api_key })).body["is_online"];
    clock.advance(4 * 60_000);
    expect(await online()).toBe(false);
    await api.call("GET /v1/kiosk", { token });
    expect(await online()).toBe(true);
  });

  test("is renamed and moved by who read its newest version", async () => {
    const { device_id, token } = await pairKiosk(api, tenant);
    const change = (body: object) => api.call(`PATCH /v1/devices/${device_id}`, { token: tenant.api_key, body });
    const unit_id = toWireId("org_unit", tenant.second.unit_id);
    expect((await change({ version: 1, unit_id, languages: ["en", "ko", "en"] })).body).toMatchObject({
      unit_name: "海洋馆",
      languages: ["en", "ko"],
      version: 2,
    });
    expect((await change({ version: 1, name: "另一个" })).body["code"]).toBe("version_conflict");
    expect((await api.call("GET /v1/kiosk", { token })).body).toMatchObject({ unit_name: "海洋馆" });
  });
});
