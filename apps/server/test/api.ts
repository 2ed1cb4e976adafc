import { afterAll, beforeAll } from "vitest";
import type { FastifyInstance } from "fastify";
import type { DestinationStream } from "pino";
import { authenticators, routes } from "../src/roles/routes.ts";
import type { App } from "../src/platform/app.ts";
import { readConfig } from "../src/platform/config.ts";
import { createSecrets } from "../src/platform/crypto/secrets.ts";
import type { Authenticator } from "../src/platform/http/auth.ts";
import type { Route } from "../src/platform/http/route.ts";
import { createServer } from "../src/platform/http/server.ts";
import type { Site } from "../src/platform/http/sites.ts";
import { type Clock, realClock } from "../src/platform/kernel/clock.ts";
import { createIds } from "../src/platform/kernel/ids.ts";
import { secureRandom } from "../src/platform/kernel/random.ts";
import type { Runtime } from "../src/platform/kernel/runtime.ts";
import { createLogger } from "../src/platform/telemetry/log.ts";
import { type TestDatabase, testDatabase } from "./database.ts";
import { exchange } from "./exchange.ts";

export interface CallOptions {
  token?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  /** The parsed body; undefined when there is none. Tests look into whatever came back. */
  body: ReplyBody;
}
export type ReplyBody = { [field: string]: ReplyBody } & { [index: number]: ReplyBody } & unknown[];

export interface TestApi {
  readonly app: App;
  readonly db: TestDatabase;
  readonly base_url: string;
  readonly server: FastifyInstance;
  /** `call("POST /v1/venues", { token, body })` */
  call(request: string, options?: CallOptions): Promise<Reply>;
}

export interface TestApiOptions {
  clock?: Clock;
  /** Clock, chance and ids together: for a run that is to be repeated byte for byte. */
  runtime?: Runtime;
  routes?: readonly Route[];
  authenticators?: readonly Authenticator[];
  sites?: readonly Site[];
  /** Where log lines go; a level in the environment makes some. */
  log?: DestinationStream;
  /** Variables of the configuration. */
  environment?: Record<string, string>;
}

/** The whole API on a port and a database of its own, for the test file (or `describe`) that calls this. */
export function testApi(options: TestApiOptions = {}): TestApi {
  const db = testDatabase();
  let open: { app: App; server: FastifyInstance; base_url: string } | undefined;
  const get = () => {
    if (!open) throw new Error("testApi() is ready only inside hooks and tests");
    return open;
  };
  beforeAll(async () => {
    const clock = options.clock ?? realClock;
    const environment = { DATABASE_URL: db.url, LOG_LEVEL: "silent", ...options.environment };
    const config = readConfig(environment);
    const app: App = {
      config,
      database: db.database,
      runtime: options.runtime ?? { clock, random: secureRandom, ids: createIds(realClock, secureRandom) },
      secrets: createSecrets(new Uint8Array(32).fill(7)),
      log: createLogger(config, options.log),
    };
    const server = await createServer({
      app,
      routes: options.routes ?? routes,
      authenticators: options.authenticators ?? authenticators,
      sites: options.sites ?? [],
    });
    open = { app, server, base_url: await server.listen({ host: "127.0.0.1", port: 0 }) };
  });
  afterAll(async () => {
    await open?.server.close();
  });
  return {
    db,
    get app() {
      return get().app;
    },
    get server() {
      return get().server;
    },
    get base_url() {
      return get().base_url;
    },
    call: (request, call = {}) => send(get().base_url, request, call),
  };
}

async function send(base_url: string, request: string, { token, body, headers }: CallOptions): Promise<Reply> {
  const [method = "GET", path = "/"] = request.split(" ");
  const sent = {
    "user-agent": "node",
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(body === undefined ? {} : { "content-type": "application/json" }),
    ...headers,
  };
  const text = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
  const answer = await exchange(base_url + path, {
    method,
    headers: sent,
    ...(text === undefined ? {} : { body: text }),
  });
  const isJson = /[/+]json\b/.test(answer.headers.get("content-type") ?? "");
  const parsed = isJson && answer.text !== "" ? (JSON.parse(answer.text) as ReplyBody) : (undefined as never);
  return { ...answer, body: parsed };
}
