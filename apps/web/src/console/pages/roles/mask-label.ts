import type { Role } from "../../../api/contract.ts";

export type Mask = Role["masks"][number];
export const MASKS: readonly Mask[] = ["phone", "id_number", "name", "birthday", "amounts", "custom_fields"];

/** “Name” of a role and “name” that is hidden are two texts. */
export const maskLabel = (mask: Mask) => (mask === "name" ? ("masked_name" as const) : mask);
export const maskExample = (mask: Mask) => `${maskLabel(mask)}_as` as const;
