// Two members who are one person: every room that keeps something of its own about members says what becomes of it. Rows that
// only tell what happened stay where they are; readers ask for all rows of a person.
import type { App } from "./app.ts";
import type { By } from "./audit/by.ts";
import type { Tx } from "./db/pool.ts";
import { assert } from "./kernel/assert.ts";
import type { TenantTimes } from "./tenant-time.ts";

export interface Merge {
  readonly merge_id: string;
  readonly winner_id: string;
  readonly loser_id: string;
  readonly by: By;
  readonly times: TenantTimes;
}

/** What somebody reads before they say yes: both sides, and what will stand. Codes and numbers, no names. */
export interface MergeLine {
  /** `points`, `tier`, `consent.marketing`: screens know the words. */
  readonly what: string;
  readonly winner: string | number | null;
  readonly loser: string | number | null;
  readonly after: string | number | null;
  readonly unit: "points" | "fen" | "count" | "code";
}

/** Plain JSON: an un-merge is given it back. */
export type Did = Readonly<Record<string, unknown>>;

export interface Merging {
  readonly room: string;
  /** In the merge's transaction; both members' rows are locked. */
  readonly merge: (tx: Tx, app: App, merge: Merge) => Promise<{ did: Did; lines: readonly MergeLine[] }>;
  /** Gives back what is left to give. `line`s say what went back: `loser` is what they have again. */
  readonly unmerge: (tx: Tx, app: App, merge: Merge, did: Did) => Promise<readonly MergeLine[]>;
}

const rooms = new Map<string, Merging>();

/** A room says it once, at import. */
export function registerMerging(merging: Merging): void {
  assert(!rooms.has(merging.room), `${merging.room} says once how members merge in it`);
  rooms.set(merging.room, merging);
}

/** In the order of the doors, which is that of the locks: a room stands after those it uses. */
export function listMergings(): readonly Merging[] {
  return [...rooms.values()];
}
