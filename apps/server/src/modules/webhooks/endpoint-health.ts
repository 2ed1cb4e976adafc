import { recordAudit } from "../../platform/audit/record-audit.ts";
import { SYSTEM } from "../../platform/audit/by.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Db, Tx } from "../../platform/db/pool.ts";
import { appendEvents } from "../../platform/events/outbox.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { getTenant, tenantNow } from "../org/index.ts";
import { type Attempt, isTaken, judgeEndpoint } from "./domain/outcome.ts";

const COLUMNS = ["url", "failures", "failing_since", "last_success_at"] as const;

const live = (db: Db, endpoint_id: string) =>
  sql_builder
    .selectFrom("webhooks.endpoint")
    .select(COLUMNS)
    .where("tenant_id", "=", db.tenant_id)
    .where("endpoint_id", "=", endpoint_id)
    .where("state", "=", "active")
    .where("deleted_at", "is", null);

export function findLiveEndpoint(db: Db, endpoint_id: string) {
  return db.first(live(db, endpoint_id));
}

const SUCCESS_AGE_MS = 60_000;

/** Counts an attempt for the endpoint. A row that every success would write is written once a minute. */
export async function noteHealth(tx: Tx, runtime: Runtime, endpoint_id: string, attempt: Attempt): Promise<void> {
  const now = runtime.clock.now();
  const seen = await findLiveEndpoint(tx, endpoint_id);
  if (!seen) return;
  const fresh = now.getTime() - (seen.last_success_at?.getTime() ?? 0) < SUCCESS_AGE_MS;
  if (isTaken(attempt) && seen.failures === 0 && fresh) return;
  const before = await tx.first(live(tx, endpoint_id).forNoKeyUpdate());
  if (!before) return;
  const { disabled, ...health } = judgeEndpoint(attempt, before, now);
  await tx.run(
    sql_builder
      .updateTable("webhooks.endpoint")
      .set({
        ...health,
        ...(isTaken(attempt) ? { last_success_at: now } : {}),
        ...(disabled === undefined ? {} : { state: "disabled", disabled_reason: disabled, disabled_at: now }),
      })
      .where("tenant_id", "=", tx.tenant_id)
      .where("endpoint_id", "=", endpoint_id),
  );
  if (disabled !== undefined) await tellDisabled(tx, runtime, endpoint_id, disabled);
}

/** The other endpoints and whoever reads the audit log hear of it. */
async function tellDisabled(tx: Tx, runtime: Runtime, endpoint_id: string, reason: string): Promise<void> {
  await recordAudit(tx, runtime, SYSTEM, {
    action: "webhook_endpoint.disabled",
    subject: { kind: "webhook_endpoint", id: endpoint_id },
    after: { reason },
  });
  await appendEvents(tx, [
    {
      event_id: runtime.ids.next(),
      type: "webhook_endpoint.disabled",
      subject_id: endpoint_id,
      payload: { webhook_endpoint_id: endpoint_id, reason },
      business_time: tenantNow(await getTenant(tx), runtime),
      recorded_at: runtime.clock.now(),
    },
  ]);
}
