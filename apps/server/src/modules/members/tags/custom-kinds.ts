import type { Db } from "../../../platform/db/pool.ts";
import type { CustomField, CustomKind } from "../../rules/index.ts";

/** The tenant's own fields that a rule may ask about. */
export async function readCustomKinds(_db: Db): Promise<Map<CustomField, CustomKind>> {
  return new Map();
}
