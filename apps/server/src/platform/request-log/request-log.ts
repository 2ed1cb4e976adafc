import type { FastifyReply, FastifyRequest } from "fastify";
import type { App } from "../app.ts";
import { registerGauge } from "../telemetry/metrics.ts";
import { redact, redactText } from "./redact.ts";
import { createSampler } from "./sampler.ts";
import { type LoggedRequest, saveRequests } from "./save-requests.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** The JSON that was sent as the answer. */
    answer_text: string | undefined;
  }
}

export interface RequestLog {
  /** After the answer has gone: nobody waits for it. */
  note(request: FastifyRequest, reply: FastifyReply): void;
  /** Writes what is held. */
  flush(): Promise<void>;
}

const FLUSH_MS = 500;
/** Requests answered just before are written down by then: whoever takes away what is told of somebody waits so long first. */
export const LOG_SETTLES_MS = 2 * FLUSH_MS;
const FLUSH_AT = 200;
/** While the database is away no more than this is held; what comes on top is counted and let go. */
const MOST_HELD = 2_000;
/** A longer answer is told by its length: reading it would cost more than it says. */
const LONGEST_ANSWER = 32_768;
const TEXT_LENGTH = 200;

interface Held {
  tenant_id: string;
  row: LoggedRequest;
}

let dropped = 0;
registerGauge("huiyou_request_log_dropped", "Requests that the log could not hold, since the start", [], () => [
  { value: dropped },
]);

/** Notes requests of API keys, and failures of staff: sampled, redacted, held for half a second, written in batches. */
export function createRequestLog(app: App): RequestLog {
  const { config, runtime, log } = app;
  const sampler = createSampler(config.REQUEST_LOG_PER_SECOND, runtime.clock);
  let held: Held[] = [];
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> | undefined;

  // One batch at a time: while the database is slow the rest waits in `held`, which has a limit.
  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    writing ??= writeHeld().finally(() => {
      writing = undefined;
    });
    return writing;
  };
  const writeHeld = async (): Promise<void> => {
    while (held.length > 0) {
      const batch = held;
      held = [];
      await write(batch);
    }
  };
  const write = async (batch: readonly Held[]): Promise<void> => {
    for (const [tenant_id, rows] of Map.groupBy(batch, (one) => one.tenant_id)) {
      await app.database
        .write(tenant_id, (tx) =>
          saveRequests(
            tx,
            rows.map(({ row }) => row),
          ),
        )
        .catch((error: unknown) => {
          dropped += rows.length;
          log.warn({ err: error, requests: rows.length }, "requests could not be logged");
        });
    }
  };
  return {
    flush,
    note(request, reply) {
      const { auth } = request;
      const actor_id = auth?.key_id ?? auth?.staff_id;
      if (!auth || actor_id === undefined || config.REQUEST_LOG_PER_SECOND === 0) return;
      const failed = reply.statusCode >= 400;
      if (auth.actor !== "api_key" && !failed) return;
      const skipped = sampler.take(actor_id, failed);
      if (skipped === undefined) return;
      if (held.length >= MOST_HELD) {
        dropped++;
        return;
      }
      held.push({ tenant_id: auth.tenant_id, row: rowOf(app, request, reply, actor_id, skipped) });
      if (held.length >= FLUSH_AT) void flush();
      else timer ??= setTimeout(() => void flush(), FLUSH_MS);
    },
  };
}

function rowOf(
  { runtime }: App,
  request: FastifyRequest,
  reply: FastifyReply,
  actor_id: string,
  skipped: number,
): LoggedRequest {
  const { statusCode: status } = reply;
  const answer = readAnswer(request.answer_text);
  const { "idempotency-key": key, "user-agent": agent = "" } = request.headers;
  return {
    logged_request_id: runtime.ids.next(),
    recorded_at: runtime.clock.now(),
    request_id: request.id,
    actor: request.auth?.key_id === undefined ? "staff" : "api_key",
    actor_id,
    method: request.method,
    route: (request.routeOptions.url ?? "").replace(/:(\w+)/g, "{$1}"),
    path: pathOf(request),
    status,
    error_code: status >= 400 ? codeOf(answer) : null,
    duration_ms: Math.round(reply.elapsedTime),
    ip: request.ip,
    user_agent: agent.slice(0, TEXT_LENGTH).toWellFormed(),
    idempotency_key: typeof key === "string" ? redactText(key) : null,
    is_replay: reply.getHeader("idempotent-replayed") !== undefined,
    query: hasFields(request.query) ? redact(request.query) : null,
    request_body: request.body === undefined ? null : redact(request.body),
    response_body: answer === undefined ? null : redact(answer),
    skipped,
  };
}

/** The route with its ids: a parameter that is no plain id stays out. */
function pathOf({ routeOptions, params }: FastifyRequest): string {
  const given = params as Record<string, string>;
  return (routeOptions.url ?? "").replace(/:(\w+)/g, (_, name: string) => `${redact(given[name] ?? "") as string}`);
}

function readAnswer(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  if (text.length > LONGEST_ANSWER) return { length: text.length };
  return JSON.parse(text) as unknown;
}

function codeOf(answer: unknown): string | null {
  const code = (answer as { code?: unknown } | undefined)?.code;
  return typeof code === "string" ? code : null;
}

const hasFields = (query: unknown) => Object.keys(query ?? {}).length > 0;
