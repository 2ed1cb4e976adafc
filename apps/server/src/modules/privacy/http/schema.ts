import { z } from "zod";
import {
  wireId,
  wireIdOut,
  zBusinessDate,
  zCount,
  zInstant,
  zInstantOut,
  zPage,
  zText,
} from "../../../platform/http/schema.ts";
import { sensitive } from "../../../platform/http/sensitive.ts";
import { PURPOSES } from "../../consents/index.ts";
import { REQUEST_CHANNELS, REQUEST_KINDS, REQUEST_STATES } from "../domain/request-states.ts";
import { MOST_EXTENSION_DAYS } from "../domain/working-days.ts";
import { REVEALED_FIELDS } from "../reveal-member.ts";

export const zPurpose = z.enum(PURPOSES);
export const zLanguage = z.enum(["zh-CN", "en", "ko"]);
const zSha256 = z.string().meta({ description: "SHA-256 in hex" });
const zActor = z.enum(["staff", "api_key", "member", "system"]);
export const zMemberPath = z.strictObject({ member_id: wireId("member") });

/** A text as it is written in one language. */
const zTextIn = z.strictObject({ language: zLanguage, title: zText(100), body: zText(20_000) });
export const zNewDocument = z.strictObject({
  text_version: zText(50).meta({ example: "2026-11" }),
  texts: z
    .array(zTextIn)
    .min(1)
    .max(3)
    .refine((texts) => new Set(texts.map(({ language }) => language)).size === texts.length, {
      params: { code: "languages_repeat" },
    }),
});
export const zDocument = z
  .object({
    document_id: wireIdOut("document"),
    purpose: zPurpose,
    text_version: z.string(),
    language: zLanguage,
    title: z.string(),
    body: z.string(),
    sha256: zSha256,
    published_at: zInstantOut,
  })
  .meta({ id: "PrivacyDocument" });

export const zStanding = z
  .object({
    purpose: zPurpose,
    state: z.enum(["granted", "withdrawn"]),
    text_version: z.string(),
    since: zInstantOut,
  })
  .meta({ id: "ConsentStanding" });

export const zConsent = z
  .object({
    consent_id: wireIdOut("consent"),
    purpose: zPurpose,
    action: z.enum(["granted", "withdrawn"]),
    text_version: z.string(),
    language: z.string().nullable(),
    text_sha256: zSha256.nullable(),
    channel: z.string(),
    actor: zActor,
    recorded_at: zInstantOut,
    proof: zSha256.nullable(),
    proof_holds: z
      .boolean()
      .nullable()
      .meta({ description: "Whether the proof fits to what is written; null for what is older than proofs" }),
  })
  .meta({ id: "Consent" });

export const zConsents = z
  .object({ standing: z.array(zStanding), history: z.array(zConsent) })
  .meta({ id: "MemberConsents" });

const consentBody = {
  purpose: zPurpose,
  action: z.enum(["granted", "withdrawn"]),
  text_version: zText(50).optional().meta({ description: "The text agreed to; needed to grant" }),
};
export const zOwnConsent = z.strictObject(consentBody);
export const zNewConsent = z.strictObject({
  ...consentBody,
  member_id: wireId("member"),
  channel: z.enum(["front_desk", "paper", "phone"]),
  language: zLanguage.optional(),
});

export const zCoverage = z
  .object({
    data: z.array(
      z.object({
        purpose: zPurpose,
        state: z.enum(["granted", "withdrawn"]),
        text_version: z.string(),
        people: zCount,
      }),
    ),
  })
  .meta({ id: "ConsentCoverage" });

export const zReveal = z.strictObject({
  fields: z.array(z.enum(REVEALED_FIELDS)).min(1).max(REVEALED_FIELDS.length),
  reason: zText(200),
});
export const zRevealed = z
  .object({
    phone: z.string().nullable().optional(),
    id_number: z.string().nullable().optional(),
    reason: z.string().meta({ description: "As it stands in the log" }),
  })
  .meta({ id: "Revealed" });

const zKind = z.enum(REQUEST_KINDS);
const zState = z.enum(REQUEST_STATES);
export const zNewRequest = z.strictObject({
  member_id: wireId("member"),
  kind: zKind,
  channel: z.enum(REQUEST_CHANNELS).default("front_desk"),
  note: zText(1000).nullable().default(null),
  received_at: zInstant.optional().meta({ description: "When it arrived; now when left out" }),
});
export const zOwnRequest = z.strictObject({ kind: zKind, note: zText(1000).nullable().default(null) });
export const zRequestPage = zPage.extend({
  state: zState.optional(),
  kind: zKind.optional(),
  member_id: wireId("member").optional(),
  open: z.enum(["true"]).optional().meta({ description: "Only those that wait for an answer" }),
});
export const zRequestPath = z.strictObject({ request_id: wireId("subject_request") });
export const zMove = z.strictObject({ note: zText(1000).nullable().default(null) });
export const zExtension = z.strictObject({
  reason: zText(1000),
  days: z.int().min(1).max(MOST_EXTENSION_DAYS).default(MOST_EXTENSION_DAYS).meta({ description: "Working days" }),
});
export const zRefusal = z.strictObject({ reason: zText(1000) });

const request = {
  request_id: wireIdOut("subject_request"),
  kind: zKind,
  state: zState,
  channel: z.string(),
  note: z.string().nullable(),
  received_at: zInstantOut,
  due_date: zBusinessDate.meta({ description: "The last day for the answer" }),
  working_days_left: z.int().nullable().meta({ description: "Below zero: overdue. Null: answered" }),
  unknown_years: z
    .array(z.int())
    .meta({ description: "Years on the way whose holidays are not announced: only weekends were taken out there" }),
  extended_days: zCount,
  outcome: z.string().nullable(),
  closed_at: zInstantOut.nullable(),
};
export const zOwnRequestOut = z
  .object({ ...request, copy_ready: z.boolean().meta({ description: "The copy of the data can be taken" }) })
  .meta({ id: "OwnSubjectRequest" });
export const zRequest = z
  .object({
    ...request,
    member: z.object({ member_id: wireIdOut("member"), name: sensitive("name", z.string()), card_no: z.string() }),
    extension_reason: z.string().nullable(),
    package_at: zInstantOut.nullable().meta({ description: "When the copy of their data was made" }),
    erased_at: zInstantOut.nullable(),
    approval_id: wireIdOut("approval").nullable(),
    job_id: wireIdOut("job").nullable(),
    version: z.int(),
  })
  .meta({ id: "SubjectRequest" });
export const zRequestWithSteps = z
  .object({
    request: zRequest,
    steps: z.array(
      z.object({
        action: z.string(),
        actor: zActor,
        actor_id: z.string().nullable(),
        note: z.string().nullable(),
        recorded_at: zInstantOut,
      }),
    ),
  })
  .meta({ id: "SubjectRequestDetail" });
