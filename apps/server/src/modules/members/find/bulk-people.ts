// The people of one step of a bulk change: who they are now, whom the change may be made to, and who is told why not.
import type { App } from "../../../platform/app.ts";
import type { By } from "../../../platform/audit/by.ts";
import type { Db, Tx } from "../../../platform/db/pool.ts";
import { run } from "../../../platform/db/sql.ts";
import type { JobFailure } from "../../../platform/jobs/jobs.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { narrower, type Reach, reachesMember } from "../../../platform/kernel/reach.ts";
import { findActing } from "../../../platform/people.ts";
import { lockPersons, writePart } from "../db/bulk.gen.ts";
import type { Bulk } from "./bulk.ts";
import { bulkActions, type LockedPerson, NOBODY, tellChanged } from "./bulk-actions.ts";
import { PART } from "./selections.ts";

export interface Part {
  bulk: Bulk;
  part_no: number;
  reach: Reach;
}

/** Somebody's place in the selection, counted from 1. */
export interface Placed {
  row_no: number;
  member_id: string;
}

interface PartOutcome {
  changed: number;
  unchanged: number;
  failures: JobFailure[];
}

/** In whose name: whoever began it, as far as they may still. @throws bulk_no_longer_allowed */
export async function reachOf(
  db: Db,
  { runtime }: Pick<App, "runtime">,
  by: By,
  { action, reach }: Bulk,
): Promise<Reach> {
  const permissions = ["members:write", bulkActions[action].permission];
  const is_house = by.actor === "staff" || by.actor === "api_key";
  const person =
    is_house && (await findActing(db, { kind: by.actor, id: by.actor_id }, { now: runtime.clock.now(), permissions }));
  if (!person) throw new AppError("bulk_no_longer_allowed");
  return narrower(reach, person);
}

export const placedIn = (member_ids: readonly string[], part_no: number): Placed[] =>
  member_ids.map((member_id, index) => ({ member_id, row_no: part_no * PART + index + 1 }));

/** Whom it cannot be done to is told by their place in the selection; whoever is the same person is done once. */
export async function changePeople(
  tx: Tx,
  { app, by }: { app: App; by: By },
  { bulk, part_no, reach }: Part,
  placed: readonly Placed[],
): Promise<PartOutcome> {
  const { tenant_id } = tx;
  const { bulk_id, action, input, reason } = bulk;
  const people = await run(tx, lockPersons, { tenant_id, member_ids: placed.map(({ member_id }) => member_id) });
  const place = placesOf(placed, people);
  const fit = people.filter((one) => codeAgainst(one, reach) === undefined);
  const failures = people.flatMap((one) => {
    const code = codeAgainst(one, reach);
    return code === undefined ? [] : [failureOf(place(one.member_id), one.card_no, code)];
  });
  const changed = await bulkActions[action].apply(tx, { app, by, bulk_id, input, reason }, fit);
  if (changed.length > 0) {
    const member_ids = changed.map((one) => one.member_id);
    const before = changed.map((one) => one.before ?? NOBODY);
    await run(tx, writePart, { tenant_id, bulk_id, part_no, member_ids, before });
    await tellChanged(tx, app, action, member_ids);
  }
  const unchanged = placed.length - failures.length - changed.length;
  return { changed: changed.length, unchanged, failures };
}

export const codeAgainst = (person: LockedPerson, reach: Reach) =>
  !reachesMember(reach, person) ? "not_found" : person.erased_at ? "member_erased" : undefined;

/** Somebody merged since stands in one of the places whose old ids nobody answers to any more. */
export function placesOf(
  placed: readonly Placed[],
  people: readonly { member_id: string }[],
): (member_id: string) => number {
  const places = new Map(placed.map(({ member_id, row_no }) => [member_id, row_no]));
  const here = new Set(people.map(({ member_id }) => member_id));
  const free = placed.flatMap(({ member_id, row_no }) => (here.has(member_id) ? [] : [row_no]));
  return (member_id) => places.get(member_id) ?? free.pop() ?? 0;
}

export const failureOf = (row_no: number, card_no: string, code: string): JobFailure => ({
  row_no,
  code,
  field: null,
  data: { card_no },
});
