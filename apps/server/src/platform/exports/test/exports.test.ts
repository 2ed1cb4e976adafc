import { createHash } from "node:crypto";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { runJobs } from "../../../../test/run-jobs.ts";
import {
  createTestKey,
  createTestTenant,
  PASSWORD,
  signInAs,
  startProgram,
  type TestTenant,
  toWireId,
} from "../../../../test/world.ts";
import { createStaff } from "../../../modules/access/index.ts";
import { newPhone, register } from "../../../modules/members/test/build.ts";
import { armFailpoints } from "../../kernel/failpoint.ts";
import { readZip } from "./read-zip.ts";

const api = testApi({ environment: { RATE_LIMIT_PUBLIC: "0" } });
let tenant: TestTenant;
let admin: string;
let serial = 0;

beforeAll(async () => {
  tenant = await createTestTenant(api.app);
  admin = await signInAs(api, tenant.admin.email);
  const second = { home_unit_id: toWireId("org_unit", tenant.second.unit_id) };
  await register(api, tenant, {
    name: "林舟",
    phone: newPhone(),
    birthday: "1990-05-08",
  });
  await register(api, tenant, { name: '=HYPERLINK("http://x")', phone: newPhone() });
  await register(api, tenant, { name: "江听岚", phone: newPhone(), ...second });
});
afterEach(() => armFailpoints(undefined));

const ask = (body: object, token = admin) =>
  api.call("POST /v1/exports", { token, body: { kind: "members", format: "csv", reason: "月度核对", ...body } });

/** What stands in the file when the job is through. */
async function fileOf(export_id: string, token = admin): Promise<Buffer> {
  await runJobs(api.app);
  const { body } = await api.call(`GET /v1/exports/${export_id}`, { token });
  expect(body).toMatchObject({ state: "done" });
  const url = `${api.base_url}/v1/files/${String(body["file_id"])}/content`;
  const reply = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  return Buffer.from(await reply.arrayBuffer());
}

async function linesOf(body: object, token = admin): Promise<string[]> {
  const made = await ask(body, token);
  expect(made.status < 300 ? 201 : made.text).toBe(201);
  return (await fileOf(String(made.body["export_id"]), token)).toString("utf8").split("\r\n");
}

async function newStaff(role: string, unit_id = tenant.root_unit_id): Promise<{ staff_id: string; token: string }> {
  const email = `exporter-${++serial}-${tenant.tenant_id}@example.com`;
  const { staff_id } = await api.app.database.write(tenant.tenant_id, (tx) =>
    createStaff(tx, api.app.runtime, {
      email,
      password: PASSWORD,
      name: `同事${serial}`,
      role,
      unit_id,
    }),
  );
  return { staff_id, token: await signInAs(api, email) };
}

async function newRole(masks: string[], permissions = ["exports:write", "members:read"]): Promise<string> {
  const code = `trial_${++serial}`;
  const body = { code, name: code, permissions, masks, scope_kind: "subtree" };
  const made = await api.call("POST /v1/roles", { token: admin, body });
  expect(made.status < 300 ? 201 : made.text).toBe(201);
  return String(made.body["code"]);
}

/** Letters alone. */
const deedOf = (n: number) => `trial.${"x".repeat(n)}`;
const deed = () => deedOf(++serial);

const fillLog = (count: number) =>
  api.db.query(
    `insert into platform.audit_entry (tenant_id, audit_entry_id, recorded_at, action, actor, subject_kind)
     select '${tenant.tenant_id}', gen_random_uuid(), '2026-01-01T00:00:00Z'::timestamptz + n * interval '1 second', '${deed()}', 'system', 'tenant'
     from generate_series(1, ${count}) n`,
  );

describe("what a file holds", () => {
  test("CSV: BOM, names of the columns, no formula, and in its last line who took it out and why", async () => {
    const lines = await linesOf({ columns: ["name", "phone", "birthday", "tier"] });
    expect(lines[0]).toBe("\uFEFF姓名,手机号,生日,等级");
    expect(lines.find((line) => line.includes("HYPERLINK"))).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(lines.find((line) => line.startsWith("林舟"))).toMatch(/^林舟,139\d{8},1990-05-08,\S/);
    expect(lines).toHaveLength(1 + 3 + 1 + 1);
    for (const said of ["月度核对", "stf_", "exp_", "行数: 3"]) expect(lines.at(-2)).toContain(said);
  });

  test("XLSX: two sheets, texts as texts", async () => {
    const made = await ask({ format: "xlsx" });
    const files = readZip(await fileOf(String(made.body["export_id"])));
    expect(files.get("xl/workbook.xml")).toContain("关于 About");
    const rows = files.get("xl/worksheets/sheet1.xml") ?? "";
    expect(rows.match(/<row>/g)).toHaveLength(4);
    expect(rows).toContain(">'=HYPERLINK(&quot;http://x&quot;)<");
    expect(rows).not.toContain("<f>");
    expect(files.get("xl/worksheets/sheet2.xml")).toContain("月度核对");
  });

  test.each(["purchases", "entries", "audit", "staff"])("%s can be exported", async (kind) => {
    expect((await linesOf({ kind })).length).toBeGreaterThanOrEqual(3);
  });

  test("the list's filter narrows it", async () => {
    const lines = await linesOf({ columns: ["name"], filter: { q: "江听岚" } });
    expect(lines.slice(1, -2)).toEqual(["江听岚"]);
  });
});

test("the book leaves as its page shows it: by member, kind, transaction and day", async () => {
  await startProgram(api.app, tenant.tenant_id);
  const buyers = [newPhone(), newPhone()].map((phone) => register(api, tenant, { name: "许知远", phone }));
  const ids = (await Promise.all(buyers)).map(({ body }) => String(body["member_id"]));
  const venue_id = toWireId("venue", tenant.first.venue.venue_id);
  const lines = [{ item_name: "日场票", business_type: "ticket", quantity: 1, amount_fen: 10_000 }];
  const bought: string[] = [];
  for (const member_id of ids) {
    const body = { member_id, venue_id, lines, payments: [{ method: "cash", amount_fen: 10_000 }] };
    const headers = { "idempotency-key": `buy-${member_id}` };
    const made = await api.call("POST /v1/purchases", { token: tenant.api_key, body, headers });
    if (made.status !== 201) throw new Error(made.text);
    const found = await api.call(`GET /v1/purchases/${String(made.body["purchase_id"])}`, { token: tenant.api_key });
    bought.push(String(found.body["transaction_id"]));
  }
  const [member_id = ""] = ids;
  const told = async (filter: object) =>
    (await linesOf({ kind: "entries", columns: ["transaction_id"], filter })).slice(1, -2).toSorted();
  expect(await told({ kind: "purchase" })).toEqual(bought.toSorted());
  expect(await told({ member_id })).toEqual([bought[0]]);
  expect(await told({ member_id, transaction_id: bought[1] })).toEqual([]);
  expect(await told({ transaction_id: bought[1] })).toEqual([bought[1]]);
  expect(await told({ member_id, from: "2100-01-01" })).toEqual([]);
});

describe("whose eyes", () => {
  test("masks hide; a phone is whole only for whoever may see it so", async () => {
    const { token } = await newStaff(await newRole(["name", "birthday"]));
    const lines = await linesOf({ columns: ["name", "phone", "birthday"] }, token);
    expect(lines.find((line) => line.startsWith("林*"))).toMatch(/^林\*,139\*{4}\d{4},$/);
  });

  test("a mask set after the asking counts, too", async () => {
    const code = await newRole([]);
    const { token } = await newStaff(code);
    const made = await ask({ columns: ["name"] }, token);
    await api.db.query(`update access.role set masks = '{name}' where code = '${code}'`);
    expect((await fileOf(String(made.body["export_id"]), token)).toString()).toContain("林*");
  });

  test("a store has its own members only, and no list of the whole group", async () => {
    const { token } = await newStaff("hq_admin", tenant.second.unit_id);
    expect((await linesOf({ columns: ["name"] }, token)).slice(1, -2)).toEqual(["江听岚"]);
    expect(await ask({ kind: "audit" }, token)).toMatchObject({
      status: 403,
      body: { code: "export_whole_group_only" },
    });
    const { body } = await api.call("GET /v1/exports/kinds", { token });
    expect(JSON.stringify(body)).not.toContain('"audit"');
  });

  test("somebody disabled meanwhile gets nothing", async () => {
    const { staff_id, token } = await newStaff("hq_admin");
    const { export_id } = (await ask({}, token)).body;
    await api.db.query(`update access.staff set status = 'disabled' where staff_id = '${staff_id}'`);
    await runJobs(api.app);
    const { body } = await api.call(`GET /v1/exports/${String(export_id)}`, { token: admin });
    expect(body).toMatchObject({ state: "failed", file_id: null });
    expect(await api.db.query(`select 1 from platform.file where owner_id = '${staff_id}'`)).toEqual([]);
  });

  test("the kind's own permission is asked", async () => {
    const token = await createTestKey(api.app, tenant, ["exports:write", "members:read"]);
    expect(await ask({ kind: "staff" }, token)).toMatchObject({ status: 403, body: { code: "permission_missing" } });
  });
});

test.each([
  [{ kind: "nothing" }, "/kind"],
  [{ columns: ["name", "shoe_size"] }, "/columns/1"],
  [{ columns: ["name", "name"] }, "/columns/1"],
  [{ filter: { status: "asleep" } }, "/filter/status"],
  [{ filter: { colour: "red" } }, "/filter/colour"],
  [{ filter: JSON.parse('{"__proto__":{"status":"active"}}') as object }, "/filter/__proto__"],
])("%j is refused where it is wrong", async (body, pointer) => {
  const reply = await ask(body);
  expect(reply).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
});

describe("a large one", () => {
  test("waits for a second person, who sees what leaves; then it is the requester's", async () => {
    await fillLog(5_001);
    const approver = await newStaff("hq_admin");
    const waiting = await ask({ kind: "audit", columns: ["action", "subject"] });
    expect(waiting).toMatchObject({ status: 202, body: { kind: "exports.run", state: "waiting" } });
    const path = `/v1/approvals/${String(waiting.body["approval_id"])}`;
    const { body } = await api.call(`GET ${path}`, { token: approver.token });
    expect(JSON.stringify(body["effect"])).toContain("审计日志");
    const yes = { effect_hash: body["effect_hash"] };
    expect((await api.call(`POST ${path}/approve`, { token: admin, body: yes })).status).toBe(403);
    const done = await api.call(`POST ${path}/approve`, { token: approver.token, body: yes });
    expect(done.status === 200 ? 200 : done.text).toBe(200);
    const [mine] = (await api.call("GET /v1/exports?limit=1", { token: admin })).body["data"] ?? [];
    const lines = (await fileOf(String(mine?.["export_id"]))).toString().split("\r\n");
    expect(lines.length).toBeGreaterThan(5_001);
  });

  test("no means no file", async () => {
    const approver = await newStaff("hq_admin");
    const { approval_id } = (await ask({ kind: "audit" })).body;
    const refusal = { token: approver.token, body: { reason: "范围太大" } };
    await api.call(`POST /v1/approvals/${String(approval_id)}/reject`, refusal);
    const { body } = await api.call("GET /v1/exports?limit=1", { token: admin });
    expect(body["data"]?.[0]).toMatchObject({ state: "refused", job_id: null });
  });

  test.each(["csv", "xlsx"])("dies in its middle and goes on (%s): no row is lost or doubled", async (format) => {
    await fillLog(1_750);
    const action = deedOf(serial);
    const made = await ask({ kind: "audit", columns: ["action"], filter: { action }, format });
    let steps = 0;
    armFailpoints((name) => {
      if (name === "job step" && ++steps % 2 === 0) throw new Error("pulled the plug");
    });
    for (let n = 0; n < 12; n++) {
      await runJobs(api.app);
      await api.db.query("update platform.job set run_at = created_at where state = 'queued'");
    }
    armFailpoints(undefined);
    expect(steps).toBeGreaterThan(6);
    const file = await fileOf(String(made.body["export_id"]));
    const text = format === "csv" ? file.toString() : (readZip(file).get("xl/worksheets/sheet1.xml") ?? "");
    expect(text.split(action).length - 1).toBe(1_750);
    const [stored] = await api.db.query<{ sha256: Buffer; size_bytes: number }>(
      "select sha256, size_bytes from platform.file order by created_at desc limit 1",
    );
    expect(stored?.sha256.equals(createHash("sha256").update(file).digest())).toBe(true);
    expect(Number(stored?.size_bytes)).toBe(file.length);
  });
});

test("past ones: by list and state, the file for whoever asked while it is kept", async () => {
  const made = await ask({ kind: "staff", reason: "名册" });
  const export_id = String(made.body["export_id"]);
  await fileOf(export_id);
  const other = await newStaff("hq_admin");
  const first = async (query: string, token = admin) =>
    (await api.call(`GET /v1/exports?limit=1&${query}`, { token })).body["data"]?.[0];
  const kept = { export_id, state: "done", kept_until: expect.any(String) };
  expect(await first("kind=staff&state=done")).toMatchObject({ ...kept, file_id: expect.any(String) });
  expect(await first("kind=staff", other.token)).toMatchObject({ ...kept, file_id: null });
  expect(await first("mine=true", other.token)).toBeUndefined();
  expect(await first("kind=staff&state=waiting")).toBeUndefined();
  await api.db.query("update platform.file set expires_at = now() where kind = 'export'");
  expect(await first("kind=staff")).toMatchObject({ export_id, file_id: null, kept_until: null });
});

test("one that failed is brought back and written from its beginning", async () => {
  const made = await ask({ kind: "members" });
  armFailpoints((name) => {
    if (name === "job step") throw new Error("pulled the plug");
  });
  for (let n = 0; n < 5; n++) {
    await runJobs(api.app);
    await api.db.query("update platform.job set run_at = created_at where state = 'queued'");
  }
  armFailpoints(undefined);
  const path = `GET /v1/exports/${String(made.body["export_id"])}`;
  expect((await api.call(path, { token: admin })).body).toMatchObject({ state: "failed" });
  await api.call(`POST /v1/jobs/${String(made.body["job_id"])}/resume`, { token: admin });
  expect((await api.call(path, { token: admin })).body).toMatchObject({ state: "running", ended_at: null });
  expect((await fileOf(String(made.body["export_id"]))).toString()).toContain("林舟");
});

test("the log tells of the asking, the end and the download", async () => {
  await linesOf({ kind: "staff" });
  const rows = await api.db.query<{ action: string }>(
    "select action from platform.audit_entry where action like 'export.%' order by recorded_at desc, audit_entry_id desc limit 3",
  );
  expect(rows.map(({ action }) => action).sort()).toEqual(["export.downloaded", "export.finished", "export.requested"]);
});
