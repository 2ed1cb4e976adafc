import type { Key } from "../i18n/i18n.ts";
import type { FamilyMember } from "../state/household.ts";

export type FamilyRole = FamilyMember["role"];

export const ROLE_WORDS: Record<FamilyRole, Key> = {
  guardian: "role_guardian",
  spouse: "role_spouse",
  child: "role_child",
  other: "role_other",
};

export const ROLES: readonly FamilyRole[] = ["guardian", "spouse", "child", "other"];
