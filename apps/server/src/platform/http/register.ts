import type { FastifyInstance, FastifyRequest, onRequestHookHandler, preParsingHookHandler } from "fastify";
import { z } from "zod";
import { AppError, findErrorSpec } from "../kernel/errors.ts";
import type { App } from "../app.ts";
import { BODY_LIMIT } from "./body.ts";
import { type BodyBudget, createBodyBudget, SMALL_BODY_BYTES, UPLOAD_HELD_BYTES } from "./body-budget.ts";
import type { Guard } from "./guard.ts";
import { createHandle } from "./handle.ts";
import { childrenOf } from "./openapi-schemas.ts";
import { type Route, routeName } from "./route.ts";
import { openRouteBook } from "./route-book.ts";

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;

export function registerRoutes(server: FastifyInstance, app: App, guard: Guard, routes: readonly Route[]): void {
  checkRoutes(routes);
  openRouteBook(app, routes);
  const budget = createBodyBudget();
  for (const definition of routes) {
    server.route({
      method: definition.method,
      url: definition.path,
      ...(definition.upload_limit === undefined ? {} : { config: { upload_limit: definition.upload_limit } }),
      bodyLimit: bodyLimitOf(definition),
      // Only what is read can be long; a write's answer is short and wants no detour.
      ...(definition.method === "GET" ? {} : { compress: false as const }),
      onRequest: guardHook(guard, definition),
      preParsing: budgetHook(budget, definition),
      handler: createHandle(app, definition),
    });
  }
  for (const [path, methods] of methodsByPath(routes)) {
    server.route({
      method: METHODS.filter((method) => !methods.has(method)),
      url: path,
      onRequest: async () => {
        throw new AppError("method_not_allowed", { allow: [...methods].join(", ") });
      },
      handler: () => undefined,
    });
  }
}

const MOST_TRUSTED = new Set(["staff", "api_key"]);

/** Whom we hardly know sends forms and no files. */
export function bodyLimitOf({ access, body_limit }: Pick<Route, "access" | "body_limit">): number {
  return body_limit ?? (access.actors.some((actor) => MOST_TRUSTED.has(actor)) ? BODY_LIMIT : SMALL_BODY_BYTES);
}

/** Before a byte of it is read: what waits is not held yet. A hook with a callback, as below. */
function budgetHook(budget: BodyBudget, definition: Route): preParsingHookHandler {
  const limit = bodyLimitOf(definition);
  const held = definition.upload_limit === undefined ? limit : Math.min(definition.upload_limit, UPLOAD_HELD_BYTES);
  return (request, reply, payload, done) => {
    const size_bytes = bodyBytes(request, held);
    // One that is too long is refused where it is read.
    const is_refused = definition.upload_limit === undefined && size_bytes > limit;
    const pending = is_refused ? undefined : budget.take(reply, Math.min(size_bytes, held));
    if (!pending) return done(null, payload);
    void settle(pending, (error) => done(error ?? null, payload));
  };
}

/** What a request announces; whoever does not say how much comes may bring as much as is taken. */
function bodyBytes({ headers }: FastifyRequest, most: number): number {
  const length = headers["content-length"];
  if (length !== undefined) return Number(length);
  return headers["transfer-encoding"] === undefined ? 0 : most;
}

/** A hook with a callback: one that returns a promise makes every request wait for it, decided or not. */
function guardHook(guard: Guard, definition: Route): onRequestHookHandler {
  return (request, reply, done) => {
    try {
      const pending = guard.check(definition, request, reply);
      if (!pending) return done();
      void settle(pending, done);
    } catch (error) {
      done(error as Error);
    }
  };
}

async function settle(pending: Promise<void>, done: (error?: Error) => void): Promise<void> {
  const failure = await pending.then(
    () => undefined,
    (error: Error) => error,
  );
  done(failure);
}

function methodsByPath(routes: readonly Route[]): Map<string, Set<string>> {
  const paths = new Map<string, Set<string>>();
  for (const { method, path } of routes) {
    const methods = paths.get(path) ?? new Set<string>();
    methods.add(method);
    if (method === "GET") methods.add("HEAD");
    paths.set(path, methods);
  }
  return paths;
}

/** A route that forgot to say who may call it stops the server before anybody can call it. */
function checkRoutes(routes: readonly Route[]): void {
  const seen = new Set<string>();
  for (const definition of routes) {
    const name = routeName(definition);
    const refuse = (why: string): never => {
      throw new Error(`route ${name}: ${why}`);
    };
    if (seen.has(name)) refuse("is declared twice");
    seen.add(name);
    const actors = definition.access?.actors;
    if (!Array.isArray(actors) || actors.length === 0) refuse("declares no access");
    const { permission } = definition.access;
    if (permission !== undefined && !/^[a-z_]+:[a-z_]+$/.test(permission))
      refuse(`permission ${permission} is malformed`);
    for (const code of definition.errors ?? [])
      if (!findErrorSpec(code)) refuse(`error code ${code} is not registered`);
    for (const part of [definition.params, definition.query, definition.body]) if (part) requireStrict(part, refuse);
    if (Object.keys(definition.response).length === 0) refuse("declares no response");
    if (definition.method !== "GET" && actors.includes("staff") && !definition.audit)
      refuse("declares neither what it leaves in the audit log nor why nothing");
  }
}

/** Unknown fields are mistakes of the caller: every object that comes in must be a z.strictObject. */
function requireStrict(schema: z.ZodType, refuse: (why: string) => never, seen = new Set<unknown>()): void {
  if (seen.has(schema)) return;
  seen.add(schema);
  const { catchall } = schema.def as { catchall?: unknown };
  if (schema instanceof z.ZodObject && !(catchall instanceof z.ZodNever))
    refuse("an object of its input is not strict");
  for (const child of childrenOf(schema)) requireStrict(child, refuse, seen);
}
