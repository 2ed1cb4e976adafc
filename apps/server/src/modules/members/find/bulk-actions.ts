// What can be done to many members at once: each action to the people of one part, and back.
import type { App } from "../../../platform/app.ts";
import type { By } from "../../../platform/audit/by.ts";
import { recordAudits } from "../../../platform/audit/record-audit.ts";
import type { Tx } from "../../../platform/db/pool.ts";
import { run } from "../../../platform/db/sql.ts";
import { appendEvents } from "../../../platform/events/outbox.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { findPerson } from "../../../platform/people.ts";
import { getTenant, tenantNow } from "../../org/index.ts";
import { liftBlock, putBlock } from "../blocks/block-member.ts";
import { findOpenBlock, getBlock } from "../db/blocks.gen.ts";
import * as sql from "../db/bulk.gen.ts";
import { termsOf, USUAL_SCOPES } from "../domain/blocks.ts";
import { isFitOwner } from "../owners.ts";
import { tagMembers, untagMembers } from "../tags.ts";

export const BULK_ACTIONS = ["tag", "untag", "block", "unblock", "assign"] as const;
export type BulkActionName = (typeof BULK_ACTIONS)[number];

/** The tag; the colleague, or null for nobody. */
export interface BulkInput {
  target_id: string | null;
}

export interface BulkWork {
  app: App;
  by: By;
  bulk_id: string;
  input: BulkInput;
  reason: string;
}

/** In the database's lists of ids, where null cannot stand. */
export const NOBODY = "00000000-0000-0000-0000-000000000000";

export type LockedPerson = sql.LockPersonsRow;

export interface Changed {
  member_id: string;
  /** What was there before, where it is an id. */
  before: string | null;
}

interface BulkAction {
  permission: "members:write" | "members:assign";
  /** In the words of `member.updated`. */
  told: "tag_ids" | "owner_staff_id" | null;
  apply(tx: Tx, work: BulkWork, people: readonly LockedPerson[]): Promise<Changed[]>;
  /** Gives back what is still as the action left it; answers whom. */
  undo(tx: Tx, work: BulkWork, people: readonly (LockedPerson & Changed)[]): Promise<string[]>;
}

const ids = (rows: readonly { member_id: string }[]) => rows.map(({ member_id }) => member_id);
const without_before = (rows: readonly { member_id: string }[]): Changed[] =>
  rows.map(({ member_id }) => ({ member_id, before: null }));

const tagged = ({ input }: BulkWork, people: readonly LockedPerson[]) =>
  people.map(({ member_id }) => ({ member_id, tag_id: input.target_id ?? "" }));
const giveTag = async (tx: Tx, work: BulkWork, people: readonly LockedPerson[]) =>
  raised(tx, await tagMembers(tx, work.app, tagged(work, people)));
const takeTag = async (tx: Tx, work: BulkWork, people: readonly LockedPerson[]) =>
  raised(tx, await untagMembers(tx, work.app, tagged(work, people)));

/** A dialog that was opened before would write the old tags back: its version is no longer the member's. */
async function raised<T extends { member_id: string }>(tx: Tx, rows: T[]): Promise<T[]> {
  if (rows.length > 0) await run(tx, sql.raiseVersions, { tenant_id: tx.tenant_id, member_ids: ids(rows) });
  return rows;
}

/** As somebody blocked by hand without further words. The block's id is kept, so that the undo lifts no other. */
async function block(tx: Tx, work: BulkWork, people: readonly LockedPerson[]): Promise<Changed[]> {
  const at = await tenantTime(tx, work);
  const terms = { scopes: [...USUAL_SCOPES], reason: work.reason, until: null };
  const active = people.filter(({ status }) => status === "active");
  const changed: Changed[] = [];
  for (const { member_id } of active) {
    const deed = { member_id, by: work.by, at, merge_id: null };
    changed.push({ member_id, before: await putBlock(tx, work.app.runtime, deed, terms) });
  }
  await log(tx, work, active, "blocked");
  return changed;
}

async function unblock(tx: Tx, work: BulkWork, people: readonly LockedPerson[]): Promise<Changed[]> {
  const at = await tenantTime(tx, work);
  const changed: Changed[] = [];
  for (const { member_id } of people) {
    const open = await run(tx, findOpenBlock, { tenant_id: tx.tenant_id, member_id });
    if (!open) continue;
    const { block_id } = open;
    await liftBlock(tx, work.app.runtime, { member_id, by: work.by, at }, { block_id, reason: work.reason });
    changed.push({ member_id, before: block_id });
  }
  await log(tx, work, changed, "active");
  return changed;
}

/** Blocked again since, they stay blocked. */
async function undoBlock(tx: Tx, work: BulkWork, people: readonly (LockedPerson & Changed)[]): Promise<string[]> {
  const open = await Promise.all(
    people.map(({ member_id }) => run(tx, findOpenBlock, { tenant_id: tx.tenant_id, member_id })),
  );
  const ours = people.filter(({ before }, index) => before !== null && open[index]?.block_id === before);
  return ids(await unblock(tx, work, ours));
}

/** The block that stood before stands again, where its time is not over. */
async function undoUnblock(tx: Tx, work: BulkWork, people: readonly (LockedPerson & Changed)[]): Promise<string[]> {
  const at = await tenantTime(tx, work);
  const back: LockedPerson[] = [];
  for (const person of people) {
    const { member_id, before, status } = person;
    const old = before !== null && (await run(tx, getBlock, { tenant_id: tx.tenant_id, block_id: before }));
    if (!old || status === "blocked" || (old.until !== null && old.until <= at)) continue;
    await putBlock(tx, work.app.runtime, { member_id, by: work.by, at, merge_id: null }, termsOf(old));
    back.push(person);
  }
  await log(tx, work, back, "blocked");
  return ids(back);
}

const tenantTime = async (tx: Tx, { app }: BulkWork) => tenantNow(await getTenant(tx), app.runtime);

/** A person who is blocked has a right to know by whom and why: one line of the log each. */
const log = (
  tx: Tx,
  { app, by, reason }: BulkWork,
  people: readonly { member_id: string }[],
  status: "active" | "blocked",
) =>
  recordAudits(
    tx,
    app.runtime,
    people.map(({ member_id }) => ({
      by,
      action: status === "blocked" ? "member.blocked" : "member.unblocked",
      subject: { kind: "member", id: member_id },
      after: { status },
      reason,
    })),
  );

export const bulkActions: Readonly<Record<BulkActionName, BulkAction>> = {
  tag: {
    permission: "members:write",
    told: "tag_ids",
    apply: async (...given) => without_before(await giveTag(...given)),
    undo: async (...given) => ids(await takeTag(...given)),
  },
  untag: {
    permission: "members:write",
    told: "tag_ids",
    apply: async (...given) => without_before(await takeTag(...given)),
    undo: async (...given) => ids(await giveTag(...given)),
  },
  block: { permission: "members:write", told: null, apply: block, undo: undoBlock },
  unblock: { permission: "members:write", told: null, apply: unblock, undo: undoUnblock },
  assign: {
    permission: "members:assign",
    told: "owner_staff_id",
    apply: async (tx, { input }, people) => {
      await requireStillFit(tx, input.target_id);
      const before = new Map(people.map((one) => [one.member_id, one.owner_staff_id]));
      const moved = await assign(
        tx,
        people.map(({ member_id }) => ({ member_id, before: input.target_id })),
      );
      return moved.map((member_id) => ({ member_id, before: before.get(member_id) ?? null }));
    },
    undo: (tx, { input }, people) =>
      assign(
        tx,
        people.filter((one) => one.owner_staff_id === input.target_id),
      ),
  },
};

async function assign(tx: Tx, owners: readonly Changed[]): Promise<string[]> {
  const given = {
    tenant_id: tx.tenant_id,
    member_ids: ids(owners),
    owners: owners.map(({ before }) => before ?? NOBODY),
  };
  return ids(await run(tx, sql.assignMany, given));
}

/** Whoever was sent away meanwhile takes nobody over. @throws owner_unfit */
async function requireStillFit(tx: Tx, staff_id: string | null): Promise<void> {
  if (staff_id === null) return;
  if (!isFitOwner(await findPerson(tx, "staff", staff_id))) throw new AppError("owner_unfit");
}

/** Every one of them is told of, as after a change by hand. */
export async function tellChanged(
  tx: Tx,
  { runtime }: App,
  action: BulkActionName,
  member_ids: readonly string[],
): Promise<void> {
  const { told } = bulkActions[action];
  // Blocks tell of themselves.
  if (told === null) return;
  const business_time = tenantNow(await getTenant(tx), runtime);
  await appendEvents(
    tx,
    member_ids.map((member_id) => ({
      event_id: runtime.ids.next(),
      type: "member.updated",
      subject_id: member_id,
      payload: { member_id, changed: [told] },
      business_time,
      recorded_at: runtime.clock.now(),
    })),
  );
}
