import { createHash, type Hash } from "node:crypto";
import { decryptBytes, encrypt, type Place } from "../crypto/cipher.ts";
import type { Keyed } from "../crypto/secrets.ts";
import { sql_builder } from "../db/builder.ts";
import type { Database, Db, Tx } from "../db/pool.ts";
import { AppError } from "../kernel/errors.ts";

/** Small enough to be read whole anywhere, large enough that a file is few rows. */
export const CHUNK_BYTES = 256 * 1024;

export interface StoredFile {
  file_id: string;
  kind: "upload" | "export" | "attachment";
  name: string;
  size_bytes: number;
  /** Null while it is being written. */
  sha256: Buffer | null;
  owner_id: string | null;
  created_at: Date;
  /** Null: kept until it is deleted. */
  expires_at: Date | null;
}

export interface NewFile {
  kind: StoredFile["kind"];
  name: string;
  /** Who may read it: a staff or key id. */
  owner_id: string | null;
  keep_days: number;
}

const DAY_MS = 86_400_000;

const placeOf = (tenant_id: string, file_id: string, chunk_no: number): Place => ({
  tenant_id,
  table: "platform.file_chunk",
  column: "content",
  row_id: `${file_id}/${chunk_no}`,
});

/** A file without content; whoever writes it adds chunks and finishes it. */
export async function createFile(tx: Tx, { runtime }: Keyed, file: NewFile): Promise<string> {
  const file_id = runtime.ids.next();
  const created_at = runtime.clock.now();
  const { kind, name, owner_id } = file;
  const expires_at = new Date(created_at.getTime() + file.keep_days * DAY_MS);
  await tx.run(
    sql_builder
      .insertInto("platform.file")
      .values({ tenant_id: tx.tenant_id, file_id, kind, name, owner_id, created_at, expires_at }),
  );
  return file_id;
}

export async function writeChunk(
  tx: Tx,
  { secrets }: Keyed,
  chunk: { file_id: string; chunk_no: number; content: Uint8Array },
): Promise<void> {
  const { file_id, chunk_no, content } = chunk;
  const content_cipher = encrypt(secrets, content, placeOf(tx.tenant_id, file_id, chunk_no));
  await tx.run(
    sql_builder
      .insertInto("platform.file_chunk")
      .values({ tenant_id: tx.tenant_id, file_id, chunk_no, content_cipher }),
  );
}

export async function finishFile(
  tx: Tx,
  file_id: string,
  { size_bytes, sha256 }: { size_bytes: number; sha256: Buffer },
): Promise<void> {
  await tx.run(
    sql_builder
      .updateTable("platform.file")
      .set({ size_bytes, sha256 })
      .where("tenant_id", "=", tx.tenant_id)
      .where("file_id", "=", file_id),
  );
}

/** From now on it has no day: a row of a room's own stands for it. Whatever breaks before that is cleared away. */
export async function keepFile(tx: Tx, file_id: string): Promise<void> {
  await tx.run(
    sql_builder
      .updateTable("platform.file")
      .set({ expires_at: null })
      .where("tenant_id", "=", tx.tenant_id)
      .where("file_id", "=", file_id),
  );
}

/** Takes back everything that was written. */
export async function deleteFile(tx: Tx, file_id: string): Promise<void> {
  await tx.run(
    sql_builder.deleteFrom("platform.file").where("tenant_id", "=", tx.tenant_id).where("file_id", "=", file_id),
  );
}

/** @throws not_found for a file that is not there, is past its day or is still being written */
export async function getFile(db: Db, { runtime }: Pick<Keyed, "runtime">, file_id: string): Promise<StoredFile> {
  const row = await db.first(
    sql_builder
      .selectFrom("platform.file")
      .select(["file_id", "kind", "name", "size_bytes", "sha256", "owner_id", "created_at", "expires_at"])
      .where("tenant_id", "=", db.tenant_id)
      .where("file_id", "=", file_id),
  );
  const is_over = row?.expires_at !== null && row?.expires_at !== undefined && row.expires_at <= runtime.clock.now();
  if (!row || row.sha256 === null || is_over) throw new AppError("not_found");
  return row;
}

/** Until when those are kept that are whole and not past their day. */
export async function keptUntil(
  db: Db,
  { runtime }: Pick<Keyed, "runtime">,
  file_ids: readonly string[],
): Promise<ReadonlyMap<string, Date>> {
  if (file_ids.length === 0) return new Map();
  const rows = await db.all(
    sql_builder
      .selectFrom("platform.file")
      .select(["file_id", "expires_at"])
      .where("tenant_id", "=", db.tenant_id)
      .where("file_id", "in", [...file_ids])
      .where("sha256", "is not", null)
      .where("expires_at", ">", runtime.clock.now()),
  );
  return new Map(
    rows.flatMap(({ file_id, expires_at }) => (expires_at === null ? [] : [[file_id, expires_at] as const])),
  );
}

/** One chunk; undefined after the last. */
export async function readChunk(
  { database, secrets }: Keyed & { database: Database },
  tenant_id: string,
  file_id: string,
  chunk_no: number,
): Promise<Buffer | undefined> {
  const row = await database.read(tenant_id, (db) =>
    db.first(
      sql_builder
        .selectFrom("platform.file_chunk")
        .select("content_cipher")
        .where("tenant_id", "=", tenant_id)
        .where("file_id", "=", file_id)
        .where("chunk_no", "=", chunk_no),
    ),
  );
  return row && decryptBytes(secrets, row.content_cipher, placeOf(tenant_id, file_id, chunk_no));
}

/** The content piece by piece, as fast as it is taken: no connection is held in between. */
export async function* readChunks(
  app: Keyed & { database: Database },
  tenant_id: string,
  file_id: string,
): AsyncGenerator<Buffer> {
  for (let chunk_no = 0; ; chunk_no++) {
    const content = await readChunk(app, tenant_id, file_id, chunk_no);
    if (!content) return;
    yield content;
  }
}

/**
 * Stores what a stream brings, chunk by chunk, each in a transaction of its own: nothing is held in memory and no
 * transaction waits for a slow caller. What breaks off is taken back.
 * @throws body_too_large · file_empty · upload_broken
 */
export async function storeUpload(
  app: Keyed & { database: Database },
  tenant_id: string,
  file: NewFile,
  upload: { content: AsyncIterable<Uint8Array>; limit_bytes: number },
): Promise<string> {
  const { database } = app;
  const file_id = await database.write(tenant_id, (tx) => createFile(tx, app, file));
  try {
    const { size_bytes, hash } = await storeContent(app, tenant_id, file_id, upload);
    if (size_bytes === 0) throw new AppError("file_empty");
    await database.write(tenant_id, (tx) => finishFile(tx, file_id, { size_bytes, sha256: hash.digest() }));
    return file_id;
  } catch (error) {
    await database.write(tenant_id, (tx) => deleteFile(tx, file_id));
    const code = (error as { code?: unknown }).code;
    throw code === "ECONNRESET" || code === "ERR_STREAM_PREMATURE_CLOSE" ? new AppError("upload_broken") : error;
  }
}

async function storeContent(
  app: Keyed & { database: Database },
  tenant_id: string,
  file_id: string,
  { content, limit_bytes }: { content: AsyncIterable<Uint8Array>; limit_bytes: number },
): Promise<{ size_bytes: number; hash: Hash }> {
  const hash = createHash("sha256");
  let size_bytes = 0;
  let chunk_no = 0;
  let waiting: Uint8Array[] = [];
  let waiting_bytes = 0;
  const keep = async (bytes: Uint8Array) => {
    const chunk = { file_id, chunk_no: chunk_no++, content: bytes };
    await app.database.write(tenant_id, (tx) => writeChunk(tx, app, chunk));
  };
  for await (const piece of content) {
    size_bytes += piece.length;
    if (size_bytes > limit_bytes) throw new AppError("body_too_large", { limit_bytes });
    hash.update(piece);
    waiting.push(piece);
    waiting_bytes += piece.length;
    while (waiting_bytes >= CHUNK_BYTES) {
      const all = Buffer.concat(waiting);
      await keep(all.subarray(0, CHUNK_BYTES));
      waiting = [all.subarray(CHUNK_BYTES)];
      waiting_bytes = all.length - CHUNK_BYTES;
    }
  }
  if (waiting_bytes > 0) await keep(Buffer.concat(waiting));
  return { size_bytes, hash };
}
