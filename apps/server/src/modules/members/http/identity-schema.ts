import { z } from "zod";
import { sensitive } from "../../../platform/http/sensitive.ts";
import { wireId, wireIdOut, zInstantOut, zPhone, zText } from "../../../platform/http/schema.ts";
import { IDENTITY_KINDS } from "../domain/identity-value.ts";
import { zIdentityIn } from "./identity-input.ts";
import { zFieldsIn } from "./field-schema.ts";
import { zBirthday, zLanguage, zName, zSex } from "./schema.ts";

export const zNewIdentity = z.strictObject({
  identity: zIdentityIn,
  verified: z.boolean().default(false).meta({ description: "The person has proved that it is theirs" }),
});

export const zIdentity = z
  .object({
    identity_id: wireIdOut("identity").nullable().meta({ description: "Null: part of the profile, changed there" }),
    kind: z.enum([...IDENTITY_KINDS, "id_number"]),
    issuer: z.string(),
    shown: sensitive("phone", z.string().nullable().meta({ description: "Masked", example: "M-20****7781" })),
    verified: z.boolean(),
    source: z.string(),
    /** Which of the rows that are this person it came with. */
    merged_from: wireIdOut("member").nullable().meta({ description: "The member it came with in a merge" }),
    since: zInstantOut,
  })
  .meta({ id: "Identity" });

export const zIdentities = z.object({ data: z.array(zIdentity) });

export const zIdentityPath = z.strictObject({ member_id: wireId("member"), identity_id: wireId("identity") });

export const zFindOrCreate = z.strictObject({
  identity: zIdentityIn.optional(),
  verified: z.boolean().default(false),
  phone: zPhone.optional(),
  name: zName.optional(),
  home_unit_id: wireId("org_unit"),
  external_id: zText(100).optional(),
  birthday: zBirthday.optional(),
  language: zLanguage.optional(),
  sex: zSex.optional(),
  fields: zFieldsIn.optional(),
});
export const zFound = z.object({ member_id: wireIdOut("member"), created: z.boolean() }).meta({ id: "FoundMember" });
