import type { Household } from "../../../api/contract.ts";

export type Role = Household["members"][number]["role"];
export const ROLES = ["guardian", "spouse", "child", "other"] as const satisfies readonly Role[];
