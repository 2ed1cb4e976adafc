import type { z } from "zod";
import { toZonedIso } from "../../../platform/kernel/dates.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { showActor } from "../actor.ts";
import type { Adjustment } from "../adjustments/adjustment.ts";
import type { AdjustmentEffect } from "../adjustments/adjustment-effect.ts";
import type { zAdjustment, zEffect } from "./adjustment-schema.ts";

export function showAdjustment(adjustment: Adjustment, zone: string): z.output<typeof zAdjustment> {
  const { decided_by_kind, decided_by, decided_at, transaction_id } = adjustment;
  return {
    adjustment_id: toWireId("adjustment", adjustment.adjustment_id),
    member_id: toWireId("member", adjustment.member_id),
    points: adjustment.points,
    reason: adjustment.reason,
    external_id: adjustment.external_id,
    state: adjustment.state,
    threshold: adjustment.threshold,
    requested_by: showActor(adjustment.requested_by_kind, adjustment.requested_by),
    requested_at: toZonedIso(adjustment.requested_at, zone),
    ends_at: toZonedIso(adjustment.ends_at, zone),
    decided_by: decided_by_kind && decided_by ? showActor(decided_by_kind, decided_by) : null,
    decided_at: decided_at && toZonedIso(decided_at, zone),
    decision_reason: adjustment.decision_reason,
    transaction_id: transaction_id && toWireId("transaction", transaction_id),
  };
}

export function showEffect(effect: AdjustmentEffect, zone: string): z.output<typeof zEffect> {
  return {
    ...effect,
    lots: effect.lots.map(({ lot_id, amount, expires_at }) => ({
      lot_id: lot_id && toWireId("lot", lot_id),
      amount,
      expires_at: expires_at && toZonedIso(expires_at, zone),
    })),
  };
}
