import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { createTestTenant, signInAs, type TestTenant, toWireId } from "../../../../test/world.ts";
import { fixedClock } from "../../../platform/kernel/clock.ts";
import { pairKiosk, type PairedDevice } from "../../devices/test/build.ts";
import { kioskTasks } from "../index.ts";

const clock = fixedClock(new Date("2026-10-02T02:00:00Z"));
const api = testApi({ clock, environment: { RATE_LIMIT_PUBLIC: "0" } });
let tenant: TestTenant;
let kiosk: PairedDevice;
let manager: string;

beforeAll(async () => {
  tenant = await createTestTenant(api.app);
  kiosk = await pairKiosk(api, tenant);
  manager = await signInAs(api, tenant.manager.email);
});

const call = (screen = "home", token = kiosk.token) =>
  api.call("POST /v1/kiosk/call", { token, body: { screen }, headers: { "accept-language": "en" } });
const waiting = async (token = manager) =>
  (await api.call("GET /v1/kiosk_calls?waiting=true", { token })).body["data"] as unknown as Record<string, string>[];
const told = async () => (await api.call("GET /v1/kiosk/call", { token: kiosk.token })).body["call"];
const answer = (id: unknown, token = manager) => api.call(`POST /v1/kiosk_calls/${String(id)}/answer`, { token });

describe("calling staff", () => {
  test("shows where, since when and in which language; answered, the kiosk says who comes", async () => {
    expect((await call("bind")).body).toMatchObject({ state: "waiting" });
    const [one] = await waiting();
    expect(one).toMatchObject({ device_name: "东门自助机", unit_name: "欢乐谷", language: "en", screen: "bind" });
    const answered = await answer(one?.["kiosk_call_id"]);
    expect(answered.body).toMatchObject({ state: "answered", answered_by_name: tenant.manager.email });
    expect(await told()).toMatchObject({ state: "answered", answered_by_name: tenant.manager.email });
    expect(await waiting()).toEqual([]);
    expect((await answer(one?.["kiosk_call_id"])).body["code"]).toBe("kiosk_call_over");
    clock.advance(4 * 60_000);
    expect(await told()).toBeNull();
  });

  test("twice, and at once, is one call", async () => {
    await Promise.all([call(), call(), call()]);
    await call();
    expect(await waiting()).toHaveLength(1);
    expect((await api.call("DELETE /v1/kiosk/call", { token: kiosk.token })).status).toBe(204);
    expect(await waiting()).toEqual([]);
    expect(await told()).toBeNull();
  });

  test("ends by itself: after a quarter of an hour nobody waits any more", async () => {
    await call();
    const [one] = await waiting();
    clock.advance(15 * 60_000 + 1000);
    expect(await waiting()).toEqual([]);
    expect((await answer(one?.["kiosk_call_id"])).body["code"]).toBe("kiosk_call_over");
    // A new one is a new one.
    await call("sheet");
    expect(await waiting()).toMatchObject([{ screen: "sheet" }]);
    await api.call("DELETE /v1/kiosk/call", { token: kiosk.token });
  });

  test("is seen by those whose place it is", async () => {
    const far = await pairKiosk(api, tenant, { unit_id: toWireId("org_unit", tenant.second.unit_id) });
    await call("home", far.token);
    expect(await waiting()).toEqual([]);
    const [one] = await waiting(tenant.api_key);
    expect((await answer(one?.["kiosk_call_id"])).status).toBe(404);
    expect((await answer(one?.["kiosk_call_id"], tenant.api_key)).status).toBe(200);
  });

  test("is forgotten after a season", async () => {
    await call();
    clock.advance(91 * 86_400_000);
    await kioskTasks(api.app)["forget_kiosk_calls"]?.(undefined, undefined as never);
    expect(await api.db.query("select from kiosk.call")).toEqual([]);
  });
});
