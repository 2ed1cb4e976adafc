// A group whose rules are written, published and felt over HTTP.
import type { Reply, TestApi } from "../../../../test/api.ts";
import { createTestTenant, startProgram, type TestTenant, toWireId } from "../../../../test/world.ts";

export const NOW = "2026-05-20T04:00:00.000Z";

export interface World {
  api: TestApi;
  tenant: TestTenant;
  venue_id: string;
  member_id: string;
}

let n = 0;
/** New for every call. */
export const serial = (): number => ++n;

export async function send(world: World, request: string, body?: object): Promise<Reply> {
  const headers = { "idempotency-key": `k${serial()}` };
  return world.api.call(request, { token: world.tenant.api_key, headers, ...(body ? { body } : {}) });
}
export async function done(world: World, request: string, body?: object): Promise<Reply["body"]> {
  const reply = await send(world, request, body);
  if (reply.status >= 300) throw new Error(`${request} answered ${reply.status}: ${reply.text}`);
  return reply.body;
}

/** A group at this time, with the programme and one member. */
export async function newWorld(api: TestApi, test_now = NOW): Promise<World> {
  const tenant = await createTestTenant(api.app, { mode: "sandbox", test_now: new Date(test_now) });
  await startProgram(api.app, tenant.tenant_id);
  const world = { api, tenant, venue_id: toWireId("venue", tenant.first.venue.venue_id), member_id: "" };
  return { ...world, member_id: await newMember(world) };
}
export async function newMember(world: World, more: object = {}): Promise<string> {
  const home_unit_id = toWireId("org_unit", world.tenant.first.unit_id);
  return String((await done(world, "POST /v1/members", { name: "江听岚", home_unit_id, ...more }))["member_id"]);
}

const always = { combinator: "and", rules: [] };
export const when = (field: string, operator: string, value: unknown) => ({
  combinator: "and",
  rules: [{ field, operator, value }],
});
export const fixed = (behaviour: string, points: number, more: object = {}) => ({
  kind: "fixed",
  trigger: { behaviour },
  points,
  conditions: always,
  ...more,
});
export const times = (num: number, conditions: object = always, more: object = {}) => ({
  kind: "multiplier",
  trigger: "purchase",
  factor: { num, den: 1 },
  conditions,
  ...more,
});

export async function publish(world: World, name: string, definition: object, more: object = {}): Promise<string> {
  const { rule_id } = await done(world, "POST /v1/points/rules", { name, definition });
  await done(world, `POST /v1/points/rules/${String(rule_id)}/publish`, { version: 1, ...more });
  return String(rule_id);
}
export const behave = (world: World, behaviour: string, more: object = {}) =>
  send(world, "POST /v1/points/behaviours", {
    member_id: world.member_id,
    behaviour,
    external_id: `b${serial()}`,
    ...more,
  });
export const buy = async (world: World, amount_fen: number, more: object = {}) =>
  done(world, "POST /v1/purchases", {
    member_id: world.member_id,
    venue_id: world.venue_id,
    lines: [{ item_name: "日场票", business_type: "ticket", quantity: 1, amount_fen }],
    payments: [{ method: "cash", amount_fen }],
    ...more,
  });
export async function balance(world: World): Promise<number | undefined> {
  const { accounts } = (await done(world, `GET /v1/members/${world.member_id}`)) as unknown as {
    accounts: { points: { available: number } };
  };
  return accounts.points.available;
}
