import type { Tx } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import { present } from "../../platform/kernel/assert.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { FUTURE_TOLERANCE_MS } from "./admit.ts";
import { listMovements } from "./db/admissions.gen.ts";
import { findDelivered, findGates, type FindGatesRow, findMembers, lockPresences } from "./db/deliveries.gen.ts";
import { admissionDate, KIND_OF_GATE, type Reason, type TimePrecision } from "./domain/admission.ts";
import {
  decideDeliveries,
  type Delivery,
  isMovement,
  type MovementRow,
  type Outcome,
  type PresenceRow,
} from "./domain/deliveries.ts";
import { openingAt } from "./opening-at.ts";
import { type AdmissionRow, saveAdmissions } from "./save-admissions.ts";
import type { ScopeUnits } from "./scan.ts";

export interface DeliveryItem {
  external_id: string;
  gate_id?: string | undefined;
  gate_code?: string | undefined;
  /** Tells apart gates of several venues that share a code. */
  venue_id?: string | undefined;
  member_id?: string | undefined;
  member_external_id?: string | undefined;
  business_time: Date;
  kind?: "entry" | "check_in" | undefined;
  quantity?: number | undefined;
  time_precision?: TimePrecision | undefined;
}

export type DeliveryFailure =
  | "gate_not_found"
  | "gate_ambiguous"
  | "member_not_found"
  | "business_time_in_future"
  | "quantity_not_allowed";
export type DeliveryResult =
  | { status: "created"; admission_id: string; admitted: boolean; reasons: Reason[] }
  | { status: "unchanged"; admission_id: string; admitted: boolean }
  | { status: "failed"; error: DeliveryFailure };

export interface DeliveryInput {
  items: readonly DeliveryItem[];
  scope: ScopeUnits;
  tenant_now: Date;
}

/**
 * Admissions that happened elsewhere, each with its own business time: set-based, one result per item. The external id
 * is the nonce, so a delivery can be repeated; NonceTaken when a twin of it was quicker: the caller runs again.
 */
export async function deliverAdmissions(tx: Tx, runtime: Runtime, input: DeliveryInput): Promise<DeliveryResult[]> {
  const resolved = await resolveItems(tx, runtime, input);
  const deliveries = resolved.filter((one) => typeof one !== "string");
  const { outcomes, presences } = decideDeliveries(deliveries, await lockBook(tx, deliveries));
  const recorded_at = runtime.clock.now();
  const decided = deliveries.map((delivery, index) => ({ delivery, outcome: present(outcomes[index], "an outcome") }));
  const rows = decided.flatMap(({ delivery, outcome }) => rowOf(delivery, outcome, recorded_at));
  await saveAdmissions(tx, runtime, rows, presences);
  const results = new Map(decided.map(({ delivery, outcome }) => [delivery, resultOf(delivery, outcome)]));
  return resolved.map((one) =>
    typeof one === "string" ? { status: "failed", error: one } : present(results.get(one), "a result"),
  );
}

/** What stands already. It is read after the presences are locked, so it holds what their last holder committed. */
async function lockBook(tx: Tx, deliveries: readonly Delivery[]) {
  const { tenant_id } = tx;
  const days = distinct(
    deliveries.filter(isMovement).map((one) => ({
      venue_id: one.gate.venue_id,
      member_id: one.member.member_id,
      business_date: one.business_date,
    })),
    (day) => `${day.venue_id} ${day.member_id} ${day.business_date}`,
  );
  const venue_ids = days.map((day) => day.venue_id);
  const member_ids = days.map((day) => day.member_id);
  const [presences, known, movements] = await Promise.all([
    run(tx, lockPresences, { tenant_id, venue_ids, member_ids }),
    run(tx, findDelivered, {
      tenant_id,
      gate_ids: deliveries.map((one) => one.gate.gate_id),
      nonces: deliveries.map((one) => one.nonce),
    }),
    run(tx, listMovements, { tenant_id, venue_ids, member_ids, business_dates: days.map((day) => day.business_date) }),
  ]);
  return {
    known,
    presences: presences.filter((row): row is PresenceRow => row.since !== null),
    movements: movements as MovementRow[],
  };
}

async function resolveItems(
  tx: Tx,
  runtime: Runtime,
  { items, scope, tenant_now }: DeliveryInput,
): Promise<(Delivery | DeliveryFailure)[]> {
  const given = (values: (string | undefined)[]) => [...new Set(values.filter((value) => value !== undefined))];
  const [gates, members] = await Promise.all([
    run(tx, findGates, {
      tenant_id: tx.tenant_id,
      scope,
      gate_ids: given(items.map((item) => item.gate_id)),
      codes: given(items.map((item) => item.gate_code)),
    }),
    run(tx, findMembers, {
      tenant_id: tx.tenant_id,
      scope,
      member_ids: given(items.map((item) => item.member_id)),
      external_ids: given(items.map((item) => item.member_external_id)),
    }),
  ]);
  const by_id = new Map(gates.map((gate) => [gate.gate_id, gate]));
  const by_code = Map.groupBy(gates, (gate) => gate.gate_code);
  const found = members as (Delivery["member"] & { named_id: string; external_id: string | null })[];
  const member_by_id = new Map(found.map((member) => [member.named_id, member]));
  const member_by_external_id = new Map(found.map((member) => [member.external_id, member]));
  return items.map((item): Delivery | DeliveryFailure => {
    const gate =
      item.gate_id !== undefined
        ? by_id.get(item.gate_id)
        : gateByCode(by_code.get(item.gate_code ?? "") ?? [], item.venue_id);
    if (gate === "ambiguous") return "gate_ambiguous";
    if (!gate || (item.venue_id !== undefined && gate.venue_id !== item.venue_id)) return "gate_not_found";
    const member =
      item.member_id !== undefined
        ? member_by_id.get(item.member_id)
        : member_by_external_id.get(item.member_external_id ?? "");
    if (!member) return "member_not_found";
    if (item.business_time.getTime() > tenant_now.getTime() + FUTURE_TOLERANCE_MS) return "business_time_in_future";
    const kind = item.kind ?? KIND_OF_GATE[gate.gate_kind];
    const quantity = item.quantity ?? 1;
    if (quantity > 1 && kind !== "check_in") return "quantity_not_allowed";
    const time_precision = item.time_precision ?? "second";
    const business_date = admissionDate(item.business_time, time_precision, gate);
    const { external_id: nonce, business_time } = item;
    return {
      admission_id: runtime.ids.next(),
      nonce,
      gate,
      member,
      kind,
      quantity,
      business_time,
      time_precision,
      business_date,
      opening: openingAt(gate, business_time),
    };
  });
}

function gateByCode(
  gates: readonly FindGatesRow[],
  venue_id: string | undefined,
): FindGatesRow | "ambiguous" | undefined {
  const candidates = venue_id === undefined ? gates : gates.filter((gate) => gate.venue_id === venue_id);
  return candidates.length > 1 ? "ambiguous" : candidates[0];
}

function rowOf(delivery: Delivery, outcome: Outcome, recorded_at: Date): AdmissionRow[] {
  if (outcome.known) return [];
  const { gate, member, opening: _, ...told } = delivery;
  return [
    {
      ...told,
      ...outcome.decision,
      gate_id: gate.gate_id,
      venue_id: gate.venue_id,
      member_id: member.member_id,
      code_window: null,
      recorded_at,
    },
  ];
}

function resultOf(delivery: Delivery, outcome: Outcome): DeliveryResult {
  if (outcome.known) return { status: "unchanged", admission_id: outcome.admission_id, admitted: outcome.admitted };
  return {
    status: "created",
    admission_id: delivery.admission_id,
    admitted: outcome.decision.admitted,
    reasons: outcome.decision.reasons,
  };
}

function distinct<T>(rows: readonly T[], keyOf: (row: T) => string): T[] {
  return [...new Map(rows.map((row) => [keyOf(row), row])).values()];
}
