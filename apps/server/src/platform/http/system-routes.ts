import { timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { App } from "../app.ts";
import { missingMigrations } from "../db/schema-state.ts";
import { AppError } from "../kernel/errors.ts";
import { metrics, registerGauge } from "../telemetry/metrics.ts";
import type { Lifecycle } from "./lifecycle.ts";

/** For orchestrators and monitoring; neither versioned nor part of the documented API. */
export function addSystemRoutes(server: FastifyInstance, app: App, lifecycle: Lifecycle): void {
  let schemaIsCurrent = false;
  const readiness = async (): Promise<string[]> => {
    if (lifecycle.draining) return ["draining"];
    try {
      await app.database.ping();
      if (!schemaIsCurrent) {
        const missing = await missingMigrations(app.database);
        if (missing.length > 0) return [`${missing.length} migrations are missing`];
        schemaIsCurrent = true;
      }
      return [];
    } catch {
      return ["database"];
    }
  };
  server.get("/healthz", async () => ({ status: "ok" }));
  server.get("/readyz", async (_, reply) => {
    const reasons = await readiness();
    reply.status(reasons.length === 0 ? 200 : 503);
    return { status: reasons.length === 0 ? "ready" : "not_ready", reasons };
  });
  registerGauge("huiyou_database_connections", "Connections of the pool, by state", ["state"], () => {
    const { total, idle, waiting } = app.database.stats();
    return [
      { labels: { state: "busy" }, value: total - idle },
      { labels: { state: "idle" }, value: idle },
      { labels: { state: "waited_for" }, value: waiting },
    ];
  });
  server.get("/metrics", async (request, reply) => {
    requireScraper(request, app.config);
    reply.header("content-type", metrics.contentType);
    return metrics.metrics();
  });
}

/** Figures tell an attacker about load and versions: a token, or at least the same network. */
function requireScraper(request: FastifyRequest, config: App["config"]): void {
  const { authorization } = request.headers;
  const token = config.METRICS_TOKEN;
  const allowed =
    token === undefined
      ? isNear(request, config.TRUST_PROXY !== false)
      : sameText(authorization ?? "", `Bearer ${token}`);
  if (!allowed) throw new AppError("route_not_found");
}

const PRIVATE_ADDRESS = /^(::1$|(::ffff:)?(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)|f[cd])/i;

/** A proxy we were not told of makes everybody look near. */
function isNear({ ip, headers }: FastifyRequest, proxies_known: boolean): boolean {
  const hidden = headers["x-forwarded-for"] !== undefined && !proxies_known;
  return !hidden && PRIVATE_ADDRESS.test(ip);
}

function sameText(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}
