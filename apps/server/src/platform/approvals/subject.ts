import type { IdKind } from "../kernel/ids.ts";
import type { Approval } from "./approval.ts";

/** What the request is about. */
export function subjectOf({ subject_kind, subject_id }: Approval): { kind: IdKind; id: string | null } {
  // Written by requestApproval from an IdKind.
  return { kind: subject_kind as IdKind, id: subject_id };
}
