import type { By } from "../../platform/audit/by.ts";
import { recordAudit } from "../../platform/audit/record-audit.ts";
import type { Keyed } from "../../platform/crypto/secrets.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import { run } from "../../platform/db/sql.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { findEventType } from "../../platform/events/catalog.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import { getTenant, tenantNow } from "../org/index.ts";
import { queueReplay } from "./db/deliveries.gen.ts";
import { type DeliveryRow, getDelivery } from "./deliveries.ts";
import { type Endpoint, lockEndpoint, type Scope } from "./endpoints.ts";

export interface ReplayFilter {
  from: Date;
  to: Date;
  states: ("delivered" | "dead")[];
  event_types: string[] | null;
}

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

/** @throws not_found · webhook_not_active */
export async function replayMany(
  tx: Tx,
  app: Keyed,
  endpoint_id: string,
  filter: ReplayFilter,
  { by, scope }: Asker,
): Promise<{ queued: number }> {
  const endpoint = await lockActive(tx, endpoint_id, scope);
  const { from, to, states, event_types } = filter;
  const rows = await run(tx, queueReplay, {
    tenant_id: tx.tenant_id,
    endpoint_id,
    now: app.runtime.clock.now(),
    from_time: from,
    to_time: to,
    states,
    types: event_types,
  });
  await forgetBreak(tx, endpoint);
  await recordAudit(tx, app.runtime, by, {
    action: "webhook_endpoint.replayed",
    subject: { kind: "webhook_endpoint", id: endpoint_id },
    after: { ...filter, queued: rows.length },
  });
  return { queued: rows.length };
}

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
