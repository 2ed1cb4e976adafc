import type { By } from "../../platform/audit/by.ts";
import { recordAudit } from "../../platform/audit/record-audit.ts";
import type { Keyed } from "../../platform/crypto/secrets.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { listEventTypes } from "../../platform/events/catalog.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { UrlRules } from "../../platform/net/outside-url.ts";
import { getUnit } from "../org/index.ts";
import { isPattern } from "./domain/event-patterns.ts";
import { type Endpoint, getEndpoint, listEndpoints, lockEndpoint, type Scope } from "./endpoints.ts";
import { addSecret, rotateSecret } from "./secrets.ts";
import { checkUrl } from "./url-rules.ts";

export const MAX_ENDPOINTS = 50;

export interface EndpointInput {
  url: string;
  description: string;
  event_types: string[];
  unit_id: string | null;
}
export type EndpointChange = Partial<EndpointInput> & { state?: "active" | "paused" };

export interface EndpointWriter {
  by: By;
  scope: Scope;
  rules: UrlRules;
}

/** @throws webhook_url_refused · webhook_event_type_unknown · webhook_limit · not_found (the unit) */
export async function createEndpoint(
  tx: Tx,
  app: Keyed,
  input: EndpointInput,
  writer: EndpointWriter,
): Promise<{ endpoint: Endpoint; secret: string }> {
  await checkInput(tx, input, writer);
  if ((await listEndpoints(tx, "all")).length >= MAX_ENDPOINTS) {
    throw new AppError("webhook_limit", { maximum: MAX_ENDPOINTS });
  }
  const endpoint_id = app.runtime.ids.next();
  const row = { ...input, event_types: [...new Set(input.event_types)] };
  await tx.run(
    sql_builder
      .insertInto("webhooks.endpoint")
      .values({ tenant_id: tx.tenant_id, endpoint_id, ...row, created_at: app.runtime.clock.now() }),
  );
  const secret = await addSecret(tx, app, endpoint_id);
  await recordAudit(tx, app.runtime, writer.by, {
    action: "webhook_endpoint.created",
    subject: { kind: "webhook_endpoint", id: endpoint_id },
    after: { ...row },
  });
  return { endpoint: await getEndpoint(tx, endpoint_id, "all"), secret };
}

/**
 * Activated again, an endpoint gets what waits at once, and its failures are forgotten.
 * @throws not_found · webhook_url_refused · webhook_event_type_unknown
 */
export async function changeEndpoint(
  tx: Tx,
  app: Keyed,
  endpoint_id: string,
  change: EndpointChange,
  writer: EndpointWriter,
): Promise<Endpoint> {
  const before = await lockEndpoint(tx, endpoint_id, writer.scope);
  await checkInput(tx, change, writer);
  const awake = { disabled_reason: null, disabled_at: null, failures: 0, failing_since: null, retry_at: null };
  await tx.run(
    sql_builder
      .updateTable("webhooks.endpoint")
      .set({ ...change, ...(change.state === undefined ? {} : awake), version: before.version + 1 })
      .where("tenant_id", "=", tx.tenant_id)
      .where("endpoint_id", "=", endpoint_id),
  );
  const after = await getEndpoint(tx, endpoint_id, "all");
  const changed = Object.keys(change) as (keyof EndpointChange)[];
  await recordAudit(tx, app.runtime, writer.by, {
    action: "webhook_endpoint.updated",
    subject: { kind: "webhook_endpoint", id: endpoint_id },
    before: Object.fromEntries(changed.map((field) => [field, before[field]])),
    after: Object.fromEntries(changed.map((field) => [field, after[field]])),
  });
  return after;
}

/** Its deliveries stay readable nowhere: they go with the log's housekeeping. @throws not_found */
export async function deleteEndpoint(tx: Tx, app: Keyed, endpoint_id: string, writer: EndpointWriter): Promise<void> {
  const { url } = await lockEndpoint(tx, endpoint_id, writer.scope);
  await tx.run(
    sql_builder
      .updateTable("webhooks.endpoint")
      .set({ deleted_at: app.runtime.clock.now() })
      .where("tenant_id", "=", tx.tenant_id)
      .where("endpoint_id", "=", endpoint_id),
  );
  await recordAudit(tx, app.runtime, writer.by, {
    action: "webhook_endpoint.deleted",
    subject: { kind: "webhook_endpoint", id: endpoint_id },
    before: { url },
  });
}

/** @throws not_found */
export async function replaceSecret(
  tx: Tx,
  app: Keyed,
  endpoint_id: string,
  overlap_hours: number,
  writer: EndpointWriter,
): Promise<{ secret: string; old_until: Date }> {
  await lockEndpoint(tx, endpoint_id, writer.scope);
  const old_until = new Date(app.runtime.clock.now().getTime() + overlap_hours * 3_600_000);
  const secret = await rotateSecret(tx, app, endpoint_id, old_until);
  await recordAudit(tx, app.runtime, writer.by, {
    action: "webhook_endpoint.secret_rotated",
    subject: { kind: "webhook_endpoint", id: endpoint_id },
    after: { overlap_hours },
  });
  return { secret, old_until };
}

async function checkInput(tx: Tx, input: Partial<EndpointInput>, { scope, rules }: EndpointWriter): Promise<void> {
  if (input.url !== undefined) checkUrl(input.url, rules);
  const types = listEventTypes().map(([type]) => type);
  const unknown = input.event_types?.find((pattern) => !isPattern(pattern, types));
  if (unknown !== undefined) throw new AppError("webhook_event_type_unknown", { event_type: unknown });
  if (input.unit_id === undefined) return;
  // Whoever sees one store may not have the whole group told.
  if (scope !== "all" && (input.unit_id === null || !scope.includes(input.unit_id))) throw new AppError("not_found");
  if (input.unit_id !== null) await getUnit(tx, input.unit_id);
}
