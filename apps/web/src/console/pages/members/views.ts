import type { Filters } from "./filters.ts";

export const VIEWS = "GET /v1/member_views" as const;

/** Conditions, but nobody's name or number. */
export function keptOf(filters: Filters): Record<string, string> {
  const { q: _q, identity: _identity, ...kept } = filters;
  return Object.fromEntries(Object.entries(kept).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}
