import type { Tx } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import { present } from "../../platform/kernel/assert.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { getAnswer, listMovements, openAdmission, type OpenAdmissionRow } from "./db/admissions.gen.ts";
import {
  admissionDate,
  type AdmissionFacts,
  type AdmissionKind,
  decideAdmission,
  type GateKind,
  type Identification,
  KIND_OF_GATE,
  type Movement,
  type Reason,
} from "./domain/admission.ts";
import { neighboursOf, type Presence, presenceAfter, standingOf } from "./domain/presence.ts";
import { openingAt } from "./opening-at.ts";
import { type AdmissionRow, saveAdmissions } from "./save-admissions.ts";

/** Unit ids of the caller's subtree; null is the whole tenant. */
export type ScopeUnits = readonly string[] | null;

/** How the person was named: a code read by the edge, an id that a phone led to (or to nobody), or an id alone. */
export type Named =
  | { by: "code"; status: "valid" | "expired"; medium_ref: string; window: number; valid_until: Date }
  | { by: "code"; status: "invalid" }
  | { by: "phone"; member_id: string | null }
  | { by: "id"; member_id: string };

export interface Scan {
  gate_id: string;
  scope: ScopeUnits;
  nonce: string;
  named: Named;
  /** When it happened, for a scan that a gate kept while it was offline; else the tenant's now. */
  business_time: Date | null;
}

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

/**
 * One decision at a gate, recorded whatever it is. The same nonce at the same gate gives the same answer: a twin waits
 * for the presence row, or for the nonce's unique key (NonceTaken), and gets the first one's.
 * @throws not_found · business_time_in_future
 */
export async function admit(tx: Tx, runtime: Runtime, scan: Scan): Promise<AdmissionAnswer> {
  const { named } = scan;
  const real_time = runtime.clock.now();
  const opened = await run(tx, openAdmission, {
    tenant_id: tx.tenant_id,
    gate_id: scan.gate_id,
    scope: scan.scope,
    nonce: scan.nonce,
    member_id: "member_id" in named ? named.member_id : null,
    medium_ref: "medium_ref" in named ? named.medium_ref : null,
    possessed: named.by !== "id",
    now: real_time,
    business_time: scan.business_time,
  });
  if (!opened || (named.by === "id" && opened.member_id === null)) throw new AppError("not_found");
  if (opened.replayed_id !== null) return readAnswer(tx, opened.replayed_id);
  if (opened.business_time.getTime() > opened.tenant_now.getTime() + FUTURE_TOLERANCE_MS)
    throw new AppError("business_time_in_future");

  const presence = presenceOf(opened);
  const facts = factsOf(opened, named, real_time, presence);
  const late = presence !== null && opened.business_time < presence.since;
  const decision = decideAdmission(late ? { ...facts, ...(await lateNeighbours(tx, opened, facts)) } : facts);
  const row: AdmissionRow = {
    ...decision,
    admission_id: runtime.ids.next(),
    gate_id: scan.gate_id,
    venue_id: opened.venue_id,
    member_id: opened.member_id,
    kind: facts.kind,
    quantity: 1,
    nonce: scan.nonce,
    code_window: "window" in named ? named.window : null,
    business_time: opened.business_time,
    time_precision: "second",
    business_date: facts.business_date,
    recorded_at: real_time,
  };
  const { member_id, venue_id, kind } = row;
  const moves = row.admitted && member_id !== null && kind !== "check_in";
  const moved = moves ? [{ venue_id, member_id, ...presenceAfter(presence, { ...row, kind }, row.code_window) }] : [];
  await saveAdmissions(tx, runtime, [row], moved);
  if (decision.previous_id !== null) return readAnswer(tx, row.admission_id);
  return { ...opened, ...row, previous_time: null, previous_gate_name: null };
}

async function readAnswer(tx: Tx, admission_id: string): Promise<AdmissionAnswer> {
  const row = present(await run(tx, getAnswer, { tenant_id: tx.tenant_id, admission_id }), "a recorded admission");
  return { ...row, reasons: row.reasons as Reason[] };
}

function presenceOf(opened: OpenAdmissionRow): Presence | null {
  if (opened.presence_date === null || opened.presence_since === null) return null;
  return {
    business_date: opened.presence_date,
    inside: opened.presence_inside === true,
    since: opened.presence_since,
    entry_id: opened.presence_entry_id,
    code_window: opened.presence_window,
  };
}

function factsOf(opened: OpenAdmissionRow, named: Named, real_time: Date, presence: Presence | null): AdmissionFacts {
  const gate_kind = opened.gate_kind as GateKind;
  const business_date = admissionDate(opened.business_time, "second", opened);
  return {
    kind: KIND_OF_GATE[gate_kind],
    gate_kind,
    business_date,
    time_zone: opened.time_zone,
    identification: identificationOf(named, opened.member_id !== null),
    real_time,
    member_status: opened.member_status as AdmissionFacts["member_status"],
    opening: openingAt(opened, opened.business_time),
    ...standingOf(presence, business_date),
  };
}

function identificationOf(named: Named, found: boolean): Identification {
  if (named.by === "phone" && !found) return { by: "unknown", what: "phone" };
  // A signed code of somebody who is no longer there proves nothing.
  if (named.by === "code") return found ? named : { by: "code", status: "invalid" };
  return { by: "known" };
}

/** A scan older than the newest movement is judged among the movements of its own day. */
async function lateNeighbours(tx: Tx, { venue_id, member_id, business_time }: OpenAdmissionRow, facts: AdmissionFacts) {
  const movements = await run(tx, listMovements, {
    tenant_id: tx.tenant_id,
    venue_ids: [venue_id],
    member_ids: [present(member_id, "who has a presence")],
    business_dates: [facts.business_date],
  });
  return neighboursOf(movements as Movement[], business_time);
}
