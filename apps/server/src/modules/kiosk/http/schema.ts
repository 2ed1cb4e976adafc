import { z } from "zod";
import { wireId, wireIdOut, zInstantOut, zPhone } from "../../../platform/http/schema.ts";
import { PURPOSES } from "../../consents/index.ts";
import { arrival_fields, zFieldsIn } from "../../members/index.ts";
import { SCREENS } from "../calls.ts";
import { PHONE_STEPS } from "../first-phone.ts";
import { zKioskSheet } from "../sheet.ts";
import { PROOFS } from "../visits.ts";

const zLanguage = z.enum(["zh-CN", "en", "ko"]);
const zName = z.object({ "zh-CN": z.string(), en: z.string(), ko: z.string() });

export const zKiosk = z
  .object({
    device_id: wireIdOut("device"),
    name: z.string(),
    tenant_names: zName,
    unit_name: z.string(),
    languages: z.array(zLanguage),
    texts: z
      .array(
        z.object({
          purpose: z.enum(PURPOSES),
          text_version: z.string(),
          language: zLanguage,
          title: z.string(),
          body: z.string(),
        }),
      )
      .meta({ description: "What is asked of whoever registers, in each language there is" }),
    form: z
      .array(
        z.object({
          key: z.string(),
          type: z.enum(["text", "number", "date", "boolean", "choice", "choices"]),
          labels: zName,
          options: z.array(z.object({ code: z.string(), labels: zName })),
        }),
      )
      .meta({ description: "What else is asked of whoever registers: the fields that are required at kiosks" }),
  })
  .meta({ id: "Kiosk" });

export const zKioskCodeRequest = z.strictObject({ phone: zPhone });
export const zKioskCodeSent = z.object({ resend_after_seconds: z.int() });

export const zShown = z.strictObject({
  shown: z.string().min(1).max(100).meta({ description: "What the scanner or the card reader typed" }),
});

const zCode = z.string().max(10);
export const zByPhone = z.strictObject({
  phone: zPhone,
  code: zCode,
  name: arrival_fields.name.meta({ description: "Of who is new, if they like" }),
  consents: arrival_fields.consents,
  fields: zFieldsIn.optional(),
});
export const zNewPhone = z.strictObject({ phone: zPhone, code: zCode });

export const zRelease = z.strictObject({
  code: zCode.meta({ description: "Told in the console to whoever answered the call" }),
});

export const zVisitPath = z.strictObject({ kiosk_visit_id: wireId("kiosk_visit") });
export const zKioskVisit = z
  .object({
    kiosk_visit_id: wireIdOut("kiosk_visit"),
    proof: z.enum(PROOFS),
    phone_step: z.enum(PHONE_STEPS).meta({
      description: "What binding a phone asks for: its code; another proof first; or somebody of the house",
    }),
    expires_at: zInstantOut,
    sheet: zKioskSheet,
  })
  .meta({ id: "KioskVisit" });
export const zOpenedVisit = zKioskVisit.extend({ registered: z.boolean() }).meta({ id: "OpenedKioskVisit" });

export const zCallRequest = z.strictObject({ screen: z.enum(SCREENS) });
export const zOwnCall = z.object({
  state: z.enum(["waiting", "answered"]),
  called_at: zInstantOut,
  answered_by_name: z.string().nullable(),
});
export const zCurrentCall = z.object({ call: zOwnCall.nullable() });

export const zCallPath = z.strictObject({ kiosk_call_id: wireId("kiosk_call") });
export const zKioskCall = z
  .object({
    kiosk_call_id: wireIdOut("kiosk_call"),
    device_id: wireIdOut("device"),
    device_name: z.string(),
    unit_id: wireIdOut("org_unit"),
    unit_name: z.string(),
    language: zLanguage,
    screen: z.enum(SCREENS),
    state: z.enum(["waiting", "answered", "over"]),
    called_at: zInstantOut,
    answered_at: zInstantOut.nullable(),
    answered_by_name: z.string().nullable(),
  })
  .meta({ id: "KioskCall" });
export const zAnsweredCall = zKioskCall
  .extend({
    release_code: z.string().nullable().meta({
      description:
        "Typed at the kiosk once you have looked at the person, it lets them bind a first phone; null for who may not change members",
    }),
  })
  .meta({ id: "AnsweredKioskCall" });
