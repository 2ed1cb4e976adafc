import { randomUUID } from "node:crypto"; // real chance: names a request in the log, nothing else
import fastify, { type FastifyInstance } from "fastify";
import { AppError } from "../kernel/errors.ts";
import type { App } from "../app.ts";
import type { Authenticator } from "./auth.ts";
import { addBodyParser, BODY_LIMIT } from "./body.ts";
import { createGuard } from "./guard.ts";
import "./errors.ts";
import type { Lifecycle } from "./lifecycle.ts";
import { applyMethodOverride } from "./method-override.ts";
import { knownError, logServerError, sendProblem } from "./problem.ts";
import { registerRoutes } from "./register.ts";
import type { Route } from "./route.ts";
import { addSystemRoutes } from "./system-routes.ts";
import { httpDuration } from "../telemetry/metrics.ts";

/** A request that has not arrived whole by then is cut off; headers alone have less. */
const REQUEST_TIMEOUT_MS = 30_000;
const HEADERS_TIMEOUT_MS = 15_000;
/** Longer than a balancer's idle time, so that it and not we close an idle connection. */
const KEEP_ALIVE_MS = 75_000;
const MAX_PARAM_LENGTH = 300;

export interface ServerOptions {
  app: App;
  routes: readonly Route[];
  authenticators: readonly Authenticator[];
  lifecycle?: Lifecycle;
}

export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { app } = options;
  const server = fastify({
    logger: false,
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    http: { headersTimeout: HEADERS_TIMEOUT_MS },
    trustProxy: app.config.TRUST_PROXY,
    return503OnClosing: true,
    forceCloseConnections: "idle",
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
    rewriteUrl: applyMethodOverride,
    genReqId: () => randomUUID(),
    frameworkErrors: (error, request, reply) => {
      sendProblem(request, reply, knownError(error, BODY_LIMIT) ?? new AppError("malformed_request"));
    },
  });
  server.decorateRequest("auth", undefined);
  addBodyParser(server);
  server.addHook("onRequest", (request, reply, done) => {
    reply.header("x-request-id", request.id);
    reply.header("x-content-type-options", "nosniff");
    reply.header("cache-control", "no-store");
    done();
  });
  server.addHook("onResponse", (request, reply, done) => {
    const route = request.routeOptions.url ?? "none";
    httpDuration.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
    done();
  });
  server.setErrorHandler((error, request, reply) => {
    const known = knownError(error, request.routeOptions.bodyLimit ?? BODY_LIMIT);
    if (!known || known.code === "unavailable") logServerError(app.log, request, error);
    return sendProblem(request, reply, known ?? new AppError("internal_error"));
  });
  server.setNotFoundHandler((request, reply) => sendProblem(request, reply, new AppError("route_not_found")));
  addSystemRoutes(server, app, options.lifecycle ?? { draining: false });
  registerRoutes(server, app, createGuard(app, options.authenticators), options.routes);
  return server;
}
