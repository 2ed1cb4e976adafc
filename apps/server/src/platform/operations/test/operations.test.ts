import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { createTestTenant, signInAs, type TestTenant } from "../../../../test/world.ts";
import { registerMessageMetrics } from "../../../modules/messaging/index.ts";
import { registerWebhookMetrics } from "../../../modules/webhooks/index.ts";
import { setTimers } from "../../jobs/timers.ts";
import { metrics, registerGauge } from "../../telemetry/metrics.ts";
import { registerOperationsMetrics } from "../metrics.ts";

const root = path.resolve(import.meta.dirname, "../../../../../..");
const api = testApi();
let tenant: TestTenant;
let admin: string;

beforeAll(async () => {
  tenant = await createTestTenant(api.app);
  admin = await signInAs(api, tenant.admin.email);
  const run = `insert into platform.backup_run (run_id, kind, state, started_at, finished_at, backup, size_bytes, loss_ms, restore_ms, books, findings, error)
    values (gen_random_uuid(), $1, $2, now() - interval '2 hours', now() - interval '1 hour', '20260601T000000Z', 5, $3, 900, 1, 0, $4)`;
  await api.db.query(run, ["backup", "done", null, null]);
  await api.db.query(run, ["backup", "failed", null, "the disk is full"]);
  await api.db.query(run, ["drill", "done", 120, null]);
});

interface PartSeen {
  part: string;
  state: string;
}

describe("operations", () => {
  test("health tells each part and the whole; without a worker it is down", async () => {
    const { status, body } = await api.call("GET /v1/operations/health", { token: admin });
    expect(status).toBe(200);
    const parts = new Map((body["parts"] as unknown as PartSeen[]).map(({ part, state }) => [part, state]));
    expect(Object.fromEntries(parts)).toMatchObject({
      worker: "down",
      schema: "ok",
      backup: "ok",
      drill: "ok",
      timers: "ok",
      shipping: "attention",
    });
    expect(body["state"]).toBe("down");
    expect(body["versions"]).toMatchObject({ node: process.version, missing_migrations: 0 });
  });

  test("backups and drills are listed with what came of them, for those who may see it", async () => {
    const { body } = await api.call("GET /v1/operations/backups", { token: admin });
    const seen = (body["data"] as unknown as { kind: string; state: string }[]).map(
      ({ kind, state }) => `${kind} ${state}`,
    );
    expect(seen.sort()).toEqual(["backup done", "backup failed", "drill done"]);
    const manager = await signInAs(api, tenant.manager.email);
    expect((await api.call("GET /v1/operations/backups", { token: manager })).status).toBe(403);
  });

  test("a failing timer is shown to its own tenant and can be tried at once", async () => {
    const other = await createTestTenant(api.app);
    const timer = { kind: "test.failing", key: "x", due_at: new Date(), payload: {} };
    await api.app.database.write(tenant.tenant_id, (tx) => setTimers(tx, [timer]));
    await api.db.query(
      "update platform.timer set attempts = 3, error = 'no', next_try = now() + interval '1 hour' where kind = 'test.failing'",
    );
    const list = async (token: string) =>
      (await api.call("GET /v1/operations/timers", { token })).body["data"] as unknown as Record<string, unknown>[];
    expect(await list(other.api_key)).toEqual([]);
    expect(await list(admin)).toMatchObject([{ kind: "test.failing", attempts: 3, error: "no" }]);
    const retry = await api.call("POST /v1/operations/timers/retry", { token: admin, body: {} });
    expect(retry).toMatchObject({ status: 200, body: { timers: 1 } });
    expect(await list(admin)).toMatchObject([{ next_try: null }]);
    const logged = "select action from platform.audit_entry where tenant_id = $1";
    expect(await api.db.query(logged, [tenant.tenant_id])).toContainEqual({ action: "timers.retried" });
  });
});

describe("the figures", () => {
  const alerts = readFileSync(path.join(root, "docs/ops/alerts.yml"), "utf8");

  test("every figure an alert asks for is exported", async () => {
    registerOperationsMetrics(api.app, async () => null);
    registerWebhookMetrics(api.app);
    registerMessageMetrics(api.app);
    const exported = new Set([...(await metrics.metrics()).matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name));
    const asked = [...alerts.matchAll(/^ +expr: (.*)$/gm)].flatMap(([, expr]) => expr?.match(/huiyou_\w+/g) ?? []);
    expect(asked.length).toBeGreaterThan(15);
    const absent = asked.filter(
      (name) => !exported.has(name) && !exported.has(name.replace(/_(bucket|count|sum)$/, "")),
    );
    expect(absent).toEqual([]);
  });

  test("one that cannot be read is absent, and does not take the others along", async () => {
    registerGauge("huiyou_of_a_test", "Unreadable", [], () => Promise.reject(new Error("the database is away")));
    const text = await metrics.metrics();
    expect(text).not.toMatch(/^huiyou_of_a_test /m);
    expect(await metrics.metrics()).toMatch(/^huiyou_figures_unreadable_total\{figure="huiyou_of_a_test"\} [12]$/m);
    expect(text).toMatch(/^huiyou_process_cpu_seconds_total /m);
  });

  test("every alert has a severity, a sentence and a place in the instructions that exists", () => {
    const instructions = readFileSync(path.join(root, "docs/operations.md"), "utf8");
    const places = new Set(
      [...instructions.matchAll(/^#+ (.*)$/gm)].map(([, title = ""]) =>
        title
          .toLowerCase()
          .replace(/[^\w\s-]/g, "")
          .replaceAll(" ", "-"),
      ),
    );
    const rules = alerts.split(/^ +- alert: /m).slice(1);
    for (const rule of rules) {
      expect(rule).toMatch(/expr: .+/);
      expect(rule).toMatch(/severity: (page|ticket)/);
      expect(rule).toMatch(/summary: .+/);
      expect([...places]).toContain(/runbook: docs\/operations\.md#(\S+)/.exec(rule)?.[1]);
    }
  });

  test("backups and drills are among them", async () => {
    registerOperationsMetrics(api.app, async () => new Date(Date.now() - 5_000));
    const text = await metrics.metrics();
    const value = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1]);
    expect(value("huiyou_backup_age_seconds")).toBeGreaterThan(3_500);
    expect(value("huiyou_drill_loss_seconds")).toBe(0.12);
    expect(value("huiyou_timers_overdue_seconds")).toBeGreaterThanOrEqual(4);
    expect(value("huiyou_worker_leader")).toBe(0);
    // Nobody ships the log of this database: absent, and not 0 seconds old.
    expect(text).not.toMatch(/^huiyou_wal_shipped_age_seconds/m);
  });
});
