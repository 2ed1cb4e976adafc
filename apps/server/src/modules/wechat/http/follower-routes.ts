import { z } from "zod";
import { pageOf, readCursor } from "../../../platform/http/pages.ts";
import { type Route, route } from "../../../platform/http/route.ts";
import { wireId, zPageOf } from "../../../platform/http/schema.ts";
import { type IdKind, toWireId } from "../../../platform/kernel/ids.ts";
import { getQrCode } from "../../members/index.ts";
import { type FollowerRow, listFollowers } from "../list-followers.ts";
import { issueTicket } from "../qr-tickets.ts";
import { zFollower, zFollowerQuery, zTicket, zTicketRequest } from "./schema.ts";

const zCursor = z.tuple([z.iso.datetime(), z.uuid()]);
const wire = (kind: IdKind, id: string | null) => id && toWireId(kind, id);

function show({ scene: _, account_id, follower_id, ...row }: FollowerRow) {
  const bound = row.member_id === null ? ("unbound" as const) : ("bound" as const);
  return {
    follower_id: toWireId("follower", follower_id),
    wechat_account_id: toWireId("wechat_account", account_id),
    openid_shown: row.openid_shown,
    has_unionid: row.has_unionid,
    state: row.unfollowed_at === null ? bound : ("left" as const),
    followed_at: row.followed_at.toISOString(),
    unfollowed_at: row.unfollowed_at?.toISOString() ?? null,
    qr_code_id: wire("qr_code", row.qr_code_id),
    unit_id: wire("org_unit", row.unit_id),
    staff_id: wire("staff", row.staff_id),
    member_id: wire("member", row.member_id),
    bound_at: row.bound_at?.toISOString() ?? null,
  };
}

const list = route({
  method: "GET",
  path: "/v1/wechat_followers",
  summary: "Who follows the official accounts, newest first",
  description: "Whoever sees one store sees the followers that its codes brought.",
  tag: "wechat",
  access: { actors: ["staff", "api_key"], permission: "members:read" },
  query: zFollowerQuery,
  response: { 200: zPageOf(zFollower) },
  errors: ["cursor_invalid"],
  handler: async ({ app, auth, query }) => {
    const { wechat_account_id: account_id, qr_code_id, state } = query;
    const cursor = readCursor(query.cursor, zCursor);
    const before = cursor && { followed_at: new Date(cursor[0]), follower_id: cursor[1] };
    const rows = await app.database.read(auth.tenant_id, (db) =>
      listFollowers(db, { account_id, qr_code_id, state }, auth.scope, query.limit + 1, before),
    );
    return { body: pageOf(rows, query.limit, (row) => [row.followed_at.toISOString(), row.follower_id], show) };
  },
});

const ticket = route({
  method: "POST",
  path: "/v1/qr_codes/:qr_code_id/wechat_ticket",
  summary: "The picture's content for an official account: whoever scans it follows",
  description: "Asked for again it is the same.",
  tag: "wechat",
  access: { actors: ["staff", "api_key"], permission: "members:write" },
  audit: { none: "the same picture for the same code, made once" },
  params: z.strictObject({ qr_code_id: wireId("qr_code") }),
  body: zTicketRequest,
  response: { 200: zTicket },
  errors: ["not_found", "wechat_not_official", "wechat_unavailable"],
  handler: async ({ app, auth, params, body, signal }) => {
    const { qr_code_id, code } = await app.database.read(auth.tenant_id, (db) =>
      getQrCode(db, params.qr_code_id, auth.scope),
    );
    const account_id = body.wechat_account_id;
    const made = await issueTicket(app, auth.tenant_id, { qr_code_id, code, account_id }, signal);
    return {
      body: {
        qr_code_id: toWireId("qr_code", qr_code_id),
        wechat_account_id: toWireId("wechat_account", account_id),
        url: made.url,
      },
    };
  },
});

export const followerRoutes: Route[] = [list, ticket];
