// Every route is called, rightly and wrongly, with the log at its most talkative, and then the log is searched for what
// must never be in it.
import { z } from "zod";
import { beforeAll, expect, test } from "vitest";
import { routes } from "../src/roles/routes.ts";
import { type Route, route } from "../src/platform/http/route.ts";
import { testApi } from "./api.ts";
import { inLanes } from "./attack.ts";
import { createRequestWorld, type RequestWorld } from "./request-world.ts";
import { buildRequest } from "./requests.ts";
import { PASSWORD } from "./world.ts";

const LIMIT_MS = 120_000;
const PHONE = "13798765432";
const ID_NUMBER = "11010519491231002X";
const NAME = "欧阳听澜";

/** What goes wrong inside, in the words of libraries: a database that quotes the row, an address with its query. */
const failing = route({
  method: "POST",
  path: "/v1/fails",
  summary: "Fails",
  tag: "test",
  access: { actors: ["public"] },
  body: z.strictObject({ phone: z.string(), name: z.string() }),
  response: { 200: z.object({}) },
  handler: async ({ app, body, log, headers }) => {
    log.warn({ body, headers, phone: body.phone, url: `/v1/members?phone=${body.phone}` }, "about to fail");
    const cause = await app.database
      .call({ text: "select ($1 || ' of someone')::int", values: [`${body.phone} ${ID_NUMBER}`] })
      .catch((error: unknown) => error);
    throw new Error(`no message to ${body.phone} by ${String(headers["authorization"])}`, { cause });
  },
});

const lines: string[] = [];
const api = testApi({
  routes: [...routes, failing],
  environment: {
    LOG_LEVEL: "trace",
    RATE_LIMIT_PUBLIC: "0",
    RATE_LIMIT_SESSION: "0",
    RATE_LIMIT_KEY: "0",
    WEBHOOK_ALLOW: "127.0.0.1",
  },
  log: { write: (line) => void lines.push(line) },
});
let world: RequestWorld;
beforeAll(async () => {
  world = await createRequestWorld(api);
});

async function call(definition: Route): Promise<void> {
  const { token, body, headers, path } = await buildRequest(definition, world);
  const options = { headers, ...(token === undefined ? {} : { token }) };
  const line = `${definition.method} ${path}`;
  await api.call(line, { ...options, ...(body === undefined ? {} : { body }) });
  await api.call(`${line}?phone=${PHONE}&code=482913&name=${encodeURIComponent(NAME)}`, {
    ...options,
    headers: { ...headers, cookie: `session=hy_ss_${"A".repeat(43)}`, "user-agent": PHONE },
    ...(definition.body ? { body: { phone: PHONE, id_number: ID_NUMBER, name: NAME, password: PASSWORD } } : {}),
  });
}

test("no phone, ID number, name, password, token or body is in the log", { timeout: LIMIT_MS }, async () => {
  await inLanes(
    routes.filter(({ produces }) => produces !== "text/event-stream"),
    call,
  );
  const body = { phone: PHONE, name: NAME };
  const reply = await api.call("POST /v1/fails", { body, token: world.tenant.api_key });
  expect(reply.status).toBe(500);
  const log = lines.join("");
  expect(lines.length).toBeGreaterThan(routes.length);
  expect(log).toContain("about to fail");
  expect(log).toContain("request failed");
  for (const secret of [
    PHONE,
    ID_NUMBER,
    NAME,
    PASSWORD,
    "482913",
    world.tenant.api_key,
    world.staff_token,
    world.member_token,
  ]) {
    expect(lines.filter((line) => line.includes(secret))).toEqual([]);
  }
  expect(log.match(/hy_(live|test|ss|ms)_[\w-]{8,}/g)).toBeNull();
  expect(log.match(/(?<![\dA-Za-z-])1[3-9]\d{9}(?!\d)/g)).toBeNull();
  expect(log.match(/[\w.]+@example\.com/g)).toBeNull();
});
