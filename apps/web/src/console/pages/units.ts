import { useMemo } from "react";
import type { OrgUnit } from "../../api/contract.ts";
import { useApi } from "../../api/query.ts";

export interface UnitNode {
  unit: OrgUnit;
  depth: number;
}

/** Depth-first, as a tree reads. A unit whose parent is out of sight is a root. */
export function inTreeOrder(units: OrgUnit[]): UnitNode[] {
  const known = new Set(units.map((u) => u.unit_id));
  const under = Map.groupBy(units, (u) => (u.parent_id && known.has(u.parent_id) ? u.parent_id : ""));
  const walk = (parent: string, depth: number): UnitNode[] =>
    (under.get(parent) ?? []).flatMap((unit) => [{ unit, depth }, ...walk(unit.unit_id, depth + 1)]);
  return walk("", 0);
}

/** For a Select: indented by depth, searched by name. */
export function useUnitOptions() {
  const units = useApi("GET /v1/org_units", {}).data?.data;
  return useMemo(
    () => inTreeOrder(units ?? []).map(({ unit, depth }) => ({ value: unit.unit_id, label: unit.name, depth })),
    [units],
  );
}
