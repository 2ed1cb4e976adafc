// What a story acts on: a fresh sandbox tenant with two stores, reached over HTTP alone.
import { randomUUID } from "node:crypto";
import { inspect, isDeepStrictEqual } from "node:util";
import { toWireId } from "../apps/server/src/platform/kernel/ids.ts";
import type { App } from "../apps/server/src/platform/app.ts";
import { putProgram } from "../apps/server/src/modules/points/index.ts";
import { createTestTenant, PASSWORD } from "../apps/server/test/world.ts";

/** Whatever came back; stories look into it by name. */
export type Answer = { readonly [field: string]: Answer } & { readonly [index: number]: Answer } & readonly Answer[];

export interface CallOptions {
  readonly body?: unknown;
  /** A file instead of a body. */
  readonly upload?: string;
  /** By default the tenant's key; null for nobody. */
  readonly token?: string | null;
  /** By default a new one for each POST. */
  readonly idempotency_key?: string;
  /** By default any success. */
  readonly expect_status?: number | readonly number[];
}

export interface Stage {
  readonly full: boolean;
  readonly tenant_id: string;
  readonly stores: readonly { readonly unit_id: string; readonly venue_id: string }[];
  call(request: string, options?: CallOptions): Promise<Answer>;
  /** Sends a file as it is. */
  upload(request: string, content: string): Promise<Answer>;
  /** The token of a fresh session: head office, or the manager of the first store. */
  signIn(who: "admin" | "manager"): Promise<string>;
  advanceTo(instant: string): Promise<void>;
  /** Compares the fields that `expected` names; the difference is what the story prints. */
  same(what: string, actual: unknown, expected: unknown): void;
}

/** Policy P0: a point a yuan, at most 1,500 a day. */
const programme = {
  rate_points: 1,
  rate_fen: 100,
  daily_cap: 1_500,
  time_zone: "Asia/Shanghai",
  expected_version: 0,
  effective_from: new Date("2020-01-01T00:00:00Z"),
};

export async function setStage(app: App, base_url: string, starts_at: string, full: boolean): Promise<Stage> {
  const tenant = await createTestTenant(app, { mode: "sandbox", test_now: new Date(starts_at) });
  await app.database.write(tenant.tenant_id, (tx) => putProgram(tx, app.runtime, programme));
  const call = (request: string, options: CallOptions = {}) =>
    send(base_url, request, { token: tenant.api_key, ...options });
  return {
    full,
    tenant_id: toWireId("tenant", tenant.tenant_id),
    stores: [tenant.first, tenant.second].map(({ unit_id, venue }) => ({
      unit_id: toWireId("org_unit", unit_id),
      venue_id: toWireId("venue", venue.venue_id),
    })),
    call,
    upload: (request, content) => call(request, { upload: content }),
    async signIn(who) {
      const body = { email: tenant[who].email, password: PASSWORD };
      return String((await call("POST /v1/sessions", { token: null, body, expect_status: 201 })).token);
    },
    async advanceTo(to) {
      await call("POST /v1/test_clock/advance", { body: { to }, expect_status: 200 });
    },
    same: requireSame,
  };
}

async function send(base_url: string, request: string, options: CallOptions): Promise<Answer> {
  const [method = "GET", path = "/"] = request.split(" ");
  const { token, body, upload, idempotency_key = randomUUID(), expect_status } = options;
  const response = await fetch(base_url + path, {
    method,
    headers: {
      "accept-language": "en",
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(upload === undefined ? {} : { "content-type": "text/csv" }),
      ...(method === "POST" ? { "idempotency-key": idempotency_key } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(upload === undefined ? {} : { body: upload }),
  });
  const text = await response.text();
  const wanted = expect_status === undefined ? [] : [expect_status].flat();
  const fits = wanted.length === 0 ? response.ok : wanted.includes(response.status);
  if (!fits)
    throw new Error(`${request} answered ${response.status}, expected ${wanted.join(" or ") || "success"}: ${text}`);
  return (text === "" ? undefined : JSON.parse(text)) as Answer;
}

export function requireSame(what: string, actual: unknown, expected: unknown): void {
  const found = pick(actual, expected);
  if (isDeepStrictEqual(found, expected)) return;
  const [wanted, got] = differing(expected, found);
  const show = (value: unknown) => inspect(value, { depth: 8, breakLength: 100 });
  throw new Error(`${what}: expected ${show(wanted)}, found ${show(got)}`);
}

/** Of two things, the fields in which they differ. */
function differing(expected: unknown, found: unknown): [unknown, unknown] {
  if (!isRecord(expected) || !isRecord(found)) return [expected, found];
  const pairs = Object.keys({ ...expected, ...found })
    .filter((name) => !isDeepStrictEqual(expected[name], found[name]))
    .map((name) => [name, ...differing(expected[name], found[name])] as const);
  const side = (which: 1 | 2) => Object.fromEntries(pairs.map((pair) => [pair[0], pair[which]]));
  return [side(1), side(2)];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Of what was answered, the part that the expectation speaks of. */
function pick(actual: unknown, expected: unknown): unknown {
  if (Array.isArray(expected) && Array.isArray(actual)) return actual.map((one, index) => pick(one, expected[index]));
  if (!isRecord(expected) || !isRecord(actual)) return actual;
  return Object.fromEntries(Object.entries(expected).map(([name, value]) => [name, pick(actual[name], value)]));
}
