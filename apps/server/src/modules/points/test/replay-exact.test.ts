// A replay of the policy as it is gives what was posted, to the point, whatever the rules and however purchases arrived.
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Reply, testApi } from "../../../../test/api.ts";
import { toWireId } from "../../../../test/world.ts";
import { runJobs } from "../../../../test/run-jobs.ts";
import type { RuleDefinition } from "../domain/policy.ts";
import { compilePolicy, lockPolicy } from "../policy-store.ts";
import { insertDraft, neverApplies } from "./draft-rule.ts";
import { createOperationsWorld, memberId, type OperationsWorld } from "./operations-world.ts";

const api = testApi({ environment: { RATE_LIMIT_KEY: "0" } });
const NOW = "2026-06-30T20:00:00+08:00";
const TYPES = ["dining", "retail", "ticket"] as const;

const conditions = fc.constantFrom<RuleDefinition["conditions"]>(
  { combinator: "and", rules: [] },
  { combinator: "and", rules: [{ field: "business_type", operator: "=", value: "dining" }] },
  { combinator: "or", rules: [{ field: "weekday", operator: ">=", value: 6 }] },
);
const some = (max: number) => fc.option(fc.integer({ min: 1, max }), { nil: undefined });
const limits = fc.record({
  per_line: some(80),
  per_purchase: some(120),
  per_day: some(150),
  per_month: some(400),
  times_per_day: some(3),
  times_per_month: some(6),
  times_per_subject: some(2),
  times_ever: some(9),
  budget: some(900),
});
const stack_group = fc.constantFrom(null, "welcome");
const shared = { trigger: fc.constant("purchase" as const), conditions, limits };
const rule = fc.oneof(
  fc.record({
    kind: fc.constant("multiplier" as const),
    factor: fc.constantFrom({ num: 2, den: 1 }, { num: 3, den: 2 }),
    ...shared,
  }),
  fc.record({
    kind: fc.constant("rate" as const),
    rate: fc.constantFrom({ points: 3, per_fen: 200 }),
    stack_group,
    ...shared,
  }),
  fc.record({ kind: fc.constant("fixed" as const), points: fc.integer({ min: 1, max: 90 }), stack_group, ...shared }),
  fc.record({
    kind: fc.constant("fixed" as const),
    points: fc.integer({ min: 1, max: 40 }),
    per_unit: fc.constant(true),
    stack_group,
    trigger: fc.constant({ behaviour: "quiz" }),
    conditions: fc.constant<RuleDefinition["conditions"]>({ combinator: "and", rules: [] }),
    limits,
  }),
);
const purchase = fc.record({
  who: fc.nat(2),
  day: fc.integer({ min: 1, max: 30 }),
  hour: fc.integer({ min: 8, max: 19 }),
  lines: fc.array(fc.record({ type: fc.nat(2), fen: fc.integer({ min: 50, max: 40_000 }) }), {
    minLength: 1,
    maxLength: 3,
  }),
  /** Instead of a purchase: so many right answers in a quiz. */
  answers: fc.constantFrom(0, 0, 0, 1, 5),
  /** Sent together with the one before. */
  together: fc.boolean(),
});
const history = fc.record({
  rules: fc.array(rule, { maxLength: 4 }),
  purchases: fc.array(purchase, { minLength: 3, maxLength: 24 }),
  base_group: stack_group,
  season: fc.constantFrom(null, { stacking: "add", groups: "stack" }, { stacking: "multiply", groups: "largest_only" }),
});
type History = typeof history extends fc.Arbitrary<infer T> ? T : never;

async function publish({ tenant }: OperationsWorld, { rules, season }: History): Promise<void> {
  const { tenant_id } = tenant;
  for (const definition of rules) {
    const rule_id = api.app.runtime.ids.next();
    await insertDraft(api.db, { tenant_id, rule_id, definition });
    await api.db.query("insert into points.rule_budget (tenant_id, rule_id) values ($1, $2)", [tenant_id, rule_id]);
  }
  await api.db.query(
    "update points.earning_rule_version set status = 'published', valid_from = '2026-01-01', published_at = now() where tenant_id = $1",
    [tenant_id],
  );
  if (season) {
    await api.db.query(
      `insert into points.season (tenant_id, season_id, name, valid_from, valid_until, stacking, groups, created_at)
       values ($1, $2, '夏季', '2026-06-10', '2026-06-20', $3, $4, now())`,
      [tenant_id, api.app.runtime.ids.next(), season.stacking, season.groups],
    );
  }
  await api.app.database.write(tenant_id, async (tx) => {
    await lockPolicy(tx);
    await compilePolicy(tx, api.app.runtime);
  });
}

/** Returns how many of them were posted: a behaviour that a limit refuses leaves nothing. */
async function liveThrough(world: OperationsWorld, { purchases }: History): Promise<number> {
  const people = await Promise.all([world.newMember(), world.newMember(), world.newMember()]);
  const replies: Reply[] = [];
  let sent: Promise<unknown>[] = [];
  let serial = 0;
  for (const { who, day, hour, lines, answers, together } of purchases) {
    if (!together) await Promise.all(sent.splice(0));
    const two = (value: number) => String(value).padStart(2, "0");
    const body = {
      member_id: memberId(people[who] ?? ""),
      venue_id: world.venue_id,
      business_time: `2026-06-${two(day)}T${two(hour)}:00:00+08:00`,
    };
    const quiz = { behaviour: "quiz", subject: `quiz ${day % 3}`, quantity: answers, external_id: `quiz ${++serial}` };
    const bought = {
      lines: lines.map(({ type, fen }) => ({
        item_name: "消费",
        business_type: TYPES[type],
        quantity: 1,
        amount_fen: fen,
      })),
      payments: [{ method: "cash", amount_fen: lines.reduce((sum, { fen }) => sum + fen, 0) }],
    };
    const reply =
      answers > 0
        ? world.call("POST /v1/points/behaviours", { body: { ...body, ...quiz } })
        : world.call("POST /v1/purchases", { body: { ...body, ...bought } });
    sent = [...sent, reply.then((one) => replies.push(one))];
  }
  await Promise.all(sent);
  expect(replies.filter(({ status }) => status !== 201 && status !== 422)).toEqual([]);
  return replies.filter(({ status }) => status === 201).length;
}

async function replayNothing({ tenant, call }: OperationsWorld): Promise<Record<string, number>> {
  const rule_id = api.app.runtime.ids.next();
  await insertDraft(api.db, { tenant_id: tenant.tenant_id, rule_id, definition: neverApplies });
  const body = { rule_id: toWireId("earning_rule", rule_id), from: "2026-06-01", to: "2026-06-30" };
  const started = await call("POST /v1/points/replays", { body });
  await runJobs(api.app);
  const done = await call(`GET /v1/points/replays/${String(started.body["replay_id"])}`);
  return done.body["result"] as unknown as Record<string, number>;
}

test("a replay of the policy as it is gives what was posted", { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(history, async (told) => {
      const world = await createOperationsWorld(api, NOW, { stack_group: told.base_group, monthly_cap: 2_500 });
      await publish(world, told);
      const posted = await liveThrough(world, told);
      const result = await replayNothing(world);
      const [held] = await api.db.query<{ points: number }>(
        "select coalesce(sum(balance), 0)::int as points from ledger.account where tenant_id = $1 and asset = 'points' and owner_type = 'member'",
        [world.tenant.tenant_id],
      );
      expect(result).toMatchObject({
        purchases: posted,
        points_posted: held?.points,
        points_today: held?.points,
        points_with_rule: held?.points,
        members_affected: 0,
        points_added: 0,
        points_removed: 0,
      });
    }),
    { numRuns: 8 },
  );
});
