import { z } from "zod";
import { wireId, wireIdOut, zInstantOut, zText } from "../../../platform/http/schema.ts";
import { DEVICE_KINDS, PAIRING_STATES } from "../pairing.ts";

const zKind = z.enum(DEVICE_KINDS);
const zLanguage = z.enum(["zh-CN", "en", "ko"]);
const zLanguages = z
  .array(zLanguage)
  .min(1)
  .max(3)
  .meta({ description: "Offered in this order; the first one is shown while nobody stands there" });

export const zPairingRequest = z.strictObject({ kind: zKind });
export const zPairing = z
  .object({
    code: z.string().meta({ description: "To show to people", example: "K7QM-3XHB" }),
    token: z.string().meta({ description: "To keep: good as soon as somebody has taken the device" }),
    expires_at: zInstantOut,
    poll_seconds: z.int(),
  })
  .meta({ id: "DevicePairing" });
export const zPairingQuestion = z.strictObject({ token: z.string().min(1).max(200) });
export const zPairingAnswer = z.object({ state: z.enum(PAIRING_STATES) });

export const zNewDevice = z.strictObject({
  pairing_code: z.string().min(1).max(40).meta({ description: "As the device shows it", example: "K7QM-3XHB" }),
  name: zText(60),
  unit_id: wireId("org_unit").meta({ description: "Where it stands" }),
  languages: zLanguages,
});

export const zDeviceChange = z.strictObject({
  version: z.int().min(1),
  name: zText(60).optional(),
  unit_id: wireId("org_unit").optional(),
  languages: zLanguages.optional(),
});

export const zDevicePath = z.strictObject({ device_id: wireId("device") });

export const zDevice = z
  .object({
    device_id: wireIdOut("device"),
    kind: zKind,
    name: z.string(),
    unit_id: wireIdOut("org_unit"),
    unit_name: z.string(),
    languages: z.array(zLanguage),
    paired_by_name: z.string().nullable(),
    paired_at: zInstantOut,
    last_seen_at: zInstantOut,
    is_online: z.boolean().meta({ description: "Heard of within the last three minutes" }),
    revoked_at: zInstantOut.nullable(),
    version: z.int(),
  })
  .meta({ id: "Device" });
