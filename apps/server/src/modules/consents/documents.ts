import { sql_builder } from "../../platform/db/builder.ts";
import type { Db, Tx } from "../../platform/db/pool.ts";
import { AppError, type Language } from "../../platform/kernel/errors.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { textDigest } from "./domain/consent-proof.ts";
import type { Purpose } from "./domain/purposes.ts";

export interface PrivacyText {
  language: Language;
  title: string;
  body: string;
}

export interface PrivacyDocument extends PrivacyText {
  document_id: string;
  purpose: string;
  text_version: string;
  sha256: Buffer;
  published_at: Date;
  published_by: string | null;
}

const documents = (db: Db) =>
  sql_builder
    .selectFrom("consents.document")
    .select([
      "document_id",
      "purpose",
      "text_version",
      "language",
      "title",
      "body",
      "sha256",
      "published_at",
      "published_by",
    ])
    .where("tenant_id", "=", db.tenant_id);

/** Every text of every version, the newest version first. */
export function listDocuments(db: Db, purpose?: Purpose): Promise<PrivacyDocument[]> {
  const all = documents(db)
    .orderBy("purpose")
    .orderBy("published_at", "desc")
    .orderBy("text_version")
    .orderBy("language");
  return db.all(purpose === undefined ? all : all.where("purpose", "=", purpose));
}

/** Of each purpose the texts of its newest version. */
export async function currentDocuments(db: Db): Promise<PrivacyDocument[]> {
  const all = await listDocuments(db);
  const newest = new Map<string, string>();
  for (const { purpose, text_version } of all) if (!newest.has(purpose)) newest.set(purpose, text_version);
  return all.filter(({ purpose, text_version }) => newest.get(purpose) === text_version);
}

/** The text of a version as this person saw it: in their language, else in the first there is. */
export async function findDocument(
  db: Db,
  purpose: string,
  text_version: string,
  language: Language,
): Promise<PrivacyDocument | undefined> {
  const texts = await db.all(
    documents(db)
      .where("purpose", "=", purpose)
      .where("text_version", "=", text_version)
      // zh-CN is the original: what stands in for a language that is missing.
      .orderBy("language", "desc"),
  );
  return texts.find((text) => text.language === language) ?? texts[0];
}

export interface NewDocument {
  purpose: Purpose;
  text_version: string;
  texts: readonly PrivacyText[];
  published_by: string | null;
}

/** A version is written once; sent again with the same words it stays as it is. @throws document_published */
export async function publishDocument(
  tx: Tx,
  { ids, clock }: Runtime,
  input: NewDocument,
): Promise<"new" | "unchanged"> {
  const { purpose, text_version, texts, published_by } = input;
  const { tenant_id } = tx;
  const there = await tx.all(documents(tx).where("purpose", "=", purpose).where("text_version", "=", text_version));
  if (there.length > 0) {
    const digests = new Set(there.map(({ sha256 }) => sha256.toString("hex")));
    const same = texts.every(({ language, title, body }) =>
      digests.has(textDigest(language, title, body).toString("hex")),
    );
    if (same && texts.length === there.length) return "unchanged";
    throw new AppError("document_published", { text_version });
  }
  const published_at = clock.now();
  await tx.run(
    sql_builder.insertInto("consents.document").values(
      texts.map(({ language, title, body }) => ({
        tenant_id,
        document_id: ids.next(),
        purpose,
        text_version,
        language,
        title,
        body,
        sha256: textDigest(language, title, body),
        published_at,
        published_by,
      })),
    ),
  );
  return "new";
}
