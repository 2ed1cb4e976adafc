import type { FastifyReply, FastifyRequest } from "fastify";
import type { Logger } from "pino";
import { AppError, type ErrorSpec, type FieldError, fillText, findErrorSpec, type Language } from "../kernel/errors.ts";
import { fieldText } from "../i18n/field-texts.ts";
import { negotiateLanguage } from "../i18n/language.ts";

export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  request_id: string;
  errors?: Required<FieldError>[];
}

export function problemOf(error: AppError, language: Language, request_id: string): Problem {
  const { code, spec } = specOf(error);
  const detail = fillText(spec.detail[language], error.data);
  // What is wrong with the request as a whole says nothing of one field.
  const ofField = (field: FieldError) => (code === "invalid_request" ? fieldText(language, field.code) : detail);
  return {
    // What the error carries is meant for the caller (`available`, `member_id`); our own members cannot be overwritten.
    ...(code === error.code ? error.data : {}),
    type: `urn:huiyou:error:${code}`,
    title: spec.title[language],
    status: spec.status,
    code,
    detail,
    request_id,
    ...(error.fields.length > 0
      ? { errors: error.fields.map((field) => ({ ...field, detail: field.detail ?? ofField(field) })) }
      : {}),
  };
}

function specOf(error: AppError): { code: string; spec: ErrorSpec } {
  const spec = findErrorSpec(error.code);
  if (spec) return { code: error.code, spec };
  const fallback = findErrorSpec("internal_error");
  if (!fallback) throw new Error("internal_error is registered");
  return { code: "internal_error", spec: fallback };
}

export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: AppError): FastifyReply {
  const language = negotiateLanguage(request.headers["accept-language"]);
  const problem = problemOf(error, language, request.id);
  reply
    .status(problem.status)
    .header("content-type", "application/problem+json; charset=utf-8")
    .header("content-language", language)
    .header("cache-control", "no-store");
  if (problem.status === 401) reply.header("www-authenticate", 'Bearer realm="huiyou"');
  // The rest of such a body is not waited for.
  if (problem.status === 413) reply.header("connection", "close");
  if (problem.status === 503) reply.header("retry-after", "2");
  const { retry_after_seconds, allow } = error.data;
  if (typeof retry_after_seconds === "number") reply.header("retry-after", String(retry_after_seconds));
  if (problem.status === 405 && typeof allow === "string") reply.header("allow", allow);
  request.answer_text = JSON.stringify(problem);
  return reply.send(request.answer_text);
}

/** Fastify's own refusals, and the database's that are nobody's fault, in our words. Undefined: a bug. */
export function knownError(error: unknown, limit_bytes: number): AppError | undefined {
  if (error instanceof AppError) return findErrorSpec(error.code) ? error : undefined;
  const code = (error as { code?: unknown })?.code;
  if (typeof code !== "string") return undefined;
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE") return new AppError("body_too_large", { limit_bytes });
  if (code === "FST_ERR_CTP_INVALID_MEDIA_TYPE") return new AppError("media_type_not_supported");
  if (code.startsWith("FST_ERR_CTP_") || code === "FST_ERR_BAD_URL" || code === "FST_ERR_MAX_LIMIT_REACHED") {
    return new AppError("malformed_request");
  }
  return TRANSIENT.has(code) ? new AppError("unavailable") : undefined;
}

/** Lost connections, a restarting server, lock waits and deadlocks: worth another try. */
const TRANSIENT = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ENOENT",
  "57P01",
  "57P02",
  "57P03",
  "57014",
  "53300",
  "08006",
  "08001",
  "08003",
  "55P03",
  "40P01",
  "40001",
  "25P03",
]);

export function logServerError(log: Logger, request: FastifyRequest, error: unknown): void {
  log.error(
    { request_id: request.id, method: request.method, route: request.routeOptions.url, err: error },
    "request failed",
  );
}
