import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { createTestTenant, PASSWORD, signInAs, type TestTenant, toWireId } from "../../../../test/world.ts";
import { createStaff } from "../../../modules/access/index.ts";

const api = testApi();
let tenant: TestTenant;
let token: string;
let member_id: string;

interface Entry {
  audit_entry_id: string;
  action: string;
  actor: { kind: string; id: string; name: string };
  subject: { kind: string; id: string; name: string };
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  reason: string | null;
}

const call = (request: string, body?: object) =>
  api.call(request, { token, headers: { "accept-language": "en" }, ...(body ? { body } : {}) });
async function search(query: Record<string, string>): Promise<Entry[]> {
  const { body } = await call(`GET /v1/audit_log?${new URLSearchParams(query).toString()}`);
  return body["data"] as unknown as Entry[];
}

beforeAll(async () => {
  tenant = await createTestTenant(api.app);
  token = await signInAs(api, tenant.admin.email);
  const home_unit_id = toWireId("org_unit", tenant.first.unit_id);
  const made = await call("POST /v1/members", { name: "陈晓岚", phone: "13800000077", home_unit_id });
  member_id = String(made.body["member_id"]);
  const change = { version: 1, status: "blocked", reason: "证件不符", phone: "13900000078" };
  const changed = await call(`PATCH /v1/members/${member_id}`, change);
  if (changed.status !== 200) throw new Error(changed.text);
});

describe("the log", () => {
  test("tells who did what to whom, what was and what is, and never a phone or a name in clear", async () => {
    const [changed, registered] = await search({ subject_id: member_id });
    expect(registered).toMatchObject({ action: "member.registered", subject: { kind: "member", id: member_id } });
    expect(changed).toMatchObject({
      action: "member.updated",
      actor: { kind: "staff", id: toWireId("staff", tenant.admin.staff_id), name: tenant.admin.email },
      before: { status: "active" },
      after: { status: "blocked" },
      reason: "证件不符",
    });
    const text = JSON.stringify([changed?.before, changed?.after, registered?.after]);
    for (const secret of ["13800000077", "13900000078", "陈晓岚"]) expect(text).not.toContain(secret);
  });

  test("is searched by person, deed, thing, time and words, and pages without gaps", async () => {
    const actor_id = toWireId("staff", tenant.admin.staff_id);
    const all = await search({ actor_id, limit: "200" });
    expect(all.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["session.opened", "member.registered", "member.updated"]),
    );
    expect((await search({ action: "member.updated" })).map(({ action }) => action)).toEqual(["member.updated"]);
    expect(await search({ action: "member." })).toHaveLength(2);
    expect(await search({ q: "证件" })).toHaveLength(1);
    expect(await search({ q: "100%" })).toEqual([]);
    expect(await search({ from: "2100-01-01T00:00:00Z" })).toEqual([]);
    const [first] = await search({ limit: "1" });
    const { body } = await call("GET /v1/audit_log?limit=1");
    const next = await call(`GET /v1/audit_log?limit=1&cursor=${String(body["next_cursor"])}`);
    expect([first?.audit_entry_id, next.body["data"]?.[0]?.["audit_entry_id"]]).toEqual(
      all.slice(0, 2).map((entry) => entry.audit_entry_id),
    );
    expect((await call("GET /v1/audit_log/actions")).body["data"]).toContain("member.updated");
  });

  test("tells where a deed came from", async () => {
    const [entry] = await search({ action: "member.updated" });
    const { body } = await call(`GET /v1/audit_log/${String(entry?.audit_entry_id)}`);
    expect(body).toMatchObject({ route: "PATCH /v1/members/{member_id}", ip: "127.0.0.1", related: [] });
    expect(String(body["session_id"])).toMatch(/^ses_/);
  });

  test("calls things as people know them, in the reader's language, and hides whom a role hides", async () => {
    const incident = {
      title: "名单误发",
      severity: "low",
      people: 3,
      measures: "已撤回",
      discovered_at: "2026-01-05T00:00:00Z",
    };
    await call("POST /v1/privacy/incidents", incident);
    await call("POST /v1/exports", { kind: "audit", filter: {}, columns: ["action"], format: "csv", reason: "核对" });
    const named = async (action: string) => (await search({ action }))[0]?.subject.name;
    expect(await named("incident.recorded")).toBe("名单误发");
    expect(await named("export.")).toBe("Audit log");
    const role = { code: "reviewer", name: "复核", template: "auditor", scope_kind: "subtree", masks: ["name"] };
    await call("POST /v1/roles", { ...role, permissions: ["audit:read"] });
    const email = `reviewer-${tenant.tenant_id}@example.com`;
    const post = { role: "reviewer", unit_id: tenant.root_unit_id, password: PASSWORD };
    await api.app.database.write(tenant.tenant_id, (tx) =>
      createStaff(tx, api.app.runtime, { ...post, email, name: "审阅" }),
    );
    const reviewer = await signInAs(api, email);
    const { body } = await api.call(`GET /v1/audit_log?subject_id=${member_id}`, { token: reviewer });
    expect(body["data"]?.[0]?.["subject"]).toMatchObject({ name: "陈*岚" });
  });

  test("is open to the whole group's scope only, and to whoever may read it", async () => {
    const manager = await signInAs(api, tenant.manager.email);
    expect(await api.call("GET /v1/audit_log", { token: manager })).toMatchObject({ status: 403 });
    const other = await createTestTenant(api.app);
    const [entry] = await search({ limit: "1" });
    const foreign = await api.call(`GET /v1/audit_log/${String(entry?.audit_entry_id)}`, { token: other.api_key });
    expect(foreign.status).toBe(404);
  });
});

test("looks at sensitive fields are told by person and day, with their reasons", async () => {
  for (const reason of ["回访核对", "回访核对", "丢失物品联系"]) {
    const revealed = await call(`POST /v1/members/${member_id}/reveal`, { fields: ["phone"], reason });
    expect(revealed.status).toBe(200);
  }
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const { body } = await call(`GET /v1/audit_log/reveals?from=${today}&to=${today}`);
  expect(body["data"]).toMatchObject([
    { date: today, actor: { name: tenant.admin.email }, reveals: 3, members: 1, reasons: expect.any(Array) },
  ]);
  const [{ reasons }] = body["data"] as unknown as [{ reasons: string[] }];
  expect(reasons.toSorted()).toEqual(["丢失物品联系", "回访核对"]);
  const backwards = await call("GET /v1/audit_log/reveals?from=2026-02-01&to=2026-01-01");
  expect(backwards).toMatchObject({ status: 422, body: { code: "audit_period" } });
});
