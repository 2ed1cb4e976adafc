import type { Reach } from "../../platform/kernel/reach.ts";
import type { Db } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { IdKind } from "../../platform/kernel/ids.ts";
import { assert } from "../../platform/kernel/assert.ts";
import type { OwnerType } from "./domain/posting.ts";

/** This room knows owners only by id; the rooms that own them say which a caller may see. */
export interface OwnerKind {
  /** What their ids look like on the wire. */
  id_kind: IdKind;
  /** Which of these ids exist in the tenant and lie within the reach. */
  visible(db: Db, owner_ids: readonly string[], reach: Reach): Promise<Set<string>>;
  /** Of which of these ids nobody may spend the value now. Giving to them is another matter. */
  frozen?(db: Db, owner_ids: readonly string[]): Promise<Set<string>>;
}

export interface OwnerRef {
  owner_type: OwnerType;
  owner_id: string;
}

const kinds = new Map<OwnerType, OwnerKind>();

/** Said once per type of owner, at import. */
export function registerOwnerType(owner_type: OwnerType, kind: OwnerKind): void {
  assert(!kinds.has(owner_type), `owner type ${owner_type} is registered once`);
  kinds.set(owner_type, kind);
}

/** Ids of those owners that a caller may see; of a type that nobody registered, none. */
export function visibleOwners(db: Db, owners: readonly OwnerRef[], reach: Reach): Promise<Set<string>> {
  return ask(owners, (kind, ids) => kind.visible(db, ids, reach));
}

/** Ids of those owners whose value may not be spent. */
export function frozenOwners(db: Db, owners: readonly OwnerRef[]): Promise<Set<string>> {
  return ask(owners, (kind, ids) => kind.frozen?.(db, ids));
}

/** @throws not_found when one of them is nobody, or somebody else's */
export async function requireOwners(db: Db, owners: readonly OwnerRef[], reach: Reach): Promise<void> {
  const visible = await visibleOwners(db, owners, reach);
  if (owners.some((owner) => !visible.has(owner.owner_id))) throw new AppError("not_found");
}

async function ask(
  owners: readonly OwnerRef[],
  question: (kind: OwnerKind, ids: string[]) => Promise<Set<string>> | undefined,
): Promise<Set<string>> {
  const found = new Set<string>();
  for (const [owner_type, group] of Map.groupBy(owners, (owner) => owner.owner_type)) {
    const kind = kinds.get(owner_type);
    const ids = [...new Set(group.map((owner) => owner.owner_id))];
    for (const id of (kind && (await question(kind, ids))) ?? []) found.add(id);
  }
  return found;
}
