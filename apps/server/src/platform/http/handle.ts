import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { negotiateLanguage } from "../i18n/language.ts";
import type { App } from "../app.ts";
import { RequestContext } from "./context.ts";
import type { IdempotentRoute, Serialize } from "./idempotency.ts";
import { readInput } from "./input.ts";
import { NO_MASKS } from "../kernel/sensitive.ts";
import { type Route, routeName, type SettledAnswer } from "./route.ts";
import { compileRedaction, type Redact } from "./sensitive.ts";

const JSON_TYPE = "application/json; charset=utf-8";

type Handle = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/** Validates, calls the route's handler, answers with what the route declares. */
export function createHandle(app: App, definition: Route): Handle {
  const prepared: IdempotentRoute = {
    name: routeName(definition),
    idempotency: definition.idempotency,
    default_status: Math.min(...Object.keys(definition.response).map(Number)),
    serialize: createSerializer(definition),
  };
  const redact = compileRedaction(definition.response);
  return async (request, reply) => {
    const language = negotiateLanguage(request.headers["accept-language"]);
    const input = readInput(definition, request, language);
    const context = new RequestContext(app, prepared, request, reply, language, input);
    // The route's own types, settled by route(), say what the context's unknown parts are.
    const answer = await definition.handler(context as Parameters<Route["handler"]>[0]);
    return send({ definition, route: prepared, redact }, request, reply, answer);
  };
}

function createSerializer(definition: Route): Serialize {
  const fail = (status: number, why: string): never => {
    throw new Error(`${routeName(definition)} answered ${status}, ${why}`);
  };
  return (status, body) => {
    const schema = definition.response[status] ?? fail(status, "which it does not declare");
    const result = z.safeEncode(schema, body);
    if (!result.success) return fail(status, `against its schema: ${z.prettifyError(result.error)}`);
    return JSON.stringify(result.data);
  };
}

interface Sender {
  definition: Route;
  route: IdempotentRoute;
  redact: Redact | undefined;
}

function send(
  { definition, route, redact }: Sender,
  request: FastifyRequest,
  reply: FastifyReply,
  answer: SettledAnswer,
): FastifyReply {
  const masks = request.auth?.masks ?? NO_MASKS;
  const status = answer.json?.status ?? answer.status ?? route.default_status;
  reply.status(status);
  for (const name in answer.headers) reply.header(name, answer.headers[name]);
  if (answer.json?.replayed) reply.header("idempotent-replayed", "true");
  if (answer.raw !== undefined) return reply.header("content-type", definition.produces).send(answer.raw);
  if (status === 204) return reply.send();
  const text = answer.json?.text ?? route.serialize(status, answer.body);
  // What a key keeps is whole: whoever repeats it reads of it what their own role lets them.
  request.answer_text = redact && masks.size > 0 ? redact(status, text, masks) : text;
  return reply.header("content-type", JSON_TYPE).send(request.answer_text);
}
