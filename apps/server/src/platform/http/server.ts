import type { Socket } from "node:net";
import { constants } from "node:zlib";
import fastifyCompress from "@fastify/compress";
import fastify, { type FastifyInstance } from "fastify";
import { AppError } from "../kernel/errors.ts";
import type { App } from "../app.ts";
import type { Authenticator } from "./auth.ts";
import { addBodyParser, BODY_LIMIT } from "./body.ts";
import { letGoOnClose } from "./closing.ts";
import { addDocs } from "./docs.ts";
import { createGuard } from "./guard.ts";
import "./errors.ts";
import { setCommonHeaders } from "./headers.ts";
import type { Lifecycle } from "./lifecycle.ts";
import { applyMethodOverride } from "./method-override.ts";
import { knownError, logServerError, problemOf, sendProblem } from "./problem.ts";
import { registerRoutes } from "./register.ts";
import type { Route } from "./route.ts";
import { addSites, type Site } from "./sites.ts";
import { addSystemRoutes } from "./system-routes.ts";
import { httpDuration } from "../telemetry/metrics.ts";
import { newRequestId } from "../telemetry/request-id.ts";

/** A request that has not arrived whole by then is cut off; headers alone have less. */
const REQUEST_TIMEOUT_MS = 30_000;
const HEADERS_TIMEOUT_MS = 15_000;
/** How often Node looks for connections past those times. */
const TIMEOUT_CHECK_MS = 5_000;
/** Longer than a balancer's idle time, so that it and not we close an idle connection. */
const KEEP_ALIVE_MS = 75_000;
const MAX_PARAM_LENGTH = 300;
const SLOW_MS = 1_000;
const STREAM = /event-stream/;

/** What is not even HTTP, or came too slowly: there is no request to answer, only a socket. */
function refuseConnection(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
  const late = error.code === "ERR_HTTP_REQUEST_TIMEOUT";
  const body = JSON.stringify(problemOf(new AppError("malformed_request"), "en", newRequestId()));
  const head = `HTTP/1.1 ${late ? "408 Request Timeout" : "400 Bad Request"}\r\nConnection: close\r\n`;
  const length = Buffer.byteLength(body);
  socket.end(`${head}Content-Type: application/problem+json\r\nContent-Length: ${length}\r\n\r\n${body}`);
}

/** `hop` counts from the socket's end: 0 is whoever connected to us. */
function trustOf(proxies: App["config"]["TRUST_PROXY"]) {
  return typeof proxies === "number" ? (_address: string, hop: number) => hop < proxies : proxies;
}

export interface ServerOptions {
  app: App;
  routes: readonly Route[];
  authenticators: readonly Authenticator[];
  lifecycle?: Lifecycle;
  sites?: readonly Site[];
}

export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { app } = options;
  const server = fastify({
    logger: false,
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    http: { headersTimeout: HEADERS_TIMEOUT_MS, connectionsCheckingInterval: TIMEOUT_CHECK_MS },
    trustProxy: trustOf(app.config.TRUST_PROXY),
    return503OnClosing: true,
    forceCloseConnections: "idle",
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
    rewriteUrl: applyMethodOverride,
    clientErrorHandler: refuseConnection,
    genReqId: newRequestId,
    frameworkErrors: (error, request, reply) => {
      sendProblem(request, reply, knownError(error, BODY_LIMIT) ?? new AppError("malformed_request"));
    },
  });
  server.decorateRequest("auth", undefined);
  letGoOnClose(server);
  // Quick levels: answers are compressed as they are sent, and the clients' files are cached for ever.
  await server.register(fastifyCompress, {
    threshold: 2048,
    encodings: ["br", "gzip"],
    // A compressed body could unfold to any size: not taken.
    globalDecompression: false,
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
    zlibOptions: { level: 5 },
  });
  addBodyParser(server);
  server.addHook("onRequest", (request, reply, done) => {
    setCommonHeaders(request, reply);
    done();
  });
  server.addHook("onResponse", (request, reply, done) => {
    const route = request.routeOptions.url ?? "none";
    const { statusCode: status, elapsedTime: elapsed_ms } = reply;
    httpDuration.observe({ method: request.method, route, status }, elapsed_ms / 1000);
    // One line a request is dear; the figures above count them all.
    const slow = elapsed_ms > SLOW_MS && !STREAM.test(String(reply.getHeader("content-type")));
    if (slow || app.log.isLevelEnabled("debug")) {
      const line = {
        request_id: request.id,
        method: request.method,
        route,
        status,
        elapsed_ms: Math.round(elapsed_ms),
      };
      if (slow) app.log.warn(line, "slow request");
      else app.log.debug(line, "request");
    }
    done();
  });
  server.setErrorHandler((error, request, reply) => {
    // The caller went away in the middle: nobody is left to answer, and nothing is wrong with us.
    if (request.raw.socket.destroyed) return void reply.hijack();
    const known = knownError(error, request.routeOptions.bodyLimit ?? BODY_LIMIT);
    if (!known || known.code === "unavailable") logServerError(app.log, request, error);
    return sendProblem(request, reply, known ?? new AppError("internal_error"));
  });
  server.setNotFoundHandler((request, reply) => sendProblem(request, reply, new AppError("route_not_found")));
  addSystemRoutes(server, app, options.lifecycle ?? { draining: false });
  await addSites(server, options.sites ?? []);
  addDocs(server, options.routes);
  registerRoutes(server, app, createGuard(app, options.authenticators), options.routes);
  return server;
}
