// Every route that takes an Idempotency-Key: repeated, it answers the same bytes and does nothing; changed, it refuses.
import { beforeAll, describe, expect, test } from "vitest";
import { routeName } from "../src/platform/http/route.ts";
import { present } from "../src/platform/kernel/assert.ts";
import { routes } from "../src/roles/routes.ts";
import { type Reply, testApi } from "./api.ts";
import { createRequestWorld, type RequestWorld } from "./request-world.ts";
import { buildRequest, type RouteRequest } from "./requests.ts";

const TWINS = 12;

const api = testApi({ environment: { RATE_LIMIT_PUBLIC: "0" } });
let world: RequestWorld;
let count_rows: string;
beforeAll(async () => {
  world = await createRequestWorld(api);
  const tables = await api.db.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
     where c.relkind in ('r', 'p') and not c.relispartition
       -- That somebody asked is no effect of what they asked.
       and c.oid <> 'platform.request_log'::regclass order by 1`,
  );
  const counts = tables.map(({ name }) => `(select count(*)::int from ${name} where tenant_id = $1) as "${name}"`);
  count_rows = `select ${counts.join(", ")}`;
});

type Rows = Record<string, number>;

async function rows(): Promise<Rows> {
  const [row] = await api.db.query<Rows>(count_rows, [world.tenant.tenant_id]);
  return row ?? {};
}

/** Rows by table that came about since. */
async function newRows(before: Rows): Promise<Rows> {
  const now = await rows();
  return Object.fromEntries(
    Object.entries(now)
      .map(([table, count]) => [table, count - (before[table] ?? 0)] as const)
      .filter(([, added]) => added !== 0),
  );
}

function send({ route, path, body, token }: RouteRequest, key: string): Promise<Reply> {
  const options = { headers: { "idempotency-key": key }, ...(token === undefined ? {} : { token }) };
  return api.call(`${route.method} ${path}`, { ...options, body });
}

/** A key has no spaces. */
const keyOf = (name: string, trial: string) => `${name} ${trial}`.replaceAll(" ", "-");

const keyed = routes.filter((route) => route.idempotency !== undefined);

test("routes that move value ask for a key", () => {
  const required = keyed.filter((route) => route.idempotency === "required").map(routeName);
  expect(required).toEqual(expect.arrayContaining(["POST /v1/purchases", "POST /v1/points/earn"]));
});

describe.each(keyed.map((route) => [routeName(route), route] as const))("%s", (name, route) => {
  test("the same key and body: the same bytes, nothing done again", async () => {
    const request = await buildRequest(route, world);
    const first = await send(request, keyOf(name, "once"));
    expect(first.status).toBeLessThan(300);
    const before = await rows();
    for (let n = 0; n < 3; n++) {
      const again = await send(request, keyOf(name, "once"));
      expect([again.status, again.text]).toEqual([first.status, first.text]);
      expect(again.headers.get("idempotent-replayed")).toBe("true");
    }
    expect(await newRows(before)).toEqual({});
  });

  test("the same key, another body: a conflict, and nothing done", async () => {
    const key = keyOf(name, "other");
    const first = await buildRequest(route, world);
    const other = await buildRequest(route, world);
    await send(first, key);
    const before = await rows();
    const refused = await send(other, key);
    expect([refused.status, refused.body["code"]]).toEqual([409, "idempotency_conflict"]);
    expect(await newRows(before)).toEqual({});
    expect((await send(first, key)).headers.get("idempotent-replayed")).toBe("true");
  });

  test(`${TWINS} at once: one does the work, all get its answer`, async () => {
    const single = await buildRequest(route, world);
    const before_single = await rows();
    expect((await send(single, keyOf(name, "single"))).status).toBeLessThan(300);
    const once = await newRows(before_single);

    const request = await buildRequest(route, world);
    const before_twins = await rows();
    const key = keyOf(name, "twins");
    const replies = await Promise.all(Array.from({ length: TWINS }, () => send(request, key)));
    expect(new Set(replies.map((reply) => reply.status)).size).toBe(1);
    expect(new Set(replies.map((reply) => reply.text)).size).toBe(1);
    expect(replies.filter((reply) => reply.headers.get("idempotent-replayed") === null)).toHaveLength(1);
    expect(await newRows(before_twins)).toEqual(once);
  });
});

/** Known by a number or code of the caller's own: such a request needs no key to be safe to send again. */
const numbered = [
  "POST /v1/members/bulk",
  "POST /v1/purchases/bulk",
  "POST /v1/points/earn/bulk",
  "POST /v1/admissions",
  "POST /v1/admissions/bulk",
  "POST /v1/venues",
  "POST /v1/gates",
];

describe.each(numbered)("%s without a key", (name) => {
  const route = present(
    routes.find((one) => routeName(one) === name),
    name,
  );
  const idsIn = (reply: Reply) => [...new Set(reply.text.match(/\b[a-z]{3}_[0-9a-z]{26}\b/g))].sort().join(" ");
  const sendPlain = ({ path, body, token }: RouteRequest) =>
    api.call(`${route.method} ${path}`, { body, ...(token === undefined ? {} : { token }) });

  test(`${TWINS} at once and one later: it happened once`, async () => {
    const before_single = await rows();
    expect((await sendPlain(await buildRequest(route, world))).status).toBeLessThan(300);
    const once = await newRows(before_single);

    const request = await buildRequest(route, world);
    const before_twins = await rows();
    const replies = await Promise.all(Array.from({ length: TWINS }, () => sendPlain(request)));
    replies.push(await sendPlain(request));
    expect(replies.map((reply) => (reply.status < 300 ? "done" : reply.text))).toEqual(replies.map(() => "done"));
    expect(new Set(replies.map(idsIn)).size).toBe(1);
    expect(await newRows(before_twins)).toEqual(once);
  });
});
