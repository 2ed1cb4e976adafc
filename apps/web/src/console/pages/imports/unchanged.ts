import type { Job } from "../../../api/contract.ts";

/** Rows that were there already, as the end of a check or run tells. */
export function unchangedOf({ result }: Job): number {
  const { unchanged } = (result ?? {}) as { unchanged?: unknown };
  return typeof unchanged === "number" ? unchanged : 0;
}
