import type { Job } from "../../api/contract.ts";

/** The page that has what a job works for; undefined for one that has none. */
export function placeOf({ kind, subject_id }: Job): string | undefined {
  if (subject_id === null) return undefined;
  if (kind.startsWith("members.bulk")) return `/members/bulk?bulk=${subject_id}`;
  if (kind.startsWith("import.")) return `/platform/imports/${subject_id}`;
  return kind === "exports.run" ? "/platform/exports" : undefined;
}
