import type { Db } from "../../platform/db/pool.ts";
import type { IdKind } from "../../platform/kernel/ids.ts";
import { assert } from "../../platform/kernel/assert.ts";
import type { OwnerType } from "./domain/posting.ts";

/** This room knows owners only by id; the rooms that own them say which a caller may see. */
export interface OwnerKind {
  /** What their ids look like on the wire. */
  id_kind: IdKind;
  /** Which of these ids exist in the tenant and lie within the scope (unit ids, or everything). */
  visible(db: Db, owner_ids: readonly string[], scope: "all" | readonly string[]): Promise<Set<string>>;
}

const kinds = new Map<OwnerType, OwnerKind>();

/** Said once per type of owner, at import. */
export function registerOwnerType(owner_type: OwnerType, kind: OwnerKind): void {
  assert(!kinds.has(owner_type), `owner type ${owner_type} is registered once`);
  kinds.set(owner_type, kind);
}

export function ownerKind(owner_type: OwnerType): OwnerKind | undefined {
  return kinds.get(owner_type);
}

/** Which of these owners a caller may see; of a type that nobody registered, none. */
export async function visibleOwners(
  db: Db,
  owner_type: OwnerType,
  owner_ids: readonly string[],
  scope: "all" | readonly string[],
): Promise<Set<string>> {
  return (await kinds.get(owner_type)?.visible(db, owner_ids, scope)) ?? new Set();
}
