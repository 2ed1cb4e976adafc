import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { createTestTenant, signInAs, type TestTenant } from "../../../../test/world.ts";

const api = testApi();
let live: TestTenant;
let sandbox: TestTenant;

beforeAll(async () => {
  live = await createTestTenant(api.app);
  sandbox = await createTestTenant(api.app, { mode: "sandbox", test_now: new Date("2026-05-01T02:00:00Z") });
});

const read = (tenant: TestTenant) => api.call("GET /v1/test_clock", { token: tenant.api_key });
const advance = (tenant: TestTenant, to: string) =>
  api.call("POST /v1/test_clock/advance", { token: tenant.api_key, body: { to } });

describe("the test clock", () => {
  test("stands still until it is moved, and the venues follow it", async () => {
    expect((await read(sandbox)).body).toEqual({ now: "2026-05-01T02:00:00.000Z", real: false });
    expect((await advance(sandbox, "2026-05-01T22:00:00+08:00")).body).toMatchObject({
      now: "2026-05-01T14:00:00.000Z",
      timers_run: 0,
    });
    const venues = await api.call("GET /v1/venues", { token: sandbox.api_key });
    expect(venues.body["data"]?.[0]).toMatchObject({ status: "closed" });
  });

  test("never goes back", async () => {
    const back = await advance(sandbox, "2026-05-01T00:00:00Z");
    expect([back.status, back.body["code"]]).toEqual([422, "clock_backwards"]);
    expect(back.body["now"]).toBe("2026-05-01T14:00:00.000Z");
  });

  test("is no business of a live tenant, or of a store manager", async () => {
    for (const reply of [await read(live), await advance(live, "2030-01-01T00:00:00Z")]) {
      expect([reply.status, reply.body["code"]]).toEqual([422, "not_a_sandbox"]);
    }
    const token = await signInAs(api, sandbox.manager.email);
    const body = { to: "2027-01-01T00:00:00Z" };
    expect((await api.call("POST /v1/test_clock/advance", { token, body })).status).toBe(403);
  });
});
