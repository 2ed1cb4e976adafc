// What happened while nobody was told: asked for by a span of time, sent once, whatever the endpoint's past.
import { beforeEach, expect, test } from "vitest";
import { v7 } from "uuid";
import { testApi } from "../../../../test/api.ts";
import { createTestTenant, startProgram, type TestTenant, toWireId } from "../../../../test/world.ts";
import { addEndpoint, deliver, happen, LOCAL, queue, readEndpoint } from "./build.ts";
import { answer, type Received, startReceiver } from "./receiver.ts";

const SOON = { timeout: 15_000 };
const HOUR_MS = 3_600_000;
const api = testApi({ environment: LOCAL });
let tenant: TestTenant;
beforeEach(async () => {
  tenant = await createTestTenant(api.app, { mode: "sandbox" });
});
const call = (request: string, body: object) => api.call(request, { token: tenant.api_key, body });
const lastHour = () => ({
  from: new Date(Date.now() - HOUR_MS).toISOString(),
  to: new Date(Date.now() + HOUR_MS).toISOString(),
});
const send = (id: string, more: object) => call(`POST /v1/webhook_endpoints/${id}/replay`, { ...lastHour(), ...more });
const replay = async (id: string, more: object) => {
  const reply = await send(id, more);
  return reply.status === 202 ? reply.body : [reply.status, reply.body["code"]];
};
const replayed = async (id: string, more: object) => {
  const { body } = await send(id, more);
  return { queued: Number(body["queued"]), next_cursor: String(body["next_cursor"]) };
};
const queued = (count: number) => ({ queued: count, next_cursor: null });

test("events from while an endpoint was switched off are sent when somebody asks, once, and to it alone", async () => {
  const [receiver, other] = await Promise.all([startReceiver(answer(410)), startReceiver()]);
  const { webhook_endpoint_id: id } = await addEndpoint(api, tenant, receiver.url);
  const { webhook_endpoint_id: narrow } = await addEndpoint(api, tenant, other.url, {
    unit_id: toWireId("org_unit", tenant.second.unit_id),
  });
  const dispatcher = deliver(api);
  const [told] = await happen(api, tenant, 1);
  await expect.poll(() => readEndpoint(api, tenant, id), SOON).toMatchObject({ state: "disabled" });
  await dispatcher.stop();
  const missed = await happen(api, tenant, 3);
  expect(await replay(id, { states: ["missed"] })).toEqual([409, "webhook_not_active"]);

  await api.call(`PATCH /v1/webhook_endpoints/${id}`, { token: tenant.api_key, body: { state: "active" } });
  receiver.behave(answer(200));
  deliver(api);
  expect(await replay(id, { states: ["missed"], event_types: ["member.registered"] })).toEqual(queued(0));
  expect(await replay(id, { states: ["missed"] })).toEqual(queued(3));
  expect(await replay(id, { states: ["missed"] })).toEqual(queued(0));
  await expect.poll(() => receiver.ids().toSorted(), SOON).toEqual([String(told), ...missed].toSorted());
  // What happened in another store is no business of the other endpoint, off or on.
  expect(await replay(narrow, { states: ["missed"] })).toEqual(queued(0));
  expect(other.received).toEqual([]);
});

test("a receiver that came later may ask for what was before it, thirty days back and no further", async () => {
  const early = await happen(api, tenant, 2);
  const receiver = await startReceiver();
  const { webhook_endpoint_id: id } = await addEndpoint(api, tenant, receiver.url);
  deliver(api);
  await queue(api);
  expect(await replay(id, { states: ["missed", "dead"] })).toEqual(queued(2));
  await expect.poll(() => receiver.ids().sort(), SOON).toEqual(early.toSorted());
  const long_ago = new Date(Date.now() - 31 * 24 * HOUR_MS).toISOString();
  const refused = await call(`POST /v1/webhook_endpoints/${id}/replay`, {
    ...lastHour(),
    from: long_ago,
    states: ["missed"],
  });
  expect(refused.body).toMatchObject({ code: "webhook_replay_too_old", errors: [{ pointer: "/from" }] });
});

test("a long span is queued in pieces, each event once, in the order of events", async () => {
  const { webhook_endpoint_id: id } = await addEndpoint(api, tenant, "http://127.0.0.1:59997/");
  await api.db.query(
    `insert into platform.event (tenant_id, position, event_id, type, subject_id, payload, business_time, recorded_at)
     select $1, nextval('platform.event_position'), gen_random_uuid(), 'points.earned', $2, '{"points":1}', now(), now()
     from generate_series(1, 10003)`,
    [tenant.tenant_id, v7()],
  );
  const first = await replayed(id, { states: ["dead", "missed"] });
  expect(first.queued).toBe(10_000);
  const rest = { states: ["dead", "missed"], cursor: first.next_cursor };
  expect(await replay(id, rest)).toEqual(queued(3));
  await api.db.query("update webhooks.delivery set state = 'dead' where tenant_id = $1", [tenant.tenant_id]);
  const again = await replayed(id, {});
  expect(again.queued).toBe(10_000);
  expect(await replay(id, { cursor: again.next_cursor })).toEqual(queued(3));
  expect(await replay(id, { cursor: "bm9uc2Vuc2U" })).toEqual([400, "cursor_invalid"]);
  expect(await readEndpoint(api, tenant, id)).toMatchObject({ waiting: 10_001, dead: 0 });
});

test("a purchase is told in the moment it is committed, and once", async () => {
  const receiver = await startReceiver();
  await addEndpoint(api, tenant, receiver.url, { event_types: ["purchase.*"] });
  deliver(api);
  await startProgram(api.app, tenant.tenant_id);
  const venue_id = toWireId("venue", tenant.first.venue.venue_id);
  const lines = [{ item_name: "日场票", business_type: "ticket", quantity: 1, amount_fen: 12_800 }];
  const body = { venue_id, lines, payments: [{ method: "cash", amount_fen: 12_800 }] };
  const headers = { "idempotency-key": v7() };
  const [made] = await Promise.all(
    [1, 2].map(() => api.call("POST /v1/purchases", { token: tenant.api_key, body, headers })),
  );
  expect(made?.status).toBe(201);
  await queue(api);
  await expect.poll(() => receiver.received.length, SOON).toBe(1);
  const { type, data } = JSON.parse((receiver.received[0] as Received).body) as Record<string, unknown>;
  expect(type).toBe("purchase.committed");
  expect(data).toEqual({
    purchase_id: made?.body["purchase_id"],
    member_id: null,
    venue_id,
    channel: "api",
    business_date: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) as string,
    total_fen: 12_800,
    points: 0,
  });
});
