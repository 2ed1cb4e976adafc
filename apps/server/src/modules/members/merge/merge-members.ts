import type { App } from "../../../platform/app.ts";
import type { By } from "../../../platform/audit/by.ts";
import { recordAudit } from "../../../platform/audit/record-audit.ts";
import { sql_builder } from "../../../platform/db/builder.ts";
import type { Tx } from "../../../platform/db/pool.ts";
import { run } from "../../../platform/db/sql.ts";
import { appendEvents } from "../../../platform/events/outbox.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { failpoint } from "../../../platform/kernel/failpoint.ts";
import { type Reach, reachesMember } from "../../../platform/kernel/reach.ts";
import { type Did, listMergings, type Merge, type MergeLine } from "../../../platform/merging.ts";
import type { TenantTimes } from "../../../platform/tenant-time.ts";
import { foldInto } from "../db/merge.gen.ts";
import { settleDuplicates } from "../duplicates/settle.ts";
import {
  fieldsTaken,
  type Keep,
  lockMerges,
  lockRows,
  MERGE_FIELDS,
  type MergeField,
  type PersonRow,
  takeFields,
} from "./fields.ts";
import { lockHouseholdsOf } from "./households.ts";

/** How long a merge can be undone, in the tenant's time. */
export const UNDO_DAYS = 7;
const DAY_MS = 86_400_000;

export interface MergeInput {
  /** Who stays; who becomes them. */
  winner_id: string;
  loser_id: string;
  /** Whose value of a field stands, where it is not simply the winner's, or the only one there is. */
  keep: Keep;
  reason: string;
}

export interface MergeContext {
  by: By;
  reach: Reach;
  times: TenantTimes;
  approval_id?: string | undefined;
}

/** A row's value of each field, and whose stands. */
export interface FieldChoice {
  field: MergeField;
  winner: PersonRow[MergeField];
  loser: PersonRow[MergeField];
  keeps: "winner" | "loser";
}

/** What is kept of a merge, to undo it. */
export interface MergeDid {
  /** Rows that answer with the winner since: the loser, and whoever had become them. */
  folded: string[];
  /** Digests of what was taken over. */
  fields: Partial<Record<MergeField, string>>;
  rooms: Record<string, Did>;
  lines: readonly MergeLine[];
}

export interface Merged {
  merge_id: string;
  undo_until: Date;
  fields: FieldChoice[];
  lines: readonly MergeLine[];
}

/**
 * Two members become one, over all rooms, in one transaction. The loser's row stays and answers with the winner; nothing that
 * happened is rewritten.
 * @throws not_found · same_member · member_erased · merge_households · member_merged (look again)
 */
export async function mergeMembers(
  tx: Tx,
  app: App,
  input: MergeInput,
  { by, reach, times, approval_id }: MergeContext,
): Promise<Merged> {
  const { winner, loser } = await lockPair(tx, app, input, reach);
  failpoint("members.merge.locked");
  const { winner_id, loser_id, keep, reason } = input;
  const merge: Merge = { merge_id: app.runtime.ids.next(), winner_id, loser_id, by, times };
  const { tenant_id } = tx;
  const folded = await run(tx, foldInto, { tenant_id, winner_id, loser_id, at: times.now });
  const taken = fieldsTaken(winner, loser, keep);
  const fields = await takeFields(tx, app, winner, loser, taken);
  failpoint("members.merge.folded");
  const rooms: Record<string, Did> = {};
  const lines: MergeLine[] = [];
  for (const { room, merge: mergeRoom } of listMergings()) {
    const done = await mergeRoom(tx, app, merge);
    rooms[room] = done.did;
    lines.push(...done.lines);
    failpoint(`members.merge.${room}`);
  }
  const did: MergeDid = { folded: folded.map((row) => row.member_id), fields, rooms, lines };
  const undo_until = new Date(times.now.getTime() + UNDO_DAYS * DAY_MS);
  await save(tx, merge, { did, reason, undo_until });
  await bump(tx, winner_id);
  await settleDuplicates(tx, merge, "merged");
  await tell(tx, app, merge, "member.merged");
  await record(tx, app, merge, { action: "member.merged", reason, approval_id: approval_id ?? null, taken });
  failpoint("members.merge.told");
  return { merge_id: merge.merge_id, undo_until, fields: choicesOf(winner, loser, taken), lines };
}

async function lockPair(
  tx: Tx,
  app: App,
  { winner_id, loser_id }: MergeInput,
  reach: Reach,
): Promise<{ winner: PersonRow; loser: PersonRow }> {
  if (winner_id === loser_id) throw new AppError("same_member");
  await lockMerges(tx);
  await lockHouseholdsOf(tx, [winner_id, loser_id]);
  const rows = await lockRows(tx, app, [winner_id, loser_id]);
  const [winner, loser] = [winner_id, loser_id].map((id) => rows.find((row) => row.member_id === id));
  const isReached = (row: PersonRow) =>
    reachesMember(reach, { home_unit_id: row.home_unit, owner_staff_id: row.owner_staff_id });
  if (!winner || !loser || !isReached(winner) || !isReached(loser)) throw new AppError("not_found");
  if (winner.erased_at || loser.erased_at) throw new AppError("member_erased");
  // Merged since they were named: whoever asks is asked again with whom they have become.
  if (winner.merged_into !== null || loser.merged_into !== null) throw new AppError("member_merged");
  return { winner, loser };
}

function choicesOf(winner: PersonRow, loser: PersonRow, taken: readonly MergeField[]): FieldChoice[] {
  return MERGE_FIELDS.map((field) => ({
    field,
    winner: winner[field],
    loser: loser[field],
    keeps: taken.includes(field) ? ("loser" as const) : ("winner" as const),
  }));
}

const save = (
  tx: Tx,
  { merge_id, winner_id, loser_id, by, times }: Merge,
  { did, reason, undo_until }: { did: MergeDid; reason: string; undo_until: Date },
) =>
  tx.run(
    sql_builder.insertInto("members.merge").values({
      tenant_id: tx.tenant_id,
      merge_id,
      winner_id,
      loser_id,
      reason,
      actor: by.actor === "member" ? "system" : by.actor,
      merged_by: by.actor_id,
      merged_at: times.now,
      undo_until,
      recorded_at: times.recorded_at,
      did: JSON.stringify(did),
    }),
  );

export const bump = (tx: Tx, member_id: string) =>
  tx.run(
    sql_builder
      .updateTable("members.member")
      .set((eb) => ({ version: eb("version", "+", 1) }))
      .where("tenant_id", "=", tx.tenant_id)
      .where("member_id", "=", member_id),
  );

/** Both sides are told: whoever keeps the loser's id learns whose it is now. */
export async function tell(tx: Tx, { runtime }: App, merge: Merge, type: "member.merged" | "member.unmerged") {
  const { merge_id, winner_id, loser_id, times } = merge;
  await appendEvents(tx, [
    {
      event_id: runtime.ids.next(),
      type,
      subject_id: winner_id,
      payload: { merge_id, member_id: winner_id, other_member_id: loser_id },
      business_time: times.now,
      recorded_at: times.recorded_at,
    },
  ]);
}

/** An entry of each side, so that either's history shows it. */
export async function record(
  tx: Tx,
  { runtime }: App,
  { merge_id, winner_id, loser_id, by }: Merge,
  entry: {
    action: "member.merged" | "member.unmerged";
    reason: string | null;
    approval_id: string | null;
    taken: readonly string[];
  },
): Promise<void> {
  const { action, reason, approval_id, taken } = entry;
  for (const [id, other_member_id, side] of [
    [winner_id, loser_id, "winner"],
    [loser_id, winner_id, "loser"],
  ] as const) {
    const after = { merge_id, other_member_id, side, fields: taken };
    await recordAudit(tx, runtime, by, { action, subject: { kind: "member", id }, after, reason, approval_id });
  }
}
