import { useMemo } from "react";
import type { Tier } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";

const NONE: Tier[] = [];

/** From the lowest up. */
export function useTiers(): Tier[] {
  const may = useMay();
  const tiers = useApi("GET /v1/tiers", {}, { enabled: may("points:read") }).data?.data;
  return useMemo(() => (tiers ? [...tiers].sort((a, b) => a.rank - b.rank) : NONE), [tiers]);
}
