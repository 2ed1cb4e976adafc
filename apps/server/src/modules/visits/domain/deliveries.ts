import type { BusinessDate } from "../../../platform/kernel/dates.ts";
import {
  type AdmissionKind,
  type Decision,
  decideAdmission,
  type GateKind,
  type Movement,
  type Opening,
  type TimePrecision,
} from "./admission.ts";
import { neighboursOf, type Presence, presenceAfter } from "./presence.ts";

export interface DeliveryGate {
  gate_id: string;
  gate_kind: GateKind;
  venue_id: string;
  time_zone: string;
}

/** One admission told of afterwards, everything it names already found. */
export interface Delivery {
  admission_id: string;
  nonce: string;
  gate: DeliveryGate;
  member: { member_id: string; status: "active" | "blocked" };
  kind: AdmissionKind;
  quantity: number;
  business_time: Date;
  time_precision: TimePrecision;
  business_date: BusinessDate;
  /** Whether its venue was open at its business time. */
  opening: Opening;
}

export interface MemberAtVenue {
  venue_id: string;
  member_id: string;
}
export type PresenceRow = Presence & MemberAtVenue;
export type MovementRow = Movement & MemberAtVenue;

export interface KnownDelivery {
  gate_id: string;
  nonce: string;
  admission_id: string;
  admitted: boolean;
}

export type Outcome = { known: false; decision: Decision } | { known: true; admission_id: string; admitted: boolean };

/** What is in the book already: nonces, presences and the movements of the days in question, by time. */
export interface Book {
  known: readonly KnownDelivery[];
  presences: readonly PresenceRow[];
  movements: readonly MovementRow[];
}

const nonceKey = (gate_id: string, nonce: string) => `${gate_id} ${nonce}`;
const placeKey = (one: MemberAtVenue) => `${one.venue_id} ${one.member_id}`;

/** Whether a delivery moves somebody through a gate at a known time; a check-in or a mere day does not. */
export function isMovement(one: Pick<Delivery, "kind" | "time_precision">): boolean {
  return one.kind !== "check_in" && one.time_precision === "second";
}

/**
 * Decides deliveries in the order of business time; the outcomes come back in the order given. A movement with its time
 * is judged like at the gate, by its own time. A check-in and a mere day are taken as told: nobody can be turned away
 * any more, and a day says nothing about opening hours or about who was inside.
 */
export function decideDeliveries(
  deliveries: readonly Delivery[],
  book: Book,
): { outcomes: Outcome[]; presences: PresenceRow[] } {
  const seen = new Map(
    book.known.map((one) => [
      nonceKey(one.gate_id, one.nonce),
      { admission_id: one.admission_id, admitted: one.admitted },
    ]),
  );
  const presences = new Map(book.presences.map((row) => [placeKey(row), row]));
  const movements = Map.groupBy(book.movements, (row) => `${placeKey(row)} ${row.business_date}`);
  const changed = new Map<string, PresenceRow>();
  const outcomes = new Map<Delivery, Outcome>();

  const fresh = deliveries.filter((delivery) => {
    const key = nonceKey(delivery.gate.gate_id, delivery.nonce);
    const first = !seen.has(key);
    if (first) seen.set(key, { admission_id: delivery.admission_id, admitted: false });
    return first;
  });
  for (const delivery of fresh.toSorted((a, b) => a.business_time.getTime() - b.business_time.getTime())) {
    const place: MemberAtVenue = { venue_id: delivery.gate.venue_id, member_id: delivery.member.member_id };
    const day = `${placeKey(place)} ${delivery.business_date}`;
    const decision = decideOne(delivery, movements.get(day) ?? []);
    outcomes.set(delivery, { known: false, decision });
    seen.set(nonceKey(delivery.gate.gate_id, delivery.nonce), {
      admission_id: delivery.admission_id,
      admitted: decision.admitted,
    });
    if (!decision.admitted || !isMovement(delivery)) continue;
    const { admission_id, kind, business_date, business_time } = {
      ...delivery,
      kind: delivery.kind as Movement["kind"],
    };
    const movement: MovementRow = { ...place, admission_id, kind, business_date, business_time };
    movements.set(
      day,
      [...(movements.get(day) ?? []), movement].sort((a, b) => a.business_time.getTime() - b.business_time.getTime()),
    );
    const next = { ...presenceAfter(presences.get(placeKey(place)) ?? null, movement, null), ...place };
    presences.set(placeKey(place), next);
    changed.set(placeKey(place), next);
  }
  const outcomeOf = (delivery: Delivery): Outcome => {
    const first = seen.get(nonceKey(delivery.gate.gate_id, delivery.nonce));
    return (
      outcomes.get(delivery) ?? {
        known: true,
        admission_id: first?.admission_id ?? "",
        admitted: first?.admitted ?? false,
      }
    );
  };
  return { outcomes: deliveries.map(outcomeOf), presences: [...changed.values()] };
}

function decideOne(delivery: Delivery, movements: readonly Movement[]): Decision {
  const { kind, gate, business_date, business_time, member } = delivery;
  const judged = isMovement(delivery);
  return decideAdmission({
    kind,
    gate_kind: gate.gate_kind,
    business_date,
    time_zone: gate.time_zone,
    identification: { by: "known" },
    real_time: business_time,
    member_status: judged ? member.status : null,
    opening: judged ? delivery.opening : null,
    used_window: null,
    ...(judged ? neighboursOf(movements, business_time) : { before: null, after: null }),
  });
}
