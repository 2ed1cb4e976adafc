import type { Role, RoleTemplate } from "../../../api/contract.ts";

/** A role as it is being written. */
export type Draft = Pick<Role, "name" | "permissions" | "masks" | "scope_kind"> & {
  template?: RoleTemplate["code"] | null;
  reason?: string;
};

export const EMPTY: Draft = { name: "", permissions: [], masks: [], scope_kind: "own_unit" };

export interface PartProps {
  draft: Draft;
  readOnly: boolean;
  onChange: (change: Partial<Draft>) => void;
}
