import type { Readable } from "node:stream";
import type { Logger } from "pino";
import { z } from "zod";
import type { App } from "../app.ts";
import type { Language } from "../kernel/errors.ts";
import type { Caller } from "../audit/by.ts";
import type { Auth } from "./auth.ts";
import type { Idempotency } from "./idempotency.ts";

export type Actor = "public" | "staff" | "api_key" | "member" | "device";

/** Who may call a route. `permission` binds staff and API keys; a member acts only for themselves, a device for who stands at it. */
export interface Access<A extends readonly Actor[] = readonly Actor[]> {
  actors: A;
  permission?: string;
  /** Open to somebody who must still set up a second factor: signing out and the setup itself. */
  before_setup?: true;
}

export type ResponseSchemas = Readonly<Record<number, z.ZodType>>;
export type ObjectSchema = z.ZodObject;

/** A public route has a caller only when credentials came along. */
type AuthOf<A extends readonly Actor[]> = "public" extends A[number] ? Auth | undefined : Auth;

export interface RouteRequest<A extends readonly Actor[], P, Q, B> {
  app: App;
  auth: AuthOf<A>;
  params: P;
  query: Q;
  body: B;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  idempotency: Idempotency;
  language: Language;
  log: Logger;
  request_id: string;
  /** The caller, for the audit log. */
  by: Caller;
  ip: string;
  /** Whether the caller came over HTTPS. */
  secure: boolean;
  /** Aborted when the caller goes away or the server closes: for streams. */
  signal: AbortSignal;
  /** The body of a route with `upload_limit`, as it comes in. */
  upload: Readable;
}

interface AnswerMeta {
  headers?: Record<string, string | string[]>;
}
/** `status` may be left out where a route declares one success. A declared `z.undefined()` (204) has no body. */
export type Answer<R extends ResponseSchemas> = {
  [S in keyof R & number]: AnswerMeta & { status?: S } & (undefined extends z.output<R[S]>
      ? { body?: undefined }
      : { body: z.output<R[S]> });
}[keyof R & number];

/** For a route with `produces`: text or a stream that is sent as it is. */
export interface RawAnswer extends AnswerMeta {
  raw: string | Buffer | Readable;
}

/** JSON already written, by `idempotency.run` or an earlier request: sent byte for byte. */
export interface JsonAnswer {
  json: { status: number; text: string; replayed: boolean };
}

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface RouteDefinition<
  A extends readonly Actor[],
  P extends ObjectSchema,
  Q extends ObjectSchema,
  B extends z.ZodType,
  R extends ResponseSchemas,
> {
  method: Method;
  /** Fastify's spelling: /v1/members/:member_id */
  path: string;
  summary: string;
  description?: string;
  tag: string;
  access: Access<A>;
  params?: P;
  query?: Q;
  body?: B;
  /** The declared successes. Problems are documented from `errors`. */
  response: R;
  /** Codes this route may answer with, beside those every route of its kind may. */
  errors?: readonly string[];
  idempotency?: "required" | "optional";
  /** What a write by staff leaves in the audit log, one of these; or why it leaves nothing. */
  audit?: readonly `${string}.${string}`[] | { none: string };
  /** A hot route, whose work knows who is merged: who they have become is looked up here only when it was refused for that. */
  finds_persons?: true;
  /** Calls a minute from one address, beside the general limit: for routes that are dear or worth guessing at. */
  limit_per_minute?: number;
  /** The same for an hour: where each call costs money. */
  limit_per_hour?: number;
  /** Largest body in bytes; when not stated 1 MiB, and 64 KiB where neither staff nor keys may call. */
  body_limit?: number;
  /** The body is a file of at most so many bytes, handed to the handler as a stream; then there is no `body`. */
  upload_limit?: number;
  /** Media type of an answer that is not JSON. */
  produces?: string;
  handler: (
    request: RouteRequest<A, z.output<P>, z.output<Q>, z.output<B>>,
  ) => Promise<Answer<NoInfer<R>> | RawAnswer | JsonAnswer>;
}

export type SettledAnswer = AnswerMeta & { status?: number; body?: unknown } & Partial<RawAnswer> & Partial<JsonAnswer>;

/** A route whose types are settled: what the server registers, the documentation and the access matrix read. */
export type Route = Omit<
  RouteDefinition<readonly Actor[], ObjectSchema, ObjectSchema, z.ZodType, ResponseSchemas>,
  "handler"
> & {
  handler: (request: RouteRequest<readonly ["staff"], unknown, unknown, unknown>) => Promise<SettledAnswer>;
};

export function route<
  const A extends readonly Actor[],
  const R extends ResponseSchemas,
  P extends ObjectSchema = z.ZodObject<Record<never, never>>,
  Q extends ObjectSchema = z.ZodObject<Record<never, never>>,
  B extends z.ZodType = z.ZodUndefined,
>(definition: RouteDefinition<A, P, Q, B, R>): Route {
  return definition as unknown as Route;
}

/** The answer without content: `response: { 204: zNothing }`. */
export const zNothing = z.undefined();

export const BULK_BODY_LIMIT = 8 * 1024 * 1024;

/** "GET /v1/members/{member_id}": the name of a route in the client, the documentation and the idempotency table. */
export function routeName(definition: Pick<Route, "method" | "path">): string {
  return `${definition.method} ${definition.path.replace(/:(\w+)/g, "{$1}")}`;
}
