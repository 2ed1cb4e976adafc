import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { createTestKey } from "../../../../test/world.ts";
import { addDays } from "../../../platform/kernel/dates.ts";
import { reverse, transfer } from "../../ledger/index.ts";
import { balanceOf, type Movement } from "../domain/points-balance.ts";
import { createOperationsWorld, memberId, type OperationsWorld } from "./operations-world.ts";

const NOW = "2026-09-01T00:00:00+08:00";
const SEPTEMBER = "from=2026-09-01&to=2026-09-30";

describe("the statement of points", () => {
  test("holds for any movements: opening and what happened make the closing", () => {
    const movement = fc.record<Movement>({
      after: fc.boolean(),
      side: fc.constantFrom("issued", "redeemed", "expired", "settlement", "void"),
      kind: fc.constantFrom("purchase", "award", "adjustment", "redemption", "expiry", "reversal", "gift"),
      undoes: fc.boolean(),
      net: fc.integer({ min: -1_000_000, max: 1_000_000 }),
      transactions: fc.nat(9),
    });
    fc.assert(
      fc.property(fc.array(movement, { maxLength: 30 }), fc.integer({ min: 0, max: 10 ** 9 }), (movements, held) => {
        const { opening, earned, spent, expired, reversed, adjusted, closing, kinds } = balanceOf(held, movements);
        expect(opening + earned - spent - expired - reversed + adjusted).toBe(closing);
        const later = movements.filter((one) => one.after).reduce((sum, { net }) => sum + net, 0);
        expect(closing).toBe(held - later);
        const told = (component: string) =>
          kinds.filter((row) => row.component === component).reduce((sum, row) => sum + row.points, 0);
        expect([told("earned"), told("spent"), told("adjusted")]).toEqual([earned, spent, adjusted]);
      }),
    );
  });
});

describe("the month end of points", () => {
  const api = testApi({ environment: { RATE_LIMIT_KEY: "0" } });
  let world: OperationsWorld;
  beforeAll(async () => {
    world = await createOperationsWorld(api, NOW, { unit_cost: "0.01", breakage_bp: 1_500 });
  });
  const report = async (own: OperationsWorld, period: string) =>
    (await own.call(`GET /v1/points/liability?${period}`)).body as unknown as Record<string, number>;
  const head = (business_time: Date, business_date: string) => {
    const transaction_id = api.app.runtime.ids.next();
    return {
      transaction_id,
      kind: "reversal",
      source_type: "test",
      source_id: transaction_id,
      effect: "reverse",
      business_time,
      business_date,
      accounting_date: business_date,
      recorded_at: api.app.runtime.clock.now(),
      venue_id: null,
      title: "",
      trace: {},
    };
  };
  const undo = (own: OperationsWorld, transaction_id: string, amount: number, on: string) =>
    api.app.database.write(own.tenant.tenant_id, (tx) =>
      reverse(tx, api.app.runtime, {
        head: head(new Date(`${on}T12:00:00+08:00`), on),
        original_transaction_id: transaction_id,
        lines: [{ line_no: 1, amount }],
        clawback: "debt",
        grace: { days: 30, zone: "Asia/Shanghai", now: new Date(`${on}T12:00:00+08:00`) },
      }),
    );

  test("1,000,000 + 200,000 − 120,000 − 30,000 − 10,000 = 1,040,000 points are 8,840.00 yuan", async () => {
    const [member, other] = [await world.newMember(), await world.newMember()];
    const august = "2026-08-15T12:00:00+08:00";
    await world.give(member, { points: 970_000, until: null, earned_at: august });
    await world.give(other, { points: 30_000, until: "2026-09-20T00:00:00+08:00", earned_at: august });
    await world.advance("2026-09-10T12:00:00+08:00");
    const award = await world.give(member, { points: 200_000, until: null, earned_at: "2026-09-05T12:00:00+08:00" });
    await world.call("POST /v1/points/redemptions", {
      body: { member_id: memberId(member), points: 120_000, title: "酒店", external_id: "month end" },
    });
    expect(await undo(world, award, 10_000, "2026-09-10")).toMatchObject({ outcome: "posted", clawed_back: 10_000 });
    await world.advance("2026-10-01T09:00:00+08:00");
    expect(await report(world, SEPTEMBER)).toMatchObject({
      opening: 1_000_000,
      earned: 200_000,
      spent: 120_000,
      expired: 30_000,
      reversed: 10_000,
      adjusted: 0,
      closing: 1_040_000,
      debt: 0,
      unit_cost: "0.01",
      breakage_bp: 1_500,
      liability_fen: 884_000,
      kinds: [
        { kind: "award", component: "earned", points: 200_000, transactions: 1 },
        { kind: "redemption", component: "spent", points: 120_000, transactions: 1 },
        { kind: "expiry", component: "expired", points: 30_000, transactions: 1 },
        { kind: "reversal", component: "reversed", points: 10_000, transactions: 1 },
      ],
    });
    expect(await report(world, "from=2026-10-01&to=2026-10-31")).toMatchObject({
      opening: 1_040_000,
      closing: 1_040_000,
    });
    const told = await api.db.query<{ subject_id: string; payload: object }>(
      `select subject_id, payload from platform.outbox where type = 'points.expired' and tenant_id = $1
       union all select subject_id, payload from platform.event where type = 'points.expired' and tenant_id = $1`,
      [world.tenant.tenant_id],
    );
    expect(told).toMatchObject([{ subject_id: other, payload: { points: 30_000, expired_on: "2026-09-19" } }]);
  });

  test("a sale of 1,000 yuan that earns 1,000 points: 8.43 are deferred", async () => {
    const { status, body } = await world.call("GET /v1/points/deferral?sale_fen=100000&points=1000");
    expect([status, body]).toEqual([200, { defer_fen: 843, recognise_fen: 99_157 }]);
  });

  test("holds for random histories, day by day, and every member's own lots say the same", async () => {
    const step = fc.record({
      what: fc.constantFrom("give", "give", "redeem", "adjust", "undo", "transfer", "day"),
      who: fc.nat(2),
      points: fc.integer({ min: 1, max: 400 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const own = await createOperationsWorld(api, NOW, {});
        const people = await Promise.all([own.newMember(), own.newMember(), own.newMember()]);
        const first = "2026-09-01";
        const awards: { id: string; points: number }[] = [];
        let today = first;
        let serial = 0;
        for (const { what, who, points } of steps) {
          const member = people[who] as string;
          if (what === "day") {
            today = addDays(today, 1);
            await own.advance(`${today}T12:00:00+08:00`);
          } else if (what === "give") {
            const until = `${addDays(today, 1 + (points % 3))}T00:00:00+08:00`;
            const id = await own.give(member, { points, until, earned_at: `${today}T00:00:00+08:00` });
            awards.push({ id, points });
          } else if (what === "redeem") {
            const body = { member_id: memberId(member), points, title: "票", external_id: `r${++serial}` };
            await own.call("POST /v1/points/redemptions", { body });
          } else if (what === "adjust") {
            const body = { member_id: memberId(member), points: serial % 2 ? points : -points, reason: "对账" };
            serial++;
            await own.call("POST /v1/points/adjustments", { body });
          } else if (what === "transfer") {
            const [from, to] = [member, people[(who + 1) % 3] as string];
            await api.app.database.write(own.tenant.tenant_id, (tx) =>
              transfer(tx, api.app.runtime, {
                head: { ...head(new Date(`${today}T12:00:00+08:00`), today), kind: "gift" },
                from: { owner_type: "member", owner_id: from },
                to: { owner_type: "member", owner_id: to },
                asset: "points",
                amount: points,
              }),
            );
          } else {
            const award = awards.pop();
            if (award) await undo(own, award.id, Math.min(award.points, points), today);
          }
        }
        let before = 0;
        for (let day = first; day <= today; day = addDays(day, 1)) {
          const { opening = 0, closing = 0, ...rest } = await report(own, `from=${day}&to=${day}`);
          const { earned = 0, spent = 0, expired = 0, reversed = 0, adjusted = 0 } = rest;
          expect(opening).toBe(before);
          expect(opening + earned - spent - expired - reversed + adjusted).toBe(closing);
          before = closing;
        }
        const [held] = await api.db.query<{ points: number; debt: number }>(
          `select coalesce(sum(balance) filter (where asset = 'points'), 0)::int as points, coalesce(sum(balance) filter (where asset = 'points.debt'), 0)::int as debt
           from ledger.account where tenant_id = $1 and owner_type = 'member'`,
          [own.tenant.tenant_id],
        );
        expect(await report(own, `from=${first}&to=${today}`)).toMatchObject({
          closing: held?.points,
          debt: held?.debt,
        });
      }),
      { numRuns: 12 },
    );
  }, 60_000);

  test("refuses days in the wrong order, and whoever does not see the whole group", async () => {
    const backwards = await world.call("GET /v1/points/liability?from=2026-09-02&to=2026-09-01");
    expect(backwards).toMatchObject({
      status: 422,
      body: { code: "period_too_long", errors: [{ pointer: "#/query/to" }] },
    });
    const key = await createTestKey(api.app, world.tenant, ["ledger:read"], world.tenant.first.unit_id);
    const refused = await world.call(`GET /v1/points/liability?${SEPTEMBER}`, { token: key });
    expect(refused).toMatchObject({ status: 403, body: { code: "whole_group_only" } });
  });
});

describe("the calendar of expiry", () => {
  const api = testApi({ environment: { RATE_LIMIT_KEY: "0" } });
  let world: OperationsWorld;
  const people: string[] = [];
  beforeAll(async () => {
    world = await createOperationsWorld(api, NOW);
    for (const home of ["first", "first", "second"] as const) people.push(await world.newMember(home));
    const [a = "", b = "", c = ""] = people;
    await world.give(a, { points: 500, until: "2027-01-01T00:00:00+08:00" });
    await world.give(b, { points: 70, until: "2027-01-01T00:00:00+08:00" });
    await world.give(c, { points: 9, until: "2027-01-01T00:00:00+08:00" });
    await world.give(a, { points: 40, until: "2026-09-16T00:00:00+08:00" });
    await world.give(a, { points: 2, until: "2026-09-16T00:00:00+08:00" });
    await world.give(b, { points: 1, until: null });
  });

  test("tells per day how many points run out, and of how many members", async () => {
    const { body } = await world.call("GET /v1/points/expiry_calendar");
    expect(body).toEqual({
      from: "2026-09-01",
      to: "2027-09-02",
      days: [
        { date: "2026-09-15", points: 42, members: 1 },
        { date: "2026-12-31", points: 579, members: 3 },
      ],
    });
    const december = await world.call("GET /v1/points/expiry_calendar?from=2026-12-31&to=2026-12-31");
    expect(december.body["days"]).toHaveLength(1);
    const store = await world.call("GET /v1/points/expiry_calendar", { token: world.manager });
    expect(store.body["days"]).toMatchObject([{ points: 42 }, { points: 570, members: 2 }]);
    const wrong = await world.call("GET /v1/points/expiry_calendar?from=2026-12-31&to=2026-12-30");
    expect(wrong).toMatchObject({ status: 422, body: { code: "period_too_long" } });
  });

  test("tells whom to remind, page by page", async () => {
    const soon = await world.call("GET /v1/points/expiring");
    expect(soon.body["data"]).toMatchObject([
      { member_id: memberId(people[0] ?? ""), name: "陈晓岚", points: 42, first_on: "2026-09-15" },
    ]);
    const seen: number[] = [];
    let cursor: string | null = null;
    do {
      const path = `GET /v1/points/expiring?to=2026-12-31&limit=1${cursor === null ? "" : `&cursor=${cursor}`}`;
      const { body } = await world.call(path);
      seen.push(...(body["data"] as unknown as { points: number }[]).map((row) => row.points));
      cursor = body["next_cursor"] as unknown as string | null;
    } while (cursor);
    expect(seen.sort((a, b) => a - b)).toEqual([9, 70, 542]);
    const one = await world.call(`GET /v1/points/expiring?to=2026-12-31&member_id=${memberId(people[1] ?? "")}`);
    expect(one.body["data"]).toMatchObject([{ points: 70, first_on: "2026-12-31" }]);
  });
});
