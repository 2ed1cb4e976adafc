import { z } from "zod";
import { zBulkItem } from "../../../platform/http/bulk.ts";
import {
  wireId,
  wireIdOut,
  zCount,
  zInstant,
  zInstantOut,
  zPage,
  zPhone,
  zQueryFlag,
  zText,
} from "../../../platform/http/schema.ts";

const zKind = z.enum(["entry", "exit", "check_in"]);
const zGateKind = z.enum(["entry", "exit", "attraction"]);
const zPrecision = z.enum(["second", "day"]);
/** What the caller calls one scan: retries carry the same one. */
const zNonce = zText(200);
/** On the venue's map, in its units. */
const zCoordinate = z.number().min(-1_000_000).max(1_000_000).multipleOf(0.01);

export const zGate = z
  .object({
    gate_id: wireIdOut("gate"),
    venue_id: wireIdOut("venue"),
    code: z.string(),
    name: z.string(),
    kind: zGateKind,
    x: z.number().nullable(),
    y: z.number().nullable(),
  })
  .meta({ id: "Gate" });

export const zNewGate = z
  .strictObject({
    venue_id: wireId("venue"),
    code: zText(40),
    name: zText(100),
    kind: zGateKind,
    x: zCoordinate.optional(),
    y: zCoordinate.optional(),
  })
  .refine((gate) => (gate.x === undefined) === (gate.y === undefined), {
    path: ["y"],
    params: { code: "both_coordinates" },
  });

export const zGateQuery = z.strictObject({ venue_id: wireId("venue").optional() });

export const zScan = z
  .strictObject({
    gate_id: wireId("gate"),
    member_code: zText(200).optional(),
    member_id: wireId("member").optional(),
    phone: zPhone.optional(),
    nonce: zNonce,
    business_time: zInstant.optional(),
  })
  .refine((scan) => [scan.member_code, scan.member_id, scan.phone].filter((name) => name !== undefined).length === 1, {
    path: ["member_code"],
    params: { code: "exactly_one_of" },
  });

const zReason = z.object({
  code: z.string(),
  rule: z.string(),
  expected: z.string().nullable(),
  actual: z.string().nullable(),
  message: z.string(),
});

const seen = {
  admission_id: wireIdOut("admission"),
  kind: zKind,
  admitted: z.boolean(),
  reasons: z.array(zReason).meta({ description: "Every check that failed, in order; the first one decides" }),
  business_time: zInstantOut,
};

export const zAdmission = z
  .object({
    ...seen,
    member: z.object({ name_masked: z.string(), card_no: z.string() }).nullable(),
    block: z
      .object({ reason: z.string(), until: zInstantOut.nullable() })
      .nullable()
      .meta({ description: "Why the member is turned away, for staff alone" }),
    gate: z.object({ gate_id: wireIdOut("gate"), name: z.string() }),
    venue: z.object({ venue_id: wireIdOut("venue"), name: z.string() }),
    previous: z
      .object({ business_time: zInstantOut, gate_name: z.string() })
      .nullable()
      .meta({ description: "The entry that stands against this one" }),
  })
  .meta({ id: "Admission" });

export const zAdmissionRow = z
  .object({
    ...seen,
    quantity: zCount,
    time_precision: zPrecision,
    member: z.object({ member_id: wireIdOut("member"), name_masked: z.string(), card_no: z.string() }).nullable(),
    gate_id: wireIdOut("gate"),
    gate_name: z.string(),
    venue_id: wireIdOut("venue"),
    venue_name: z.string(),
    recorded_at: zInstantOut,
  })
  .meta({ id: "AdmissionRow" });

export const zAdmissionQuery = zPage.extend({
  venue_id: wireId("venue").optional(),
  gate_id: wireId("gate").optional(),
  member_id: wireId("member").optional(),
  admitted: zQueryFlag.optional(),
});

const zDelivery = z
  .strictObject({
    external_id: zNonce,
    gate_id: wireId("gate").optional(),
    gate_code: zText(40).optional(),
    venue_id: wireId("venue").optional().meta({ description: "Only where venues share the gate's code" }),
    member_id: wireId("member").optional(),
    member_external_id: zText(100).optional(),
    business_time: zInstant,
    kind: z.enum(["entry", "check_in"]).optional().meta({ description: "What the gate is for, when left out" }),
    quantity: z.int().min(1).max(1000).optional().meta({ description: "Check-ins only" }),
    time_precision: zPrecision.optional(),
  })
  .superRefine((item, context) => {
    const one = (a: unknown, b: unknown, field: string) => {
      if ((a === undefined) === (b === undefined))
        context.addIssue({ code: "custom", path: [field], params: { code: "exactly_one_of" } });
    };
    one(item.gate_id, item.gate_code, "gate_id");
    one(item.member_id, item.member_external_id, "member_id");
  });

export const zDeliveries = z.strictObject({ admissions: z.array(zDelivery).min(1).max(1000) });

export const zDeliveryResults = z.object({
  results: z.array(
    zBulkItem.extend({
      admission_id: wireIdOut("admission").optional(),
      admitted: z.boolean().optional(),
      reasons: z.array(zReason).optional(),
    }),
  ),
});
