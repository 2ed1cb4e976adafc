import pino, { type DestinationStream, type Logger } from "pino";
import type { Config } from "../config.ts";
import { redactDeep } from "./redact.ts";

/** Never of use to an operator, whatever they hold. */
const SECRET_FIELDS = ["headers", "body", "password", "phone", "email", "name", "id_number", "token", "code_sent"];

/**
 * One JSON line an event on standard output. Never a body, a phone number or a token: errors are cut down to what an
 * operator needs, because a database error quotes the row it stumbled over, and every text is cleaned.
 */
export function createLogger(config: Pick<Config, "LOG_LEVEL">, destination?: DestinationStream): Logger {
  const options: pino.LoggerOptions = {
    level: config.LOG_LEVEL,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }), log: clean },
    serializers: { err: (error: unknown) => redactDeep(describeError(error)) },
    redact: { paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`]), censor: "…" },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** Errors have their own serializer: pino would unfold them before it asked here. */
function clean({ err, ...rest }: Record<string, unknown>): Record<string, unknown> {
  // A plain object stays one.
  const line = redactDeep(rest) as Record<string, unknown>;
  return err === undefined ? line : { ...line, err };
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
