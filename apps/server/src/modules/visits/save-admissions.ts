import type { Tx } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import { appendEvents, type NewEvent } from "../../platform/events/outbox.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { saveAdmissions as saveBlock } from "./db/admissions.gen.ts";
import type { AdmissionKind, Decision, TimePrecision } from "./domain/admission.ts";
import type { PresenceRow } from "./domain/deliveries.ts";

export interface AdmissionRow extends Decision {
  admission_id: string;
  gate_id: string;
  venue_id: string;
  member_id: string | null;
  kind: AdmissionKind;
  quantity: number;
  nonce: string;
  code_window: number | null;
  business_time: Date;
  time_precision: TimePrecision;
  business_date: string;
  recorded_at: Date;
}

/** A twin took the nonce after we had looked: everything is undone, and a second run finds the twin's answer. */
export class NonceTaken extends Error {}

const RUNS = 5;
export async function repeatWhenTaken<T>(work: () => Promise<T>): Promise<T> {
  for (let left = RUNS; ; left--) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof NonceTaken) || left <= 1) throw error;
    }
  }
}

/** Records decisions with their events and where the people stand now. The statements travel together: one round trip. */
export async function saveAdmissions(
  tx: Tx,
  runtime: Runtime,
  rows: readonly AdmissionRow[],
  presences: readonly PresenceRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const [inserted] = await Promise.all([
    run(tx, saveBlock, { tenant_id: tx.tenant_id, admissions: rows, presences }),
    appendEvents(
      tx,
      rows.map((row) => eventOf(runtime, row)),
    ),
  ]);
  if (inserted.length < rows.length) throw new NonceTaken();
}

function eventOf(runtime: Runtime, row: AdmissionRow): NewEvent {
  const { admission_id, gate_id, venue_id, member_id, kind, quantity, business_date } = row;
  const reasons = row.reasons.map((reason) => reason.code);
  return {
    event_id: runtime.ids.next(),
    type: row.admitted ? "visit.admitted" : "visit.refused",
    subject_id: member_id ?? admission_id,
    payload: { admission_id, gate_id, venue_id, member_id, kind, quantity, business_date, reasons },
    business_time: row.business_time,
    recorded_at: row.recorded_at,
  };
}
