import type { FamilyMember } from "../../state/household.ts";

/** What lies over the page. */
export type FamilySheet =
  | { kind: "create" }
  | { kind: "join" }
  | { kind: "invite" }
  | { kind: "child" }
  | { kind: "leave" }
  | { kind: "manage"; member: FamilyMember }
  | { kind: "move"; direction: "in" | "out" };
