import { instantArray, uuidArray } from "../db/binary-arrays.ts";
import type { Tx } from "../db/pool.ts";
import { assert } from "../kernel/assert.ts";
import { findEventType } from "./catalog.ts";

export interface NewEvent {
  event_id: string;
  /** `member.registered`, `points.earned`, `visit.admitted`, … */
  type: string;
  /** Whose order counts: the member, or the resource when there is no member. Its row is locked by the writer. */
  subject_id: string;
  payload: Record<string, unknown>;
  business_time: Date;
  recorded_at: Date;
}

/** Writes events in the transaction of what they tell. The sequencer gives them their place after the commit. */
export async function appendEvents(tx: Tx, events: NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  for (const { type } of events) assert(findEventType(type), `event type ${type} is in its room's events.ts`);
  await tx.query({
    name: "append_events",
    text: `insert into platform.outbox (tenant_id, event_id, type, subject_id, payload, business_time, recorded_at)
           select $1, e.event_id, e.type, e.subject_id, e.payload, e.business_time, e.recorded_at
           from rows from (
             unnest($2::uuid[], $3::text[], $4::uuid[], $5::timestamptz[], $6::timestamptz[]), jsonb_array_elements($7)
           ) as e(event_id, type, subject_id, business_time, recorded_at, payload)`,
    values: [
      tx.tenant_id,
      uuidArray(events.map((event) => event.event_id)),
      events.map((event) => event.type),
      uuidArray(events.map((event) => event.subject_id)),
      instantArray(events.map((event) => event.business_time)),
      instantArray(events.map((event) => event.recorded_at)),
      JSON.stringify(events.map((event) => event.payload)),
    ],
  });
}
