// What a member did, counted from events: once each, whatever happens to the reader; and what time makes of it.
import { describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { runJobs } from "../../../../test/run-jobs.ts";
import { sequenceEvents } from "../../../platform/events/sequencer.ts";
import { activityOf } from "../domain/activity.ts";
import { keepFigures } from "../index.ts";
import { openMergeWorld } from "./merge-world.ts";

const NOW = new Date("2026-03-10T04:00:00Z");

describe("what an event adds", () => {
  const business_time = new Date("2026-03-10T17:00:00Z");
  const told = (type: string, payload: Record<string, unknown>, subject_id = "m") => ({
    type,
    subject_id,
    payload,
    business_time,
  });

  test("a purchase nobody showed a code for is nobody's, an exit is no visit", () => {
    const events = [
      told("purchase.committed", { purchase_id: "p", business_date: "2026-03-10", total_fen: 100 }, "p"),
      told("visit.admitted", { admission_id: "a", kind: "exit", business_date: "2026-03-10" }),
    ];
    expect(activityOf(events, "Asia/Shanghai")).toEqual([]);
  });

  test("a refund makes the purchase's day smaller; only the last of it takes the purchase away", () => {
    const refund = (amount_fen: number, left_fen: number) =>
      told("purchase.refunded", { purchase_id: "p", amount_fen, left_fen, purchase_date: "2026-03-01" });
    expect(activityOf([refund(40, 60)], "Asia/Shanghai")).toEqual([
      { member_id: "m", business_date: "2026-03-01", purchases: 0, spent: -40, visits: 0 },
    ]);
    expect(activityOf([refund(40, 60), refund(60, 0)], "Asia/Shanghai")).toMatchObject([
      { purchases: -1, spent: -100 },
    ]);
    const old = told("purchase.refunded", { purchase_id: "p", amount_fen: 40 });
    expect(activityOf([old], "Asia/Shanghai")).toMatchObject([{ business_date: "2026-03-11", purchases: 0 }]);
  });
});

describe("figures", () => {
  const api = testApi({ environment: { RATE_LIMIT_KEY: "0" } });
  const count = async () => {
    await sequenceEvents(api.app.database);
    while ((await keepFigures(api.app)) > 0);
  };
  const open = async (now = NOW) => {
    const world = await openMergeWorld(api, now);
    const gate = await world.must("POST /v1/gates", {
      venue_id: world.venue_id,
      code: "n",
      name: "北门",
      kind: "attraction",
    });
    let scans = 0;
    return {
      ...world,
      figures: async (member_id: string) => (await world.get(`/v1/members/${member_id}/figures`)).body,
      visit: (member_id: string) =>
        world.must("POST /v1/admissions", { gate_id: gate.body["gate_id"], nonce: `s-${(scans += 1)}`, member_id }),
      async refund(purchase_id: string, amount_fen: number) {
        const body = { lines: [{ line_no: 1, amount_fen }], reason: "退票" };
        await world.must(`POST /v1/purchases/${purchase_id}/refunds`, body);
      },
      async wait(to: string) {
        await world.advance(to);
        await runJobs(api.app);
        await count();
      },
    };
  };

  test("purchases, refunds and visits are counted; who has done nothing yet is new", async () => {
    const world = await open();
    const member_id = await world.person({});
    expect(await world.figures(member_id)).toMatchObject({ lifecycle: "new", purchases_365: 0, last_active_on: null });
    await count();
    await api.db.query("update platform.consumer set position = -1_001 where name = 'members.figures'");
    expect(await world.figures(member_id)).toMatchObject({ catching_up: true });
    const bought = await world.buy(member_id, 10_000);
    await world.buy(member_id, 5_000);
    await world.visit(member_id);
    await world.visit(member_id);
    await count();
    expect(await world.figures(member_id)).toMatchObject({
      lifecycle: "new",
      first_purchase_on: "2026-03-10",
      last_visit_on: "2026-03-10",
      purchases_365: 2,
      spent_365_fen: 15_000,
      visits_365: 1,
      catching_up: false,
    });
    await world.refund(bought, 4_000);
    await count();
    expect(await world.figures(member_id)).toMatchObject({ purchases: 2, spent_fen: 11_000 });
    await world.refund(bought, 6_000);
    await count();
    expect(await world.figures(member_id)).toMatchObject({ purchases: 1, spent_fen: 5_000, spent_365_fen: 5_000 });
  });

  test("an event that is read again counts once, and so does one that two read at a time", async () => {
    const world = await open();
    const member_id = await world.person({});
    const rewind = () => api.db.query("update platform.consumer set position = 0 where name = 'members.figures'");
    for (let round = 1; round <= 4; round++) {
      await Promise.all([1, 2, 3].map(() => world.buy(member_id, 1_000)));
      await sequenceEvents(api.app.database);
      await rewind();
      await Promise.all([keepFigures(api.app), keepFigures(api.app), keepFigures(api.app)]);
      await rewind();
      await count();
      expect(await world.figures(member_id)).toMatchObject({ purchases: 3 * round, spent_fen: 3_000 * round });
    }
  });

  test("merged people are the sum of both, and each has their own back after an un-merge", async () => {
    const world = await open();
    const [a, b] = [await world.person({}), await world.person({})];
    await world.buy(a, 1_000);
    const theirs = await world.buy(b, 2_000);
    await count();
    const merge_id = await world.merge(a, b);
    await count();
    expect(await world.figures(b)).toMatchObject({ purchases: 2, spent_fen: 3_000 });
    await world.refund(theirs, 2_000);
    await world.buy(b, 500);
    await count();
    expect(await world.figures(a)).toMatchObject({ purchases: 2, spent_fen: 1_500 });
    await world.undo(merge_id);
    await count();
    expect(await world.figures(a)).toMatchObject({ purchases: 2, spent_fen: 1_500 });
    expect(await world.figures(b)).toMatchObject({ purchases: 0, spent_fen: 0, last_purchase_on: null });
  });

  test("merges and purchases at once lose nothing", async () => {
    const world = await open();
    for (let round = 0; round < 6; round++) {
      const [a, b] = [await world.person({}), await world.person({})];
      const work = [a, b, a, b].map((member_id) => world.buy(member_id, 1_000));
      await Promise.all([world.merge(a, b), ...work, count(), count()]);
      await count();
      expect(await world.figures(b)).toMatchObject({ purchases: 4, spent_fen: 4_000 });
    }
  });

  test("days make members sleep and windows roll, by the tenant's own clock", async () => {
    const world = await open();
    const [buyer, silent] = [await world.person({}), await world.person({})];
    await world.buy(buyer, 10_000);
    await count();
    const stages = async () => [(await world.figures(buyer))["lifecycle"], (await world.figures(silent))["lifecycle"]];
    await world.wait("2026-04-12T04:00:00Z");
    expect(await stages()).toEqual(["active", "new"]);
    await world.wait("2026-05-10T04:00:00Z");
    expect(await stages()).toEqual(["at_risk", "at_risk"]);
    await world.buy(buyer, 1_000);
    await count();
    expect(await world.figures(buyer)).toMatchObject({ lifecycle: "active", lifecycle_since: "2026-05-10" });
    await world.wait("2026-11-07T04:00:00Z");
    expect(await stages()).toEqual(["sleeping", "sleeping"]);
    expect(await world.figures(buyer)).toMatchObject({ spent_365_fen: 11_000 });
    await world.wait("2027-03-10T04:00:00Z");
    expect(await stages()).toEqual(["sleeping", "lost"]);
    expect(await world.figures(buyer)).toMatchObject({ spent_365_fen: 1_000, spent_fen: 11_000, purchases_365: 1 });
    const told = await api.db.query<{ payload: { from: string; to: string } }>(
      `select payload from platform.event where tenant_id = $1 and type = 'member.lifecycle_changed' order by position`,
      [world.tenant.tenant_id],
    );
    expect(told.map(({ payload }) => payload.to).toSorted()).toEqual(
      ["active", "active", "at_risk", "at_risk", "lost", "sleeping", "sleeping"].toSorted(),
    );
  });

  test("other thresholds are tried first, then everybody is reckoned anew", async () => {
    const world = await open();
    for (let n = 0; n < 3; n++) await world.buy(await world.person({}), 1_000);
    const away = await world.person({});
    await count();
    await world.wait("2026-04-19T04:00:00Z");
    const before = (await world.get("/v1/lifecycle_policy")).body;
    expect(before).toMatchObject({ version: 0, at_risk_days: 60 });
    const wanted = { new_days: 10, at_risk_days: 20, sleeping_days: 30, lost_days: 90 };
    const tried = (await world.must("POST /v1/lifecycle_policy/preview", wanted)).body;
    expect(tried).toMatchObject({
      moving: 4,
      stages: expect.arrayContaining([{ stage: "sleeping", before: 0, after: 4 }]),
    });
    expect(await world.figures(away)).toMatchObject({ lifecycle: "new" });
    const { tenant } = world;
    const put = (body: object) => api.call("PUT /v1/lifecycle_policy", { token: tenant.api_key, body });
    expect((await put({ version: 0, ...wanted })).status).toBe(200);
    expect((await put({ version: 0, ...wanted })).body["code"]).toBe("version_conflict");
    await runJobs(api.app);
    expect(await world.figures(away)).toMatchObject({ lifecycle: "sleeping", lifecycle_since: "2026-04-19" });
    const wrong = await put({ version: 1, ...wanted, sleeping_days: 20, lost_days: 5 });
    expect(wrong.body["errors"]).toMatchObject([
      { pointer: "/sleeping_days", code: "stage_order" },
      { pointer: "/lost_days", code: "stage_order" },
    ]);
  });
});
