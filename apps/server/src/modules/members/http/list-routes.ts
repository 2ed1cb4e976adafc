import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import type { Auth } from "../../../platform/http/auth.ts";
import { pageOf } from "../../../platform/http/pages.ts";
import { type Route, route } from "../../../platform/http/route.ts";
import { wireId, zCount, zPageOf } from "../../../platform/http/schema.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { zMemberFilter } from "../find/filter-schema.ts";
import { readPosition } from "../find/list-members.ts";
import { refuseHidden, searchOf } from "../find/read-filter.ts";
import { listMemberRows } from "../member-list.ts";
import { pointsAt } from "../points-of.ts";
import { resolveMember } from "../resolve-member.ts";
import { countMembers } from "../search-members.ts";
import { zIdentified, zMemberPage, zMemberRow, zNaming } from "./schema.ts";
import { maskedPhone, namingOf, showRow } from "./show.ts";

const READERS = { actors: ["staff", "api_key"], permission: "members:read" } as const;
const memberList = route({
  method: "GET",
  path: "/v1/members",
  summary: "Members inside the data scope; conditions combine, newest first unless told otherwise",
  description:
    "Pages stay whole while people come and go. In the orders by a last day those who never came follow at the end. Conditions on what the caller's role hides are refused.",
  tag: "members",
  access: READERS,
  query: zMemberPage,
  response: { 200: zPageOf(zMemberRow) },
  errors: ["cursor_invalid", "filter_hidden"],
  handler: async ({ app, auth, query, language }) => {
    const { limit, cursor, sort = "-joined_at", ...filter } = query;
    refuseHidden(filter, auth.masks);
    const after = readPosition(cursor, sort);
    const [naming, rows] = await Promise.all([
      namingOf(app, auth.tenant_id),
      app.database.read(auth.tenant_id, async (db) =>
        listMemberRows(db, app, await searchOf(db, app, auth, filter), { sort, limit: limit + 1, after }),
      ),
    ]);
    return { body: pageOf(rows, limit, (row) => row.position, showRow(naming, language)) };
  },
});

const memberCount = route({
  method: "GET",
  path: "/v1/members/count",
  summary: "How many members match: exact up to 10,000, else an estimate that says so",
  tag: "members",
  access: READERS,
  query: zMemberFilter,
  response: { 200: z.object({ count: zCount, estimated: z.boolean() }).meta({ id: "MemberCount" }) },
  errors: ["filter_hidden"],
  handler: async ({ app, auth, query }) => {
    refuseHidden(query, auth.masks);
    const body = await app.database.read(auth.tenant_id, async (db) =>
      countMembers(db, app, await searchOf(db, app, auth, query)),
    );
    return { body };
  },
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
