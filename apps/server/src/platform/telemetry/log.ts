import pino, { type Logger } from "pino";
import type { Config } from "../config.ts";

/**
 * One JSON line an event on standard output. Never a body, a phone number or a token: errors are cut down to what an
 * operator needs, because a database error quotes the row it stumbled over.
 */
export function createLogger(config: Pick<Config, "LOG_LEVEL">): Logger {
  return pino({
    level: config.LOG_LEVEL,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: ["headers.authorization", "headers.cookie", "*.password", "*.phone", "*.token"], censor: "…" },
    serializers: { err: describeError },
  });
}

function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) };
  const { code, constraint, table } = error as { code?: unknown; constraint?: unknown; table?: unknown };
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    ...(code === undefined ? {} : { code }),
    ...(constraint === undefined ? {} : { constraint }),
    ...(table === undefined ? {} : { table }),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}
