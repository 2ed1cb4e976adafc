import type { z } from "zod";
import { toZonedIso } from "../../../platform/kernel/dates.ts";
import type { Language } from "../../../platform/kernel/errors.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { maskName } from "../../members/index.ts";
import type { AdmissionAnswer } from "../admit.ts";
import type { Reason } from "../domain/admission.ts";
import { reasonText } from "../domain/reason-texts.ts";
import type { Gate } from "../gates.ts";
import type { ListedAdmission } from "../list-admissions.ts";
import type { zAdmission, zAdmissionRow } from "./schema.ts";

export function showReasons(reasons: readonly Reason[], language: Language) {
  return reasons.map((reason) => ({ ...reason, message: reasonText(reason, language) }));
}

export function showGate(gate: Gate) {
  return { ...gate, gate_id: toWireId("gate", gate.gate_id), venue_id: toWireId("venue", gate.venue_id) };
}

/** Why somebody is turned away, for staff who have to say it. */
export interface ShownBlock {
  reason: string;
  until: Date | null;
}

export function showAdmission(
  answer: AdmissionAnswer,
  language: Language,
  block: ShownBlock | undefined,
): z.output<typeof zAdmission> {
  const { kind, admitted, time_zone, member_name, member_card_no, previous_time, previous_gate_name } = answer;
  return {
    admission_id: toWireId("admission", answer.admission_id),
    kind,
    admitted,
    reasons: showReasons(answer.reasons, language),
    business_time: toZonedIso(answer.business_time, time_zone),
    member:
      member_name === null || member_card_no === null
        ? null
        : { name_masked: maskName(member_name), card_no: member_card_no },
    block: block ? { reason: block.reason, until: block.until && toZonedIso(block.until, time_zone) } : null,
    gate: { gate_id: toWireId("gate", answer.gate_id), name: answer.gate_name },
    venue: { venue_id: toWireId("venue", answer.venue_id), name: answer.venue_name },
    previous:
      previous_time === null || previous_gate_name === null
        ? null
        : { business_time: toZonedIso(previous_time, time_zone), gate_name: previous_gate_name },
  };
}

export function showAdmissionRow(row: ListedAdmission, language: Language): z.output<typeof zAdmissionRow> {
  const { kind, admitted, quantity, time_precision, gate_name, venue_name } = row;
  return {
    kind,
    admitted,
    quantity,
    time_precision,
    gate_name,
    venue_name,
    admission_id: toWireId("admission", row.admission_id),
    reasons: showReasons(row.reasons as Reason[], language),
    business_time: toZonedIso(row.business_time, row.time_zone),
    member:
      row.member_id === null || row.member_name === null || row.member_card_no === null
        ? null
        : {
            member_id: toWireId("member", row.person_id ?? row.member_id),
            name_masked: maskName(row.member_name),
            card_no: row.member_card_no,
          },
    gate_id: toWireId("gate", row.gate_id),
    venue_id: toWireId("venue", row.venue_id),
    recorded_at: row.recorded_at.toISOString(),
  };
}
