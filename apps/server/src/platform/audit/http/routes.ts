import { z } from "zod";
import { addDays, instantOf } from "../../kernel/dates.ts";
import type { Auth } from "../../http/auth.ts";
import { pageOf, readCursor } from "../../http/pages.ts";
import { type Route, route } from "../../http/route.ts";
import { wireId, wireIdOut, zBusinessDate, zCount, zInstantOut, zPage, zPageOf } from "../../http/schema.ts";
import { AppError } from "../../kernel/errors.ts";
import { toWireId } from "../../kernel/ids.ts";
import { namesOf } from "../../names.ts";
import { readTenantTime } from "../../tenant-time.ts";
import { type AuditRow, findAuditEntry, listAuditActions, listReveals, searchAudit } from "../search-audit.ts";
import "../errors.ts";
import "../exports.ts";
import { namedIn, wire, zAnyId, zAuditFilter } from "./schema.ts";

const READ = { actors: ["staff", "api_key"], permission: "audit:read" } as const;
const LONGEST_DAYS = 400;
const DAY_MS = 86_400_000;

/** It names people and things of every store. */
function requireWholeGroup({ scope }: Auth): void {
  if (scope !== "all") throw new AppError("audit_whole_group_only");
}

const zActor = z.object({
  kind: z.enum(["staff", "api_key", "member", "system"]),
  id: z.string().nullable(),
  name: z.string().nullable(),
});
const zSubject = z.object({ kind: z.string(), id: z.string().nullable(), name: z.string().nullable() });
const zValues = z.record(z.string(), z.unknown()).nullable();
const entry = {
  audit_entry_id: wireIdOut("audit_entry"),
  recorded_at: zInstantOut,
  action: z.string(),
  actor: zActor,
  subject: zSubject,
  reason: z.string().nullable(),
  route: z.string().nullable(),
  ip: z.string().nullable(),
  request_id: z.string().nullable(),
  approval_id: wireIdOut("approval").nullable(),
  before: zValues,
  after: zValues,
};
const zEntry = z.object(entry).meta({ id: "AuditEntry" });
const zEntryFound = z
  .object({
    ...entry,
    session_id: wireIdOut("session").nullable(),
    user_agent: z.string().nullable(),
    related: z.array(z.object(entry)).meta({ description: "The other entries of the same approval" }),
  })
  .meta({ id: "AuditEntryWithOrigin" });

const zQuery = zPage.extend(zAuditFilter);

function showEntry(row: AuditRow, names: ReadonlyMap<string, string>): z.output<typeof zEntry> {
  const { actor, actor_id, subject_kind, subject_id, approval_id } = row;
  return {
    audit_entry_id: toWireId("audit_entry", row.audit_entry_id),
    recorded_at: row.recorded_at.toISOString(),
    action: row.action,
    actor: { kind: actor, id: wire(actor, actor_id), name: (actor_id && names.get(actor_id)) ?? null },
    subject: {
      kind: subject_kind,
      id: wire(subject_kind, subject_id),
      name: (subject_id && names.get(subject_id)) ?? null,
    },
    reason: row.reason,
    route: row.route,
    ip: row.ip,
    request_id: row.request_id,
    approval_id: approval_id && toWireId("approval", approval_id),
    before: row.before as z.output<typeof zValues>, // written by recordAudit from an object
    after: row.after as z.output<typeof zValues>, // the same
  };
}

const zCursor = z.tuple([z.iso.datetime(), z.uuid()]);

const list = route({
  method: "GET",
  path: "/v1/audit_log",
  summary: "Who did what, newest first",
  tag: "audit",
  access: READ,
  query: zQuery,
  response: { 200: zPageOf(zEntry) },
  errors: ["cursor_invalid", "audit_whole_group_only"],
  handler: async ({ app, auth, query, language }) => {
    requireWholeGroup(auth);
    const { cursor, limit, ...filter } = query;
    const [time, audit_entry_id] = readCursor(cursor, zCursor) ?? [];
    const after = time && audit_entry_id ? { recorded_at: new Date(time), audit_entry_id } : undefined;
    return app.database.read(auth.tenant_id, async (db) => {
      const rows = await searchAudit(db, { ...filter, limit: limit + 1, after });
      const names = await namesOf(db, namedIn(rows), { language, masks: auth.masks });
      const cursorOf = (row: AuditRow) => [row.recorded_at.toISOString(), row.audit_entry_id];
      return { body: pageOf(rows, limit, cursorOf, (row) => showEntry(row, names)) };
    });
  },
});

const actions = route({
  method: "GET",
  path: "/v1/audit_log/actions",
  summary: "Every kind of deed that the log holds",
  tag: "audit",
  access: READ,
  response: { 200: z.object({ data: z.array(z.string()) }) },
  errors: ["audit_whole_group_only"],
  handler: async ({ app, auth }) => {
    requireWholeGroup(auth);
    return { body: { data: await app.database.read(auth.tenant_id, listAuditActions) } };
  },
});

const find = route({
  method: "GET",
  path: "/v1/audit_log/:audit_entry_id",
  summary: "One entry, from where it came, and who else had a hand in it",
  tag: "audit",
  access: READ,
  params: z.strictObject({ audit_entry_id: wireId("audit_entry") }),
  response: { 200: zEntryFound },
  errors: ["not_found", "audit_whole_group_only"],
  handler: async ({ app, auth, params, language }) => {
    requireWholeGroup(auth);
    return app.database.read(auth.tenant_id, async (db) => {
      const row = await findAuditEntry(db, params.audit_entry_id);
      if (!row) throw new AppError("not_found");
      const { approval_id, session_id } = row;
      const all = approval_id === null ? [] : await searchAudit(db, { approval_id, limit: 20 });
      const others = all.filter((one) => one.audit_entry_id !== row.audit_entry_id);
      const names = await namesOf(db, namedIn([row, ...others]), { language, masks: auth.masks });
      return {
        body: {
          ...showEntry(row, names),
          session_id: session_id && toWireId("session", session_id),
          user_agent: row.user_agent,
          related: others.map((one) => showEntry(one, names)),
        },
      };
    });
  },
});

const reveals = route({
  method: "GET",
  path: "/v1/audit_log/reveals",
  summary: "Who looked at sensitive fields, by person and day",
  tag: "audit",
  access: READ,
  query: z.strictObject({ from: zBusinessDate, to: zBusinessDate, actor_id: zAnyId.optional() }),
  response: {
    200: z.object({
      data: z.array(
        z.object({
          date: zBusinessDate,
          actor: zActor,
          reveals: zCount,
          members: zCount,
          reasons: z.array(z.string()),
        }),
      ),
    }),
  },
  errors: ["audit_whole_group_only", "audit_period"],
  handler: async ({ app, auth, query }) => {
    requireWholeGroup(auth);
    const { time_zone: zone } = await readTenantTime(app, auth.tenant_id);
    const [from, to] = [instantOf(query.from, zone), instantOf(addDays(query.to, 1), zone)];
    const days = (to.getTime() - from.getTime()) / DAY_MS;
    if (days <= 0 || days > LONGEST_DAYS) throw new AppError("audit_period", { days: LONGEST_DAYS });
    return app.database.read(auth.tenant_id, async (db) => {
      const rows = await listReveals(db, { from, to, zone, actor_id: query.actor_id ?? null });
      const names = await namesOf(
        db,
        rows.map((row) => ({ kind: row.actor, id: row.actor_id })),
      );
      const data = rows.map(({ actor, actor_id, reasons, ...row }) => ({
        ...row,
        actor: { kind: actor, id: wire(actor, actor_id), name: (actor_id && names.get(actor_id)) ?? null },
        reasons: reasons ?? [],
      }));
      return { body: { data } };
    });
  },
});

export const auditRoutes: Route[] = [list, actions, reveals, find];
