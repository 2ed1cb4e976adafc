import type { App } from "../../../platform/app.ts";
import type { Keyed } from "../../../platform/crypto/secrets.ts";
import { sql_builder } from "../../../platform/db/builder.ts";
import type { Db, Tx } from "../../../platform/db/pool.ts";
import { deleteFile, keepFile, storeUpload } from "../../../platform/files/file-store.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import type { Reach } from "../../../platform/kernel/reach.ts";
import { namesOf } from "../../../platform/names.ts";
import { getTenant, tenantNow } from "../../org/index.ts";
import { HEAD_BYTES, type MediaType, MEDIA_TYPES, mediaTypeOf } from "../domain/file-type.ts";
import { getMember } from "../find-member.ts";
import { personIds } from "../persons.ts";
import type { Writer } from "./notes.ts";

export const FILE_LIMIT_BYTES = 10 * 1024 * 1024;
export const MOST_FILES = 100;

export interface MemberFile {
  member_file_id: string;
  file_id: string;
  name: string;
  media_type: MediaType;
  size_bytes: number;
  /** Who added it, by name. */
  by: string | null;
  created_at: Date;
}

const files = (db: Db) =>
  sql_builder
    .selectFrom("members.member_file")
    .select(["member_file_id", "file_id", "name", "media_type", "size_bytes", "actor", "actor_id", "created_at"])
    .where("tenant_id", "=", db.tenant_id);

type FileRow = Awaited<ReturnType<ReturnType<typeof files>["execute"]>>[number];

async function name(db: Db, rows: readonly FileRow[]): Promise<MemberFile[]> {
  const names = await namesOf(
    db,
    rows.map(({ actor, actor_id }) => ({ kind: actor, id: actor_id })),
  );
  return rows.map(({ actor: _actor, actor_id, ...file }) => ({ ...file, by: names.get(actor_id) ?? null }));
}

/** The newest first. @throws not_found */
export async function listFiles(db: Db, app: Keyed, asked_id: string, reach: Reach): Promise<MemberFile[]> {
  const { member_id } = await getMember(db, app, asked_id, reach);
  const rows = await db.all(
    files(db)
      .where("member_id", "in", await personIds(db, member_id))
      .orderBy("created_at", "desc")
      .orderBy("member_file_id", "desc"),
  );
  return name(db, rows);
}

/** @throws not_found */
export async function getMemberFile(
  db: Db,
  app: Keyed,
  ids: { member_id: string; member_file_id: string },
  reach: Reach,
): Promise<MemberFile> {
  const { member_id } = await getMember(db, app, ids.member_id, reach);
  const row = await db.first(
    files(db)
      .where("member_file_id", "=", ids.member_file_id)
      .where("member_id", "in", await personIds(db, member_id)),
  );
  if (!row) throw new AppError("not_found");
  const [file] = await name(db, [row]);
  return file as MemberFile;
}

interface Peeked {
  media_type: MediaType;
  size_bytes: number;
  content: AsyncIterable<Uint8Array>;
}

/** Looks at the first bytes before anything is stored. @throws file_type_refused · file_empty */
async function peek(pieces: AsyncIterator<Uint8Array>): Promise<Peeked> {
  let head = Buffer.alloc(0);
  let ended = false;
  while (head.length < HEAD_BYTES && !ended) {
    const next = await pieces.next();
    if (next.done) ended = true;
    else head = Buffer.concat([head, next.value]);
  }
  if (head.length === 0) throw new AppError("file_empty");
  const media_type = mediaTypeOf(head);
  if (!media_type) throw new AppError("file_type_refused", { types: MEDIA_TYPES.join(", ") });
  const peeked: Peeked = { media_type, size_bytes: 0, content: rest() };
  async function* rest() {
    peeked.size_bytes += head.length;
    yield head;
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) {
      peeked.size_bytes += next.value.length;
      yield next.value;
    }
  }
  return peeked;
}

export interface NewMemberFile {
  member_id: string;
  name: string;
  content: AsyncIterator<Uint8Array>;
}

/**
 * Stores what comes in, then puts it to the member by `attach` in one transaction with whatever the caller records.
 * @throws not_found · member_erased · files_full · file_type_refused · file_empty · body_too_large · upload_broken
 */
export async function storeMemberFile(
  app: App,
  tenant_id: string,
  { member_id, name: file_name, content }: NewMemberFile,
  reach: Reach,
): Promise<{ file_id: string; media_type: MediaType; size_bytes: number }> {
  // Asked before a byte is kept, and again when it is put to the member.
  await app.database.read(tenant_id, (db) => requireRoom(db, app, member_id, reach));
  const peeked = await peek(content);
  const file = { kind: "attachment", name: file_name, owner_id: null, keep_days: 1 } as const;
  const upload = { content: peeked.content, limit_bytes: FILE_LIMIT_BYTES };
  const file_id = await storeUpload(app, tenant_id, file, upload);
  return { file_id, media_type: peeked.media_type, size_bytes: peeked.size_bytes };
}

/** The person's own id, if one more file has room with them. */
async function requireRoom(db: Db, app: Keyed, asked_id: string, reach: Reach, options = {}): Promise<string> {
  const { member_id, erased_at } = await getMember(db, app, asked_id, reach, options);
  if (erased_at) throw new AppError("member_erased");
  const row = await db.first(
    sql_builder
      .selectFrom("members.member_file")
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .where("tenant_id", "=", db.tenant_id)
      .where("member_id", "in", await personIds(db, member_id)),
  );
  if ((row?.count ?? 0) >= MOST_FILES) throw new AppError("files_full", { maximum: MOST_FILES });
  return member_id;
}

export async function attachFile(
  tx: Tx,
  app: Keyed,
  asked_id: string,
  stored: { file_id: string; name: string; media_type: MediaType; size_bytes: number },
  by: Writer,
  reach: Reach,
): Promise<MemberFile> {
  const member_id = await requireRoom(tx, app, asked_id, reach, { lock: true });
  const member_file_id = app.runtime.ids.next();
  const created_at = tenantNow(await getTenant(tx), app.runtime);
  await tx.run(
    sql_builder
      .insertInto("members.member_file")
      .values({ tenant_id: tx.tenant_id, member_file_id, member_id, ...stored, ...by, created_at }),
  );
  await keepFile(tx, stored.file_id);
  return getMemberFile(tx, app, { member_id, member_file_id }, reach);
}

/** The row and its content. @throws not_found */
export async function removeFile(
  tx: Tx,
  app: Keyed,
  ids: { member_id: string; member_file_id: string },
  reach: Reach,
): Promise<MemberFile> {
  await getMember(tx, app, ids.member_id, reach, { lock: true });
  const file = await getMemberFile(tx, app, ids, reach);
  await dropRows(tx, [file]);
  return file;
}

async function dropRows(tx: Tx, rows: readonly { member_file_id: string; file_id: string }[]): Promise<void> {
  for (const { member_file_id, file_id } of rows) {
    await tx.run(
      sql_builder
        .deleteFrom("members.member_file")
        .where("tenant_id", "=", tx.tenant_id)
        .where("member_file_id", "=", member_file_id),
    );
    await deleteFile(tx, file_id);
  }
}

/** All files of one row, when somebody leaves. */
export async function forgetFiles(tx: Tx, member_id: string): Promise<void> {
  await dropRows(tx, await tx.all(files(tx).where("member_id", "=", member_id)));
}
