import { toWireId } from "../../../platform/kernel/ids.ts";
import type { AttemptRow, DeliveryRow } from "../deliveries.ts";
import type { Endpoint, Queue } from "../endpoints.ts";
import { messageOf } from "../message.ts";

const instant = (at: Date | null) => at?.toISOString() ?? null;

export function showEndpoint(row: Endpoint, { waiting, dead }: Queue = { waiting: 0, dead: 0 }) {
  const { url, description, event_types, state, disabled_reason, failures } = row;
  return {
    webhook_endpoint_id: toWireId("webhook_endpoint", row.endpoint_id),
    url,
    description,
    event_types,
    unit_id: row.unit_id && toWireId("org_unit", row.unit_id),
    state,
    disabled_reason,
    disabled_at: instant(row.disabled_at),
    failures,
    failing_since: instant(row.failing_since),
    last_success_at: instant(row.last_success_at),
    waiting,
    dead,
    created_at: row.created_at.toISOString(),
  };
}

export function showDelivery(row: DeliveryRow) {
  const { is_test, state, attempts, last_status, last_error } = row;
  return {
    webhook_delivery_id: toWireId("webhook_delivery", row.delivery_id),
    webhook_endpoint_id: toWireId("webhook_endpoint", row.endpoint_id),
    event_id: toWireId("event", row.event_id),
    event_type: row.type,
    is_test,
    state,
    attempts,
    next_attempt_at: state === "waiting" ? row.due_at.toISOString() : null,
    last_status,
    last_error,
    created_at: row.created_at.toISOString(),
    finished_at: instant(row.finished_at),
  };
}

export function showDeliveryDetail(row: DeliveryRow, attempts: readonly AttemptRow[]) {
  const payload = row.payload as Record<string, unknown>; // an object, as appendEvents takes it
  return {
    ...showDelivery(row),
    message: messageOf({ ...row, payload }),
    tries: attempts.map(({ attempted_at, duration_ms, status, error, response_excerpt }) => ({
      attempted_at: attempted_at.toISOString(),
      duration_ms,
      status,
      error,
      response_excerpt,
    })),
  };
}
