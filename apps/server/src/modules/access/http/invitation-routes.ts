import { z } from "zod";
import { showPending, zPending } from "../../../platform/approvals/index.ts";
import { pageOf, readCursor } from "../../../platform/http/pages.ts";
import { type Route, route, zNothing } from "../../../platform/http/route.ts";
import { wireId, wireIdOut, zInstantOut, zPage, zPageOf, zText } from "../../../platform/http/schema.ts";
import type { Language } from "../../../platform/kernel/errors.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { askWhenWider } from "../role-change-operation.ts";
import { acceptInvitation, readInvitation } from "../accept-invitation.ts";
import { invite, resendInvitation, revokeInvitation } from "../invitations.ts";
import { getInvitation, type InvitationRow, listInvitations, stateOf } from "../list-invitations.ts";
import { zLinkToken, zPassword } from "./identity-schema.ts";
import { grantorOf } from "./grantor.ts";
import { originOf } from "./opened.ts";
import { zRoleName } from "./role-schema.ts";
import { showRoleName } from "./show-role.ts";

const tag = "access";
const access = { actors: ["staff"], permission: "staff:write" } as const;
const params = z.strictObject({ invitation_id: wireId("invitation") });
const zCursor = z.tuple([z.iso.datetime(), z.uuid()]);

const zNew = z.strictObject({
  email: z.email().max(254),
  name: zText(100),
  role_id: wireId("role"),
  unit_id: wireId("org_unit"),
  reason: zText(200).optional().meta({ description: "Why: required when a second person has to agree" }),
  language: z.enum(["zh-CN", "en", "ko"]).optional().meta({ description: "Of the mail; the caller's when left out" }),
});

const zInvitation = z
  .object({
    invitation_id: wireIdOut("invitation"),
    email: z.string(),
    name: z.string(),
    role: zRoleName,
    unit_id: wireIdOut("org_unit"),
    unit_name: z.string(),
    invited_by: z.object({ staff_id: wireIdOut("staff"), name: z.string() }),
    state: z.enum(["open", "expired", "accepted", "revoked"]),
    created_at: zInstantOut,
    sent_at: zInstantOut,
    expires_at: zInstantOut,
  })
  .meta({ id: "Invitation" });

const show = (now: Date, language: Language) => (row: InvitationRow) => ({
  invitation_id: toWireId("invitation", row.invitation_id),
  email: row.email,
  name: row.name,
  role: showRoleName(
    { role_id: row.role_id, code: row.role_code, name: row.role_name, names: row.role_names },
    language,
  ),
  unit_id: toWireId("org_unit", row.unit_id),
  unit_name: row.unit_name,
  invited_by: { staff_id: toWireId("staff", row.invited_by), name: row.inviter_name },
  state: stateOf(row, now),
  created_at: row.created_at.toISOString(),
  sent_at: row.sent_at.toISOString(),
  expires_at: row.expires_at.toISOString(),
});

const creation = route({
  method: "POST",
  path: "/v1/invitations",
  summary: "Ask somebody by e-mail to work here",
  audit: ["invitation.created", "approval.requested"],
  description:
    "The link of the mail works once, for seven days. Nobody can grant what they do not have. Where the tenant's approval rule asks for it, it waits for a second person: 202.",
  tag,
  access,
  body: zNew,
  response: { 201: zInvitation, 202: zPending },
  errors: ["staff_exists", "invitation_open", "not_found", "beyond_own_rights", "reason_required"],
  handler: async ({ app, auth, body, by, language }) => {
    const { reason } = body;
    const input = { ...body, language: body.language ?? language };
    const done = await app.database.write(auth.tenant_id, async (tx) => {
      const waiting = await askWhenWider(tx, app, { what: "invitation", ...input }, { reason, by });
      return waiting ?? getInvitation(tx, await invite(tx, app, input, grantorOf(auth, by)));
    });
    if ("approval" in done) return { status: 202, body: showPending(done.approval, done.zone) };
    return { status: 201, body: show(app.runtime.clock.now(), language)(done) };
  },
});

const list = route({
  method: "GET",
  path: "/v1/invitations",
  summary: "Invitations of the data scope, newest first",
  tag,
  access,
  query: zPage,
  response: { 200: zPageOf(zInvitation) },
  errors: ["cursor_invalid"],
  handler: async ({ app, auth, query, language }) => {
    const cursor = readCursor(query.cursor, zCursor);
    const after = cursor && { created_at: new Date(cursor[0]), invitation_id: cursor[1] };
    const filter = { scope: auth.scope, after, rows: query.limit + 1 };
    const rows = await app.database.read(auth.tenant_id, (db) => listInvitations(db, filter));
    const shown = show(app.runtime.clock.now(), language);
    return { body: pageOf(rows, query.limit, (row) => [row.created_at.toISOString(), row.invitation_id], shown) };
  },
});

const resending = route({
  method: "POST",
  path: "/v1/invitations/:invitation_id/resend",
  summary: "Send another link, good for another seven days",
  audit: ["invitation.resent"],
  tag,
  access,
  params,
  response: { 200: zInvitation },
  errors: ["not_found", "invitation_closed", "beyond_own_rights"],
  handler: async ({ app, auth, params: { invitation_id }, by, language }) => {
    const row = await app.database.write(auth.tenant_id, async (tx) => {
      await resendInvitation(tx, app, invitation_id, grantorOf(auth, by));
      return getInvitation(tx, invitation_id);
    });
    return { body: show(app.runtime.clock.now(), language)(row) };
  },
});

const revocation = route({
  method: "DELETE",
  path: "/v1/invitations/:invitation_id",
  summary: "Take an invitation back",
  audit: ["invitation.revoked"],
  tag,
  access,
  params,
  response: { 204: zNothing },
  errors: ["not_found", "invitation_closed"],
  handler: async ({ app, auth, params: { invitation_id }, by }) => {
    await app.database.write(auth.tenant_id, (tx) =>
      revokeInvitation(tx, app.runtime, invitation_id, grantorOf(auth, by)),
    );
    return {};
  },
});

const lookup = route({
  method: "POST",
  path: "/v1/invitations/lookup",
  summary: "What an invitation's link offers",
  description: "POST, so that the link's token stands in no address and no log.",
  tag,
  access: { actors: ["public"] },
  limit_per_minute: 60,
  body: z.strictObject({ token: zLinkToken }),
  response: {
    200: z.object({
      email: z.string(),
      name: z.string(),
      tenant_name: z.string(),
      role_name: z.string(),
      unit_name: z.string(),
      known: z.boolean().meta({ description: "Works elsewhere already: accepts with the password they have" }),
    }),
  },
  errors: ["link_gone"],
  handler: async ({ app, body, language }) => {
    const found = await readInvitation(app, body.token);
    const { email, name, tenant_name, unit_name, known } = found;
    const role_name = found.role_names?.[language] ?? found.role_name;
    return { body: { email, name, tenant_name, role_name, unit_name, known } };
  },
});

const acceptance = route({
  method: "POST",
  path: "/v1/invitations/accept",
  summary: "Accept an invitation with a password",
  description: "A new one, or one's own for somebody who works elsewhere already. Sign in afterwards.",
  tag,
  access: { actors: ["public"] },
  limit_per_minute: 60,
  body: z.strictObject({ token: zLinkToken, password: zPassword }),
  response: { 204: zNothing },
  errors: [
    "link_gone",
    "staff_exists",
    "invalid_credentials",
    "locked_out",
    "password_too_short",
    "password_common",
    "password_has_email",
  ],
  handler: async ({ app, body, ip, headers, request_id }) => {
    await acceptInvitation(app, body, originOf({ ip, headers, request_id }, "POST /v1/invitations/accept"));
    return {};
  },
});

export const invitationRoutes: Route[] = [creation, list, lookup, acceptance, resending, revocation];
