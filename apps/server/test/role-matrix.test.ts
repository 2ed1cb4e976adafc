// The whole of it: every route × every template role × what is its own, another store's and another tenant's. Generated from
// the routes and the templates; what is right is read from roles/test/authorisation.ts, which people wrote.
import { beforeAll, describe, expect, test } from "vitest";
import { createStaff } from "../src/modules/access/index.ts";
import { ROLE_TEMPLATES, TEMPLATE_CODES, type TemplateCode } from "../src/modules/access/domain/role-templates.ts";
import { permissionsOf } from "../src/modules/access/domain/permissions.ts";
import { routes } from "../src/roles/routes.ts";
import { AUTHORISATION } from "../src/roles/test/authorisation.ts";
import { type Route, routeName } from "../src/platform/http/route.ts";
import { fixedClock } from "../src/platform/kernel/clock.ts";
import type { IdKind } from "../src/platform/kernel/ids.ts";
import { testApi } from "./api.ts";
import { type IdParameter, idsOf, sampleOf } from "./matrix/input.ts";
import { createProbe, idOf } from "./matrix/probe.ts";
import { type ExampleIds, NOW } from "./matrix/examples.ts";
import { buildMatrixWorld, isOfStore, type MatrixWorld } from "./matrix/world.ts";
import { PASSWORD, signInAs } from "./world.ts";

const clock = fixedClock(NOW);
const api = testApi({
  clock,
  environment: { RATE_LIMIT_PUBLIC: "0", RATE_LIMIT_SESSION: "0", RATE_LIMIT_KEY: "0" },
});
let world: MatrixWorld;
const { call, leaksOf } = createProbe(api, () => world);

/** One of each role in the first store. */
const email = (code: TemplateCode) => `role-${code}@example.com`;
beforeAll(async () => {
  world = await buildMatrixWorld(api, clock);
  const { tenant_id, first } = world.tenant;
  for (const role of TEMPLATE_CODES) {
    const somebody = { email: email(role), password: PASSWORD, name: role, role, unit_id: first.unit_id };
    await api.app.database.write(tenant_id, (tx) => createStaff(tx, api.app.runtime, somebody));
  }
});

/** Over every route, on a machine that does other things, too. */
const LIMIT_MS = 120_000;

/** Refusals of people who have the permission: what they ask is not for one store, or not for themselves. */
const REFUSED_FOR_REASON = new Set([
  "whole_group_only",
  "audit_whole_group_only",
  "beyond_own_rights",
  "key_beyond_own_rights",
  "same_person",
]);

function declared(route: Route): { staff: boolean; open: boolean; permission: string | undefined } {
  const [actors = "", permission] = (AUTHORISATION[routeName(route)] ?? "").split(": ");
  const list = actors.split(", ");
  return { staff: list.includes("staff"), open: list.includes("public"), permission };
}

const rightsOf = (code: TemplateCode): ReadonlySet<string> =>
  permissionsOf({ ...ROLE_TEMPLATES[code], is_system: code === "hq_admin" });
const endsSessions = ({ method, path }: Route) => method !== "GET" && /session|me\//.test(path);
const granted = (route: Route, code: TemplateCode) => {
  const { staff, permission } = declared(route);
  return staff && (permission === undefined || rightsOf(code).has(permission));
};

describe.each(TEMPLATE_CODES)("%s of one store", (code) => {
  test("calls what the role grants, and nothing else", { timeout: LIMIT_MS }, async () => {
    const wrong: string[] = [];
    let token = await signInAs(api, email(code));
    for (const route of routes) {
      const { staff, open, permission } = declared(route);
      if (open || (route.produces !== undefined && granted(route, code))) continue;
      const request = sampleOf(route, { id: (one) => idOf(world.unknown, one), optional: [] });
      const answer = await call(route, request, token);
      if (endsSessions(route)) token = await signInAs(api, email(code));
      const expected = !staff ? "actor_not_allowed" : granted(route, code) ? undefined : "permission_missing";
      const told = `${routeName(route)} (${permission ?? "-"}): ${answer.status} ${answer.code ?? ""}`;
      if (expected !== undefined) {
        if (answer.status !== 403 || answer.code !== expected) wrong.push(`${told}, not ${expected}`);
      } else if ([401, 403, 500].includes(answer.status) && !REFUSED_FOR_REASON.has(answer.code ?? ""))
        wrong.push(told);
    }
    expect(wrong).toEqual([]);
  });

  test("finds nothing of another store or tenant", { timeout: LIMIT_MS }, async () => {
    const token = await signInAs(api, email(code));
    const wrong = [
      ...(await leaks(code, token, world.other_tenant, () => true)),
      ...(await leaks(code, token, world.other_store, isOfStore)),
    ];
    expect(wrong).toEqual([]);
  });
});

/** What the role may not ask at all gives nothing away; that ids are looked for is matrix.test.ts's to see. */
const REFUSED_BEFORE = "is never looked for";

/** Kinds that belong to a member. */
const OF_MEMBERS = new Set<IdKind>(["member", "purchase", "household", "transaction", "account", "adjustment"]);

test("a guide finds nothing of a colleague's customers in the same store", async () => {
  const token = await signInAs(api, email("guide"));
  expect(await leaks("guide", token, world.own, ({ kind }) => OF_MEMBERS.has(kind))).toEqual([]);
});

async function leaks(
  code: TemplateCode,
  token: string,
  foreign: ExampleIds,
  concerns: (parameter: IdParameter, route: Route) => boolean,
): Promise<string[]> {
  const found: string[] = [];
  for (const route of routes) {
    if (!granted(route, code) || route.access.actors.includes("public") || endsSessions(route)) continue;
    for (const parameter of idsOf(route).filter((one) => concerns(one, route))) {
      const answers = (await leaksOf(route, parameter, foreign, token)).filter((why) => !why.includes(REFUSED_BEFORE));
      found.push(...answers.map((why) => `${routeName(route)} ${parameter.place}${parameter.pointer} ${why}`));
    }
  }
  return found;
}
