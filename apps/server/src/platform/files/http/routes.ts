import { Readable } from "node:stream";
import { z } from "zod";
import { recordAudit } from "../../audit/record-audit.ts";
import type { Auth } from "../../http/auth.ts";
import { type Route, route } from "../../http/route.ts";
import { wireId, wireIdOut, zCount, zInstantOut, zText } from "../../http/schema.ts";
import { callerId } from "../../jobs/http/viewer.ts";
import { assert } from "../../kernel/assert.ts";
import { AppError } from "../../kernel/errors.ts";
import { toWireId } from "../../kernel/ids.ts";
import "../errors.ts";
import { getFile, readChunks, type StoredFile, storeUpload } from "../file-store.ts";
import { attachment } from "./attachment.ts";
import "../names.ts";

export const UPLOAD_LIMIT_BYTES = 64 * 1024 * 1024;
const KEEP_UPLOADS_DAYS = 30;

const zFile = z
  .object({
    file_id: wireIdOut("file"),
    kind: z.enum(["upload", "export"]),
    name: z.string(),
    size_bytes: zCount,
    sha256: z.string().meta({ description: "Hexadecimal, of the content" }),
    created_at: zInstantOut,
    expires_at: zInstantOut,
  })
  .meta({ id: "File" });

const zFilePath = z.strictObject({ file_id: wireId("file") });
/** A name is shown and given back with the content, never a path. */
export const zFileName = zText(200).refine((name) => !/[\p{Cc}/\\]/u.test(name) && name.trim() !== "", {
  params: { code: "invalid" },
});

function show({ kind, expires_at, ...file }: StoredFile): z.output<typeof zFile> {
  const { name, size_bytes } = file;
  assert(kind !== "attachment" && expires_at !== null, "what somebody uploaded or asked for has its day");
  return {
    file_id: toWireId("file", file.file_id),
    kind,
    name,
    size_bytes,
    sha256: (file.sha256 ?? Buffer.alloc(0)).toString("hex"),
    created_at: file.created_at.toISOString(),
    expires_at: expires_at.toISOString(),
  };
}

const upload = route({
  method: "POST",
  path: "/v1/files",
  summary: "Upload a file",
  description:
    "The body is the content itself, of any media type but JSON. Only who uploaded it can use and download it; after 30 days it is gone.",
  tag: "files",
  access: { actors: ["staff", "api_key"], permission: "imports:write" },
  audit: ["file.uploaded"],
  query: z.strictObject({ name: zFileName }),
  upload_limit: UPLOAD_LIMIT_BYTES,
  response: { 201: zFile },
  errors: ["file_empty", "upload_broken", "body_too_large", "media_type_not_supported"],
  handler: async ({ app, auth, by, query, upload: content }) => {
    const { database, runtime } = app;
    const owner_id = callerId(auth);
    const file = { kind: "upload", name: query.name, owner_id, keep_days: KEEP_UPLOADS_DAYS } as const;
    // Whoever sends too much is told so: the connection is not torn down under the answer.
    const pieces = content.iterator({ destroyOnReturn: false });
    const limited = { content: pieces, limit_bytes: UPLOAD_LIMIT_BYTES };
    const file_id = await storeUpload(app, auth.tenant_id, file, limited);
    const stored = await database.write(auth.tenant_id, async (tx) => {
      const made = await getFile(tx, app, file_id);
      const after = { name: made.name, size_bytes: made.size_bytes };
      await recordAudit(tx, runtime, by, { action: "file.uploaded", subject: { kind: "file", id: file_id }, after });
      return made;
    });
    return { body: show(stored) };
  },
});

async function ownFile(app: Parameters<Route["handler"]>[0]["app"], auth: Auth, file_id: string): Promise<StoredFile> {
  const file = await app.database.read(auth.tenant_id, (db) => getFile(db, app, file_id));
  if (file.owner_id !== callerId(auth)) throw new AppError("not_found");
  return file;
}

const find = route({
  method: "GET",
  path: "/v1/files/:file_id",
  summary: "What a file is called, how large it is and until when it is kept",
  tag: "files",
  access: { actors: ["staff", "api_key"] },
  params: zFilePath,
  response: { 200: zFile },
  errors: ["not_found"],
  handler: async ({ app, auth, params }) => ({ body: show(await ownFile(app, auth, params.file_id)) }),
});

const download = route({
  method: "GET",
  path: "/v1/files/:file_id/content",
  summary: "The content of a file, as an attachment",
  description: "Only for whoever uploaded it or asked for it. The download of an export is in the audit log.",
  tag: "files",
  access: { actors: ["staff", "api_key"] },
  params: zFilePath,
  response: { 200: z.string() },
  produces: "application/octet-stream",
  errors: ["not_found"],
  handler: async ({ app, auth, by, params }) => {
    const file = await ownFile(app, auth, params.file_id);
    if (file.kind === "export") {
      const subject = { kind: "file", id: file.file_id } as const;
      const entry = { action: "export.downloaded", subject, after: { name: file.name } } as const;
      await app.database.write(auth.tenant_id, (tx) => recordAudit(tx, app.runtime, by, entry));
    }
    const content = Readable.from(readChunks(app, auth.tenant_id, file.file_id), { objectMode: false });
    const headers = { ...attachment(file.name), "content-length": String(file.size_bytes) };
    return { status: 200, raw: content, headers };
  },
});

export const routes: Route[] = [upload, find, download];
