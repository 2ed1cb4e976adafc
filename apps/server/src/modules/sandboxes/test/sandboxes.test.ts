import type { JobHelpers } from "graphile-worker";
import pg from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { createTestTenant, signInAs, type TestTenant } from "../../../../test/world.ts";
import { fillSandbox } from "../../../demo/sandbox.ts";
import { parseWireId } from "../../../platform/kernel/ids.ts";
import { ensurePartitions } from "../../ledger/index.ts";
import { sandboxTasks } from "../index.ts";

const api = testApi();
let tenant: TestTenant;
let admin: string;

beforeAll(async () => {
  tenant = await createTestTenant(api.app);
  admin = await signInAs(api, tenant.admin.email);
  await ensurePartitions(api.app.database, api.app.runtime);
});

/** What the queue holds for us, done by its own rules. */
async function work(fill = fillSandbox): Promise<void> {
  const tasks = sandboxTasks(api.app, fill);
  const client = new pg.Client({ connectionString: api.db.url });
  await client.connect();
  const helpers = { withPgClient: (callback: (one: pg.Client) => Promise<unknown>) => callback(client) };
  try {
    const { rows } = await client.query(
      "select j.id::text, t.identifier as task, j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier like '%sandbox'",
    );
    for (const { id, task, payload } of rows as { id: string; task: string; payload: unknown }[]) {
      // Of the helpers only the connection is asked for.
      await tasks[task]?.(payload, helpers as unknown as JobHelpers);
      await client.query("delete from graphile_worker._private_jobs where id = $1", [id]);
    }
  } finally {
    await client.end();
  }
}

const create = (body: object, token = admin) => api.call("POST /v1/sandboxes", { token, body });
const list = async () =>
  (await api.call("GET /v1/sandboxes", { token: admin })).body["data"] as unknown as Record<string, string>[];
const members = async (token: string) =>
  ((await api.call("GET /v1/members?limit=200", { token })).body["data"] as unknown as unknown[]).length;

describe("a sandbox", () => {
  let sandbox_id: string;
  let key: string;

  test("is opened with its creator, a key and a clock, and filled with a small world", {
    timeout: 60_000,
  }, async () => {
    const { status, body } = await create({ name: "集成测试", demo: "small" });
    expect(status).toBe(201);
    sandbox_id = String(body["sandbox_id"]);
    key = String(body["api_key"]);
    expect(key).toMatch(/^hy_test_/);
    expect(await list()).toMatchObject([{ sandbox_id, name: "集成测试", state: "making" }]);
    await work();
    expect(await list()).toMatchObject([{ state: "ready", error: null }]);
    // Two hundred, of whom one was somebody else as well.
    expect(await members(key)).toBe(199);
    const to = new Date(Date.now() + 86_400_000).toISOString();
    expect((await api.call("POST /v1/test_clock/advance", { token: key, body: { to } })).status).toBe(200);
    expect(await list()).toMatchObject([{ test_now: to }]);
    const token = await signInAs(api, tenant.admin.email);
    const switched = await api.call("POST /v1/session/switch", { token, body: { tenant_id: sandbox_id } });
    expect(switched.status).toBe(200);
    const inside = String(switched.body["token"]);
    expect((await create({ name: "x", demo: "none" }, inside)).body["code"]).toBe("live_tenant_only");
  });

  test("is emptied and filled anew; its key goes on working, its clock stands at now", {
    timeout: 60_000,
  }, async () => {
    const reset = () => api.call(`POST /v1/sandboxes/${sandbox_id}/reset`, { token: admin, body: { demo: "none" } });
    expect((await reset()).status).toBe(202);
    expect((await reset()).body["code"]).toBe("sandbox_busy");
    await work();
    expect(await list()).toMatchObject([{ state: "ready", demo: "none" }]);
    expect(await members(key)).toBe(0);
    const [{ test_now = "" } = {}] = await list();
    expect(Math.abs(Date.parse(test_now) - Date.now())).toBeLessThan(20_000);
  });

  test("that could not be made says why, and a reset tries again", { timeout: 60_000 }, async () => {
    const again = () => api.call(`POST /v1/sandboxes/${sandbox_id}/reset`, { token: admin, body: {} });
    await again();
    await work(async () => {
      throw new Error("nothing works for 13812345678");
    });
    expect(await list()).toMatchObject([{ state: "failed", error: "nothing works for …" }]);
    expect((await again()).status).toBe(202);
    await work();
    expect(await list()).toMatchObject([{ state: "ready" }]);
  });

  test("is deleted with everything in it", { timeout: 60_000 }, async () => {
    expect((await api.call(`DELETE /v1/sandboxes/${sandbox_id}`, { token: admin })).status).toBe(204);
    await work();
    expect(await list()).toEqual([]);
    const uuid = parseWireId("tenant", sandbox_id);
    const tables = await api.db.query<{ name: string }>(`
      select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
      where c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^pg_'`);
    const left: string[] = [];
    for (const { name } of tables) {
      const rows = await api.db.query(`select 1 from ${name} where tenant_id = $1 limit 1`, [uuid]);
      if (rows.length > 0) left.push(name);
    }
    expect(left).toEqual([]);
    await expect
      .poll(async () => (await api.call("GET /v1/tenant", { token: key })).status, { timeout: 5_000 })
      .toBe(401);
  });
});

describe("what is refused", () => {
  test("a live tenant is never wiped, whoever asks", async () => {
    const wipe = "select org.wipe_sandbox($1, now(), true)";
    await expect(api.app.database.call({ text: wipe, values: [tenant.tenant_id] })).rejects.toThrow(/is not a sandbox/);
  });

  test("another tenant's sandbox, a store manager, a key, and more than enough of them", {
    timeout: 60_000,
  }, async () => {
    const other = await createTestTenant(api.app);
    const { body } = await create({ name: "theirs", demo: "none" });
    const others_admin = await signInAs(api, other.admin.email);
    const path = `/v1/sandboxes/${String(body["sandbox_id"])}`;
    expect((await api.call(`DELETE ${path}`, { token: others_admin })).status).toBe(404);
    expect((await api.call(`POST ${path}/reset`, { token: others_admin, body: {} })).status).toBe(404);
    expect((await create({ name: "x", demo: "none" }, await signInAs(api, tenant.manager.email))).status).toBe(403);
    expect((await create({ name: "x", demo: "none" }, tenant.api_key)).status).toBe(403);
    const made = await Promise.all(Array.from({ length: 6 }, (_, n) => create({ name: `no ${n}`, demo: "none" })));
    expect(made.filter(({ status }) => status === 201)).toHaveLength(4);
    expect(made.find(({ status }) => status !== 201)?.body["code"]).toBe("sandbox_limit");
    expect(await api.db.query("select count(*)::int as n from org.tenant where mode = 'sandbox'")).toEqual([{ n: 5 }]);
  });
});
