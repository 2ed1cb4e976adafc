import { z } from "zod";
import { wireId, wireIdOut, zCount, zInstantOut, zText } from "../../../platform/http/schema.ts";
import { zBirth } from "../../org/index.ts";
import { INVITATION_CODE_LENGTH } from "../domain/invitation-code.ts";
import { zName } from "./schema.ts";
import { zRole } from "./show-household.ts";

const MOST_POINTS = 1_000_000_000;

export const zNewOwnHousehold = z.strictObject({ name: zText(60) });
export const zInvite = z.strictObject({ role: zRole });
export const zInvitation = z
  .object({
    invitation_id: wireIdOut("household_invitation"),
    role: zRole,
    invited_by: z.string(),
    created_at: zInstantOut,
    expires_at: zInstantOut,
  })
  .meta({ id: "HouseholdInvitation" });
export const zNewInvitation = z
  .object({
    invitation_id: wireIdOut("household_invitation"),
    role: zRole,
    code: z.string().meta({ description: "Shown this once; works for one person" }),
    expires_at: zInstantOut,
  })
  .meta({ id: "NewHouseholdInvitation" });
export const zInvitationPath = z.strictObject({ invitation_id: wireId("household_invitation") });
/** Typed with spaces or dashes, in small letters. */
export const zInvitationCode = z.strictObject({
  code: z
    .string()
    .min(1)
    .max(40)
    .meta({ example: "7KQM-3XHA", description: `${INVITATION_CODE_LENGTH} letters and digits` }),
});
export const zInvited = z
  .object({ household_name: z.string(), invited_by: z.string(), role: zRole, members_count: zCount })
  .meta({ id: "InvitedToHousehold" });

export const zFamilyMemberPath = z.strictObject({ household_member_id: wireId("household_member") });
export const zFamilyMemberPatch = z.strictObject({
  role: zRole.optional(),
  monthly_limit: z
    .int()
    .min(0)
    .max(MOST_POINTS)
    .nullable()
    .optional()
    .meta({ description: "Points they may take out of the pool in a calendar month; null: as many as there are" }),
});

export const zPoolMove = z.strictObject({
  direction: z.enum(["in", "out"]),
  amount: z.int().min(1).max(MOST_POINTS).meta({ description: "Points" }),
});

export const zNewChild = z.strictObject({
  name: zName,
  birthday: zBirth.refine(({ year }) => year !== null, { path: ["year"], params: { code: "required" } }),
  text_version: zText(50).meta({ description: "Of the text for guardians that was agreed to" }),
});
