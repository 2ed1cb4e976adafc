import { businessDateOf, toZonedIso, type BusinessDate } from "../../../platform/kernel/dates.ts";

export type GateKind = "entry" | "exit" | "attraction";
export type AdmissionKind = "entry" | "exit" | "check_in";
export type TimePrecision = "second" | "day";

/** What a scan at a gate means when nothing else is said. */
export const KIND_OF_GATE: Record<GateKind, AdmissionKind> = { entry: "entry", exit: "exit", attraction: "check_in" };

/** Refusals in the order in which they are checked and reported; the first one decides what the gate shows. */
export const REFUSALS = [
  "code_invalid",
  "code_expired",
  "code_used",
  "member_blocked",
  "already_inside",
  "venue_closed",
  "gate_kind",
] as const;
export type Refusal = (typeof REFUSALS)[number];
export type ReasonCode = Refusal | "member_entry" | "member_exit" | "member_check_in";

/** Language-neutral: the sentence is written for whoever reads it. */
export interface Reason {
  code: ReasonCode;
  rule: string;
  expected: string | null;
  actual: string | null;
}

/** An admitted entry or exit. */
export interface Movement {
  admission_id: string;
  kind: "entry" | "exit";
  business_date: BusinessDate;
  business_time: Date;
}

/** The venue's hours, as far as a gate tells them: `08:00–18:00`, and the local time of day, `19:30`. */
export interface Opening {
  open: boolean;
  hours: string;
  local_time: string;
}

/** How the person was named to the gate. */
export type Identification =
  | { by: "code"; status: "valid" | "expired"; window: number; valid_until: Date }
  | { by: "code"; status: "invalid" }
  | { by: "known" }
  | { by: "unknown"; what: string };

export interface AdmissionFacts {
  kind: AdmissionKind;
  gate_kind: GateKind;
  business_date: BusinessDate;
  time_zone: string;
  identification: Identification;
  /** Real time, against which a code lives. */
  real_time: Date;
  member_status: "active" | "blocked" | null;
  /** Null: not judged, as for a check-in that a file tells of afterwards. */
  opening: Opening | null;
  /** The member's movements at this venue around the business time. */
  before: Movement | null;
  after: Movement | null;
  /** The newest code window that has entered here on this business day, and by which entry. */
  used_window: { window: number; admission_id: string } | null;
}

export interface Decision {
  admitted: boolean;
  reasons: Reason[];
  /** The entry that stands against this one. */
  previous_id: string | null;
}

type Check = (facts: AdmissionFacts) => Omit<Reason, "code"> | null;

const CHECKS: Record<Refusal, Check> = {
  code_invalid({ identification }) {
    if (identification.by === "code" && identification.status === "invalid")
      return { rule: "code_signed", expected: "valid", actual: "invalid" };
    if (identification.by === "unknown")
      return { rule: "member_known", expected: "member", actual: identification.what };
    return null;
  },
  code_expired({ identification, real_time, time_zone }) {
    if (identification.by !== "code" || identification.status !== "expired") return null;
    return {
      rule: "code_lifetime",
      expected: `≤ ${toZonedIso(identification.valid_until, time_zone)}`,
      actual: toZonedIso(real_time, time_zone),
    };
  },
  /** Like a one-time password: once a window has entered, neither it nor an older one enters again. */
  code_used({ kind, identification, used_window }) {
    if (kind !== "entry" || identification.by !== "code" || identification.status === "invalid" || !used_window)
      return null;
    if (identification.window > used_window.window) return null;
    return { rule: "code_once", expected: `> ${used_window.window}`, actual: String(identification.window) };
  },
  member_blocked({ kind, member_status }) {
    if (kind === "exit" || member_status !== "blocked") return null;
    return { rule: "member_status", expected: "active", actual: "blocked" };
  },
  /** One stay has one entry: refused when she is inside already, or when a later entry of the same stay is known. */
  already_inside(facts) {
    const stay = standingEntry(facts);
    return (
      stay && { rule: "anti_pass_back", expected: "outside", actual: toZonedIso(stay.business_time, facts.time_zone) }
    );
  },
  venue_closed({ kind, opening }) {
    if (kind === "exit" || !opening || opening.open) return null;
    return { rule: "opening_hours", expected: opening.hours, actual: opening.local_time };
  },
  /** A check-in counts a person at a place, whatever the place; entering and leaving need a gate for it. */
  gate_kind({ kind, gate_kind }) {
    if (kind === "check_in" || KIND_OF_GATE[gate_kind] === kind) return null;
    return { rule: "gate_kind", expected: kind, actual: gate_kind };
  },
};

function standingEntry(facts: AdmissionFacts): Movement | null {
  if (facts.kind !== "entry") return null;
  const today = [facts.before, facts.after].filter((movement) => movement?.business_date === facts.business_date);
  return today.find((movement) => movement?.kind === "entry") ?? null;
}

/** All checks, in order, all failures reported. An exit is never refused to somebody who is known. */
export function decideAdmission(facts: AdmissionFacts): Decision {
  const failures = REFUSALS.flatMap((code): Reason[] => {
    const failure = CHECKS[code](facts);
    return failure ? [{ code, ...failure }] : [];
  });
  if (failures.length === 0) {
    const reason: Reason = { code: `member_${facts.kind}`, rule: facts.kind, expected: null, actual: null };
    return { admitted: true, reasons: [reason], previous_id: null };
  }
  const used = failures.some(({ code }) => code === "code_used") ? facts.used_window?.admission_id : undefined;
  return { admitted: false, reasons: failures, previous_id: standingEntry(facts)?.admission_id ?? used ?? null };
}

/** A day without a time belongs to the date it names; an instant to the day that the venue's cut-off gives it. */
export function admissionDate(
  at: Date,
  precision: TimePrecision,
  venue: { time_zone: string; day_cutoff_minutes: number },
): BusinessDate {
  return businessDateOf(at, venue.time_zone, precision === "day" ? 0 : venue.day_cutoff_minutes);
}
