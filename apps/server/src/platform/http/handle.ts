import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { AppError, type FieldError, type Language } from "../kernel/errors.ts";
import { negotiateLanguage } from "../i18n/language.ts";
import type { App } from "../app.ts";
import { refuseUnstorable } from "./body.ts";
import { createIdempotency, readIdempotencyKey, type Serialize } from "./idempotency.ts";
import { fieldErrors } from "./issues.ts";
import type { Route, RouteRequest, SettledAnswer } from "./route.ts";

const JSON_TYPE = "application/json; charset=utf-8";
const EMPTY_BUFFER = Buffer.alloc(0);
const zEmpty = z.strictObject({});
const zNoBody = zEmpty.optional();

type Handle = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/** Validates, calls the route's handler, answers with what the route declares. */
export function createHandle(app: App, definition: Route): Handle {
  const serialize = createSerializer(definition);
  const default_status = Math.min(...Object.keys(definition.response).map(Number));
  return async (request, reply) => {
    const language = negotiateLanguage(request.headers["accept-language"]);
    const input = validate(definition, request, language);
    const answer = await definition.handler(
      contextOf(app, definition, request, reply, language, input, default_status, serialize),
    );
    return send(definition, reply, answer, default_status, serialize);
  };
}

interface Input {
  params: unknown;
  query: unknown;
  body: unknown;
}

/** All parts are judged, so that a caller sees every mistake at once. */
function validate(definition: Route, request: FastifyRequest, language: Language): Input {
  const errors: FieldError[] = [];
  const part = (schema: z.ZodType, value: unknown, base: string): unknown => {
    const refused = refuseUnstorable(value, base, language);
    if (refused.length > 0) {
      errors.push(...refused);
      return undefined;
    }
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    errors.push(...fieldErrors(result.error.issues, base, language));
    return undefined;
  };
  const input = {
    params: definition.params ? part(definition.params, request.params, "#/path") : {},
    query: part(definition.query ?? zEmpty, request.query, "#/query"),
    body: definition.body ? part(definition.body, request.body, "") : part(zNoBody, request.body, ""),
  };
  if (errors.length > 0) throw new AppError("invalid_request", {}, errors);
  return input;
}

function contextOf(
  app: App,
  definition: Route,
  request: FastifyRequest,
  reply: FastifyReply,
  language: Language,
  input: Input,
  default_status: number,
  serialize: Serialize,
): Parameters<Route["handler"]>[0] {
  const context = {
    app,
    auth: request.auth,
    params: input.params,
    query: input.query,
    body: input.body,
    headers: request.headers,
    idempotency: createIdempotency({
      app,
      tenant_id: request.auth?.tenant_id ?? "",
      definition,
      key: definition.idempotency && readIdempotencyKey(definition, request.headers["idempotency-key"], request.body),
      raw_body: request.raw_body ?? EMPTY_BUFFER,
      default_status,
      serialize,
    }),
    language,
    request_id: request.id,
    ip: request.ip,
    secure: request.protocol === "https",
    get log() {
      return app.log.child({ request_id: request.id });
    },
    get signal() {
      const controller = new AbortController();
      reply.raw.once("close", () => controller.abort());
      return AbortSignal.any([controller.signal, request.server.closing]);
    },
  } satisfies Omit<RouteRequest<readonly ["public"], unknown, unknown, unknown>, "auth"> & { auth: unknown };
  return context as Parameters<Route["handler"]>[0];
}

function createSerializer(definition: Route): Serialize {
  return (status, body) => {
    const schema = definition.response[status];
    if (!schema)
      throw new Error(`${definition.method} ${definition.path} answered ${status}, which it does not declare`);
    const result = z.safeEncode(schema, body);
    if (!result.success) {
      throw new Error(
        `${definition.method} ${definition.path} answered ${status} against its schema: ${z.prettifyError(result.error)}`,
      );
    }
    return JSON.stringify(result.data);
  };
}

function send(
  definition: Route,
  reply: FastifyReply,
  answer: SettledAnswer,
  default_status: number,
  serialize: Serialize,
): FastifyReply {
  const status = answer.json?.status ?? answer.status ?? default_status;
  reply.status(status);
  for (const name in answer.headers) reply.header(name, answer.headers[name]);
  if (answer.json?.replayed) reply.header("idempotent-replayed", "true");
  if (answer.raw !== undefined) return reply.header("content-type", definition.produces).send(answer.raw);
  if (status === 204) return reply.send();
  return reply.header("content-type", JSON_TYPE).send(answer.json?.text ?? serialize(status, answer.body));
}
