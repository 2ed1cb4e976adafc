// One person may have several ids: rows that turned out to be the same are merged. Whoever names an old id is answered with
// the person; the room that keeps members says who that is.
import type { Db } from "./db/pool.ts";

/** Of these ids those that are somebody else's by now, and whose. */
type FindPersons = (db: Db, member_ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;

let find: FindPersons | undefined;

/** Once, at import. */
export function registerPersons(finder: FindPersons): void {
  find = finder;
}

const NOBODY: ReadonlyMap<string, string> = new Map();

export const findPersons: FindPersons = async (db, member_ids) => (await find?.(db, member_ids)) ?? NOBODY;

/** What is being read now: reading is synchronous, so that there is one at a time. */
let reading: { named: Set<string>; persons: ReadonlyMap<string, string> } | undefined;

/** Called where an id of a member is read off the wire. */
export function personNamed(member_id: string): string {
  if (!reading) return member_id;
  reading.named.add(member_id);
  return reading.persons.get(member_id) ?? member_id;
}

/** Reads a caller's input: who was named in it, with those of `persons` in place of their old ids. */
export function namingPersons<T>(
  read: () => T,
  persons: ReadonlyMap<string, string> = NOBODY,
): { input: T; named: readonly string[] } {
  const outer = reading;
  reading = { named: new Set(), persons };
  try {
    return { input: read(), named: [...reading.named] };
  } finally {
    reading = outer;
  }
}
