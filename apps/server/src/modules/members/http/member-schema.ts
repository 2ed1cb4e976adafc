import { z } from "zod";
import {
  wireId,
  wireIdOut,
  zBusinessDate,
  zInstantOut,
  zPhone,
  zPoints,
  zText,
} from "../../../platform/http/schema.ts";
import { PURPOSES } from "../../consents/index.ts";
import { zBirthOut } from "../../org/index.ts";
import { zFieldsIn, zOwnField } from "./field-schema.ts";
import { zBirthday, zBlockScope, zIdNumber, zLanguage, zName, zSex, zTierHeld } from "./schema.ts";

/** What somebody says at the door, however they prove who they are. */
export const arrival_fields = {
  name: zName.optional(),
  consents: z
    .array(z.strictObject({ purpose: z.enum(PURPOSES), text_version: zText(50) }))
    .max(10)
    .default([]),
  qr_code: z
    .string()
    .min(1)
    .max(40)
    .optional()
    .meta({ description: "The code that was scanned", example: "7kqm2xw9hd" }),
};

export const zSmsCodeRequest = z.strictObject({ tenant_id: wireId("tenant"), phone: zPhone });
export const zSmsCodeSent = z.object({ resend_after_seconds: z.int() });

export const zSignIn = z.strictObject({
  tenant_id: wireId("tenant"),
  phone: zPhone,
  code: z.string().max(10),
  ...arrival_fields,
});

export const zProfile = z
  .object({
    member_id: wireIdOut("member"),
    name: z.string(),
    card_no: z.string(),
    phone_masked: z.string().nullable(),
    language: zLanguage.nullable(),
    status: z.enum(["active", "blocked"]),
    held: z.array(zBlockScope).meta({ description: "What is not possible now: the service desk knows more" }),
    joined_at: zInstantOut,
    sex: zSex.nullable(),
    id_number_masked: z.string().nullable(),
    birth: zBirthOut.nullable(),
    next_birthday: zBusinessDate.nullable(),
    fields: z.array(zOwnField).meta({ description: "What this group asks its members beyond what it asks everybody" }),
    completeness: z
      .object({
        percent: z.int().min(0).max(100),
        missing: z.array(
          z.object({ item: z.string().meta({ example: "birthday" }), label: z.string().meta({ example: "Birthday" }) }),
        ),
      })
      .meta({
        description:
          "Of what members fill in by themselves: the share that is there, and what is not, what counts most first",
      }),
    points: z.object({
      available: zPoints,
      pending: zPoints,
      pending_from: zInstantOut.nullable(),
      expiring: z.object({ amount: zPoints, on: zBusinessDate }).nullable(),
      debt: zPoints.meta({ description: "Owed; repaid first by what is earned" }),
    }),
    tier: zTierHeld.nullable(),
  })
  .meta({ id: "MemberProfile" });

export const zSignedIn = z.object({ token: z.string(), member: zProfile, registered: z.boolean() });

export const zProfilePatch = z.strictObject({
  name: zName.optional(),
  language: zLanguage.optional(),
  sex: zSex.nullable().optional(),
  birthday: zBirthday.optional(),
  id_number: zIdNumber.optional(),
  fields: zFieldsIn.optional(),
});

export const zMemberCodes = z
  .object({
    codes: z.array(z.object({ code: z.string(), valid_from: zInstantOut, valid_until: zInstantOut })),
    server_time: zInstantOut,
    refresh_seconds: z.int(),
  })
  .meta({ id: "MemberCodes" });
