import { z } from "zod";
import { pageOf, readCursor } from "../../http/pages.ts";
import { type Route, route, zNothing } from "../../http/route.ts";
import { zPage, zPageOf } from "../../http/schema.ts";
import { present } from "../../kernel/assert.ts";
import { type Named, namesOf } from "../../names.ts";
import { readTenantTime } from "../../tenant-time.ts";
import { delegate, type Delegation, endDelegation, listDelegations } from "../delegations.ts";
import { zDelegation, zDelegationPath, zNewDelegation } from "./schema.ts";
import { showDelegation } from "./show.ts";

const STAFF = { actors: ["staff"] } as const;

const namedIn = (delegations: readonly Delegation[]): Named[] =>
  delegations.flatMap(({ from_staff_id, to_staff_id }) => [
    { kind: "staff", id: from_staff_id },
    { kind: "staff", id: to_staff_id },
  ]);

const list = route({
  method: "GET",
  path: "/v1/delegations",
  summary: "Who stands in for whom: the caller's own, or with approvals:read everybody's",
  tag: "approvals",
  access: STAFF,
  query: zPage,
  response: { 200: zPageOf(zDelegation) },
  errors: ["cursor_invalid"],
  handler: async ({ app, auth, query }) => {
    const [before_id] = readCursor(query.cursor, z.tuple([z.uuid()])) ?? [];
    const { times, time_zone } = await readTenantTime(app, auth.tenant_id);
    return app.database.read(auth.tenant_id, async (db) => {
      const staff_id = present(auth.staff_id, "a person");
      const all = auth.permissions.has("approvals:read");
      const rows = await listDelegations(db, { staff_id, all, limit: query.limit + 1, before_id });
      const view = { auth, names: await namesOf(db, namedIn(rows)), zone: time_zone, now: times.now };
      const body = pageOf(
        rows,
        query.limit,
        (row) => [row.delegation_id],
        (row) => showDelegation(row, view),
      );
      return { body };
    });
  },
});

const create = route({
  method: "POST",
  path: "/v1/delegations",
  summary: "Let a colleague decide what one's own role may decide, for a time",
  description:
    "They decide within the lender's scope, never their own requests nor the lender's. What was lent cannot be lent on, and ends with the lender's own right.",
  tag: "approvals",
  access: STAFF,
  audit: ["delegation.created"],
  body: zNewDelegation,
  response: { 201: zDelegation },
  errors: ["delegation_to_self", "delegation_beyond_rights", "delegation_period", "delegate_not_found"],
  idempotency: "optional",
  handler: async ({ app, auth, by, body, idempotency }) => {
    const { times, time_zone } = await readTenantTime(app, auth.tenant_id);
    const { from, until, ...rest } = body;
    return idempotency.run(async (tx) => {
      const input = { ...rest, valid_from: from, valid_until: until, auth, by, now: times.now };
      const delegation = await delegate(tx, app.runtime, input);
      const names = await namesOf(tx, namedIn([delegation]));
      return { body: showDelegation(delegation, { auth, names, zone: time_zone, now: times.now }) };
    });
  },
});

const end = route({
  method: "DELETE",
  path: "/v1/delegations/:delegation_id",
  summary: "End a delegation now",
  tag: "approvals",
  access: STAFF,
  audit: ["delegation.ended"],
  params: zDelegationPath,
  response: { 204: zNothing },
  errors: ["not_found"],
  handler: async ({ app, auth, by, params }) => {
    const { times } = await readTenantTime(app, auth.tenant_id);
    await app.database.write(auth.tenant_id, (tx) =>
      endDelegation(tx, app.runtime, { ...params, auth, by, now: times.now }),
    );
    return {};
  },
});

export const delegationRoutes: Route[] = [list, create, end];
