import type { Keyed } from "../../../platform/crypto/secrets.ts";
import { sql_builder } from "../../../platform/db/builder.ts";
import type { Db, Tx } from "../../../platform/db/pool.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { type Reach, reachesUnit } from "../../../platform/kernel/reach.ts";
import { namesOf } from "../../../platform/names.ts";
import { getTenant, getUnit, tenantNow } from "../../org/index.ts";
import { getMember } from "../find-member.ts";
import { personIds } from "../persons.ts";

export const MOST_NOTES = 500;

/** Staff or a key of theirs. */
export interface Writer {
  actor: "staff" | "api_key";
  actor_id: string;
}

export interface NoteWords {
  version: number;
  body: string;
  by: string | null;
  written_at: Date;
}

export interface Note {
  note_id: string;
  body: string;
  /** For whom it is: those who reach this unit; null: whoever sees the member. */
  unit_id: string | null;
  pinned_at: Date | null;
  /** Who wrote it first, by name. */
  by: string | null;
  created_at: Date;
  edited_by: string | null;
  edited_at: Date | null;
  version: number;
}

const COLUMNS = ["note_id", "body", "unit_id", "pinned_at", "actor", "actor_id", "created_at"] as const;
const EDIT_COLUMNS = ["edited_actor", "edited_by", "edited_at", "version"] as const;

const notes = (db: Db) =>
  sql_builder.selectFrom("members.note").select(COLUMNS).select(EDIT_COLUMNS).where("tenant_id", "=", db.tenant_id);

type NoteRow = Awaited<ReturnType<ReturnType<typeof notes>["execute"]>>[number];

const isForThem = (reach: Reach, { unit_id }: { unit_id: string | null }) =>
  unit_id === null || reachesUnit(reach, unit_id);

/** Pinned ones first, then the newest. At most MOST_NOTES stand with a member. @throws not_found */
export async function listNotes(db: Db, app: Keyed, asked_id: string, reach: Reach): Promise<Note[]> {
  const { member_id } = await getMember(db, app, asked_id, reach);
  const rows = await db.all(
    notes(db)
      .where("member_id", "in", await personIds(db, member_id))
      .orderBy("pinned_at", (order) => order.desc().nullsLast())
      .orderBy("created_at", "desc")
      .orderBy("note_id", "desc"),
  );
  return name(
    db,
    rows.filter((row) => isForThem(reach, row)),
  );
}

async function name(db: Db, rows: readonly NoteRow[]): Promise<Note[]> {
  const names = await namesOf(
    db,
    rows.flatMap((row) => [
      { kind: row.actor, id: row.actor_id },
      { kind: row.edited_actor ?? "", id: row.edited_by },
    ]),
  );
  return rows.map(({ actor: _actor, actor_id, edited_actor: _edited_actor, edited_by, ...note }) => ({
    ...note,
    by: names.get(actor_id) ?? null,
    edited_by: names.get(edited_by ?? "") ?? null,
  }));
}

/** The note of a member whom the caller sees, under its lock when it is about to change. @throws not_found */
async function findNote(
  db: Db,
  app: Keyed,
  { member_id: asked_id, note_id }: { member_id: string; note_id: string },
  reach: Reach,
  { lock }: { lock: boolean },
): Promise<NoteRow> {
  const { member_id } = await getMember(db, app, asked_id, reach);
  const query = notes(db)
    .where("note_id", "=", note_id)
    .where("member_id", "in", await personIds(db, member_id));
  const row = await db.first(lock ? query.forUpdate() : query);
  if (!row || !isForThem(reach, row)) throw new AppError("not_found");
  return row;
}

async function named(tx: Db, app: Keyed, ids: { member_id: string; note_id: string }, reach: Reach): Promise<Note> {
  const [note] = await name(tx, [await findNote(tx, app, ids, reach, { lock: false })]);
  return note as Note;
}

/** A unit that is there and that the writer reaches: nobody writes what they could not read again. @throws not_found */
async function requireUnit(db: Db, reach: Reach, unit_id: string | null): Promise<void> {
  if (unit_id === null) return;
  if (!reachesUnit(reach, unit_id)) throw new AppError("not_found");
  await getUnit(db, unit_id);
}

export interface NewNote {
  member_id: string;
  body: string;
  unit_id: string | null;
  pinned: boolean;
}

/** @throws not_found · member_erased · notes_full */
export async function addNote(tx: Tx, app: Keyed, input: NewNote, by: Writer, reach: Reach): Promise<Note> {
  const { body, unit_id, pinned } = input;
  const { member_id, erased_at } = await getMember(tx, app, input.member_id, reach, { lock: true });
  if (erased_at) throw new AppError("member_erased");
  await requireUnit(tx, reach, unit_id);
  await refuseTooMany(tx, member_id);
  const note_id = app.runtime.ids.next();
  const created_at = tenantNow(await getTenant(tx), app.runtime);
  const { actor, actor_id } = by;
  const pinned_at = pinned ? created_at : null;
  const { tenant_id } = tx;
  await tx.run(
    sql_builder
      .insertInto("members.note")
      .values({ tenant_id, note_id, member_id, body, unit_id, pinned_at, actor, actor_id, created_at }),
  );
  return named(tx, app, { member_id, note_id }, reach);
}

async function refuseTooMany(tx: Tx, member_id: string): Promise<void> {
  const row = await tx.first(
    sql_builder
      .selectFrom("members.note")
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .where("tenant_id", "=", tx.tenant_id)
      .where("member_id", "in", await personIds(tx, member_id)),
  );
  if ((row?.count ?? 0) >= MOST_NOTES) throw new AppError("notes_full", { maximum: MOST_NOTES });
}

export interface NoteChange {
  version: number;
  body?: string | undefined;
  unit_id?: string | null | undefined;
  pinned?: boolean | undefined;
}

/** New words leave the old ones in the history. @throws not_found · version_conflict · member_erased */
export async function changeNote(
  tx: Tx,
  app: Keyed,
  ids: { member_id: string; note_id: string },
  change: NoteChange,
  by: Writer,
  reach: Reach,
): Promise<{ before: Note; after: Note }> {
  const before = await named(tx, app, ids, reach);
  const row = await findNote(tx, app, ids, reach, { lock: true });
  if (row.version !== change.version) throw new AppError("version_conflict", { version: row.version });
  if (change.unit_id !== undefined) await requireUnit(tx, reach, change.unit_id);
  const now = tenantNow(await getTenant(tx), app.runtime);
  const reworded = change.body !== undefined && change.body !== row.body;
  if (reworded) await keepWords(tx, row);
  await tx.run(
    sql_builder
      .updateTable("members.note")
      .set({
        ...(reworded ? { body: change.body, edited_actor: by.actor, edited_by: by.actor_id, edited_at: now } : {}),
        ...(change.unit_id === undefined ? {} : { unit_id: change.unit_id }),
        ...(change.pinned === undefined ? {} : { pinned_at: change.pinned ? (row.pinned_at ?? now) : null }),
        version: row.version + 1,
      })
      .where("tenant_id", "=", tx.tenant_id)
      .where("note_id", "=", ids.note_id),
  );
  return { before, after: await named(tx, app, ids, reach) };
}

const keepWords = (tx: Tx, { note_id, version, body, actor, actor_id, created_at, ...edit }: NoteRow) =>
  tx.run(
    sql_builder.insertInto("members.note_words").values({
      tenant_id: tx.tenant_id,
      note_id,
      version,
      body,
      actor: edit.edited_actor ?? actor,
      actor_id: edit.edited_by ?? actor_id,
      written_at: edit.edited_at ?? created_at,
    }),
  );

/** @throws not_found */
export async function removeNote(
  tx: Tx,
  app: Keyed,
  ids: { member_id: string; note_id: string },
  reach: Reach,
): Promise<void> {
  await findNote(tx, app, ids, reach, { lock: true });
  await tx.run(
    sql_builder.deleteFrom("members.note").where("tenant_id", "=", tx.tenant_id).where("note_id", "=", ids.note_id),
  );
}

/** What stood there before, the newest first. @throws not_found */
export async function listNoteWords(
  db: Db,
  app: Keyed,
  ids: { member_id: string; note_id: string },
  reach: Reach,
): Promise<NoteWords[]> {
  await findNote(db, app, ids, reach, { lock: false });
  const rows = await db.all(
    sql_builder
      .selectFrom("members.note_words")
      .select(["version", "body", "actor", "actor_id", "written_at"])
      .where("tenant_id", "=", db.tenant_id)
      .where("note_id", "=", ids.note_id)
      .orderBy("version", "desc"),
  );
  const names = await namesOf(
    db,
    rows.map(({ actor, actor_id }) => ({ kind: actor, id: actor_id })),
  );
  return rows.map(({ version, body, actor_id, written_at }) => ({
    version,
    body,
    written_at,
    by: names.get(actor_id) ?? null,
  }));
}
