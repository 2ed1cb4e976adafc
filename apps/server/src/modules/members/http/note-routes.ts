import { z } from "zod";
import { recordAudit } from "../../../platform/audit/record-audit.ts";
import { callerId } from "../../../platform/jobs/http/viewer.ts";
import type { Auth } from "../../../platform/http/auth.ts";
import { type Route, route, zNothing } from "../../../platform/http/route.ts";
import { wireId, wireIdOut, zInstantOut, zPageOf, zText } from "../../../platform/http/schema.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import {
  addNote,
  changeNote,
  listNotes,
  listNoteWords,
  type Note,
  type NoteWords,
  removeNote,
  type Writer,
} from "../record/notes.ts";
import { zMemberPath } from "./list-routes.ts";
import { type Naming, namingOf } from "./show.ts";

const READERS = { actors: ["staff", "api_key"], permission: "members:read" } as const;
const WRITERS = { actors: ["staff", "api_key"], permission: "members:write" } as const;

const zNotePath = zMemberPath.extend({ note_id: wireId("note") });
const zBody = zText(4000)
  .refine((text) => text.trim() !== "", { params: { code: "required" } })
  .meta({ example: "素食；带孩子来时喜欢靠窗的位子" });
const zUnit = wireId("org_unit")
  .nullable()
  .meta({ description: "Only those who reach this unit see it; null: whoever sees the member" });

const zNewNote = z.strictObject({ body: zBody, unit_id: zUnit.default(null), pinned: z.boolean().default(false) });
const zNoteChange = z.strictObject({
  version: z.int().min(1),
  body: zBody.optional(),
  unit_id: zUnit.optional(),
  pinned: z.boolean().optional(),
});

const zNote = z
  .object({
    note_id: wireIdOut("note"),
    body: z.string(),
    unit_id: wireIdOut("org_unit").nullable(),
    unit_name: z.string().nullable(),
    pinned: z.boolean(),
    by: z.string().nullable().meta({ description: "Who wrote it first" }),
    created_at: zInstantOut,
    edited_by: z.string().nullable(),
    edited_at: zInstantOut.nullable(),
    version: z.int(),
  })
  .meta({ id: "Note" });

const zNoteWords = z
  .object({ version: z.int(), body: z.string(), by: z.string().nullable(), written_at: zInstantOut })
  .meta({ id: "NoteWords" });

export const writerOf = (auth: Auth): Writer => ({
  actor: auth.actor === "staff" ? "staff" : "api_key",
  actor_id: callerId(auth),
});

function showNote(naming: Naming) {
  return ({ note_id, unit_id, pinned_at, created_at, edited_at, ...note }: Note): z.output<typeof zNote> => ({
    ...note,
    note_id: toWireId("note", note_id),
    unit_id: unit_id && toWireId("org_unit", unit_id),
    unit_name: unit_id && naming.unit(unit_id),
    pinned: pinned_at !== null,
    created_at: naming.time(created_at),
    edited_at: naming.maybe(edited_at),
  });
}

/** Words are about people: the audit log keeps none of them. */
const audited = ({ unit_id, pinned_at, version }: Note) => ({ unit_id, pinned: pinned_at !== null, version });

const list = route({
  method: "GET",
  path: "/v1/members/:member_id/notes",
  summary: "What staff have written down about a member, pinned notes first",
  tag: "members",
  access: READERS,
  params: zMemberPath,
  response: { 200: zPageOf(zNote) },
  errors: ["not_found"],
  handler: async ({ app, auth, params }) => {
    const naming = await namingOf(app, auth.tenant_id);
    const rows = await app.database.read(auth.tenant_id, (db) => listNotes(db, app, params.member_id, auth));
    return { body: { data: rows.map(showNote(naming)), next_cursor: null } };
  },
});

const addition = route({
  method: "POST",
  path: "/v1/members/:member_id/notes",
  summary: "Write a note about a member",
  tag: "members",
  access: WRITERS,
  audit: ["member.note_added"],
  params: zMemberPath,
  body: zNewNote,
  response: { 201: zNote },
  errors: ["not_found", "member_erased", "notes_full"],
  idempotency: "optional",
  handler: async ({ app, auth, by, params, body, idempotency }) => {
    const naming = await namingOf(app, auth.tenant_id);
    return idempotency.run(async (tx) => {
      const note = await addNote(tx, app, { ...params, ...body }, writerOf(auth), auth);
      const subject = { kind: "member", id: params.member_id } as const;
      await recordAudit(tx, app.runtime, by, { action: "member.note_added", subject, after: audited(note) });
      return { status: 201, body: showNote(naming)(note) };
    });
  },
});

const change = route({
  method: "PATCH",
  path: "/v1/members/:member_id/notes/:note_id",
  summary: "Reword, pin or move a note",
  description: "What it said before stays in its history.",
  tag: "members",
  access: WRITERS,
  audit: ["member.note_changed"],
  params: zNotePath,
  body: zNoteChange,
  response: { 200: zNote },
  errors: ["not_found", "version_conflict"],
  handler: async ({ app, auth, by, params, body }) => {
    const naming = await namingOf(app, auth.tenant_id);
    const note = await app.database.write(auth.tenant_id, async (tx) => {
      const { before, after } = await changeNote(tx, app, params, body, writerOf(auth), auth);
      const subject = { kind: "member", id: params.member_id } as const;
      const entry = { action: "member.note_changed", subject, before: audited(before), after: audited(after) } as const;
      await recordAudit(tx, app.runtime, by, entry);
      return after;
    });
    return { body: showNote(naming)(note) };
  },
});

const removal = route({
  method: "DELETE",
  path: "/v1/members/:member_id/notes/:note_id",
  summary: "Take a note away, with its history",
  tag: "members",
  access: WRITERS,
  audit: ["member.note_removed"],
  params: zNotePath,
  response: { 204: zNothing },
  errors: ["not_found"],
  handler: async ({ app, auth, by, params }) => {
    await app.database.write(auth.tenant_id, async (tx) => {
      await removeNote(tx, app, params, auth);
      const subject = { kind: "member", id: params.member_id } as const;
      await recordAudit(tx, app.runtime, by, { action: "member.note_removed", subject });
    });
    return { status: 204 };
  },
});

const history = route({
  method: "GET",
  path: "/v1/members/:member_id/notes/:note_id/history",
  summary: "What a note said before, newest first",
  tag: "members",
  access: READERS,
  params: zNotePath,
  response: { 200: zPageOf(zNoteWords) },
  errors: ["not_found"],
  handler: async ({ app, auth, params }) => {
    const naming = await namingOf(app, auth.tenant_id);
    const rows = await app.database.read(auth.tenant_id, (db) => listNoteWords(db, app, params, auth));
    const show = ({ written_at, ...words }: NoteWords) => ({ ...words, written_at: naming.time(written_at) });
    return { body: { data: rows.map(show), next_cursor: null } };
  },
});

export const noteRoutes: Route[] = [list, addition, change, removal, history];
