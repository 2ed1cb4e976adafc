// What a receiver meets: real servers on this machine, real deliveries.
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { createTestTenant, toWireId, type TestTenant } from "../../../../test/world.ts";
import { armFailpoints } from "../../../platform/kernel/failpoint.ts";
import { addEndpoint, deliver, happen, isSignedBy, LOCAL, queue, readEndpoint } from "./build.ts";
import { answer, hang, startReceiver } from "./receiver.ts";

const api = testApi({ environment: LOCAL });
let tenant: TestTenant;
// Each trial has endpoints of its own: those of others would be told, too.
beforeEach(async () => {
  tenant = await createTestTenant(api.app, { mode: "sandbox" });
});

/** However busy the machine. */
const SOON = { timeout: 15_000 };
const unique = (ids: readonly string[]) => [...new Set(ids)].sort();
/** As if the pause after a failure were over. */
const wait = (id: string) =>
  api.db.query(
    `update webhooks.delivery d set due_at = now() - interval '1 s' from webhooks.endpoint w
     where w.tenant_id = d.tenant_id and w.endpoint_id = d.endpoint_id and d.state = 'waiting' and w.url = $1`,
    [id],
  );

describe("a message", () => {
  test("is signed, named by its event, and carries ids and figures but nobody's name or number", async () => {
    const receiver = await startReceiver();
    const { secret } = await addEndpoint(api, tenant, receiver.url);
    deliver(api);
    const [event_id] = await happen(api, tenant, 1);
    await expect.poll(receiver.ids, SOON).toEqual([event_id]);
    const [message] = receiver.received;
    expect(message && isSignedBy(secret, message)).toBe(true);
    expect(message?.headers["content-type"]).toBe("application/json");
    expect(Math.abs(Number(message?.headers["webhook-timestamp"]) - Date.now() / 1000)).toBeLessThan(30);
    const body = JSON.parse(message?.body ?? "") as { type: string; timestamp: string; data: Record<string, unknown> };
    expect(body.type).toBe("points.earned");
    expect(Number.isNaN(Date.parse(body.timestamp))).toBe(false);
    expect(body.data).toEqual({
      member_id: expect.stringMatching(/^mbr_/) as string,
      transaction_id: expect.stringMatching(/^txn_/) as string,
      points: 12,
      venue_id: toWireId("venue", tenant.first.venue.venue_id),
      source_type: "award",
      purchase_id: null,
    });
    expect(message?.body).not.toMatch(/13800000001|张三/);
  });

  test("goes only where it was asked for: by type, and by unit", async () => {
    const [all, other_type, other_store, own_store] = await Promise.all([1, 2, 3, 4].map(() => startReceiver()));
    await addEndpoint(api, tenant, all?.url ?? "", { event_types: ["*"] });
    await addEndpoint(api, tenant, other_type?.url ?? "", { event_types: ["member.*", "points.expired"] });
    const unit_id = (unit: string) => ({ unit_id: toWireId("org_unit", unit) });
    await addEndpoint(api, tenant, other_store?.url ?? "", unit_id(tenant.second.unit_id));
    await addEndpoint(api, tenant, own_store?.url ?? "", unit_id(tenant.first.unit_id));
    deliver(api);
    const ids = await happen(api, tenant, 2, tenant.first.venue.venue_id);
    await expect.poll(() => unique(all?.ids() ?? []), SOON).toEqual(unique(ids));
    await expect.poll(() => unique(own_store?.ids() ?? []), SOON).toEqual(unique(ids));
    expect([other_type?.received, other_store?.received]).toEqual([[], []]);
  });
});

describe("a receiver that", () => {
  test("fails, hangs, answers 500 or redirects loses nothing and holds up nobody", { timeout: 60_000 }, async () => {
    const target = await startReceiver();
    const [good, failing, hanging, redirecting] = await Promise.all([
      startReceiver(),
      startReceiver(answer(500, "out of order")),
      startReceiver(hang),
      startReceiver(answer(307, "", { location: target.url })),
    ]);
    const gone = await startReceiver(); // its port will refuse
    const bad = [failing, hanging, redirecting];
    for (const { url } of [good, ...bad]) await addEndpoint(api, tenant, url);
    await addEndpoint(api, tenant, "http://127.0.0.1:59999/nobody");
    deliver(api);
    const ids = await happen(api, tenant, 60);
    await expect.poll(() => unique(good.ids()), SOON).toEqual(unique(ids));
    await expect.poll(() => bad.every(({ received }) => received.length > 0), SOON).toBe(true);
    for (const receiver of bad) receiver.behave(answer(200, "ok"));
    const arrived = async () => {
      for (const { url } of bad) {
        await wait(url);
        await api.db.query("update webhooks.endpoint set retry_at = null where url = $1", [url]);
      }
      return bad.map((receiver) => unique(receiver.ids()).length);
    };
    await expect.poll(arrived, { ...SOON, interval: 50 }).toEqual([60, 60, 60]);
    expect([target.received, gone.received]).toEqual([[], []]);
  });

  test("says 410 is asked no more, and the audit log says why", async () => {
    const receiver = await startReceiver(answer(410));
    const { webhook_endpoint_id } = await addEndpoint(api, tenant, receiver.url);
    deliver(api);
    await happen(api, tenant, 1);
    await expect
      .poll(() => readEndpoint(api, tenant, webhook_endpoint_id), SOON)
      .toMatchObject({ state: "disabled", disabled_reason: "gone" });
    await happen(api, tenant, 1);
    expect(receiver.received).toHaveLength(1);
    const [entry] = await api.db.query(
      "select actor from platform.audit_entry where action = 'webhook_endpoint.disabled' and tenant_id = $1",
      [tenant.tenant_id],
    );
    expect(entry).toEqual({ actor: "system" });
  });

  test("took nothing for five days is switched off; what waited is sent when somebody activates it again", async () => {
    const receiver = await startReceiver(answer(503));
    const { webhook_endpoint_id } = await addEndpoint(api, tenant, receiver.url);
    deliver(api);
    const [event_id] = await happen(api, tenant, 1);
    await expect.poll(() => readEndpoint(api, tenant, webhook_endpoint_id), SOON).toMatchObject({ failures: 1 });
    await api.db.query("update webhooks.endpoint set failing_since = now() - interval '5 days' where url = $1", [
      receiver.url,
    ]);
    await wait(receiver.url);
    await expect
      .poll(() => readEndpoint(api, tenant, webhook_endpoint_id), SOON)
      .toMatchObject({ state: "disabled", disabled_reason: "failing", waiting: 1 });
    receiver.behave(answer(200));
    const change = { token: tenant.api_key, body: { state: "active" } };
    expect((await api.call(`PATCH /v1/webhook_endpoints/${webhook_endpoint_id}`, change)).body).toMatchObject({
      state: "active",
      failures: 0,
    });
    await wait(receiver.url);
    await expect.poll(() => receiver.ids().at(-1), SOON).toBe(event_id);
    await expect
      .poll(() => readEndpoint(api, tenant, webhook_endpoint_id), SOON)
      .toMatchObject({ waiting: 0, dead: 0 });
  });
});

test("a crash between delivery and record: sent again under the same id", async () => {
  const receiver = await startReceiver();
  const { webhook_endpoint_id } = await addEndpoint(api, tenant, receiver.url);
  const first = deliver(api);
  armFailpoints((name) => {
    if (name === "webhooks.between_delivery_and_record") throw new Error("the power went");
  });
  onTestFinished(() => armFailpoints(undefined));
  const [event_id] = await happen(api, tenant, 1);
  await expect.poll(receiver.ids, SOON).toEqual([event_id]);
  await first.stop();
  armFailpoints(undefined);
  // Nobody else touches it while the lease runs; then another process takes it up.
  await api.db.query(
    "update webhooks.delivery set leased_until = now() - interval '1 s' where leased_until is not null",
  );
  deliver(api);
  await expect.poll(receiver.ids, SOON).toEqual([event_id, event_id]);
  await expect.poll(() => readEndpoint(api, tenant, webhook_endpoint_id), SOON).toMatchObject({ waiting: 0, dead: 0 });
});

test("two processes share the work: each message goes out once", async () => {
  const receiver = await startReceiver();
  await addEndpoint(api, tenant, receiver.url);
  const ids = await happen(api, tenant, 200);
  deliver(api);
  deliver(api);
  await queue(api);
  await expect.poll(() => receiver.received.length, SOON).toBe(200);
  expect(unique(receiver.ids())).toEqual(unique(ids));
});

test("however much waits for the first dozen, those behind them in the circle have their turn", async () => {
  const flooded = await Promise.all(Array.from({ length: 14 }, () => startReceiver()));
  // How much somebody had had when another one had its first.
  let most = 0;
  for (const receiver of flooded) {
    receiver.behave((response) => {
      if (receiver.received.length === 1) most = Math.max(most, ...flooded.map(({ received }) => received.length));
      response.writeHead(204).end();
    });
    await addEndpoint(api, tenant, receiver.url);
  }
  const ids = await happen(api, tenant, 300);
  deliver(api);
  await expect.poll(() => flooded.every(({ received }) => received.length > 0), SOON).toBe(true);
  expect(most).toBeLessThan(ids.length / 2);
});
