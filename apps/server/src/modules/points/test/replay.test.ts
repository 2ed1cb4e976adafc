import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { runJobs } from "../../../../test/run-jobs.ts";
import { createTestKey, toWireId } from "../../../../test/world.ts";
import { parseWireId } from "../../../platform/kernel/ids.ts";
import type { RuleDefinition } from "../domain/policy.ts";
import { doubleDining as double, insertDraft } from "./draft-rule.ts";
import { createOperationsWorld, memberId, type OperationsWorld } from "./operations-world.ts";

const NOW = "2026-06-30T20:00:00+08:00";
const JUNE = { from: "2026-06-01", to: "2026-06-30" };

const everything = { combinator: "and", rules: [] } as const;
describe("a rule tried over the past", () => {
  const api = testApi({ environment: { RATE_LIMIT_KEY: "0" } });
  let world: OperationsWorld;
  const worlds = async (settings = {}) => createOperationsWorld(api, NOW, settings);
  beforeAll(async () => {
    world = await worlds({ unit_cost: "0.01" });
  });

  const spend = async (
    { call, venue_id }: OperationsWorld,
    member: string,
    purchase: { at: string; fen: number; type?: string },
  ) => {
    const line = { item_name: "消费", business_type: purchase.type ?? "dining", quantity: 1, amount_fen: purchase.fen };
    const body = {
      member_id: memberId(member),
      venue_id,
      business_time: `${purchase.at}+08:00`,
      lines: [line],
      payments: [{ method: "cash", amount_fen: purchase.fen }],
    };
    const reply = await call("POST /v1/purchases", { body });
    if (reply.status !== 201) throw new Error(reply.text);
    return Number(reply.body["points_awarded"]);
  };

  /** A draft, as the rule editor leaves it. */
  const draft = async ({ tenant }: OperationsWorld, definition: RuleDefinition) => {
    const rule_id = api.app.runtime.ids.next();
    await insertDraft(api.db, { tenant_id: tenant.tenant_id, rule_id, definition });
    return toWireId("earning_rule", rule_id);
  };
  const jobOf = async ({ call }: OperationsWorld, replay_id: string) => {
    const { body } = await call("GET /v1/jobs?kind=points.replay");
    return (body["data"] as unknown as { job_id: string; subject_id: string }[]).find(
      (job) => job.subject_id === replay_id,
    );
  };

  const start = async ({ call }: OperationsWorld, rule_id: string, period = JUNE) => {
    const { status, body } = await call("POST /v1/points/replays", { body: { rule_id, ...period } });
    expect(status).toBe(201);
    return String(body["replay_id"]);
  };
  const runNow = async ({ call }: OperationsWorld, replay_id: string) => {
    await runJobs(api.app);
    return (await call(`GET /v1/points/replays/${replay_id}`)).body;
  };
  const replay = async (own: OperationsWorld, definition: RuleDefinition, period = JUNE) => {
    const body = await runNow(own, await start(own, await draft(own, definition), period));
    return body as unknown as { state: string; result: Record<string, unknown> };
  };

  test("doubling dining: the numbers of a known month, by hand", async () => {
    const [anna, ben, cleo] = [await world.newMember(), await world.newMember(), await world.newMember()];
    // Anna: 100, and 60 for 60.50 yuan, on one day: doubled 200 and 121, +161. A ticket stays. May is not asked about.
    await spend(world, anna, { at: "2026-05-31T12:00:00", fen: 90_000 });
    await spend(world, anna, { at: "2026-06-03T12:00:00", fen: 10_000 });
    await spend(world, anna, { at: "2026-06-03T13:00:00", fen: 6_050 });
    await spend(world, anna, { at: "2026-06-04T12:00:00", fen: 20_000, type: "ticket" });
    // Ben: 1,000 + 700 under the cap of 1,500: 1,000 + 500. Doubled the first fills the day: 1,500 + 0, so nothing changes.
    await spend(world, ben, { at: "2026-06-05T12:00:00", fen: 100_000 });
    await spend(world, ben, { at: "2026-06-05T13:00:00", fen: 70_000 });
    // And 900 on another day become 1,500: +600.
    await spend(world, ben, { at: "2026-06-06T12:00:00", fen: 90_000 });
    await spend(world, cleo, { at: "2026-06-07T12:00:00", fen: 5_000, type: "retail" });

    const { state, result } = await replay(world, double);
    expect(state).toBe("done");
    expect(result).toMatchObject({
      purchases: 7,
      skipped: 0,
      members: 3,
      members_affected: 2,
      points_posted: 360 + 2_400 + 50,
      points_today: 360 + 2_400 + 50,
      points_with_rule: 360 + 161 + 3_000 + 50,
      points_added: 161 + 600,
      points_removed: 0,
      // 761 points at 0.01 yuan
      cost_fen: 761,
      by_tier: [{ members: 2, points_added: 761, points_removed: 0 }],
      top_members: [
        { member_id: memberId(ben), points: 600, purchases: 3, name: "陈晓岚" },
        { member_id: memberId(anna), points: 161, purchases: 3 },
      ],
      hints: [],
    });
    const sums = await api.db.query<{ points: number }>(
      "select sum(balance)::int as points from ledger.account where tenant_id = $1 and asset = 'points' and owner_type = 'member'",
      [world.tenant.tenant_id],
    );
    // Nothing was posted: May's 900 and June's as they were.
    expect(sums).toEqual([{ points: 900 + 360 + 2_400 + 50 }]);
  });

  test("a rule that never applies changes nothing: every award comes out as it was posted", async () => {
    const own = await worlds();
    const people = await Promise.all(Array.from({ length: 5 }, () => own.newMember()));
    let posted = 0;
    for (let n = 0; n < 60; n++) {
      const day = String(1 + ((n * 7) % 28)).padStart(2, "0");
      const at = `2026-06-${day}T${String(8 + (n % 12)).padStart(2, "0")}:00:00`;
      posted += await spend(own, people[n % 5] as string, { at, fen: 997 * (n + 3) });
    }
    const never = {
      ...double,
      conditions: { combinator: "and", rules: [{ field: "business_type", operator: "=", value: "parking" }] },
    } as const;
    const { result } = await replay(own, never);
    expect(result).toMatchObject({
      purchases: 60,
      members_affected: 0,
      points_posted: posted,
      points_today: posted,
      points_with_rule: posted,
      points_added: 0,
      points_removed: 0,
    });
  });

  test("limits are counted from the first of the month, also when the period begins later", async () => {
    const own = await worlds();
    const member = await own.newMember();
    await spend(own, member, { at: "2026-06-02T12:00:00", fen: 10_000 });
    await spend(own, member, { at: "2026-06-20T12:00:00", fen: 10_000 });
    const rule: RuleDefinition = { ...double, conditions: everything, limits: { per_month: 150 } };
    // The promotion gave 100 on the 2nd; 50 are left for the 20th.
    const late = await replay(own, rule, { from: "2026-06-10", to: "2026-06-30" });
    expect(late.result).toMatchObject({ purchases: 1, points_added: 50 });
    expect((await replay(own, rule)).result).toMatchObject({ purchases: 2, points_added: 150 });
  });

  test("a budget is spent in the order of time, whoever comes first", async () => {
    const own = await worlds();
    const [first, second] = [await own.newMember(), await own.newMember()];
    await spend(own, second, { at: "2026-06-02T12:00:00", fen: 10_000 });
    await spend(own, first, { at: "2026-06-02T13:00:00", fen: 10_000 });
    const rule: RuleDefinition = { ...double, conditions: everything, limits: { budget: 130 } };
    const { result } = await replay(own, rule);
    expect(result).toMatchObject({ points_added: 130 });
    expect(result["top_members"]).toMatchObject([
      { member_id: memberId(second), points: 100 },
      { member_id: memberId(first), points: 30 },
    ]);
  });

  test("hints: one member takes most of it, purchases are split under a limit, caps are run into again and again", async () => {
    const own = await worlds();
    const people = await Promise.all(Array.from({ length: 6 }, () => own.newMember()));
    for (const person of people.slice(1)) await spend(own, person, { at: "2026-06-02T12:00:00", fen: 2_000 });
    const [splitter = ""] = people;
    for (let n = 0; n < 5; n++) await spend(own, splitter, { at: `2026-06-03T1${n}:00:00`, fen: 5_000 });
    const rule: RuleDefinition = { ...double, conditions: everything, limits: { per_purchase: 40 } };
    const { result } = await replay(own, rule);
    // The splitter gains 5 × 40, the others 20 each.
    expect(result).toMatchObject({ points_added: 300, members_affected: 6 });
    const hint = { members: 1, points: 200, share_bp: 6_666, examples: [{ member_id: memberId(splitter) }] };
    expect(result["hints"]).toEqual([
      expect.objectContaining({ code: "one_member", ...hint, examples: [expect.objectContaining(hint.examples[0])] }),
      expect.objectContaining({ code: "capped_repeats", members: 1 }),
      expect.objectContaining({ code: "split_purchases", members: 1 }),
    ]);
  });

  test("what no rule had asked about is taken as it is today, and the result says so", async () => {
    const own = await worlds();
    const [tagged, plain] = [await own.newMember(), await own.newMember()];
    const { body } = await own.call("POST /v1/tags", { body: { name: "亲子" } });
    const tag_id = String(body["tag_id"]);
    await own.call(`PATCH /v1/members/${memberId(tagged)}`, { body: { version: 1, tags: [tag_id] } });
    for (const member of [tagged, plain]) await spend(own, member, { at: "2026-06-02T12:00:00", fen: 10_000 });
    const field = { field: "tag_id", operator: "contains", value: parseWireId("tag", tag_id) ?? "" } as const;
    const { result } = await replay(own, { ...double, conditions: { combinator: "and", rules: [field] } });
    expect(result).toMatchObject({
      purchases: 2,
      members_affected: 1,
      points_added: 100,
      assumed: { tags: 2, birthdays: 0 },
    });
  });

  test("what was refunded counts for nothing, and opens no cap again", async () => {
    const own = await worlds();
    const member = await own.newMember();
    // 1,000 and 400 of one purchase, then 300 under what is left of the cap: 100. Then the 400 go back.
    const lines = [100_000, 40_000].map((amount_fen) => ({
      item_name: "消费",
      business_type: "dining",
      quantity: 1,
      amount_fen,
    }));
    const { body } = await own.call("POST /v1/purchases", {
      body: {
        member_id: memberId(member),
        venue_id: own.venue_id,
        business_time: "2026-06-02T12:00:00+08:00",
        lines,
        payments: [{ method: "cash", amount_fen: 140_000 }],
      },
    });
    expect(await spend(own, member, { at: "2026-06-02T13:00:00", fen: 30_000, type: "retail" })).toBe(100);
    const refund = await own.call(`POST /v1/purchases/${String(body["purchase_id"])}/refunds`, {
      body: { lines: [{ line_no: 2 }], reason: "退票" },
    });
    expect(refund).toMatchObject({ status: 201, body: { points: { before: 1_400, after: 1_000 } } });
    // Doubled, the purchase fills the day: 1,500, of which the first line alone takes 1,500; the later one gets nothing.
    const { result } = await replay(own, double);
    expect(result).toMatchObject({
      purchases: 2,
      points_posted: 1_000 + 100,
      points_today: 1_000 + 100,
      points_with_rule: 1_500,
      points_added: 400,
    });
  });

  test("it is a job that can be watched; a worker that died leaves it to the next one, which begins anew", async () => {
    const replay_id = await start(world, await draft(world, double));
    const find = async () => (await world.call(`GET /v1/points/replays/${replay_id}`)).body;
    expect(await find()).toMatchObject({ state: "queued", done: 0, total: null, result: null });
    expect(await jobOf(world, replay_id)).toMatchObject({ state: "queued", can_pause: false, mine: true });

    // As a worker leaves it that is killed in the middle.
    const of_replay = "subject_id = (select replay_id from points.replay order by requested_at desc limit 1)";
    await api.db.query(
      `update platform.job set state = 'running', attempt = 1, done = 3, total = 9, beat_at = now() where ${of_replay}`,
    );
    expect(await runNow(world, replay_id)).toMatchObject({ state: "queued" });
    await api.db.query(`update platform.job set beat_at = now() - interval '1 minute' where ${of_replay}`);
    expect(await runNow(world, replay_id)).toMatchObject({ state: "done", done: 7, total: 7 });
    expect(await jobOf(world, replay_id)).toMatchObject({ state: "done", done: 7, total: 7, result: { replay_id } });
  });

  test("a replay can be cancelled until it is over", async () => {
    const replay_id = await start(world, await draft(world, double));
    const cancel = () => world.call(`POST /v1/points/replays/${replay_id}/cancel`);
    expect(await cancel()).toMatchObject({ status: 200, body: { state: "canceled" } });
    expect(await cancel()).toMatchObject({ status: 200 });
    expect(await runNow(world, replay_id)).toMatchObject({ state: "canceled", result: null });
    expect(await jobOf(world, replay_id)).toMatchObject({ state: "canceled" });
    const other = await start(world, await draft(world, double));
    await runNow(world, other);
    expect(await world.call(`POST /v1/points/replays/${other}/cancel`)).toMatchObject({
      status: 409,
      body: { code: "replay_over" },
    });
  });

  test("refuses what it cannot run, and whoever does not see the whole group", async () => {
    const rule_id = await draft(world, double);
    const ask = (body: object, token?: string) =>
      world.call("POST /v1/points/replays", { body: { rule_id, ...JUNE, ...body }, ...(token ? { token } : {}) });
    expect(await ask({ version: 2 })).toMatchObject({ status: 404, body: { code: "not_found" } });
    const backwards = await ask({ from: "2026-07-01" });
    expect(backwards).toMatchObject({ status: 422, body: { code: "period_too_long", errors: [{ pointer: "/to" }] } });
    expect(await ask({}, world.manager)).toMatchObject({ status: 403, body: { code: "permission_missing" } });
    const key = await createTestKey(api.app, world.tenant, ["rules:write"], world.tenant.first.unit_id);
    expect(await ask({}, key)).toMatchObject({ status: 403, body: { code: "whole_group_only" } });
    const list = await world.call(`GET /v1/points/replays?rule_id=${rule_id}`);
    expect(list.body).toEqual({ data: [], next_cursor: null });
  });
});
