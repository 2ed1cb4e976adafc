import { Readable } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Logger } from "pino";
import type { Language } from "../kernel/errors.ts";
import type { App } from "../app.ts";
import type { Caller } from "../audit/by.ts";
import { assert, present } from "../kernel/assert.ts";
import type { Auth } from "./auth.ts";
import { createIdempotency, type Idempotency, type IdempotentRoute } from "./idempotency.ts";
import type { Input } from "./input.ts";

/** What a handler is given. Parts that few handlers ask for are made when asked. */
export class RequestContext {
  readonly app: App;
  readonly auth: Auth | undefined;
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly language: Language;
  readonly #route: IdempotentRoute;
  readonly #request: FastifyRequest;
  readonly #reply: FastifyReply;
  #idempotency: Idempotency | undefined;
  #signal: AbortSignal | undefined;

  constructor(
    app: App,
    definition: IdempotentRoute,
    request: FastifyRequest,
    reply: FastifyReply,
    language: Language,
    input: Input,
  ) {
    this.app = app;
    this.auth = request.auth;
    this.params = input.params;
    this.query = input.query;
    this.body = input.body;
    this.language = language;
    this.#route = definition;
    this.#request = request;
    this.#reply = reply;
    // A missing or malformed key is refused even by a handler that forgets to ask for it.
    if (definition.idempotency !== undefined) this.#idempotency = this.#createIdempotency();
  }

  get headers(): FastifyRequest["headers"] {
    return this.#request.headers;
  }
  get request_id(): string {
    return this.#request.id;
  }
  get ip(): string {
    return this.#request.ip;
  }
  get secure(): boolean {
    return this.#request.protocol === "https";
  }
  get log(): Logger {
    return this.app.log.child({ request_id: this.#request.id });
  }
  /** The caller as the audit log will name them. Asked only where there is one. */
  get by(): Caller {
    const auth = present(this.auth, "a caller");
    const { actor } = auth;
    assert(actor !== "device", "nothing is done in a device's own name");
    return {
      actor,
      actor_id: present(auth.staff_id ?? auth.key_id ?? auth.member_id, "the caller's id"),
      session_id: auth.session_id ?? null,
      ip: this.ip,
      user_agent: [this.headers["user-agent"] ?? ""].flat().join(" "),
      request_id: this.request_id,
      route: this.#route.name,
    };
  }
  /** Nothing at all came in where there is no content type. */
  get upload(): Readable {
    return this.#request.upload ?? Readable.from([]);
  }
  get idempotency(): Idempotency {
    this.#idempotency ??= this.#createIdempotency();
    return this.#idempotency;
  }
  get signal(): AbortSignal {
    if (!this.#signal) {
      const gone = new AbortController();
      this.#reply.raw.once("close", () => gone.abort());
      this.#signal = AbortSignal.any([gone.signal, this.#request.server.closing]);
    }
    return this.#signal;
  }

  #createIdempotency(): Idempotency {
    return createIdempotency(this.app, this.#route, {
      tenant_id: this.auth?.tenant_id ?? "",
      header: this.#request.headers["idempotency-key"],
      body: this.#request.body,
      raw_body: this.#request.raw_body,
      // Two members may choose the same key: neither gets the other's answer.
      params: [this.#request.params, this.auth?.member_id],
    });
  }
}
