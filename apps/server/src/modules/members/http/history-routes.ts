import { z } from "zod";
import { pageOf, readCursor } from "../../../platform/http/pages.ts";
import { type Route, route } from "../../../platform/http/route.ts";
import { zPage, zPageOf } from "../../../platform/http/schema.ts";
import { getMember } from "../find-member.ts";
import { getMemberHead } from "../member-head.ts";
import { listMemberEntries, listMemberLots } from "../member-history.ts";
import { readTimeline, TIMELINE_KINDS } from "../record/timeline.ts";
import { zEntry, zEntryFilter, zLot } from "./history-schema.ts";
import { zMemberPath } from "./list-routes.ts";
import { zMember } from "./schema.ts";
import { namingOf, showHead } from "./show.ts";
import { showEntry, showLot } from "./show-history.ts";
import { showTimelineItem } from "./show-timeline.ts";
import { wordsOf } from "./show-why.ts";
import { zTimelineItem, zTimelineQuery } from "./timeline-schema.ts";

const MEMBERS = { actors: ["staff", "api_key"], permission: "members:read" } as const;
const POINTS = { actors: ["staff", "api_key"], permission: "points:read" } as const;

export const zTimePosition = z.tuple([z.iso.datetime(), z.uuid()]).transform(([at, id]) => ({ at: new Date(at), id }));
const zTimelinePosition = z
  .tuple([z.iso.datetime(), z.uuid(), z.string().regex(/^[a-z]+(\.[a-z0-9]+)?$/)])
  .transform(([at, id, part]) => ({ at: new Date(at), id, part }));
export const zEntryPosition = z.tuple([z.int().min(1)]).transform(([entry_no]) => entry_no);

const head = route({
  method: "GET",
  path: "/v1/members/:member_id",
  summary: "A member with points and figures",
  tag: "members",
  access: MEMBERS,
  params: zMemberPath,
  response: { 200: zMember },
  errors: ["not_found"],
  handler: async ({ app, auth, params, language }) => {
    const naming = await namingOf(app, auth.tenant_id);
    const found = await app.database.read(auth.tenant_id, (db) => getMemberHead(db, app, params.member_id, auth));
    return { body: showHead(naming, found, language) };
  },
});

const timeline = route({
  method: "GET",
  path: "/v1/members/:member_id/timeline",
  summary: "What happened to a member in every room, newest first",
  description: "Notes that are meant for places outside the caller's reach are left out.",
  tag: "members",
  access: MEMBERS,
  params: zMemberPath,
  query: zTimelineQuery,
  response: { 200: zPageOf(zTimelineItem) },
  errors: ["not_found", "cursor_invalid"],
  handler: async ({ app, auth, params, query, language }) => {
    const before = readCursor(query.cursor, zTimelinePosition);
    const naming = await namingOf(app, auth.tenant_id);
    const { items, names } = await app.database.read(auth.tenant_id, async (db) => {
      const { member_id } = await getMember(db, app, params.member_id, auth);
      const kinds = query.kinds ?? TIMELINE_KINDS;
      return readTimeline(db, app, { member_id, kinds, limit: query.limit + 1, before, language, reach: auth });
    });
    const show = showTimelineItem(naming, language, names);
    return { body: pageOf(items, query.limit, (item) => [item.at.toISOString(), item.ref, item.part], show) };
  },
});

const entries = route({
  method: "GET",
  path: "/v1/members/:member_id/entries",
  summary: "A member's points statement, newest first",
  tag: "points",
  access: POINTS,
  params: zMemberPath,
  query: zPage.extend({ asset: z.enum(["points"]).default("points"), filter: zEntryFilter.default("all") }),
  response: { 200: zPageOf(zEntry) },
  errors: ["not_found", "cursor_invalid"],
  handler: async ({ app, auth, params, query, language }) => {
    const before_entry_no = readCursor(query.cursor, zEntryPosition) ?? null;
    const naming = await namingOf(app, auth.tenant_id);
    return app.database.read(auth.tenant_id, async (db) => {
      await getMember(db, app, params.member_id, auth);
      const page = { filter: query.filter, limit: query.limit + 1, before_entry_no };
      const rows = await listMemberEntries(db, app, params.member_id, page);
      const show = showEntry(naming, await wordsOf(db, language));
      return { body: pageOf(rows, query.limit, (row) => [row.entry_no], show) };
    });
  },
});

const lots = route({
  method: "GET",
  path: "/v1/members/:member_id/lots",
  summary: "A member's points lots in the order in which they are drawn",
  tag: "points",
  access: POINTS,
  params: zMemberPath,
  response: { 200: zPageOf(zLot) },
  errors: ["not_found"],
  handler: async ({ app, auth, params }) => {
    const naming = await namingOf(app, auth.tenant_id);
    const rows = await app.database.read(auth.tenant_id, async (db) => {
      await getMember(db, app, params.member_id, auth);
      return listMemberLots(db, params.member_id);
    });
    return { body: { data: rows.map(showLot(naming)), next_cursor: null } };
  },
});

export const historyRoutes: Route[] = [head, timeline, entries, lots];
