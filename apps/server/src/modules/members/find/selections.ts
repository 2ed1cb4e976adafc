// Whom a list had at one moment. A long work goes through them by parts; whoever comes into the list later is not among them.
import type { Keyed } from "../../../platform/crypto/secrets.ts";
import { sql_builder } from "../../../platform/db/builder.ts";
import type { Db, Tx } from "../../../platform/db/pool.ts";
import { run } from "../../../platform/db/sql.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { matchingMembers } from "../db/search.ts";
import { forgetSelections, sumParts } from "../db/bulk.gen.ts";
import type { Weighed } from "./bulk.ts";
import { filterOf, type MemberSearch } from "../search-members.ts";

export const PART = 500;
const KEPT_UNUSED_MS = 86_400_000;
/** After this an undo has long been over. */
const KEPT_USED_MS = 30 * 86_400_000;

export interface Selection {
  selection_id: string;
  creator_id: string;
  people: number;
  created_at: Date;
  expires_at: Date;
}

export type Selected = { search: MemberSearch } | { search: MemberSearch; member_ids: readonly string[] };

/** Writes down who is in the list now, in its order. @throws not_found for somebody named who is out of the caller's sight */
export async function freeze(tx: Tx, app: Keyed, creator_id: string, selected: Selected): Promise<Selection> {
  const { runtime } = app;
  const now = runtime.clock.now();
  const selection_id = runtime.ids.next();
  const { tenant_id } = tx;
  const used_before = new Date(now.getTime() - KEPT_USED_MS);
  await run(tx, forgetSelections, { tenant_id, now, used_before });
  const selection = {
    selection_id,
    creator_id,
    people: 0,
    created_at: now,
    expires_at: new Date(now.getTime() + KEPT_UNUSED_MS),
  };
  await tx.run(sql_builder.insertInto("members.selection").values({ tenant_id, ...selection }));
  await writeParts(tx, app, selection_id, selected);
  const { people } = await run(tx, sumParts, { tenant_id, selection_id });
  if ("member_ids" in selected && people < new Set(selected.member_ids).size)
    throw new AppError("not_found", {}, [{ pointer: "/member_ids", code: "invalid" }]);
  await tx.run(
    sql_builder
      .updateTable("members.selection")
      .set({ people })
      .where("tenant_id", "=", tenant_id)
      .where("selection_id", "=", selection_id),
  );
  return { ...selection, people };
}

async function writeParts(tx: Tx, app: Keyed, selection_id: string, selected: Selected): Promise<void> {
  const matching = matchingMembers(filterOf(tx, app, selected.search)).select("m.member_id");
  const chosen = "member_ids" in selected ? matching.where("m.member_id", "in", [...selected.member_ids]) : matching;
  const { sql, parameters } = chosen.compile();
  const next = parameters.length + 1;
  await tx.execute({
    text: `insert into members.selection_part (tenant_id, selection_id, part_no, member_ids)
           select $${next}, $${next + 1}, n.no / ${PART}, array_agg(n.member_id order by n.no)
           from (select f.member_id, row_number() over () - 1 as no from (${sql}) f) n
           group by n.no / ${PART}`,
    values: [...parameters, tx.tenant_id, selection_id],
  });
}

/** @throws not_found, also for somebody else's */
export async function getSelection(db: Db, selection_id: string, creator_id?: string): Promise<Selection> {
  const row = await db.first(
    sql_builder
      .selectFrom("members.selection")
      .select(["selection_id", "creator_id", "people", "created_at", "expires_at"])
      .where("tenant_id", "=", db.tenant_id)
      .where("selection_id", "=", selection_id),
  );
  if (!row || (creator_id !== undefined && row.creator_id !== creator_id)) throw new AppError("not_found");
  return row;
}

/** The people of a part, in the order of the list; undefined after the last. */
export async function readPart(db: Db, selection_id: string, part_no: number): Promise<string[] | undefined> {
  const row = await db.first(
    sql_builder
      .selectFrom("members.selection_part")
      .select("member_ids")
      .where("tenant_id", "=", db.tenant_id)
      .where("selection_id", "=", selection_id)
      .where("part_no", "=", part_no),
  );
  return row?.member_ids;
}

/** What a selection was weighed for last. */
export interface LastWeighed {
  of: string;
  /** Real time, in milliseconds. */
  at: number;
  weighed: Weighed;
}

export async function keepWeighed(tx: Tx, selection_id: string, last: LastWeighed): Promise<void> {
  await tx.run(
    sql_builder
      .updateTable("members.selection")
      .set({ weighed: JSON.stringify(last) })
      .where("tenant_id", "=", tx.tenant_id)
      .where("selection_id", "=", selection_id),
  );
}

export async function readWeighed(db: Db, selection_id: string): Promise<LastWeighed | undefined> {
  const row = await db.first(
    sql_builder
      .selectFrom("members.selection")
      .select("weighed")
      .where("tenant_id", "=", db.tenant_id)
      .where("selection_id", "=", selection_id),
  );
  return (row?.weighed as LastWeighed | null | undefined) ?? undefined; // what keepWeighed has written
}
