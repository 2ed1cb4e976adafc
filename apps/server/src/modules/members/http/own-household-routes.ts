import { type Route, route, zNothing } from "../../../platform/http/route.ts";
import { addChild } from "../add-child.ts";
import { movePoints } from "../household-pool.ts";
import { changeFamilyMember, createOwnHousehold, leaveOwnHousehold, removeFamilyMember } from "../own-household.ts";
import { OWN, own, seenBy, showFamily, zFound } from "./own-family.ts";
import {
  zFamilyMemberPatch,
  zFamilyMemberPath,
  zNewChild,
  zNewOwnHousehold,
  zPoolMove,
} from "./own-household-schema.ts";

const TAG = "member";

const household = route({
  method: "GET",
  path: "/v1/member/household",
  summary: "The member's own household, if any",
  tag: TAG,
  access: OWN,
  response: { 200: zFound },
  handler: async ({ app, auth }) => {
    const seen = await seenBy(app, auth);
    return { body: await app.database.read(auth.tenant_id, (db) => showFamily(db, seen)) };
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
      return { body: await showFamily(tx, seen) };
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
      return showFamily(tx, seen);
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
      return { body: await showFamily(tx, seen) };
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
      return { body: await showFamily(tx, seen) };
    });
  },
});

export const ownHouseholdRoutes: Route[] = [household, creation, leaving, familyChange, familyRemoval, child, poolMove];
