import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import type { Auth } from "../../../platform/http/auth.ts";
import { pageOf, readCursor } from "../../../platform/http/pages.ts";
import { type Route, route } from "../../../platform/http/route.ts";
import { wireId, zCount, zPageOf } from "../../../platform/http/schema.ts";
import type { Db } from "../../../platform/db/pool.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import type { Reach } from "../../../platform/kernel/reach.ts";
import { unitsUnder } from "../../org/index.ts";
import { listMemberRows } from "../member-list.ts";
import { pointsAt } from "../points-of.ts";
import { resolveMember } from "../resolve-member.ts";
import { countMembers, type MemberSearch } from "../search-members.ts";
import { zIdentified, zMemberFilter, zMemberPage, zMemberRow, zNaming } from "./schema.ts";
import { maskedPhone, namingOf, showRow } from "./show.ts";

const READERS = { actors: ["staff", "api_key"], permission: "members:read" } as const;
const zPosition = z.tuple([z.iso.datetime(), z.uuid()]);

const zFilter = z.strictObject(zMemberFilter);

export async function searchOf(db: Db, reach: Reach, filter: z.output<typeof zFilter>): Promise<MemberSearch> {
  const { q, tag, unit_id, status, owner_staff_id } = filter;
  const unit_ids = unit_id === undefined ? undefined : await unitsUnder(db, unit_id);
  return { text: q, tag_id: tag, status, unit_ids, looked_after_by: owner_staff_id, reach };
}

const memberList = route({
  method: "GET",
  path: "/v1/members",
  summary: "Members inside the data scope, newest first",
  tag: "members",
  access: READERS,
  query: zMemberPage,
  response: { 200: zPageOf(zMemberRow) },
  errors: ["cursor_invalid"],
  handler: async ({ app, auth, query }) => {
    const position = readCursor(query.cursor, zPosition);
    const before = position && { joined_at: new Date(position[0]), member_id: position[1] };
    const [naming, rows] = await Promise.all([
      namingOf(app, auth.tenant_id),
      app.database.read(auth.tenant_id, async (db) =>
        listMemberRows(db, app, await searchOf(db, auth, query), query.limit + 1, before),
      ),
    ]);
    return { body: pageOf(rows, query.limit, (row) => [row.joined_at.toISOString(), row.member_id], showRow(naming)) };
  },
});

const memberCount = route({
  method: "GET",
  path: "/v1/members/count",
  summary: "How many members match: exact up to 10,000, else an estimate that says so",
  tag: "members",
  access: READERS,
  query: zFilter,
  response: { 200: z.object({ count: zCount, estimated: z.boolean() }).meta({ id: "MemberCount" }) },
  handler: async ({ app, auth, query }) => ({
    body: await app.database.read(auth.tenant_id, async (db) => countMembers(db, app, await searchOf(db, auth, query))),
  }),
});

const identification = route({
  method: "POST",
  path: "/v1/members/identify",
  summary: "Who stands here: by the code, phone or card they show",
  description: "What a person shows reaches any member of the group, also outside the caller's data scope.",
  tag: "members",
  access: { actors: ["staff", "api_key"], permission: "members:identify" },
  audit: { none: "a look-up" },
  body: zNaming,
  response: { 200: zIdentified },
  errors: ["not_found", "code_invalid", "code_expired"],
  handler: async ({ app, auth, body }) => ({ body: await identify(app, auth, body) }),
});

async function identify(app: App, auth: Auth, naming: z.output<typeof zNaming>) {
  const { maybe } = await namingOf(app, auth.tenant_id);
  return app.database.read(auth.tenant_id, async (db) => {
    const member = await resolveMember(db, app, naming, auth);
    const { available } = await pointsAt(db, app, member.member_id);
    return {
      member_id: toWireId("member", member.member_id),
      name: member.name,
      phone_masked: maskedPhone(member.phone),
      card_no: member.card_no,
      status: member.status,
      block: member.block_scopes && {
        scopes: member.block_scopes,
        reason: member.status_reason,
        until: maybe(member.blocked_until),
      },
      points_available: available,
    };
  });
}

export const zMemberPath = z.strictObject({ member_id: wireId("member") });

export const listRoutes: Route[] = [memberList, memberCount, identification];
