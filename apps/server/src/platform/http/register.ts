import type { FastifyInstance, onRequestHookHandler } from "fastify";
import { z } from "zod";
import { AppError, findErrorSpec } from "../kernel/errors.ts";
import type { App } from "../app.ts";
import type { Guard } from "./guard.ts";
import { createHandle } from "./handle.ts";
import { childrenOf } from "./openapi-schemas.ts";
import { type Route, routeName } from "./route.ts";
import { openRouteBook } from "./route-book.ts";

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;

export function registerRoutes(server: FastifyInstance, app: App, guard: Guard, routes: readonly Route[]): void {
  checkRoutes(routes);
  openRouteBook(app, routes);
  for (const definition of routes) {
    server.route({
      method: definition.method,
      url: definition.path,
      ...(definition.upload_limit === undefined ? {} : { config: { upload_limit: definition.upload_limit } }),
      ...(definition.body_limit === undefined ? {} : { bodyLimit: definition.body_limit }),
      // Only what is read can be long; a write's answer is short and wants no detour.
      ...(definition.method === "GET" ? {} : { compress: false as const }),
      onRequest: guardHook(guard, definition),
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
