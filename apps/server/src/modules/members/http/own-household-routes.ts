import type { App } from "../../../platform/app.ts";
import type { Auth } from "../../../platform/http/auth.ts";
import { type Route, route, zNothing } from "../../../platform/http/route.ts";
import { zPageOf } from "../../../platform/http/schema.ts";
import { present } from "../../../platform/kernel/assert.ts";
import { businessDateOf } from "../../../platform/kernel/dates.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { z } from "zod";
import { type Moment, readMoment } from "../../org/index.ts";
import type { Db } from "../../../platform/db/pool.ts";
import { addChild } from "../add-child.ts";
import {
  acceptInvitation,
  inviteToHousehold,
  listInvitations,
  readInvitation,
  withdrawInvitation,
} from "../household-invitations.ts";
import { monthStartOf, movePoints, takenSince } from "../household-pool.ts";
import { findHouseholdOf } from "../households.ts";
import {
  changeFamilyMember,
  createOwnHousehold,
  leaveOwnHousehold,
  lockOwnHousehold,
  removeFamilyMember,
} from "../own-household.ts";
import {
  zFamilyMemberPatch,
  zFamilyMemberPath,
  zInvitation,
  zInvitationCode,
  zInvitationPath,
  zInvite,
  zInvited,
  zNewChild,
  zNewInvitation,
  zNewOwnHousehold,
  zPoolMove,
} from "./own-household-schema.ts";
import { type Naming, namingOf } from "./show.ts";
import { showOwnHousehold, zOwnHousehold } from "./show-household.ts";

const OWN = { actors: ["member"] } as const;
const TAG = "member";
/** Codes are short: whoever tries them through is slowed down. */
const GUESSES_PER_MINUTE = 20;

const own = (auth: Auth): string => present(auth.member_id, "a member session has its member");
const zFound = z.object({ household: zOwnHousehold.nullable() });

interface Seen {
  app: App;
  me: string;
  naming: Naming;
  moment: Moment;
}

async function seenBy(app: App, auth: Auth): Promise<Seen> {
  const [naming, moment] = [await namingOf(app, auth.tenant_id), await readMoment(app, auth.tenant_id)];
  return { app, me: own(auth), naming, moment };
}

async function show(db: Db, { app, me, naming, moment }: Seen) {
  const found = await findHouseholdOf(db, app, me);
  if (!found) return { household: null };
  const today = businessDateOf(moment.times.now, moment.directory.tenant.time_zone);
  const taken = await takenSince(db, found.household_id, monthStartOf(today));
  return { household: showOwnHousehold(naming, found, { me, today, taken }) };
}

const household = route({
  method: "GET",
  path: "/v1/member/household",
  summary: "The member's own household, if any",
  tag: TAG,
  access: OWN,
  response: { 200: zFound },
  handler: async ({ app, auth }) => {
    const seen = await seenBy(app, auth);
    return { body: await app.database.read(auth.tenant_id, (db) => show(db, seen)) };
  },
});

const creation = route({
  method: "POST",
  path: "/v1/member/household",
  summary: "Make a household, as its guardian",
  tag: TAG,
  access: OWN,
  body: zNewOwnHousehold,
  response: { 201: zFound },
  errors: ["in_a_household"],
  idempotency: "optional",
  handler: async ({ app, auth, body, idempotency }) => {
    const seen = await seenBy(app, auth);
    return idempotency.run(async (tx) => {
      await createOwnHousehold(tx, app, seen.me, body.name);
      return { body: await show(tx, seen) };
    });
  },
});

const leaving = route({
  method: "DELETE",
  path: "/v1/member/household",
  summary: "Leave the household; what was put into its pool stays there",
  tag: TAG,
  access: OWN,
  response: { 204: zNothing },
  errors: ["no_household", "guardian_needed", "pool_not_empty"],
  handler: async ({ app, auth }) => {
    await app.database.write(auth.tenant_id, (tx) => leaveOwnHousehold(tx, app, own(auth)));
    return {};
  },
});

const familyChange = route({
  method: "PATCH",
  path: "/v1/member/household/members/:household_member_id",
  summary: "A guardian settles somebody's role or how much they may take out of the pool in a month",
  tag: TAG,
  access: OWN,
  params: zFamilyMemberPath,
  body: zFamilyMemberPatch,
  response: { 200: zFound },
  errors: ["no_household", "guardian_only", "guardian_needed", "not_found"],
  handler: async ({ app, auth, params, body }) => {
    const seen = await seenBy(app, auth);
    const changed = await app.database.write(auth.tenant_id, async (tx) => {
      await changeFamilyMember(tx, seen.me, { ...params, ...body });
      return show(tx, seen);
    });
    return { body: changed };
  },
});

const familyRemoval = route({
  method: "DELETE",
  path: "/v1/member/household/members/:household_member_id",
  summary: "A guardian takes somebody out of the household",
  tag: TAG,
  access: OWN,
  params: zFamilyMemberPath,
  response: { 204: zNothing },
  errors: ["no_household", "guardian_only", "guardian_needed", "not_found", "pool_not_empty"],
  handler: async ({ app, auth, params }) => {
    await app.database.write(auth.tenant_id, (tx) =>
      removeFamilyMember(tx, app, own(auth), params.household_member_id),
    );
    return {};
  },
});

const child = route({
  method: "POST",
  path: "/v1/member/household/children",
  summary: "A guardian brings a child under 14, and consents for it to a published text",
  tag: TAG,
  access: OWN,
  body: zNewChild,
  response: { 201: zFound },
  errors: ["no_household", "guardian_only", "household_full", "born_in_future", "child_too_old", "document_unknown"],
  idempotency: "optional",
  handler: async ({ app, auth, body, language, ip, idempotency }) => {
    const seen = await seenBy(app, auth);
    return idempotency.run(async (tx) => {
      const { name, birthday: birth, text_version } = body;
      await addChild(tx, app, { guardian_id: seen.me, name, birth, text_version, language, ip });
      return { body: await show(tx, seen) };
    });
  },
});

const POOL_TITLES = { "zh-CN": "家庭积分池", en: "Family pool", ko: "가족 포인트" } as const;

const poolMove = route({
  method: "POST",
  path: "/v1/member/household/transfers",
  summary: "Put points into the household's pool, or take some out within one's limit",
  tag: TAG,
  access: OWN,
  body: zPoolMove,
  response: { 201: zFound },
  errors: ["no_household", "member_blocked", "pool_limit_reached", "insufficient_balance"],
  idempotency: "required",
  handler: async ({ app, auth, body, language, idempotency }) => {
    const seen = await seenBy(app, auth);
    return idempotency.run(async (tx) => {
      await movePoints(tx, app, seen.moment, { member_id: seen.me, ...body, title: POOL_TITLES[language] });
      return { body: await show(tx, seen) };
    });
  },
});

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
      return show(tx, seen);
    });
    return { body: joined };
  },
});

export const ownHouseholdRoutes: Route[] = [
  household,
  creation,
  leaving,
  familyChange,
  familyRemoval,
  child,
  poolMove,
  invitations,
  invitation,
  withdrawal,
  lookUp,
  acceptance,
];
