import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { mailedToken } from "../../../../test/identity-requests.ts";
import { runJobs } from "../../../../test/run-jobs.ts";
import { type House, openHouse } from "./build.ts";

const api = testApi({ environment: { RATE_LIMIT_PUBLIC: "0", RATE_LIMIT_SESSION: "0" } });
let house: House;
beforeAll(async () => {
  house = await openHouse(api);
});

async function begin(content: string, token = house.admin): Promise<string> {
  const upload = { token, body: content, headers: { "content-type": "text/csv" } };
  const file = await api.call("POST /v1/files?name=staff.csv", upload);
  const body = { kind: "staff", file_id: file.body["file_id"] };
  return String((await api.call("POST /v1/imports", { token, body })).body["import_id"]);
}

async function work(import_id: string, what: "check" | "start" | "undo", token = house.admin) {
  const started = await api.call(`POST /v1/imports/${import_id}/${what}`, { token });
  expect([started.status, started.text]).toEqual([202, expect.any(String)]);
  await runJobs(api.app);
  const { body } = await api.call(`GET /v1/imports/${import_id}`, { token });
  return (body["jobs"] as unknown as { state: string; ok: number; failed: number; job_id: string }[])[0];
}

async function problemsOf(job: { job_id: string } | undefined, token = house.admin) {
  const { body } = await api.call(`GET /v1/jobs/${job?.job_id}/failures`, { token });
  const rows = body["data"] as unknown as { row_no: number; code: string; field: string }[];
  return rows.map(({ row_no, code, field }) => [row_no, field, code]);
}

const invitations = async () => {
  const { body } = await house.asAdmin("GET /v1/invitations");
  return (body["data"] as unknown as { email: string; state: string }[]).map(
    ({ email, state }) => [email, state] as const,
  );
};

describe("colleagues from a file", () => {
  test("are each invited by mail; what an invitation would be refused for is the row's fault; a check sends nothing", async () => {
    const rows = [
      "邮箱,姓名,角色,门店,邮件语言",
      "lin@example.com,林舟,前台,happy-valley,ko",
      "zhou@example.com,周以宁,guide,海洋馆,",
      `${house.tenant.manager.email},在职的人,前台,happy-valley,`,
      "LIN@example.com,重复,前台,happy-valley,",
      "no-mail,没有邮箱,前台,happy-valley,",
      "a@example.com,没有角色,村长,happy-valley,",
      "b@example.com,没有门店,前台,nowhere,",
      "c@example.com,没有语言,前台,happy-valley,latin",
    ];
    const import_id = await begin(rows.join("\n"));
    const wrong = [
      [3, "email", "staff_exists"],
      [4, "email", "invitation_open"],
      [5, "email", "invalid_email"],
      [6, "role", "role_unknown"],
      [7, "unit", "not_found"],
      [8, "language", "not_allowed"],
    ];
    const checked = await work(import_id, "check");
    expect(checked).toMatchObject({ state: "done", ok: 2, failed: 6 });
    expect(await problemsOf(checked)).toEqual(wrong);
    expect(await invitations()).toEqual([]);
    const run = await work(import_id, "start");
    expect(await problemsOf(run)).toEqual(wrong);
    expect(Object.fromEntries(await invitations())).toEqual({
      "lin@example.com": "open",
      "zhou@example.com": "open",
    });
    const token = await mailedToken({ api, tenant: house.tenant }, "invitation");
    const body = { token, password: "a long sentence nobody guesses" };
    expect((await api.call("POST /v1/invitations/accept", { body })).status).toBe(204);
    // Whoever came already stays; the other's link is void.
    expect(await work(import_id, "undo")).toMatchObject({ state: "done", ok: 1, failed: 1 });
    expect(new Set(Object.values(Object.fromEntries(await invitations())))).toEqual(new Set(["accepted", "revoked"]));
  });

  test("get no more than whoever brings them has, and wait for a second person where the rule says so", async () => {
    const role = await house.createRole({
      permissions: ["staff:read", "staff:write", "roles:read", "imports:write", "jobs:read", "org:read"],
    });
    const keeper = await house.hire(role.code);
    const weak = await begin(`email,name,role,unit\nd@example.com,高攀,hq_admin,happy-valley\n`, keeper.token);
    const refused = await work(weak, "start", keeper.token);
    expect(await problemsOf(refused, keeper.token)).toEqual([[1, "role", "beyond_own_rights"]]);
    const rule = { version: 0, enabled: true, threshold: null, hours: 24 };
    expect((await house.asAdmin("PUT /v1/approval_rules/access.role_change", rule)).status).toBe(200);
    const two = `email,name,role,unit,reason\ne@example.com,等待,前台,happy-valley,暑期加人\nf@example.com,无因,前台,happy-valley,\n`;
    const import_id = await begin(two);
    const run = await work(import_id, "start");
    expect(run).toMatchObject({ ok: 1, failed: 1 });
    expect(await problemsOf(run)).toEqual([[2, "reason", "reason_required"]]);
    const waiting = await house.asAdmin("GET /v1/approvals?view=mine&state=waiting");
    expect(waiting.body["data"]?.[0]).toMatchObject({ kind: "access.role_change", reason: "暑期加人" });
    expect((await invitations()).map(([email]) => email)).not.toContain("e@example.com");
  });
});
