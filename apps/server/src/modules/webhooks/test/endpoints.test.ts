import { beforeEach, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { createTestTenant, type TestTenant } from "../../../../test/world.ts";
import { fixedClock } from "../../../platform/kernel/clock.ts";
import { exampleData, listEventTypes, tellEvent } from "../../../platform/events/catalog.ts";
import { appendEvents } from "../../../platform/events/outbox.ts";
import { metrics } from "../../../platform/telemetry/metrics.ts";
import { registerWebhookMetrics } from "../metrics.ts";
import { judgeDelivery } from "../domain/outcome.ts";
import { addEndpoint, deliver, happen, isSignedBy, LOCAL, readEndpoint } from "./build.ts";
import { answer, startReceiver } from "./receiver.ts";
import "../../../roles/routes.ts";

const SOON = { timeout: 15_000 };
const api = testApi({ environment: LOCAL });
let tenant: TestTenant;
beforeEach(async () => {
  tenant = await createTestTenant(api.app, { mode: "sandbox" });
});
const call = (request: string, body?: object) =>
  api.call(request, { token: tenant.api_key, ...(body ? { body } : {}) });

describe("a secret", () => {
  test("is shown once and kept encrypted; replaced, both sign until the overlap ends", async () => {
    const receiver = await startReceiver();
    const { webhook_endpoint_id: id, secret } = await addEndpoint(api, tenant, receiver.url);
    expect((await call(`GET /v1/webhook_endpoints/${id}`)).text).not.toContain(secret.slice(6));
    const rows = await api.db.query<{ row: string }>(
      "select encode(secret_cipher, 'escape') as row from webhooks.secret",
    );
    expect(rows.some(({ row }) => row.includes(secret.slice(6, 20)))).toBe(false);

    const rotated = await call(`POST /v1/webhook_endpoints/${id}/rotate_secret`, { overlap_hours: 1 });
    const next = String(rotated.body["secret"]);
    deliver(api);
    await happen(api, tenant, 1);
    await expect.poll(() => receiver.received.length, SOON).toBe(1);
    const [both] = receiver.received;
    expect(both && [isSignedBy(secret, both), isSignedBy(next, both)]).toEqual([true, true]);

    await api.db.query("update webhooks.secret set expires_at = now() - interval '1 s' where expires_at is not null");
    await happen(api, tenant, 1);
    await expect.poll(() => receiver.received.length, SOON).toBe(2);
    const alone = receiver.received[1];
    expect(alone && [isSignedBy(secret, alone), isSignedBy(next, alone)]).toEqual([false, true]);
  });
});

describe("what was given up", () => {
  test("is in the log with the receiver's words, and is sent again by one or by many under its own id", async () => {
    const receiver = await startReceiver(answer(500, "我们的数据库停了"));
    const { webhook_endpoint_id: id } = await addEndpoint(api, tenant, receiver.url);
    const ids = await happen(api, tenant, 3);
    await api.db.query("update webhooks.delivery set attempts = 9 where state = 'waiting'");
    deliver(api);
    await expect.poll(() => readEndpoint(api, tenant, id), SOON).toMatchObject({ dead: 3, waiting: 0 });
    const dead = await call(`GET /v1/webhook_deliveries?webhook_endpoint_id=${id}&state=dead`);
    const first = String(dead.body["data"]?.[0]?.["webhook_delivery_id"]);
    const detail = await call(`GET /v1/webhook_deliveries/${first}`);
    expect(detail.body).toMatchObject({
      last_status: 500,
      tries: [{ status: 500, response_excerpt: "我们的数据库停了" }],
      message: { type: "points.earned", data: { points: 12 } },
    });
    receiver.behave(answer(200));
    expect((await call(`POST /v1/webhook_deliveries/${first}/replay`)).status).toBe(202);
    await expect.poll(() => readEndpoint(api, tenant, id), SOON).toMatchObject({ dead: 2 });
    const span = { from: "2020-01-01T00:00:00Z", to: "2090-01-01T00:00:00Z" };
    expect((await call(`POST /v1/webhook_endpoints/${id}/replay`, span)).body).toEqual({
      queued: 2,
      next_cursor: null,
    });
    await expect.poll(() => readEndpoint(api, tenant, id), SOON).toMatchObject({ dead: 0, waiting: 0 });
    expect([...new Set(receiver.ids())].sort()).toEqual([...ids].sort());
  });
});

describe("a paused endpoint", () => {
  test("is sent nothing, loses nothing, and takes no trial", async () => {
    const receiver = await startReceiver();
    const { webhook_endpoint_id: id } = await addEndpoint(api, tenant, receiver.url);
    await call(`POST /v1/webhook_endpoints/${id}/rotate_secret`, {});
    await api.call(`PATCH /v1/webhook_endpoints/${id}`, { token: tenant.api_key, body: { state: "paused" } });
    deliver(api);
    const ids = await happen(api, tenant, 2);
    const trial = await call(`POST /v1/webhook_endpoints/${id}/test`, { event_type: "points.earned" });
    expect([trial.status, trial.body["code"]]).toEqual([409, "webhook_not_active"]);
    expect(await readEndpoint(api, tenant, id)).toMatchObject({ waiting: 2 });
    expect(receiver.received).toEqual([]);
    await api.call(`PATCH /v1/webhook_endpoints/${id}`, { token: tenant.api_key, body: { state: "active" } });
    await expect.poll(() => receiver.ids().sort(), SOON).toEqual([...ids].sort());
  });
});

test("the figures say what is due and who fails", async () => {
  const { webhook_endpoint_id: id } = await addEndpoint(api, tenant, "http://127.0.0.1:59998/");
  await happen(api, tenant, 3);
  registerWebhookMetrics(api.app);
  const due = async () => Number(/^huiyou_webhooks_due (\d+)$/m.exec(await metrics.metrics())?.[1]);
  expect(await due()).toBeGreaterThanOrEqual(3);
  await api.call(`DELETE /v1/webhook_endpoints/${id}`, { token: tenant.api_key });
  expect(await metrics.metrics()).toMatch(/^huiyou_webhook_endpoints\{state="disabled"\} 0$/m);
});

test("a trial carries the type's example", async () => {
  const receiver = await startReceiver();
  const { webhook_endpoint_id: id } = await addEndpoint(api, tenant, receiver.url);
  deliver(api);
  expect((await call(`POST /v1/webhook_endpoints/${id}/test`, { event_type: "visit.refused" })).status).toBe(202);
  await expect.poll(() => receiver.received.length, SOON).toBe(1);
  const body = JSON.parse(receiver.received[0]?.body ?? "") as { data: Record<string, unknown> };
  expect(body.data).toMatchObject({ reasons: ["already_admitted"] });
  const unknown = await call(`POST /v1/webhook_endpoints/${id}/test`, { event_type: "nobody.knows" });
  expect([unknown.status, unknown.body["code"]]).toEqual([422, "webhook_event_type_unknown"]);
});

test("pauses grow over three days, a longer Retry-After counts, and the tenth failure is the last", () => {
  const clock = fixedClock(new Date("2026-10-02T04:00:00Z"));
  let total_hours = 0;
  for (let attempts = 1; attempts <= 9; attempts++) {
    const outcome = judgeDelivery({ status: 503, wait_seconds: undefined }, attempts, clock.now(), 0);
    if (outcome.state !== "waiting") throw new Error("given up too soon");
    total_hours += (outcome.due_at.getTime() - clock.now().getTime()) / 3_600_000;
  }
  expect(total_hours / 24).toBeCloseTo(3.15, 1);
  expect(judgeDelivery({ status: 500, wait_seconds: undefined }, 10, clock.now(), 0)).toEqual({ state: "dead" });
  const asked = judgeDelivery({ status: 429, wait_seconds: 600 }, 1, clock.now(), 0.5);
  expect(asked).toEqual({ state: "waiting", due_at: new Date("2026-10-02T04:10:00Z") });
});

describe("the catalogue", () => {
  test("is what the program may write: an event that no room lists is a bug", async () => {
    const event = {
      event_id: api.app.runtime.ids.next(),
      type: "nobody.knows",
      subject_id: tenant.tenant_id,
      payload: {},
    };
    const now = api.app.runtime.clock.now();
    const written = api.app.database.write(tenant.tenant_id, (tx) =>
      appendEvents(tx, [{ ...event, business_time: now, recorded_at: now }]),
    );
    await expect(written).rejects.toThrow("nobody.knows");
    expect(listEventTypes().length).toBeGreaterThan(18);
  });

  test.each(listEventTypes())("%s: three titles, an example, and only what it declares is told", (type, spec) => {
    expect(Object.values(spec.title).every((text) => text.length > 1)).toBe(true);
    const example = exampleData(spec);
    const payload = { ...example, name: "张三", phone: "13800000001" };
    const told = tellEvent({ type, subject_id: "018f6b1e-7d2a-7c3b-9a4d-5e6f708192a3", payload });
    expect(Object.keys(told)).toEqual(Object.keys(example));
    expect(JSON.stringify(told)).not.toMatch(/张三|138/);
  });
});
