import type { FastifyReply, FastifyRequest } from "fastify";
import { AppError } from "../kernel/errors.ts";
import type { App } from "../app.ts";
import type { Auth, Authenticator, Credential } from "./auth.ts";
import { networkOf } from "./network.ts";
import { createRateLimiter, type RateLimiter, type Verdict } from "./rate-limit.ts";
import type { Actor, Route } from "./route.ts";

export const SESSION_COOKIE = "hy_session";
const MAX_TOKEN_LENGTH = 200;
const HOUR_MS = 3_600_000;
const COOKIE_PATTERN = /(?:^|;\s*)hy_session=([\w-]+)/;

declare module "fastify" {
  interface FastifyRequest {
    auth: Auth | undefined;
  }
}

export interface Guard {
  /** Who calls, whether they may, and how often: before a byte of the body is read. */
  check(definition: Route, request: FastifyRequest, reply: FastifyReply): void | Promise<void>;
}

export function createGuard(app: App, authenticators: readonly Authenticator[]): Guard {
  const { config, runtime } = app;
  const limiters: Record<Actor, RateLimiter> = {
    public: createRateLimiter(config.RATE_LIMIT_PUBLIC, runtime.clock),
    staff: createRateLimiter(config.RATE_LIMIT_SESSION, runtime.clock),
    member: createRateLimiter(config.RATE_LIMIT_SESSION, runtime.clock),
    device: createRateLimiter(config.RATE_LIMIT_SESSION, runtime.clock),
    api_key: createRateLimiter(config.RATE_LIMIT_KEY, runtime.clock),
  };
  const ownerOf = ({ token }: Credential): Authenticator | undefined =>
    authenticators.find((one) => one.prefixes.some((prefix) => token.startsWith(prefix)));
  const keyLimiters = new Map<number, RateLimiter>();
  const callerLimiter = ({ actor, rate_limit_per_minute: limit }: Auth): RateLimiter => {
    if (limit === undefined) return limiters[actor];
    const limiter = keyLimiters.get(limit) ?? createRateLimiter(limit, runtime.clock);
    keyLimiters.set(limit, limiter);
    return limiter;
  };
  const routeLimiters = new Map<Route, RateLimiter[]>();
  const limitersOf = (definition: Route): RateLimiter[] => {
    const { limit_per_minute = 0, limit_per_hour = 0 } = definition;
    const made = routeLimiters.get(definition) ?? [
      createRateLimiter(limit_per_minute, runtime.clock),
      createRateLimiter(limit_per_hour, runtime.clock, HOUR_MS),
    ];
    routeLimiters.set(definition, made);
    return made;
  };
  const decide = (caller: Caller, auth: Auth | undefined): void => {
    const { definition, request, reply, credential, owner } = caller;
    // Whoever cannot prove who they are counts by address, so that guessing tokens is slow.
    applyLimit(reply, auth ? callerLimiter(auth).take(callerKey(auth)) : limiters.public.take(networkOf(request.ip)));
    if (!auth) {
      if (definition.access.actors.includes("public")) return;
      throw new AppError("unauthenticated");
    }
    if (credential?.transport === "cookie") requireSameSite(definition.method, request);
    request.auth = auth;
    owner?.used?.(app, auth, request.ip);
    authorize(definition.access, auth);
  };
  return {
    check(definition, request, reply) {
      const { access } = definition;
      if (config.RATE_LIMIT_PUBLIC > 0) {
        for (const limiter of limitersOf(definition)) applyLimit(reply, limiter.take(networkOf(request.ip)));
      }
      const onlyPublic = access.actors.length === 1 && access.actors[0] === "public";
      const credential = onlyPublic ? undefined : readCredential(request);
      const owner = credential && ownerOf(credential);
      const caller = { definition, request, reply, credential, owner };
      const auth = credential && owner?.authenticate(app, credential);
      return auth instanceof Promise ? auth.then((found) => decide(caller, found)) : decide(caller, auth);
    },
  };
}

interface Caller {
  definition: Route;
  request: FastifyRequest;
  reply: FastifyReply;
  credential: Credential | undefined;
  owner: Authenticator | undefined;
}

function authorize(access: Route["access"], auth: Auth): void {
  if (!access.actors.includes(auth.actor) && !access.actors.includes("public")) {
    throw new AppError("actor_not_allowed", { actors: access.actors.join(", ") });
  }
  if (auth.must !== undefined && !access.before_setup) throw new AppError(auth.must);
  if (access.permission !== undefined && auth.actor !== "member" && !auth.permissions.has(access.permission)) {
    throw new AppError("permission_missing", { permission: access.permission });
  }
}

/** What a limit counts: one key, one session, one device. */
function callerKey(auth: Auth): string {
  return auth.key_id ?? auth.session_id ?? auth.device_id ?? auth.tenant_id;
}

function readCredential(request: FastifyRequest): Credential | undefined {
  const { authorization, cookie } = request.headers;
  if (authorization !== undefined) {
    const token = /^bearer +(\S+)$/i.exec(authorization)?.[1];
    return token !== undefined && token.length <= MAX_TOKEN_LENGTH ? { token, transport: "bearer" } : undefined;
  }
  const token = cookie === undefined ? undefined : COOKIE_PATTERN.exec(cookie)?.[1];
  return token !== undefined && token.length <= MAX_TOKEN_LENGTH ? { token, transport: "cookie" } : undefined;
}

/** A foreign page can send our cookie but neither this header nor a same-origin Sec-Fetch-Site. */
function requireSameSite(method: string, request: FastifyRequest): void {
  if (method === "GET") return;
  const site = request.headers["sec-fetch-site"];
  const foreign = site !== undefined && site !== "same-origin" && site !== "none";
  if (foreign || request.headers["x-huiyou-client"] !== "console") throw new AppError("csrf_refused");
}

function applyLimit(reply: FastifyReply, verdict: Verdict | undefined): void {
  if (!verdict) return;
  reply.header("ratelimit-limit", verdict.limit);
  reply.header("ratelimit-remaining", verdict.remaining);
  reply.header("ratelimit-reset", verdict.reset_seconds);
  if (!verdict.allowed) throw new AppError("rate_limited", { retry_after_seconds: verdict.reset_seconds });
}
