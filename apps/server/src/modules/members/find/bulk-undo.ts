import { sql_builder } from "../../../platform/db/builder.ts";
import type { Tx } from "../../../platform/db/pool.ts";
import { run } from "../../../platform/db/sql.ts";
import type { App } from "../../../platform/app.ts";
import type { By } from "../../../platform/audit/by.ts";
import type { JobFailure } from "../../../platform/jobs/jobs.ts";
import { lockPersons } from "../db/bulk.gen.ts";
import { bulkActions, type Changed, type LockedPerson, NOBODY, tellChanged } from "./bulk-actions.ts";
import { codeAgainst, failureOf, type Part, placedIn, placesOf } from "./bulk-people.ts";
import { PART } from "./selections.ts";

/** Gives back what a part changed; undefined after the last. Whoever was changed again since is told. */
export async function undoPart(
  tx: Tx,
  { app, by }: { app: App; by: By },
  part: Part,
): Promise<{ done: number; failures: JobFailure[] } | undefined> {
  const { bulk, part_no } = part;
  const { tenant_id } = tx;
  const { bulk_id, action, input, reason } = bulk;
  if (part_no * PART >= bulk.people) return undefined;
  const kept = await tx.first(
    sql_builder
      .selectFrom("members.bulk_part")
      .select(["member_ids", "before"])
      .where("tenant_id", "=", tenant_id)
      .where("bulk_id", "=", bulk_id)
      .where("part_no", "=", part_no),
  );
  if (!kept) return { done: 0, failures: [] };
  const people = await run(tx, lockPersons, { tenant_id, member_ids: kept.member_ids });
  const before = new Map(
    kept.member_ids.map((id, index): [string, string | null] => [id, ownerIn(kept.before[index])]),
  );
  const same = people.flatMap((one): (LockedPerson & Changed)[] => {
    const was = before.get(one.member_id);
    return was === undefined || codeAgainst(one, part.reach) !== undefined ? [] : [{ ...one, before: was }];
  });
  const undone = await bulkActions[action].undo(tx, { app, by, bulk_id, input, reason }, same);
  await tellChanged(tx, app, action, undone);
  const back = new Set(undone);
  const place = placesOf(placedIn(kept.member_ids, part_no), people);
  const failures = people
    .filter((one) => !back.has(one.member_id))
    .map((one) => failureOf(place(one.member_id), one.card_no, "used_since"));
  return { done: kept.member_ids.length, failures };
}

const ownerIn = (id: string | undefined): string | null => (id === undefined || id === NOBODY ? null : id);
