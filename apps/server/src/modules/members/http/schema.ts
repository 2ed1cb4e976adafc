import { z } from "zod";
import {
  wireId,
  wireIdOut,
  zBusinessDate,
  zCount,
  zFen,
  zInstant,
  zInstantOut,
  zPage,
  zPhone,
  zPoints,
  zText,
} from "../../../platform/http/schema.ts";
import { solarBirth, zBirth, zBirthOut } from "../../org/index.ts";
import { parseCardNo } from "../domain/card-no.ts";
import { LIFECYCLES } from "../domain/find-words.ts";
import { member_filter, zSort } from "../find/filter-schema.ts";
import { zIdentityIn } from "./identity-input.ts";
import { readIdNumber } from "../domain/id-number.ts";
import { BLOCK_SCOPES } from "../domain/blocks.ts";
import { zCompleteness, zFieldsIn, zFieldValues } from "./field-schema.ts";
import { nameKey } from "../domain/name-grams.ts";
import { TAG_COLOURS, TAG_KINDS } from "../domain/tag-words.ts";
import { MEMBER_SOURCES } from "../register-members.ts";
import { MOST_IN_BULK } from "../register-members-bulk.ts";
import { sensitive, sensitiveEntries } from "../../../platform/http/sensitive.ts";

export const zIdNumber = z
  .string()
  .max(40)
  .meta({ example: "11010519491231002X" })
  .transform((text, context) => {
    const read = readIdNumber(text);
    if ("id_number" in read) return read.id_number;
    context.issues.push({ code: "custom", input: text, params: { code: read.fault } });
    return z.NEVER;
  });

const zCardNo = z
  .string()
  .max(40)
  .meta({ example: "8806202604175523" })
  .transform((text, context) => {
    const card_no = parseCardNo(text);
    if (card_no !== undefined) return card_no;
    context.issues.push({ code: "custom", input: text, params: { code: "invalid_card_no" } });
    return z.NEVER;
  });

export const zName = zText(100).refine((name) => nameKey(name) !== "", { params: { code: "blank" } });
export const zLanguage = z.enum(["zh-CN", "en", "ko"]);
export const zSex = z.enum(["female", "male", "other"]);
export const zStatus = z.enum(["active", "blocked"]);
export const zBlockScope = z.enum(BLOCK_SCOPES);
const zSource = z.enum(MEMBER_SOURCES);
const zExternalId = z.string().min(1).max(100);
/** Nobody alive was born earlier. */
const zBirthDate = zBusinessDate
  .check((payload) => {
    const is_date = payload.issues.length === 0;
    if (is_date && (payload.value < "1900-01-01" || payload.value > "2100-12-31")) {
      payload.issues.push({ code: "custom", input: payload.value, params: { code: "invalid_date" } });
    }
  })
  .transform(solarBirth);
/** A date of the solar calendar, or the parts of a day in either. */
export const zBirthday = z.union([zBirthDate, zBirth]);

export const zNewMember = z.strictObject({
  name: zName,
  phone: zPhone.optional(),
  home_unit_id: wireId("org_unit"),
  source: zSource.optional(),
  external_id: zExternalId.optional(),
  birthday: zBirthday.optional(),
  language: zLanguage.optional(),
  joined_at: zInstant.optional(),
  sex: zSex.optional(),
  fields: zFieldsIn.optional(),
});

/** A line of a file: what can be wrong with one person is that person's result, not the whole call's. */
const zBulkMember = z.strictObject({
  external_id: zExternalId,
  name: z.string().max(100),
  phone: z.string().max(40).optional(),
  home_unit_id: wireId("org_unit").optional(),
  source: zSource.optional(),
  birthday: zBirthday.optional(),
  language: zLanguage.optional(),
  joined_at: zInstant.optional(),
  sex: zSex.optional(),
  fields: zFieldsIn.optional(),
});
export const zBulk = z.strictObject({ members: z.array(zBulkMember).min(1).max(MOST_IN_BULK) });
export const zBulkResults = z.object({
  results: z.array(
    z.object({
      index: zCount,
      status: z.enum(["created", "unchanged", "failed"]),
      member_id: wireIdOut("member").optional(),
      error: z
        .object({
          code: z.string(),
          detail: z.string(),
          errors: z
            .array(z.object({ pointer: z.string(), code: z.string(), detail: z.string() }))
            .optional()
            .meta({ description: "What is wrong with its own fields, each with a pointer into the body" }),
        })
        .optional(),
    }),
  ),
});

export const zMemberPage = zPage.extend({ ...member_filter, sort: zSort.optional() });

/** Two names that look the same would be two tags: spaces around one are refused rather than taken away unasked. */
export const zTagName = zText(30).refine((name) => name === name.trim(), { params: { code: "padded" } });
export const tag_fields = {
  tag_id: wireIdOut("tag"),
  name: z.string(),
  kind: z.enum(TAG_KINDS).meta({ description: "Given by people, or by its rule" }),
  colour: z.enum(TAG_COLOURS).nullable(),
};
export const zTag = z.object(tag_fields).meta({ id: "Tag" });

const identity = {
  member_id: wireIdOut("member"),
  card_no: z.string(),
  name: sensitive("name", z.string()),
  phone_masked: sensitive("phone", z.string().nullable().meta({ example: "138****8000" })),
};
const home = { home_unit_id: wireIdOut("org_unit"), home_unit_name: z.string() };

/** The name in the caller's language. */
const zTierMark = z.object({ code: z.string(), name: z.string(), rank: z.int() }).meta({ id: "TierMark" });

export const zMemberRow = z
  .object({
    ...identity,
    ...home,
    owner_staff_id: wireIdOut("staff").nullable().meta({ description: "Who looks after them" }),
    owner_name: z.string().nullable(),
    source: zSource,
    sex: zSex.nullable(),
    status: zStatus,
    tier: zTierMark.nullable(),
    tags: z.array(zTag),
    points_available: zPoints,
    wallet_fen: sensitive("amounts", zFen),
    lifecycle: z.enum(LIFECYCLES),
    completeness: z.int().nullable().meta({ description: "Share of the profile that is filled, in percent" }),
    joined_at: zInstantOut,
    last_purchase_at: zInstantOut.nullable(),
    last_visit_at: zInstantOut.nullable(),
  })
  .meta({ id: "MemberRow" });

const zExpiring = z.object({ amount: zPoints, on: zBusinessDate }).nullable();

/** The name in the caller's language. */
export const zTierHeld = z
  .object({
    code: z.string(),
    name: z.string(),
    rank: z.int(),
    coefficient: z.object({ num: z.int(), den: z.int() }),
    last_day: zBusinessDate.nullable(),
  })
  .meta({ id: "TierHeld" });

export const zMember = z
  .object({
    ...identity,
    ...home,
    owner_staff_id: wireIdOut("staff").nullable().meta({ description: "Who looks after them" }),
    owner_name: z.string().nullable(),
    status: zStatus,
    status_reason: z.string().nullable(),
    block_scopes: z.array(zBlockScope).nullable().meta({ description: "What they are kept from; null: nothing" }),
    blocked_until: zInstantOut.nullable(),
    source: zSource,
    external_id: z.string().nullable(),
    birthday: sensitive(
      "birthday",
      zBusinessDate.nullable().meta({ description: "A whole day of the solar calendar; see birth" }),
    ),
    birth: sensitive("birthday", zBirthOut.nullable()),
    next_birthday: sensitive("birthday", zBusinessDate.nullable()),
    id_number_masked: sensitive("id_number", z.string().nullable().meta({ example: "**************002X" })),
    erased_at: zInstantOut.nullable().meta({ description: "When they left: nothing but the id is kept" }),
    language: zLanguage.nullable(),
    sex: zSex.nullable(),
    fields: sensitiveEntries("custom_fields", zFieldValues, "sensitive_fields"),
    sensitive_fields: z.array(z.string()).meta({ description: "Keys of fields that a role may hide" }),
    completeness: zCompleteness,
    tier: zTierHeld.nullable(),
    tags: z.array(zTag),
    version: z.int(),
    joined_at: zInstantOut,
    accounts: z.object({
      points: z.object({ available: zPoints, pending: zPoints, expiring: zExpiring, lifetime_earned: zPoints }),
      stored_value: z.object({ principal_fen: sensitive("amounts", zFen), bonus_fen: sensitive("amounts", zFen) }),
    }),
    stats: z.object({
      purchases_count: zCount,
      spend_fen: sensitive("amounts", zFen),
      visits_count: zCount,
      last_visit_at: zInstantOut.nullable(),
      first_seen_at: zInstantOut,
    }),
  })
  .meta({ id: "Member" });

export const zMemberPatch = z.strictObject({
  version: z.int().min(1),
  name: zName.optional(),
  tags: z.array(wireId("tag")).max(50).optional().meta({ description: "All tags the member has from now on" }),
  status: zStatus.optional(),
  reason: zText(200).optional(),
  home_unit_id: wireId("org_unit").optional(),
  birthday: zBirthday.nullable().optional(),
  phone: zPhone.optional().meta({ description: "The number the member has from now on" }),
  id_number: zIdNumber.nullable().optional().meta({ description: "Of a resident identity card; null forgets it" }),
  sex: zSex.nullable().optional(),
  fields: zFieldsIn.optional(),
});

/** For staff who have to say why. */
const zShownBlock = z
  .object({ scopes: z.array(zBlockScope), reason: z.string().nullable(), until: zInstantOut.nullable() })
  .meta({ id: "StandingBlock" });

export const zNaming = z
  .strictObject({
    member_code: z.string().min(1).max(200).optional(),
    phone: zPhone.optional(),
    card_no: zCardNo.optional(),
    identity: zIdentityIn.optional(),
  })
  .refine((naming) => Object.values(naming).filter((value) => value !== undefined).length === 1, {
    params: { code: "exactly_one_of" },
  });
export const zIdentified = z
  .object({ ...identity, status: zStatus, block: zShownBlock.nullable(), points_available: zPoints })
  .meta({ id: "IdentifiedMember" });
