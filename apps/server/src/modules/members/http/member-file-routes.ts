import { Readable } from "node:stream";
import { z } from "zod";
import { recordAudit } from "../../../platform/audit/record-audit.ts";
import { readChunks } from "../../../platform/files/file-store.ts";
import { attachment } from "../../../platform/files/http/attachment.ts";
import { zFileName } from "../../../platform/files/http/routes.ts";
import { type Route, route, zNothing } from "../../../platform/http/route.ts";
import { wireId, wireIdOut, zCount, zInstantOut, zPageOf } from "../../../platform/http/schema.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { MEDIA_TYPES } from "../domain/file-type.ts";
import {
  attachFile,
  FILE_LIMIT_BYTES,
  getMemberFile,
  listFiles,
  type MemberFile,
  removeFile,
  storeMemberFile,
} from "../record/member-files.ts";
import { zMemberPath } from "./list-routes.ts";
import { writerOf } from "./note-routes.ts";
import { type Naming, namingOf } from "./show.ts";

const READERS = { actors: ["staff", "api_key"], permission: "members:read" } as const;
const WRITERS = { actors: ["staff", "api_key"], permission: "members:write" } as const;

const zFilePath = zMemberPath.extend({ member_file_id: wireId("member_file") });

const zMemberFile = z
  .object({
    member_file_id: wireIdOut("member_file"),
    name: z.string(),
    media_type: z.enum(MEDIA_TYPES).meta({ description: "By its content" }),
    size_bytes: zCount,
    by: z.string().nullable().meta({ description: "Who added it" }),
    created_at: zInstantOut,
  })
  .meta({ id: "MemberFile" });

function showFile(naming: Naming) {
  return ({ member_file_id, name, media_type, size_bytes, by, created_at }: MemberFile) => ({
    member_file_id: toWireId("member_file", member_file_id),
    name,
    media_type,
    size_bytes,
    by,
    created_at: naming.time(created_at),
  });
}

const audited = ({ name, media_type, size_bytes }: MemberFile) => ({ name, media_type, size_bytes });

const list = route({
  method: "GET",
  path: "/v1/members/:member_id/files",
  summary: "Files that stand with a member, newest first",
  tag: "members",
  access: READERS,
  params: zMemberPath,
  response: { 200: zPageOf(zMemberFile) },
  errors: ["not_found"],
  handler: async ({ app, auth, params }) => {
    const naming = await namingOf(app, auth.tenant_id);
    const rows = await app.database.read(auth.tenant_id, (db) => listFiles(db, app, params.member_id, auth));
    return { body: { data: rows.map(showFile(naming)), next_cursor: null } };
  },
});

const addition = route({
  method: "POST",
  path: "/v1/members/:member_id/files",
  summary: "Put a file to a member",
  description:
    "The body is the content itself: a PDF, PNG, JPEG or WebP picture of at most 10 MiB, told by its content and not by its name.",
  tag: "members",
  access: WRITERS,
  audit: ["member.file_added"],
  params: zMemberPath,
  query: z.strictObject({ name: zFileName }),
  upload_limit: FILE_LIMIT_BYTES,
  response: { 201: zMemberFile },
  errors: [
    "not_found",
    "member_erased",
    "files_full",
    "file_type_refused",
    "file_empty",
    "upload_broken",
    "body_too_large",
    "media_type_not_supported",
  ],
  handler: async ({ app, auth, by, params, query, upload }) => {
    const naming = await namingOf(app, auth.tenant_id);
    const { member_id } = params;
    const { name } = query;
    // Whoever sends what is refused is told so: the connection is not torn down under the answer.
    const content = upload.iterator({ destroyOnReturn: false });
    const stored = await storeMemberFile(app, auth.tenant_id, { member_id, name, content }, auth);
    const file = await app.database.write(auth.tenant_id, async (tx) => {
      const made = await attachFile(tx, app, member_id, { ...stored, name }, writerOf(auth), auth);
      const subject = { kind: "member", id: member_id } as const;
      await recordAudit(tx, app.runtime, by, { action: "member.file_added", subject, after: audited(made) });
      return made;
    });
    return { body: showFile(naming)(file) };
  },
});

const download = route({
  method: "GET",
  path: "/v1/members/:member_id/files/:member_file_id/content",
  summary: "The content of a member's file, as an attachment",
  description: "Every download is in the audit log.",
  tag: "members",
  access: READERS,
  params: zFilePath,
  response: { 200: z.string() },
  produces: "application/octet-stream",
  errors: ["not_found"],
  handler: async ({ app, auth, by, params }) => {
    const file = await app.database.write(auth.tenant_id, async (tx) => {
      const found = await getMemberFile(tx, app, params, auth);
      const subject = { kind: "member", id: params.member_id } as const;
      const entry = { action: "member.file_downloaded", subject, after: { name: found.name } } as const;
      await recordAudit(tx, app.runtime, by, entry);
      return found;
    });
    const content = Readable.from(readChunks(app, auth.tenant_id, file.file_id), { objectMode: false });
    const headers = { ...attachment(file.name), "content-length": String(file.size_bytes) };
    return { status: 200, raw: content, headers };
  },
});

const removal = route({
  method: "DELETE",
  path: "/v1/members/:member_id/files/:member_file_id",
  summary: "Take a file away from a member",
  tag: "members",
  access: WRITERS,
  audit: ["member.file_removed"],
  params: zFilePath,
  response: { 204: zNothing },
  errors: ["not_found"],
  handler: async ({ app, auth, by, params }) => {
    await app.database.write(auth.tenant_id, async (tx) => {
      const file = await removeFile(tx, app, params, auth);
      const subject = { kind: "member", id: params.member_id } as const;
      await recordAudit(tx, app.runtime, by, { action: "member.file_removed", subject, before: audited(file) });
    });
    return { status: 204 };
  },
});

export const memberFileRoutes: Route[] = [list, addition, download, removal];
