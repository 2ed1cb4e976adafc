import type { Db } from "./db/pool.ts";
import type { IdKind } from "./kernel/ids.ts";

type FindNames = (db: Db, ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;

const finders = new Map<string, FindNames>();

/** A room says how its things are called, once, at import: lists of what happened name them. */
export function registerNames(kind: IdKind, finder: FindNames): void {
  finders.set(kind, finder);
}

export interface Named {
  kind: string;
  id: string | null;
}

/** Names by id, of things of any kinds; what nobody can name (any more) is left out. */
export async function namesOf(db: Db, things: readonly Named[]): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const [kind, finder] of finders) {
    const ids = new Set(things.flatMap((thing) => (thing.kind === kind && thing.id !== null ? [thing.id] : [])));
    if (ids.size === 0) continue;
    for (const [id, name] of await finder(db, [...ids])) names.set(id, name);
  }
  return names;
}
