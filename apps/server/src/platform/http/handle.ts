import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { negotiateLanguage } from "../i18n/language.ts";
import type { App } from "../app.ts";
import { RequestContext } from "./context.ts";
import type { IdempotentRoute, Serialize } from "./idempotency.ts";
import { type Input, readInput } from "./input.ts";
import { findPersons, namingPersons } from "../persons.ts";
import { AppError, type Language } from "../kernel/errors.ts";
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
    for (let attempt = 1; ; attempt++) {
      const input = await readPersons(app, definition, request, language, attempt > 1);
      const context = new RequestContext(app, prepared, request, reply, language, input);
      try {
        // The route's own types, settled by route(), say what the context's unknown parts are.
        const answer = await definition.handler(context as Parameters<Route["handler"]>[0]);
        return send({ definition, route: prepared, redact }, request, reply, answer);
      } catch (error) {
        if (!isMergedMeanwhile(error) || attempt === MOST_ATTEMPTS) throw error;
        await renewCaller(app, request);
      }
    }
  };
}

/** Somebody may be merged between our look and our locks; then all was undone, and is done again with whom they became. */
const MOST_ATTEMPTS = 5;
const isMergedMeanwhile = (error: unknown) => error instanceof AppError && error.code === "member_merged";

/** A member's own session is the person's they have become. */
async function renewCaller({ database }: App, request: FastifyRequest): Promise<void> {
  const { auth } = request;
  const { member_id } = auth ?? {};
  if (!auth || member_id === undefined) return;
  const person = (await database.read(auth.tenant_id, (db) => findPersons(db, [member_id]))).get(member_id);
  if (person !== undefined) request.auth = { ...auth, member_id: person };
}

/** The input with every member's id that was merged away in favour of another replaced by that one's. */
async function readPersons(
  app: App,
  definition: Route,
  request: FastifyRequest,
  language: Language,
  was_refused: boolean,
): Promise<Input> {
  const read = () => readInput(definition, request, language);
  const { input, named } = namingPersons(read);
  const { auth } = request;
  const is_left_to_route = definition.finds_persons === true && !was_refused;
  if (!auth || is_left_to_route || named.length === 0) return input;
  const persons = await app.database.read(auth.tenant_id, (db) => findPersons(db, named));
  return persons.size === 0 ? input : namingPersons(read, persons).input;
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
