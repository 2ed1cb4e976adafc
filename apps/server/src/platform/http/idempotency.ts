import { claimIdempotency, hashBody, storeIdempotency } from "../db/idempotency.ts";
import type { Tx } from "../db/pool.ts";
import { AppError } from "../kernel/errors.ts";
import type { App } from "../app.ts";
import type { JsonAnswer, Route } from "./route.ts";

/** What a write needs to be safe to repeat. Coalesced commands claim and store by themselves; others call `run`. */
export interface Idempotency {
  route: string;
  /** Undefined only where the route says `optional` and the caller sent none. */
  key: string | undefined;
  readonly body_hash: Buffer;
  /**
   * Does the work in one transaction that also keeps its answer; a repeated key gets the first answer byte for byte.
   * A failure keeps nothing and is executed again.
   */
  run(work: (tx: Tx) => Promise<{ status?: number; body: unknown }>): Promise<JsonAnswer>;
}

export type Serialize = (status: number, body: unknown) => string;

/** What of a route is settled once and for all requests. */
export interface IdempotentRoute {
  name: string;
  idempotency: Route["idempotency"];
  default_status: number;
  serialize: Serialize;
}

interface Sent {
  tenant_id: string;
  header: unknown;
  body: unknown;
  raw_body: Buffer | undefined;
  /** What the address names, and the member who asks: the same body about something else is another request. */
  params: readonly unknown[];
}

const NO_BODY = Buffer.alloc(0);
const HEADER = "#/headers/idempotency-key";

function readKey(route: IdempotentRoute, { header, body }: Sent): string | undefined {
  if (route.idempotency === undefined) return undefined;
  const given = header ?? (body as { out_request_no?: unknown } | undefined)?.out_request_no;
  const refuse = (code: string, pointer: string) => new AppError(code, {}, [{ pointer, code }]);
  if (given === undefined) {
    if (route.idempotency === "required") throw refuse("idempotency_key_required", HEADER);
    return undefined;
  }
  if (typeof given !== "string" || !/^[\x21-\x7e]{1,200}$/.test(given)) {
    throw refuse("idempotency_key_invalid", header === undefined ? "/out_request_no" : HEADER);
  }
  return given;
}

function contentOf({ raw_body = NO_BODY, params }: Sent): Buffer {
  const named = params.flatMap((part) => (typeof part === "object" ? Object.values(part ?? {}) : (part ?? [])));
  return named.length === 0 ? raw_body : Buffer.concat([Buffer.from(JSON.stringify(named)), raw_body]);
}

export function createIdempotency(app: App, route: IdempotentRoute, sent: Sent): Idempotency {
  const key = readKey(route, sent);
  const answer = (made: { status?: number; body: unknown }): JsonAnswer => {
    const status = made.status ?? route.default_status;
    return { json: { status, text: route.serialize(status, made.body), replayed: false } };
  };
  return {
    route: route.name,
    key,
    get body_hash() {
      return hashBody(contentOf(sent));
    },
    run: (work) =>
      app.database.write(sent.tenant_id, async (tx) => {
        if (key === undefined) return answer(await work(tx));
        const claim = { route: route.name, key, body_hash: hashBody(contentOf(sent)) };
        const [stored] = await claimIdempotency(tx, [claim]);
        if (stored instanceof AppError) throw stored;
        if (stored) return { json: { status: stored.status, text: stored.body, replayed: true } };
        const fresh = answer(await work(tx));
        await storeIdempotency(tx, app.runtime.clock.now(), [
          { ...claim, status: fresh.json.status, body: fresh.json.text },
        ]);
        return fresh;
      }),
  };
}
