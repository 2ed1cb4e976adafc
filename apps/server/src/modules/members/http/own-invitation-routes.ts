import { type Route, route, zNothing } from "../../../platform/http/route.ts";
import { zPageOf } from "../../../platform/http/schema.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import {
  acceptInvitation,
  inviteToHousehold,
  listInvitations,
  readInvitation,
  withdrawInvitation,
} from "../household-invitations.ts";
import { lockOwnHousehold } from "../own-household.ts";
import { OWN, own, seenBy, showFamily, zFound } from "./own-family.ts";
import {
  zInvitation,
  zInvitationCode,
  zInvitationPath,
  zInvite,
  zInvited,
  zNewInvitation,
} from "./own-household-schema.ts";
import { namingOf } from "./show.ts";

const TAG = "member";
/** Codes are short: whoever tries them through is slowed down. */
const GUESSES_PER_MINUTE = 20;

const invitations = route({
  method: "GET",
  path: "/v1/member/household/invitations",
  summary: "The household's open invitations, without their codes",
  tag: TAG,
  access: OWN,
  response: { 200: zPageOf(zInvitation) },
  errors: ["no_household"],
  handler: async ({ app, auth }) => {
    const naming = await namingOf(app, auth.tenant_id);
    const rows = await app.database.write(auth.tenant_id, async (tx) =>
      listInvitations(tx, app, (await lockOwnHousehold(tx, own(auth))).household_id),
    );
    const data = rows.map((row) => ({
      ...row,
      invitation_id: toWireId("household_invitation", row.invitation_id),
      created_at: naming.time(row.created_at),
      expires_at: naming.time(row.expires_at),
    }));
    return { body: { data, next_cursor: null } };
  },
});

const invitation = route({
  method: "POST",
  path: "/v1/member/household/invitations",
  summary: "A guardian invites somebody: a code that works once within 7 days",
  tag: TAG,
  access: OWN,
  body: zInvite,
  response: { 201: zNewInvitation },
  errors: ["no_household", "guardian_only", "household_full"],
  idempotency: "optional",
  handler: async ({ app, auth, body, idempotency }) => {
    const naming = await namingOf(app, auth.tenant_id);
    return idempotency.run(async (tx) => {
      const { invitation_id, code, role, expires_at } = await inviteToHousehold(tx, app, own(auth), body.role);
      const wire_id = toWireId("household_invitation", invitation_id);
      return { body: { invitation_id: wire_id, code, role, expires_at: naming.time(expires_at) } };
    });
  },
});

const withdrawal = route({
  method: "DELETE",
  path: "/v1/member/household/invitations/:invitation_id",
  summary: "Take an invitation back",
  tag: TAG,
  access: OWN,
  params: zInvitationPath,
  response: { 204: zNothing },
  errors: ["no_household", "guardian_only", "not_found"],
  handler: async ({ app, auth, params }) => {
    await app.database.write(auth.tenant_id, (tx) => withdrawInvitation(tx, app, own(auth), params.invitation_id));
    return {};
  },
});

const lookUp = route({
  method: "POST",
  path: "/v1/member/household/invitations/lookup",
  summary: "What a code invites to",
  tag: TAG,
  access: OWN,
  body: zInvitationCode,
  response: { 200: zInvited },
  errors: ["household_invitation_gone"],
  limit_per_minute: GUESSES_PER_MINUTE,
  handler: async ({ app, auth, body }) => ({
    body: await app.database.write(auth.tenant_id, (tx) => readInvitation(tx, app, body.code)),
  }),
});

const acceptance = route({
  method: "POST",
  path: "/v1/member/household/invitations/accept",
  summary: "Join the household that a code invites to",
  tag: TAG,
  access: OWN,
  body: zInvitationCode,
  response: { 200: zFound },
  errors: ["household_invitation_gone", "in_a_household", "household_full", "child_needs_guardian"],
  limit_per_minute: GUESSES_PER_MINUTE,
  handler: async ({ app, auth, body }) => {
    const seen = await seenBy(app, auth);
    const joined = await app.database.write(auth.tenant_id, async (tx) => {
      await acceptInvitation(tx, app, seen.me, body.code);
      return showFamily(tx, seen);
    });
    return { body: joined };
  },
});

export const ownInvitationRoutes: Route[] = [invitations, invitation, withdrawal, lookUp, acceptance];
