import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { createTestKey, createTestTenant, signInAs, type TestTenant } from "../../../../test/world.ts";
import { routes as accessRoutes } from "../../access/index.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { routes } from "../index.ts";
import { dayBefore, dayOf, type Fact, hourOf, randomFacts, writeFacts } from "./world.ts";

const NOW = new Date("2026-10-02T14:30:00+08:00");
const TODAY = "2026-10-02";

describe("insights over HTTP", () => {
  const api = testApi({ routes: [...routes, ...accessRoutes] });
  let tenant: TestTenant;
  let facts: Fact[];
  let admin: string;
  let manager: string;
  beforeAll(async () => {
    tenant = await createTestTenant(api.app, { mode: "sandbox", test_now: NOW });
    facts = randomFacts("workbench", NOW, 900);
    await writeFacts(api.app, api.db, tenant, facts);
    admin = await signInAs(api, tenant.admin.email);
    manager = await signInAs(api, tenant.manager.email);
  });

  /** The same figures by going through everything that happened, one by one. */
  function naive(date: string, running: boolean, stores: readonly string[]) {
    const until = running ? NOW.getTime() - 7 * 86_400_000 : Number.POSITIVE_INFINITY;
    const add = (
      kinds: readonly string[],
      on: string,
      value: (fact: Fact) => number,
      before = Number.POSITIVE_INFINITY,
    ) =>
      facts
        .filter(
          (fact) =>
            kinds.includes(fact.kind) &&
            stores.includes(fact.store) &&
            dayOf(fact.at) === on &&
            fact.at.getTime() < before,
        )
        .reduce((sum, fact) => sum + value(fact), 0);
    const card = (kinds: readonly string[], value: (fact: Fact) => number) => ({
      value: add(kinds, date, value),
      compare: add(kinds, dayBefore(date, 7), value, until),
      spark: Array.from({ length: 14 }, (_, index) => add(kinds, dayBefore(date, 13 - index), value)),
    });
    const points = (fact: Fact) =>
      fact.kind === "award" ? fact.amount : fact.by_member ? Math.floor(fact.amount / 100) : 0;
    return {
      entries: card(["entry"], () => 1),
      net_spend_fen: card(["purchase"], (fact) => fact.amount),
      new_members: card(["member"], () => 1),
      points_issued: card(["purchase", "award"], points),
    };
  }
  const everywhere = ["first", "second", "none"];

  test.each([
    ["today", undefined, TODAY, true],
    ["a day gone by", "2026-09-28", "2026-09-28", false],
  ])("figures of %s are those of the naive count", async (_, asked, date, running) => {
    const query = asked === undefined ? "" : `?date=${asked}`;
    const { status, body } = await api.call(`GET /v1/insights/workbench${query}`, { token: admin });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      as_of: "2026-10-02T14:30:00+08:00",
      date,
      compare_date: dayBefore(date, 7),
      cards: naive(date, running, everywhere),
    });
  });

  test("the total is the sum of its rows and agrees with the cards", async () => {
    const { body } = await api.call("GET /v1/insights/workbench", { token: admin });
    const rows = body["venues"] as unknown as Record<string, number>[];
    const cards = body["cards"] as unknown as Record<string, { value: number }>;
    expect(rows.map((row) => row["venue_id"])).toContain(null);
    for (const field of ["entries", "entries_compare", "spend_fen", "new_members"]) {
      expect(body["total"]?.[field]).toBe(rows.reduce((sum, row) => sum + (row[field] ?? 0), 0));
    }
    expect(body["total"]).toMatchObject({
      entries: cards["entries"]?.value,
      spend_fen: cards["net_spend_fen"]?.value,
      new_members: cards["new_members"]?.value,
    });
    const spent = facts.filter((fact) => fact.kind === "purchase" && dayOf(fact.at) === TODAY);
    const share =
      spent.filter((fact) => fact.by_member).reduce((sum, fact) => sum + fact.amount, 0) /
      spent.reduce((sum, fact) => sum + fact.amount, 0);
    expect(body["total"]?.["member_share"]).toBeCloseTo(share, 4);
  });

  test("hours are the venue's, of entries whose time is known, and stop at now", async () => {
    const { body } = await api.call("GET /v1/insights/workbench", { token: admin });
    const count = (date: string, hour: number) =>
      facts.filter(
        (fact) =>
          fact.kind === "entry" && fact.precision === "second" && dayOf(fact.at) === date && hourOf(fact.at) === hour,
      ).length;
    const hourly = body["hourly"] as unknown as { hour: number; value: number | null; compare: number }[];
    expect(hourly.map((row) => row.hour)).toEqual(expect.arrayContaining([8, 14, 17]));
    for (const row of hourly) {
      const begun = (row.hour + 20) % 24 <= (14 + 20) % 24;
      expect(row).toEqual({
        hour: row.hour,
        value: begun ? count(TODAY, row.hour) : null,
        compare: count("2026-09-25", row.hour),
      });
    }
  });

  test("a store manager sees the own store, and no other", async () => {
    const { body } = await api.call("GET /v1/insights/workbench", { token: manager });
    expect(body["cards"]).toMatchObject(naive(TODAY, true, ["first"]));
    expect(body["venues"]).toHaveLength(1);
    const venue_id = toWireId("venue", tenant.second.venue.venue_id);
    for (const path of ["workbench", "visits", "live"]) {
      const reply = await api.call(`GET /v1/insights/${path}?venue_id=${venue_id}`, { token: manager });
      expect([path, reply.status, reply.body["code"]]).toEqual([path, 404, "not_found"]);
    }
  });

  test("one venue of the group", async () => {
    const venue_id = toWireId("venue", tenant.second.venue.venue_id);
    const { body } = await api.call(`GET /v1/insights/workbench?venue_id=${venue_id}`, { token: tenant.api_key });
    expect(body["cards"]).toMatchObject(naive(TODAY, true, ["second"]));
    expect(body["venues"]).toMatchObject([{ venue_id, name: "海洋馆" }]);
  });

  test("visits of a day: check-ins by quantity, entries by hour", async () => {
    const some = facts.find((fact) => fact.kind === "check_in" && fact.store === "first");
    const date = dayOf(some?.at ?? NOW);
    const venue_id = toWireId("venue", tenant.first.venue.venue_id);
    const { body } = await api.call(`GET /v1/insights/visits?date=${date}&venue_id=${venue_id}`, { token: admin });
    const on_day = facts.filter((fact) => fact.store === "first" && dayOf(fact.at) === date);
    const entries = on_day.filter((fact) => fact.kind === "entry");
    const check_ins = on_day
      .filter((fact) => fact.kind === "check_in")
      .reduce((sum, fact) => sum + 1 + (fact.amount % 1000), 0);
    expect(body).toMatchObject({
      entries: entries.length,
      check_ins,
      by_place: [{ code: "attraction", x: 1, y: 2, check_ins }],
    });
    const by_hour = body["by_hour"] as unknown as { hour: number; entries: number }[];
    expect(by_hour.reduce((sum, row) => sum + row.entries, 0)).toBe(
      entries.filter((fact) => fact.precision === "second").length,
    );
    for (const row of by_hour) {
      expect(row.entries).toBe(
        entries.filter((fact) => fact.precision === "second" && hourOf(fact.at) === row.hour).length,
      );
    }
  });

  test("refuses tomorrow, a malformed day, a missing permission and nobody", async () => {
    const call = (path: string, token?: string) =>
      api.call(`GET /v1/insights/${path}`, token === undefined ? {} : { token });
    expect(await call("workbench?date=2026-10-03", admin)).toMatchObject({
      status: 422,
      body: { code: "date_in_future" },
    });
    expect(await call("visits?date=2026-10-03", admin)).toMatchObject({
      status: 422,
      body: { code: "date_in_future" },
    });
    expect(await call("workbench?date=2026-02-30", admin)).toMatchObject({
      status: 400,
      body: { code: "invalid_request" },
    });
    const narrow = await createTestKey(api.app, tenant, ["visits:read"]);
    for (const path of ["workbench", "visits", "live"]) {
      expect(await call(path, narrow)).toMatchObject({ status: 403, body: { code: "permission_missing" } });
      expect(await call(path)).toMatchObject({ status: 401 });
    }
  });
});
