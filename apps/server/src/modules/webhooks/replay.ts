import type { By } from "../../platform/audit/by.ts";
import { recordAudit } from "../../platform/audit/record-audit.ts";
import type { Keyed } from "../../platform/crypto/secrets.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import { run } from "../../platform/db/sql.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { findEventType, listEventTypes } from "../../platform/events/catalog.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import { getTenant, tenantNow } from "../org/index.ts";
import { queueMissed, queueReplay } from "./db/deliveries.gen.ts";
import { type DeliveryRow, getDelivery, KEEP_DAYS } from "./deliveries.ts";
import { type Endpoint, lockEndpoint, type Scope } from "./endpoints.ts";

/** `missed`: never queued, since the endpoint was switched off or not there yet. */
export type ReplayState = "delivered" | "dead" | "missed";

export interface ReplayFilter {
  from: Date;
  to: Date;
  states: ReplayState[];
  event_types: string[] | null;
}

/** Where the piece before ended: first what stands in the log of deliveries, then what never came into it. */
export interface ReplayPosition {
  source: "deliveries" | "events";
  position: number;
}

/** As many messages are queued at once; there is no piece without an end. */
const PIECE = 10_000;
/** Of what is older nobody knows any more whether it was delivered. */
const MISSED_DAYS = KEEP_DAYS;

interface Asker {
  by: By;
  scope: Scope;
}

/** Sends again under the same webhook-id, a receiver that keeps ids sees what it had. @throws not_found · webhook_not_active */
export async function replayDelivery(
  tx: Tx,
  app: Keyed,
  delivery_id: string,
  { by, scope }: Asker,
): Promise<DeliveryRow> {
  const { endpoint_id } = await getDelivery(tx, scope, delivery_id);
  const endpoint = await lockActive(tx, endpoint_id, scope);
  const now = app.runtime.clock.now();
  await tx.run(
    sql_builder
      .updateTable("webhooks.delivery")
      .set({ state: "waiting", attempts: 0, due_at: now, leased_until: null, finished_at: null })
      .where("tenant_id", "=", tx.tenant_id)
      .where("delivery_id", "=", delivery_id),
  );
  await forgetBreak(tx, endpoint);
  await recordAudit(tx, app.runtime, by, {
    action: "webhook_delivery.replayed",
    subject: { kind: "webhook_delivery", id: delivery_id },
  });
  return getDelivery(tx, scope, delivery_id);
}

/**
 * Sends again a piece of what a filter names, in the order of events. `next` is where to go on; undefined: that was all.
 * @throws not_found · webhook_not_active · webhook_replay_too_old
 */
export async function replayMany(
  tx: Tx,
  app: Keyed,
  endpoint_id: string,
  filter: ReplayFilter,
  after: ReplayPosition | undefined,
  { by, scope }: Asker,
): Promise<{ queued: number; next: ReplayPosition | undefined }> {
  const endpoint = await lockActive(tx, endpoint_id, scope);
  const now = app.runtime.clock.now();
  const oldest = new Date(now.getTime() - MISSED_DAYS * 86_400_000);
  if (filter.states.includes("missed") && filter.from < oldest) {
    throw new AppError("webhook_replay_too_old", { days: MISSED_DAYS }, [{ pointer: "/from", code: "too_long_ago" }]);
  }
  const piece = await queuePiece(tx, { endpoint_id, now, filter, after });
  await forgetBreak(tx, endpoint);
  await recordAudit(tx, app.runtime, by, {
    action: "webhook_endpoint.replayed",
    subject: { kind: "webhook_endpoint", id: endpoint_id },
    after: { ...filter, queued: piece.queued },
  });
  return piece;
}

async function queuePiece(
  tx: Tx,
  {
    endpoint_id,
    now,
    filter,
    after,
  }: { endpoint_id: string; now: Date; filter: ReplayFilter; after: ReplayPosition | undefined },
): Promise<{ queued: number; next: ReplayPosition | undefined }> {
  const { from: from_time, to: to_time, states, event_types } = filter;
  const known = states.filter((state) => state !== "missed");
  const span = { tenant_id: tx.tenant_id, endpoint_id, now, from_time, to_time };
  const fromLog =
    known.length === 0 || after?.source === "events"
      ? []
      : await run(tx, queueReplay, {
          ...span,
          states: known,
          types: event_types,
          after: after?.position ?? 0,
          count: PIECE,
        });
  if (fromLog.length === PIECE) return { queued: PIECE, next: { source: "deliveries", position: lastOf(fromLog) } };
  if (known.length === states.length) return { queued: fromLog.length, next: undefined };
  const missed = await run(tx, queueMissed, {
    ...span,
    types: event_types ?? listEventTypes().map(([type]) => type),
    after: after?.source === "events" ? after.position : 0,
    count: PIECE,
  });
  const next = missed.length === PIECE ? ({ source: "events", position: lastOf(missed) } as const) : undefined;
  return { queued: fromLog.length + missed.length, next };
}

const lastOf = (rows: readonly { event_position: number }[]) => Math.max(...rows.map((row) => row.event_position));

/** A message with the type's example, so that a receiver can be tried before anything happens. @throws not_found · webhook_not_active · webhook_event_type_unknown */
export async function sendTrial(
  tx: Tx,
  app: Keyed,
  endpoint_id: string,
  type: string,
  { by, scope }: Asker,
): Promise<DeliveryRow> {
  if (!findEventType(type)) throw new AppError("webhook_event_type_unknown", { event_type: type });
  const endpoint = await lockActive(tx, endpoint_id, scope);
  const { runtime } = app;
  const now = runtime.clock.now();
  const delivery_id = runtime.ids.next();
  await tx.run(
    sql_builder.insertInto("webhooks.delivery").values({
      tenant_id: tx.tenant_id,
      delivery_id,
      endpoint_id,
      event_id: runtime.ids.next(),
      event_position: 0,
      type,
      subject_id: tx.tenant_id,
      payload: "{}",
      business_time: tenantNow(await getTenant(tx), runtime),
      is_test: true,
      due_at: now,
      created_at: now,
    }),
  );
  await forgetBreak(tx, endpoint);
  await recordAudit(tx, runtime, by, {
    action: "webhook_endpoint.tried",
    subject: { kind: "webhook_endpoint", id: endpoint_id },
    after: { event_type: type },
  });
  return getDelivery(tx, scope, delivery_id);
}

async function lockActive(tx: Tx, endpoint_id: string, scope: Scope): Promise<Endpoint> {
  const endpoint = await lockEndpoint(tx, endpoint_id, scope);
  if (endpoint.state !== "active") throw new AppError("webhook_not_active");
  return endpoint;
}

/** Somebody asks for it now: the receiver is not left alone any longer. */
async function forgetBreak(tx: Tx, { endpoint_id, retry_at }: Endpoint): Promise<void> {
  if (retry_at === null) return;
  await tx.run(
    sql_builder
      .updateTable("webhooks.endpoint")
      .set({ retry_at: null })
      .where("tenant_id", "=", tx.tenant_id)
      .where("endpoint_id", "=", endpoint_id),
  );
}
