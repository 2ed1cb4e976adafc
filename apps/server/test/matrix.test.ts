// Over every route the server has, generated from the routes, so that a new one is covered by itself: what members may
// call, and that no id of another store or tenant is served. Staff, keys and permissions: roles/test/access-matrix.test.ts.
import { beforeAll, describe, expect, test } from "vitest";
import { routes } from "../src/roles/routes.ts";
import { type Route, routeName } from "../src/platform/http/route.ts";
import { fixedClock } from "../src/platform/kernel/clock.ts";
import { testApi } from "./api.ts";
import { idsOf, type Sample, sampleOf } from "./matrix/input.ts";
import { createProbe, idOf } from "./matrix/probe.ts";
import { NOW } from "./matrix/examples.ts";
import { buildMatrixWorld, isOfStore, type MatrixWorld } from "./matrix/world.ts";

const CALLERS = ["staff", "api_key", "member", "device"] as const;
type Caller = (typeof CALLERS)[number];

const clock = fixedClock(NOW);
const api = testApi({
  clock,
  environment: { RATE_LIMIT_PUBLIC: "0", RATE_LIMIT_SESSION: "0", RATE_LIMIT_KEY: "0" },
});
let world: MatrixWorld;
beforeAll(async () => {
  world = await buildMatrixWorld(api, clock);
});

const { call, requestsWith, leaksOf } = createProbe(api, () => world);

const tokenOf = async (caller: Caller): Promise<string> => {
  if (caller === "api_key") return world.api_key;
  return caller === "device" ? world.device : world.tokens[caller === "staff" ? "admin" : "member"]();
};

const emptyHanded = (route: Route) => sampleOf(route, { id: (one) => idOf(world.unknown, one), optional: [] });
const guarded = routes.filter((route) => !route.access.actors.includes("public"));
const named = (list: readonly Route[]) => list.map((route) => [routeName(route), route] as const);

describe("a member", () => {
  test.each(named(guarded))("%s", async (_, route) => {
    const { status, code } = await call(route, emptyHanded(route), await world.tokens.member());
    if (route.method !== "GET" && route.path.includes("session")) world.forgetTokens();
    if (route.access.actors.includes("member")) expect([401, 403]).not.toContain(status);
    else expect([status, code]).toEqual([403, "actor_not_allowed"]);
  });
});

const takers = guarded.flatMap((route) =>
  idsOf(route).map(
    (parameter) => [`${routeName(route)} ${parameter.place}${parameter.pointer}`, route, parameter] as const,
  ),
);

describe("a device", () => {
  const closed = guarded.filter((route) => !route.access.actors.includes("device"));
  test.each(named(closed))("has no business at %s", async (_, route) => {
    const { status, code } = await call(route, emptyHanded(route), world.device);
    expect([status, code]).toEqual([403, "actor_not_allowed"]);
  });
});

describe("an id of somebody else", () => {
  test("of every kind there is an example", () => {
    const kinds = new Set(takers.map(([, , { kind }]) => kind));
    const missing = [...kinds].filter((kind) => !world.own[kind] || !world.other_tenant[kind]);
    expect(missing).toEqual([]);
  });

  test.each(takers)("%s: another tenant's is not there", async (_, route, parameter) => {
    for (const caller of CALLERS) {
      if (!route.access.actors.includes(caller)) continue;
      expect(await leaksOf(route, parameter, world.other_tenant, await tokenOf(caller))).toEqual([]);
    }
  });

  const storeKinds = takers.filter(([, route, parameter]) => isOfStore(parameter, route));
  test.each(storeKinds)("%s: another store's is not there", async (_, route, parameter) => {
    const { actors } = route.access;
    const tokens = [
      ...(actors.includes("api_key") ? [world.store_key] : []),
      ...(actors.includes("staff") && !actors.includes("api_key") ? [await world.tokens.store_admin()] : []),
      ...(actors.includes("member") ? [await world.tokens.member()] : []),
      ...(actors.includes("device") ? [world.device] : []),
    ];
    for (const token of tokens) expect(await leaksOf(route, parameter, world.other_store, token)).toEqual([]);
  });

  const reads = takers.filter(([, route, { place }]) => route.method === "GET" && place === "path");
  test.each(reads)("%s: one's own is there", async (_, route, parameter) => {
    const [request] = await requestsWith(route, parameter, world.own);
    const caller = route.access.actors.find((actor) => actor !== "public") ?? "staff";
    const { status } = await call(route, request as Sample, await tokenOf(caller));
    // 422: it is there, and not yet in the state for this.
    expect([200, 422]).toContain(status);
  });
});
