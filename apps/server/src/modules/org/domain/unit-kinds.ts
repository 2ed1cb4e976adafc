export type UnitKind = "group" | "company" | "venue" | "store";

/** The root is the group; companies stand below it or below companies; stores may also belong to a venue. */
const PARENTS: Record<UnitKind, readonly UnitKind[]> = {
  group: [],
  company: ["group", "company"],
  venue: ["group", "company"],
  store: ["group", "company", "venue"],
};

export function mayStandBelow(kind: UnitKind, parent: UnitKind): boolean {
  return PARENTS[kind].includes(parent);
}
