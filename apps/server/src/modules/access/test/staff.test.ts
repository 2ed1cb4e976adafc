import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { PASSWORD, signInAs } from "../../../../test/world.ts";
import { callAs, codeOf, type House, openHouse } from "./build.ts";

const api = testApi({ environment: { RATE_LIMIT_PUBLIC: "0", RATE_LIMIT_SESSION: "0" } });
let house: House;
beforeAll(async () => {
  house = await openHouse(api);
});

describe("staff", () => {
  test("disabled, their sessions end; taken back, they sign in again; both leave their trace", async () => {
    const { staff_id, email, call } = await house.hire("front_desk");
    expect(codeOf(await house.asAdmin(`PATCH /v1/staff/${staff_id}`, { status: "disabled" }))).toEqual([
      422,
      "reason_required",
    ]);
    const gone = await house.asAdmin(`PATCH /v1/staff/${staff_id}`, { status: "disabled", reason: "离职" });
    expect(gone.body).toMatchObject({ status: "disabled", status_reason: "离职" });
    expect(codeOf(await call("GET /v1/members"))).toEqual([401, "unauthenticated"]);
    expect(codeOf(await api.call("POST /v1/sessions", { body: { email, password: PASSWORD } }))).toEqual([
      403,
      "no_tenant",
    ]);
    await house.asAdmin(`PATCH /v1/staff/${staff_id}`, { status: "active", reason: "返聘" });
    // A session that was ended stays so.
    expect((await call("GET /v1/members")).status).toBe(401);
    expect((await callAs(api, await signInAs(api, email))("GET /v1/members")).status).toBe(200);
    const told = await api.db.query<{ action: string; reason: string }>(
      "select action, reason from platform.audit_entry where subject_kind = 'staff' and action like 'staff.%' order by recorded_at desc, audit_entry_id desc limit 2",
    );
    expect(told).toEqual([
      { action: "staff.enabled", reason: "返聘" },
      { action: "staff.disabled", reason: "离职" },
    ]);
  });
});

describe("more rights than before", () => {
  const reason = "季末盘点";
  const rule = (enabled: boolean, version: number) =>
    house.asAdmin("PUT /v1/approval_rules/access.role_change", { version, enabled, threshold: null, hours: 24 });

  test("wait for a second person when the rule says so, and are given by that person's yes", async () => {
    const second = await house.hire("hq_admin", house.tenant.root_unit_id);
    const person = await house.hire("front_desk");
    const role_id = await house.templateId("hq_admin");
    expect((await rule(true, 0)).status).toBe(200);
    const wider = { role_id, unit_id: house.unit.root };
    const path = `PATCH /v1/staff/${person.staff_id}`;
    expect(codeOf(await house.asAdmin(path, wider))).toEqual([422, "reason_required"]);
    const asked = await house.asAdmin(path, { ...wider, reason });
    expect(asked).toMatchObject({ status: 202, body: { kind: "access.role_change", state: "waiting" } });
    const approval = `/v1/approvals/${String(asked.body["approval_id"])}`;
    expect((await second.call("GET /v1/roles")).status).toBe(200);
    expect((await person.call("GET /v1/audit_log")).status).toBe(403);
    const seen = await second.call(`GET ${approval}`);
    expect(seen.body).toMatchObject({ may_decide: true, problem: null });
    expect(JSON.stringify(seen.body["effect_now"])).toContain("roles:write");
    const effect_hash = seen.body["effect_hash"];
    expect(codeOf(await house.asAdmin(`POST ${approval}/approve`, { effect_hash }))).toEqual([403, "same_person"]);
    expect((await second.call(`POST ${approval}/approve`, { effect_hash })).body).toMatchObject({ state: "approved" });
    await expect.poll(async () => (await person.call("GET /v1/audit_log")).status, { timeout: 5_000 }).toBe(200);
    const log = await house.asAdmin(`GET /v1/audit_log?subject_id=${person.staff_id}`);
    const entries = log.body["data"] as unknown as { action: string; approval_id: string | null }[];
    expect(entries.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["approval.requested", "staff.updated"]),
    );
    const own = await house.createRole({});
    const change = { version: own.version, permissions: ["members:read", "points:read"] };
    expect(codeOf(await house.asAdmin(`PATCH /v1/roles/${own.role_id}`, change))).toEqual([422, "reason_required"]);
    expect((await house.asAdmin(`PATCH /v1/roles/${own.role_id}`, { ...change, reason })).status).toBe(202);
    const less = { version: own.version, permissions: [] };
    expect((await house.asAdmin(`PATCH /v1/roles/${own.role_id}`, less)).status).toBe(200);
    const invitation = { email: "new@example.com", name: "新人", role_id, unit_id: house.unit.root, reason };
    expect((await house.asAdmin("POST /v1/invitations", invitation)).status).toBe(202);
    expect((await rule(false, 1)).status).toBe(200);
  });
});
