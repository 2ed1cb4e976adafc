import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { createTestKey, createTestTenant, signInAs, type TestTenant } from "../../../../test/world.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";

const api = testApi();
let tenant: TestTenant;
let other: TestTenant;
let manager: string;

beforeAll(async () => {
  tenant = await createTestTenant(api.app);
  other = await createTestTenant(api.app, { mode: "sandbox", test_now: new Date("2026-05-01T02:00:00Z") });
  manager = await signInAs(api, tenant.manager.email);
});

const venueBody = (code: string) => ({
  parent_unit_id: toWireId("org_unit", tenant.root_unit_id),
  name: "恐龙园",
  code,
  business_type: "ticket",
  opens_at: "09:00",
  closes_at: "25:30",
  map: { width: 100, height: 100 },
});

describe("tenant", () => {
  test("a page finds its tenant before anybody signed in; the live one comes first", async () => {
    const reply = await api.call("GET /v1/client_config");
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({ tenant_id: toWireId("tenant", tenant.tenant_id), test_channel: true });
    const asked = await api.call(`GET /v1/client_config?tenant_id=${toWireId("tenant", other.tenant_id)}`);
    expect(asked.body["tenant_id"]).toBe(toWireId("tenant", other.tenant_id));
    const unknown = await api.call(`GET /v1/client_config?tenant_id=${toWireId("tenant", api.app.runtime.ids.next())}`);
    expect([unknown.status, unknown.body["code"]]).toEqual([404, "not_found"]);
  });

  test("a caller sees the tenant of its key and nothing of another", async () => {
    const mine = await api.call("GET /v1/tenant", { token: tenant.api_key });
    expect(mine.body).toMatchObject({ mode: "live", currency: "CNY", time_zone: "Asia/Shanghai" });
    const theirs = await api.call("GET /v1/tenant", { token: other.api_key });
    expect(theirs.body).toMatchObject({ tenant_id: toWireId("tenant", other.tenant_id), mode: "sandbox" });
    expect((await api.call("GET /v1/tenant")).status).toBe(401);
  });
});

describe("units", () => {
  test("a manager sees the own store and what stands above it", async () => {
    const reply = await api.call("GET /v1/org_units", { token: manager });
    expect((reply.body["data"] as unknown as { code: string }[]).map((unit) => unit.code)).toEqual([
      "HQ",
      "happy-valley",
    ]);
  });

  test("are added below a unit of the scope, once per code, in the right order of kinds", async () => {
    const unit = {
      parent_id: toWireId("org_unit", tenant.root_unit_id),
      kind: "company",
      name: "华东公司",
      code: "east",
    };
    const made = await api.call("POST /v1/org_units", { token: tenant.api_key, body: unit });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ ...unit, unit_id: expect.stringMatching(/^unt_/) });
    const again = await api.call("POST /v1/org_units", { token: tenant.api_key, body: unit });
    expect([again.status, again.body["code"]]).toEqual([409, "unit_code_taken"]);
    const store = toWireId("org_unit", tenant.first.unit_id);
    const below = { ...unit, code: "below", parent_id: store };
    const refused = await api.call("POST /v1/org_units", { token: tenant.api_key, body: below });
    expect([refused.status, refused.body["code"]]).toEqual([422, "unit_kind_refused"]);
    const theirs = { ...unit, code: "theirs", parent_id: toWireId("org_unit", other.root_unit_id) };
    expect((await api.call("POST /v1/org_units", { token: tenant.api_key, body: theirs })).status).toBe(404);
  });
});

describe("venues", () => {
  test("opening one makes its unit; the same code again answers with the one that is there", async () => {
    const made = await api.call("POST /v1/venues", { token: tenant.api_key, body: venueBody("dino") });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      code: "dino",
      day_cutoff: "04:00",
      closes_at: "25:30",
      map: { width: 100, height: 100 },
    });
    const again = await api.call("POST /v1/venues", { token: tenant.api_key, body: venueBody("dino") });
    expect([again.status, again.body["venue_id"]]).toEqual([200, made.body["venue_id"]]);
    const units = await api.call("GET /v1/org_units", { token: tenant.api_key });
    expect(units.body["data"]).toContainEqual(expect.objectContaining({ code: "dino", kind: "venue" }));
  });

  test("twenty at once with one code make one venue", async () => {
    const replies = await Promise.all(
      Array.from({ length: 20 }, () =>
        api.call("POST /v1/venues", {
          token: tenant.api_key,
          body: { ...venueBody("race"), parent_unit_id: undefined, unit_id: toWireId("org_unit", tenant.root_unit_id) },
        }),
      ),
    );
    expect(new Set(replies.map((reply) => reply.text)).size).toBe(1);
    expect(replies.filter((reply) => reply.status === 201)).toHaveLength(1);
  });

  test("a scope sees its own; a code of an invisible one is taken and nothing more is said", async () => {
    const list = await api.call("GET /v1/venues", { token: manager });
    expect((list.body["data"] as unknown as { code: string }[]).map((venue) => venue.code)).toEqual(["happy-valley"]);
    const narrow = await createTestKey(api.app, tenant, ["org:read", "org:write"], tenant.first.unit_id);
    const body = { ...venueBody("aquarium"), parent_unit_id: toWireId("org_unit", tenant.first.unit_id) };
    const reply = await api.call("POST /v1/venues", { token: narrow, body });
    expect([reply.status, reply.body["code"]]).toEqual([409, "unit_code_taken"]);
    expect(reply.text).not.toContain("ven_");
  });

  test("say whether they are open by the tenant's own clock", async () => {
    const list = await api.call("GET /v1/venues", { token: other.api_key });
    expect(list.body["data"]?.[0]).toMatchObject({ status: "open" });
  });

  test("refuse hours and zones that mean nothing", async () => {
    const wrong = { ...venueBody("wrong"), closes_at: "08:00", time_zone: "Mars/Olympus" };
    const reply = await api.call("POST /v1/venues", { token: tenant.api_key, body: wrong });
    expect(reply.body["errors"]).toEqual([
      expect.objectContaining({ pointer: "/time_zone", code: "unknown_time_zone" }),
      expect.objectContaining({ pointer: "/closes_at", code: "closes_before_opening" }),
    ]);
    const none = await api.call("POST /v1/venues", {
      token: tenant.api_key,
      body: { ...venueBody("x"), parent_unit_id: undefined },
    });
    expect(none.body["errors"]).toEqual([expect.objectContaining({ pointer: "/unit_id", code: "one_unit_needed" })]);
  });
});
