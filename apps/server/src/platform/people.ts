import type { Db } from "./db/pool.ts";
import { present } from "./kernel/assert.ts";
import type { Reach } from "./kernel/reach.ts";
import type { SensitiveKind } from "./kernel/sensitive.ts";

/** A person of the house or a system of theirs, as they stand now: not as they stood when they signed in. */
export interface Person extends Reach {
  name: string;
  is_active: boolean;
  /** When a system's key ends by itself, by the real clock; null: never. */
  until: Date | null;
  /** The staff whose hands a system's key is in: whoever made it. Null: their own, or nobody's of the staff. */
  made_by: string | null;
  permissions: ReadonlySet<string>;
  /** What their role hides from them. */
  masks: ReadonlySet<SensitiveKind>;
}

type FindPerson = (db: Db, kind: "staff" | "api_key", id: string) => Promise<Person | undefined>;

let find: FindPerson | undefined;

/** The room that keeps people answers for them, once, at import. */
export function registerPeople(finder: FindPerson): void {
  find = finder;
}

export const findPerson: FindPerson = (db, kind, id) => present(find, "a room that knows people")(db, kind, id);

/** The same while they may act: not disabled, not past their end, with all of these permissions. */
export async function findActing(
  db: Db,
  who: { kind: "staff" | "api_key"; id: string },
  { now, permissions }: { now: Date; permissions: readonly string[] },
): Promise<Person | undefined> {
  const person = await findPerson(db, who.kind, who.id);
  if (!person?.is_active || (person.until !== null && person.until <= now)) return undefined;
  return permissions.every((permission) => person.permissions.has(permission)) ? person : undefined;
}
