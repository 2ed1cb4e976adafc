import { EVERYBODY } from "../../../platform/kernel/reach.ts";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { recordAudit } from "../../../platform/audit/record-audit.ts";
import type { Auth } from "../../../platform/http/auth.ts";
import { pageOf, readCursor } from "../../../platform/http/pages.ts";
import { type Route, route } from "../../../platform/http/route.ts";
import { wireId, wireIdOut, zCount, zInstantOut, zPage, zPageOf, zText } from "../../../platform/http/schema.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { createHousehold, joinHousehold, leaveHousehold, MOST_IN_HOUSEHOLD } from "../change-household.ts";
import { getMember } from "../find-member.ts";
import { findHouseholdOf, getHousehold, type Household, listHouseholds } from "../households.ts";
import { zTimePosition } from "./history-routes.ts";
import { zMemberPath } from "./list-routes.ts";
import { namingOf } from "./show.ts";
import { showHousehold, zHousehold, zRole } from "./show-household.ts";

const READERS = { actors: ["staff", "api_key"], permission: "members:read" } as const;
const WRITERS = { actors: ["staff", "api_key"], permission: "members:write" } as const;

const zNewHouseholdMember = z.strictObject({ member_id: wireId("member"), role: zRole });

const zHouseholdOf = z.object({ household: zHousehold.nullable() });
const zHouseholdRow = z.object({
  household_id: wireIdOut("household"),
  name: z.string(),
  created_at: zInstantOut,
  members_count: zCount,
});

const zHouseholdPath = z.strictObject({ household_id: wireId("household") });

const householdList = route({
  method: "GET",
  path: "/v1/households",
  summary: "Households, newest first",
  tag: "households",
  access: READERS,
  query: zPage,
  response: { 200: zPageOf(zHouseholdRow) },
  errors: ["cursor_invalid"],
  handler: async ({ app, auth, query }) => {
    const before = readCursor(query.cursor, zTimePosition);
    const naming = await namingOf(app, auth.tenant_id);
    const rows = await app.database.read(auth.tenant_id, (db) => listHouseholds(db, auth, query.limit + 1, before));
    return {
      body: pageOf(
        rows,
        query.limit,
        (row) => [row.created_at.toISOString(), row.household_id],
        (row) => ({
          ...row,
          household_id: toWireId("household", row.household_id),
          created_at: naming.time(row.created_at),
        }),
      ),
    };
  },
});

const householdCreation = route({
  method: "POST",
  path: "/v1/households",
  summary: "Make a household of members, one of them its guardian",
  tag: "households",
  access: WRITERS,
  audit: ["household.created"],
  body: z.strictObject({ name: zText(60), members: z.array(zNewHouseholdMember).min(1).max(MOST_IN_HOUSEHOLD) }),
  response: { 201: zHousehold },
  errors: ["not_found", "guardian_needed", "in_a_household"],
  idempotency: "optional",
  handler: async ({ app, auth, body, by, idempotency }) => {
    const naming = await namingOf(app, auth.tenant_id);
    return idempotency.run(async (tx) => {
      const household_id = await createHousehold(tx, app, body, auth);
      const subject = { kind: "household", id: household_id } as const;
      const after = { members: body.members };
      await recordAudit(tx, app.runtime, by, { action: "household.created", subject, after });
      return { body: showHousehold(naming, await getHousehold(tx, app, household_id, auth)) };
    });
  },
});

const householdPage = route({
  method: "GET",
  path: "/v1/households/:household_id",
  summary: "Who belongs to a household, what is in its pool and who brought it",
  tag: "households",
  access: READERS,
  params: zHouseholdPath,
  response: { 200: zHousehold },
  errors: ["not_found"],
  handler: async ({ app, auth, params }) => {
    const naming = await namingOf(app, auth.tenant_id);
    const found = await app.database.read(auth.tenant_id, (db) => getHousehold(db, app, params.household_id, auth));
    return { body: showHousehold(naming, found) };
  },
});

const joining = route({
  method: "POST",
  path: "/v1/households/:household_id/members",
  summary: "Add a member to a household",
  tag: "households",
  access: WRITERS,
  audit: ["household.joined"],
  params: zHouseholdPath,
  body: zNewHouseholdMember,
  response: { 201: zHousehold },
  errors: ["not_found", "in_a_household", "household_full"],
  idempotency: "optional",
  handler: async ({ app, auth, by, params, body, idempotency }) => {
    const naming = await namingOf(app, auth.tenant_id);
    return idempotency.run(async (tx) => {
      await joinHousehold(tx, app, params.household_id, body, auth);
      const subject = { kind: "household", id: params.household_id } as const;
      await recordAudit(tx, app.runtime, by, { action: "household.joined", subject, after: body });
      return { body: showHousehold(naming, await getHousehold(tx, app, params.household_id, auth)) };
    });
  },
});

const leaving = route({
  method: "DELETE",
  path: "/v1/households/:household_id/members/:member_id",
  summary: "Take a member out of a household; the pool stays",
  tag: "households",
  access: WRITERS,
  audit: ["household.left"],
  params: zHouseholdPath.extend({ member_id: wireId("member") }),
  response: { 200: zHousehold },
  errors: ["not_found", "guardian_needed", "pool_not_empty"],
  handler: async ({ app, auth, by, params }) => {
    const { household_id, member_id } = params;
    const naming = await namingOf(app, auth.tenant_id);
    const left = await app.database.write(auth.tenant_id, async (tx) => {
      await leaveHousehold(tx, app, household_id, member_id, auth);
      const subject = { kind: "household", id: household_id } as const;
      await recordAudit(tx, app.runtime, by, { action: "household.left", subject, before: { member_id } });
      // Whoever left may have been the only one of the caller's scope.
      return getHousehold(tx, app, household_id, EVERYBODY);
    });
    return { body: showHousehold(naming, left) };
  },
});

async function findHousehold(app: App, auth: Auth, member_id: string): Promise<Household | undefined> {
  return app.database.read(auth.tenant_id, async (db) => {
    await getMember(db, app, member_id, auth);
    return findHouseholdOf(db, app, member_id);
  });
}

const memberHousehold = route({
  method: "GET",
  path: "/v1/members/:member_id/household",
  summary: "The household a member belongs to, if any",
  tag: "households",
  access: READERS,
  params: zMemberPath,
  response: { 200: zHouseholdOf },
  errors: ["not_found"],
  handler: async ({ app, auth, params }) => {
    const naming = await namingOf(app, auth.tenant_id);
    const found = await findHousehold(app, auth, params.member_id);
    return { body: { household: found ? showHousehold(naming, found) : null } };
  },
});

export const householdRoutes: Route[] = [
  householdList,
  householdCreation,
  householdPage,
  joining,
  leaving,
  memberHousehold,
];
