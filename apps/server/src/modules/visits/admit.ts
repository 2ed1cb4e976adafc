import { type AuditLine, recordAudits } from "../../platform/audit/record-audit.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import { assert, present } from "../../platform/kernel/assert.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { listAnswers, listMovements, openScans, type OpenScansRow } from "./db/admissions.gen.ts";
import {
  admissionDate,
  type AdmissionKind,
  decideAdmission,
  type Decision,
  type Movement,
  type Reason,
} from "./domain/admission.ts";
import type { PresenceRow } from "./domain/deliveries.ts";
import { neighboursOf, presenceAfter } from "./domain/presence.ts";
import { type AdmissionRow, saveAdmissions } from "./save-admissions.ts";
import { factsOf, presenceOf, type Scan } from "./scan.ts";

/** What the gate is told, and told again when it asks again. */
export interface AdmissionAnswer {
  admission_id: string;
  kind: AdmissionKind;
  admitted: boolean;
  reasons: Reason[];
  business_time: Date;
  member_id: string | null;
  member_name: string | null;
  member_card_no: string | null;
  gate_id: string;
  gate_name: string;
  venue_id: string;
  venue_name: string;
  time_zone: string;
  previous_time: Date | null;
  previous_gate_name: string | null;
}

/** How far a gate's clock may run ahead of ours. */
export const FUTURE_TOLERANCE_MS = 5 * 60_000;

/** A scan older than its member's newest movement, in company: it must be judged alone. */
export class LateScan extends Error {}

type Decided = AppError | { admission_id: string; row?: AdmissionRow; opened?: OpenScansRow };

/**
 * Decides scans in the order given, in two round trips, and records each decision whatever it is. The same nonce at the
 * same gate gives the same answer: a twin waits for the presence row, or for the nonce's unique key (NonceTaken), and
 * gets the first one's. The scans of one call have different nonces. An item's own error (not_found,
 * business_time_in_future) stands in its place.
 */
export async function admit(tx: Tx, runtime: Runtime, scans: readonly Scan[]): Promise<(AdmissionAnswer | AppError)[]> {
  const real_time = runtime.clock.now();
  const asked = scans.map(({ named, by: _, ...scan }, seq) => ({
    ...scan,
    seq,
    member_id: "member_id" in named ? named.member_id : null,
    medium_ref: "medium_ref" in named ? named.medium_ref : null,
    possessed: named.by !== "id",
  }));
  const rows = await run(tx, openScans, { tenant_id: tx.tenant_id, scans: asked, now: real_time });
  const opened = new Map(rows.map((row) => [row.seq, row]));
  const movements = await movementsOfLate(tx, rows, scans.length);

  const presences = new Map(rows.map((row) => [placeOf(row), presenceOf(row)]));
  const moved = new Map<string, PresenceRow>();
  const decided = scans.map((scan, seq): Decided => {
    const found = opened.get(seq);
    if (!found || (scan.named.by === "id" && found.member_id === null)) return new AppError("not_found");
    if (found.replayed_id !== null) return { admission_id: found.replayed_id };
    if (found.business_time.getTime() > found.tenant_now.getTime() + FUTURE_TOLERANCE_MS)
      return new AppError("business_time_in_future");
    const presence = presences.get(placeOf(found)) ?? null;
    const facts = factsOf(scan.named, found, presence, real_time);
    const decision = decideAdmission(movements ? { ...facts, ...neighboursOf(movements, found.business_time) } : facts);
    const row = rowOf(runtime, scan, found, { ...facts, decision, real_time });
    const { member_id, venue_id, kind } = row;
    if (row.admitted && member_id !== null && kind !== "check_in") {
      const next = presenceAfter(presence, { ...row, kind }, row.code_window);
      presences.set(placeOf(found), next);
      moved.set(placeOf(found), { venue_id, member_id, ...next });
    }
    return { admission_id: row.admission_id, row, opened: found };
  });
  const fresh = decided.flatMap((one) => (one instanceof AppError ? [] : (one.row ?? [])));
  await saveAdmissions(tx, runtime, fresh, [...moved.values()]);
  await recordAudits(
    tx,
    runtime,
    decided.flatMap((one, seq) => auditOf(scans[seq], one)),
  );
  return answersOf(tx, decided);
}

function auditOf(scan: Scan | undefined, one: Decided): AuditLine[] {
  if (scan?.by?.actor !== "staff" || one instanceof AppError || !one.row) return [];
  const { admission_id, gate_id, member_id, admitted } = one.row;
  const subject = { kind: "admission", id: admission_id } as const;
  return [{ by: scan.by, action: "admission.decided", subject, after: { gate_id, member_id, admitted } }];
}

const placeOf = (row: { venue_id: string; member_id: string | null }) => `${row.venue_id} ${row.member_id ?? ""}`;

/** A scan that is older than its member's newest movement is judged among the movements of its own day. */
async function movementsOfLate(
  tx: Tx,
  rows: readonly OpenScansRow[],
  company: number,
): Promise<Movement[] | undefined> {
  const late = rows.find((row) => row.presence_since !== null && row.business_time < row.presence_since);
  if (!late) return undefined;
  if (company > 1) throw new LateScan();
  const movements = await run(tx, listMovements, {
    tenant_id: tx.tenant_id,
    venue_ids: [late.venue_id],
    member_ids: [present(late.member_id, "who has a presence")],
    business_dates: [admissionDate(late.business_time, "second", late)],
  });
  return movements as Movement[];
}

function rowOf(
  runtime: Runtime,
  { gate_id, nonce, named }: Scan,
  { venue_id, member_id, business_time }: OpenScansRow,
  told: { kind: AdmissionKind; business_date: string; decision: Decision; real_time: Date },
): AdmissionRow {
  return {
    ...told.decision,
    admission_id: runtime.ids.next(),
    gate_id,
    venue_id,
    member_id,
    kind: told.kind,
    quantity: 1,
    nonce,
    code_window: "window" in named ? named.window : null,
    business_time,
    time_precision: "second",
    business_date: told.business_date,
    recorded_at: told.real_time,
  };
}

/** Known nonces and refusals with an entry against them are read from the record; the others are at hand. */
async function answersOf(tx: Tx, decided: readonly Decided[]): Promise<(AdmissionAnswer | AppError)[]> {
  const atHand = (one: Exclude<Decided, AppError>) => (one.row?.previous_id === null ? one.row : undefined);
  const admission_ids = decided.flatMap((one) => (one instanceof AppError || atHand(one) ? [] : [one.admission_id]));
  const read = admission_ids.length > 0 ? await run(tx, listAnswers, { tenant_id: tx.tenant_id, admission_ids }) : [];
  const by_id = new Map(read.map((row) => [row.admission_id, row]));
  return decided.map((one) => {
    if (one instanceof AppError) return one;
    const row = atHand(one);
    if (row && one.opened) return { ...one.opened, ...row, previous_time: null, previous_gate_name: null };
    const answer = by_id.get(one.admission_id);
    assert(answer, "a recorded admission can be read");
    return { ...answer, reasons: answer.reasons as Reason[] };
  });
}
