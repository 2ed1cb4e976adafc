import type { Caller } from "../../platform/audit/by.ts";
import type { OpenScansRow } from "./db/admissions.gen.ts";
import {
  type AdmissionFacts,
  admissionDate,
  type GateKind,
  type Identification,
  KIND_OF_GATE,
} from "./domain/admission.ts";
import { type Presence, standingOf } from "./domain/presence.ts";
import { openingAt } from "./opening-at.ts";

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
  /** A person's decision is in the audit log as well; a gate's own is told by its admissions. */
  by?: Caller;
}

export function presenceOf(opened: OpenScansRow): Presence | null {
  if (opened.presence_date === null || opened.presence_since === null) return null;
  return {
    business_date: opened.presence_date,
    inside: opened.presence_inside === true,
    since: opened.presence_since,
    entry_id: opened.presence_entry_id,
    code_window: opened.presence_window,
  };
}

export function factsOf(
  named: Named,
  opened: OpenScansRow,
  presence: Presence | null,
  real_time: Date,
): AdmissionFacts {
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
