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
import { refuseConnection, refuseExpectation } from "./refuse-connection.ts";
import { knownError, logServerError, sendProblem } from "./problem.ts";
import { registerRoutes } from "./register.ts";
import type { Route } from "./route.ts";
import { addSites, type Site } from "./sites.ts";
import { addSystemRoutes } from "./system-routes.ts";
import { createRequestLog } from "../request-log/request-log.ts";
import { httpDuration } from "../telemetry/metrics.ts";
import { newRequestId } from "../telemetry/request-id.ts";

/** Headers alone have less time than a request has to arrive whole. */
const HEADERS_TIMEOUT_MS = 15_000;
/** How often Node looks for connections past those times. */
const TIMEOUT_CHECK_MS = 5_000;
/** Longer than a balancer's idle time, so that it and not we close an idle connection. */
const KEEP_ALIVE_MS = 75_000;
const MAX_PARAM_LENGTH = 300;
const SLOW_MS = 1_000;
const STREAM = /event-stream/;

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
  const request_timeout_ms = app.config.REQUEST_TIMEOUT_SECONDS * 1000;
  const headers_timeout_ms = Math.min(HEADERS_TIMEOUT_MS, request_timeout_ms);
  const server = fastify({
    logger: false,
    bodyLimit: BODY_LIMIT,
    requestTimeout: request_timeout_ms,
    keepAliveTimeout: KEEP_ALIVE_MS,
    http: { headersTimeout: headers_timeout_ms, connectionsCheckingInterval: TIMEOUT_CHECK_MS },
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
  server.decorateRequest("answer_text", undefined);
  const requestLog = createRequestLog(app);
  server.addHook("onClose", () => requestLog.flush());
  letGoOnClose(server);
  server.server.on("checkExpectation", refuseExpectation);
  // Answers are packed as they are sent, by the way that needs a quarter of a mebibyte for it and not several; files are packed once.
  await server.register(fastifyCompress, {
    threshold: 2048,
    encodings: ["gzip"],
    // A compressed body could unfold to any size: not taken.
    globalDecompression: false,
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
    requestLog.note(request, reply);
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
