// Where the rooms keep data about people. A room says it once, at import; what a person may ask for by law (a copy, to be
// forgotten) and what keeps it safe (new keys, a term) are then done over all of them. A test reads the catalogue and fails
// for a table with a person in it that nobody declared.
import type { Keyed } from "../crypto/secrets.ts";
import type { Db, Tx } from "../db/pool.ts";
import { assert } from "../kernel/assert.ts";

/** What leaving does to a person's rows of a table. */
export type Fate =
  /** The rows go. */
  | "removed"
  /** The rows stay under the id alone: names, numbers and free words in them are emptied. */
  | "cleared"
  /** Nothing in them but the id, amounts and times. */
  | "kept";

/** Somebody who leaves. */
export interface Leaver {
  readonly member_id: string;
  /** Phones and e-mail addresses by which they are reached until now. */
  readonly addresses: readonly string[];
  /** Ids of everything that is about them, themselves first: purchases, requests, holds … */
  readonly about: readonly string[];
  /** Names and numbers as they may stand in free text; taken out wherever they stand in what is about this person. */
  readonly needles: readonly string[];
}

/** One line about a person: readable values by name. */
type Fields = object;

/** A column of ciphertexts, and what new keys need to know of it. */
export interface SealedColumn {
  /** `schema.table` */
  readonly table: string;
  /** The column that is the row's id in the ciphertext's place; of several, joined by "/". */
  readonly key: string | readonly string[];
  readonly cipher: string;
  /** How the place calls the column (`Place.column`). */
  readonly place: string;
  /** The blind index over the same value, made anew together with it. */
  readonly index?: { readonly column: string; readonly field: string };
}

/** Texts in which a person may be named and which no index leads to: gone through page by page after they have left. */
export interface Trace {
  readonly name: string;
  /** `after` is what the page before answered, undefined for the first. Undefined: that was the last. */
  readonly page: (tx: Tx, leaver: Leaver, after: unknown) => Promise<unknown>;
}

/** Ciphertexts that belong to no tenant, behind functions of their room. */
export interface SealedElsewhere {
  /** `schema.table` */
  readonly table: string;
  readonly count: (db: Db, current_version: number) => Promise<number>;
  /** Seals a page with the current key; answers how many, 0 at the end. */
  readonly reseal: (tx: Tx, app: Keyed, limit: number) => Promise<number>;
}

export interface PersonalData {
  readonly room: string;
  /** `schema.table` → what becomes of it. */
  readonly tables: Readonly<Record<string, Fate>>;
  /** All that is known of a member, by topic, for the copy they may ask for: readable values, no ciphertexts. */
  readonly collect?: (db: Db, app: Keyed, member_id: string) => Promise<Readonly<Record<string, readonly Fields[]>>>;
  /** Ids of what is about a member in this room: free words about these are words about them. */
  readonly about?: (db: Db, member_id: string) => Promise<readonly string[]>;
  /** Runs in the one transaction in which somebody leaves. Rooms from the ground up. */
  readonly erase?: (tx: Tx, app: Keyed, leaver: Leaver) => Promise<void>;
  readonly traces?: readonly Trace[];
  readonly sealed?: readonly SealedColumn[];
  readonly sealedElsewhere?: readonly SealedElsewhere[];
}

const registered = new Map<string, PersonalData>();

export function registerPersonalData(data: PersonalData): void {
  assert(!registered.has(data.room), `personal data of ${data.room} is registered once`);
  registered.set(data.room, data);
}

/** In the order of the doors: a room stands after those it uses. */
export function listPersonalData(): readonly PersonalData[] {
  return [...registered.values()];
}

export function listSealedColumns(): readonly SealedColumn[] {
  return listPersonalData().flatMap(({ sealed = [] }) => sealed);
}

export function listSealedElsewhere(): readonly SealedElsewhere[] {
  return listPersonalData().flatMap(({ sealedElsewhere = [] }) => sealedElsewhere);
}

export function listTraces(): readonly Trace[] {
  return listPersonalData().flatMap(({ traces = [] }) => traces);
}

/** Themselves, and everything of every room that is about them. */
export async function aboutMember(db: Db, member_id: string): Promise<string[]> {
  const ids = [member_id];
  for (const { about } of listPersonalData()) ids.push(...((await about?.(db, member_id)) ?? []));
  return ids;
}
