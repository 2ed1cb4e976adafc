import { claimIdempotency, hashBody, storeIdempotency } from "../db/idempotency.ts";
import type { Tx } from "../db/pool.ts";
import { AppError } from "../kernel/errors.ts";
import type { App } from "../app.ts";
import type { JsonAnswer, Route } from "./route.ts";
import { routeName } from "./route.ts";

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

export function readIdempotencyKey(definition: Route, header: unknown, body: unknown): string | undefined {
  const given = header ?? (body as { out_request_no?: unknown } | undefined)?.out_request_no;
  if (given === undefined) {
    if (definition.idempotency === "required") throw new AppError("idempotency_key_required");
    return undefined;
  }
  if (typeof given !== "string" || !/^[\x21-\x7e]{1,200}$/.test(given)) throw new AppError("idempotency_key_invalid");
  return given;
}

export function createIdempotency(options: {
  app: App;
  tenant_id: string;
  definition: Route;
  key: string | undefined;
  raw_body: Buffer;
  default_status: number;
  serialize: Serialize;
}): Idempotency {
  const { app, key, definition } = options;
  const name = routeName(definition);
  const answer = (made: { status?: number; body: unknown }): JsonAnswer => {
    const status = made.status ?? options.default_status;
    return { json: { status, text: options.serialize(status, made.body), replayed: false } };
  };
  return {
    route: name,
    key,
    get body_hash() {
      return hashBody(options.raw_body);
    },
    run: (work) =>
      app.database.write(options.tenant_id, async (tx) => {
        if (key === undefined) return answer(await work(tx));
        const claim = { route: name, key, body_hash: hashBody(options.raw_body) };
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
