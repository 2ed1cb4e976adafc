import { beforeAll, describe, expect, test } from "vitest";
import { type Reply, testApi } from "../../../../test/api.ts";
import { createTestTenant, startProgram, type TestTenant, toWireId } from "../../../../test/world.ts";

const api = testApi();
const NOW = "2026-05-20T04:00:00.000Z";

interface World {
  tenant: TestTenant;
  venue_id: string;
  member_id: string;
}

let n = 0;
async function send(world: World, request: string, body?: object): Promise<Reply> {
  const headers = { "idempotency-key": `k${++n}` };
  return api.call(request, { token: world.tenant.api_key, headers, ...(body ? { body } : {}) });
}
async function done(world: World, request: string, body?: object): Promise<Reply["body"]> {
  const reply = await send(world, request, body);
  if (reply.status >= 300) throw new Error(`${request} answered ${reply.status}: ${reply.text}`);
  return reply.body;
}

async function newWorld(): Promise<World> {
  const tenant = await createTestTenant(api.app, { mode: "sandbox", test_now: new Date(NOW) });
  await startProgram(api.app, tenant.tenant_id);
  const world = { tenant, venue_id: toWireId("venue", tenant.first.venue.venue_id), member_id: "" };
  return { ...world, member_id: await newMember(world) };
}
async function newMember(world: World, more: object = {}): Promise<string> {
  const home_unit_id = toWireId("org_unit", world.tenant.first.unit_id);
  return String((await done(world, "POST /v1/members", { name: "江听岚", home_unit_id, ...more }))["member_id"]);
}

const always = { combinator: "and", rules: [] };
const when = (field: string, operator: string, value: unknown) => ({
  combinator: "and",
  rules: [{ field, operator, value }],
});
const fixed = (behaviour: string, points: number, more: object = {}) => ({
  kind: "fixed",
  trigger: { behaviour },
  points,
  conditions: always,
  ...more,
});
const times = (num: number, conditions: object = always, more: object = {}) => ({
  kind: "multiplier",
  trigger: "purchase",
  factor: { num, den: 1 },
  conditions,
  ...more,
});

async function publish(world: World, name: string, definition: object, more: object = {}): Promise<string> {
  const { rule_id } = await done(world, "POST /v1/points/rules", { name, definition });
  await done(world, `POST /v1/points/rules/${String(rule_id)}/publish`, { version: 1, ...more });
  return String(rule_id);
}
const behave = (world: World, behaviour: string, more: object = {}) =>
  send(world, "POST /v1/points/behaviours", {
    member_id: world.member_id,
    behaviour,
    external_id: `b${++n}`,
    ...more,
  });
const buy = async (world: World, amount_fen: number, more: object = {}) =>
  done(world, "POST /v1/purchases", {
    member_id: world.member_id,
    venue_id: world.venue_id,
    lines: [{ item_name: "日场票", business_type: "ticket", quantity: 1, amount_fen }],
    payments: [{ method: "cash", amount_fen }],
    ...more,
  });
async function balance(world: World): Promise<number | undefined> {
  const { accounts } = (await done(world, `GET /v1/members/${world.member_id}`)) as unknown as {
    accounts: { points: { available: number } };
  };
  return accounts.points.available;
}

describe("a rule's life", () => {
  let world: World;
  beforeAll(async () => {
    world = await newWorld();
  });

  test("a draft decides nothing; published it is live, its next version takes over, retired it is over", async () => {
    const { rule_id } = await done(world, "POST /v1/points/rules", { name: "国庆假日", definition: times(2) });
    const path = `/v1/points/rules/${String(rule_id)}`;
    expect((await buy(world, 10_000))["points_awarded"]).toBe(100);
    expect(await done(world, `POST ${path}/publish`, { version: 1 })).toMatchObject({
      status: "live",
      current: { version: 1, valid_from: NOW, valid_until: null },
      next: null,
    });
    expect((await buy(world, 10_000))["points_awarded"]).toBe(200);

    await done(world, `PUT ${path}/draft`, { edit_no: 0, definition: times(3) });
    const scheduled = await done(world, `POST ${path}/publish`, {
      version: 2,
      valid_from: "2026-06-01T00:00:00+08:00",
    });
    expect(scheduled).toMatchObject({
      status: "live",
      current: { version: 1, valid_until: "2026-05-31T16:00:00.000Z" },
      next: { version: 2, status: "scheduled" },
    });
    expect((await done(world, "GET /v1/points/rules?status=live"))["counts"]).toMatchObject({ live: 1, draft: 0 });
    expect((await buy(world, 10_000))["points_awarded"]).toBe(200);

    expect(await done(world, `POST ${path}/retire`)).toMatchObject({ status: "retired", next: null });
    expect((await buy(world, 10_000))["points_awarded"]).toBe(100);
    // What happened before it was retired and is told only now is decided by the version of its own time.
    const late = { business_time: NOW };
    expect((await buy(world, 10_000, late))["points_awarded"]).toBe(100);
    const again = await send(world, `POST ${path}/retire`);
    expect([again.status, again.body["code"]]).toEqual([409, "rule_conflict"]);
  });

  test("two editors: the second is told; nothing to publish is said", async () => {
    const { rule_id } = await done(world, "POST /v1/points/rules", { name: "夜市", definition: times(2) });
    const path = `/v1/points/rules/${String(rule_id)}`;
    await done(world, `PUT ${path}/draft`, { edit_no: 1, definition: times(3), name: "夜市夜间" });
    const second = await send(world, `PUT ${path}/draft`, { edit_no: 1, definition: times(4) });
    expect(second.body).toMatchObject({ code: "rule_version_conflict", expected: 1, actual: 2 });
    await done(world, `POST ${path}/publish`, { version: 1, valid_from: "2026-07-01T00:00:00+08:00" });
    expect((await send(world, `POST ${path}/publish`, { version: 2 })).body["code"]).toBe("rule_not_publishable");
    await done(world, `PUT ${path}/draft`, { edit_no: 0, definition: times(5) });
    expect((await send(world, `POST ${path}/publish`, { version: 2 })).body["code"]).toBe("rule_not_publishable");
    expect((await send(world, `DELETE ${path}/draft`)).status).toBe(204);
    expect((await done(world, `GET ${path}`))["versions"]).toHaveLength(1);
  });

  test("mistakes in conditions are pointed at", async () => {
    const wrong = times(2, when("weekday", "=", 8));
    const reply = await send(world, "POST /v1/points/rules", { name: "错", definition: wrong });
    expect(reply.status).toBe(400);
    expect(JSON.stringify(reply.body["errors"])).toContain("/definition/conditions/rules/0/value");
  });

  test("seasons do not overlap", async () => {
    const season = {
      name: "双节",
      valid_from: "2026-10-01",
      valid_until: "2026-10-08",
      stacking: "add",
      groups: "stack",
    };
    const { season_id } = await done(world, "POST /v1/points/seasons", season);
    const overlap = await send(world, "POST /v1/points/seasons", {
      ...season,
      valid_from: "2026-10-08",
      valid_until: "2026-10-09",
    });
    expect([overlap.status, overlap.body["code"]]).toEqual([409, "season_overlap"]);
    await done(world, `PUT /v1/points/seasons/${String(season_id)}`, { ...season, valid_until: "2026-10-07" });
    await done(world, "POST /v1/points/seasons", { ...season, valid_from: "2026-10-08", valid_until: "2026-10-09" });
    expect((await send(world, `DELETE /v1/points/seasons/${String(season_id)}`)).status).toBe(204);
  });
});

test("the night street: silver on an ordinary day, and a holiday's purchase after midnight", async () => {
  const tenant = await createTestTenant(api.app, { mode: "sandbox", test_now: new Date("2026-05-01T00:00:00Z") });
  await startProgram(api.app, tenant.tenant_id);
  const world: World = { tenant, venue_id: toWireId("venue", tenant.first.venue.venue_id), member_id: "" };
  await publish(world, "法定假日", times(2, when("holiday", "=", "off")));
  const silver = await newMember(world);
  const base = await newMember(world);
  await done(world, `PUT /v1/members/${silver}/tier`, { tier_code: "silver", reason: "演示" });
  await done(world, "POST /v1/test_clock/advance", { to: "2026-05-08T00:00:00Z" });
  const bought = async (member_id: string, amount_fen: number, business_time: string) =>
    (await buy({ ...world, member_id }, amount_fen, { business_time }))["points_awarded"];
  expect(await bought(silver, 7_000, "2026-05-07T20:00:00+08:00")).toBe(84);
  // The business day ends at 04:00: it is still 5 May, a holiday.
  expect(await bought(base, 8_800, "2026-05-06T01:30:00+08:00")).toBe(176);
  expect(await bought(base, 8_800, "2026-05-06T04:00:00+08:00")).toBe(88);
});

test("the museum: a birthday by the lunar calendar that is a holiday counts once", async () => {
  const tenant = await createTestTenant(api.app, { mode: "sandbox", test_now: new Date("2026-09-25T04:00:00Z") });
  await startProgram(api.app, tenant.tenant_id);
  const world: World = { tenant, venue_id: toWireId("venue", tenant.first.venue.venue_id), member_id: "" };
  await publish(world, "生日当日", times(2, when("is_birthday", "=", true)));
  await publish(world, "法定假日", times(2, when("holiday", "=", "off")));
  const birthday = { calendar: "lunar", month: 8, day: 15 };
  const member_id = await newMember(world, { birthday });
  await done(world, `PUT /v1/members/${member_id}/tier`, { tier_code: "silver", reason: "演示" });
  const bought = await buy({ ...world, member_id }, 13_800);
  expect(bought["points_awarded"]).toBe(331);
  const { trace } = await done(world, `GET /v1/transactions/${String(bought["transaction_id"])}`);
  expect(trace).toMatchObject({
    inputs: { holiday: { state: "off" }, tier: { code: "silver" }, birthday: { today: true, basis: "lunar" } },
    rejected: [{ label: "法定假日", code: "not_largest" }],
  });
});

describe("behaviours", () => {
  test("recycling: 20 doubled, five times a day, the sixth refused with its reason", async () => {
    const world = await newWorld();
    await publish(world, "回收", fixed("recycle", 20, { limits: { times_per_day: 5 } }));
    await publish(world, "环保周", { ...times(2), trigger: { behaviour: "recycle" } });
    for (let i = 0; i < 5; i++) expect((await behave(world, "recycle")).body["points"]).toBe(40);
    const sixth = await behave(world, "recycle");
    expect([sixth.status, sixth.body]).toMatchObject([
      422,
      { code: "cap_reached", kind: "times_per_day", limit: 5, used: 5 },
    ]);
    expect(await balance(world)).toBe(200);
  });

  test("a quiz earns by right answers, once a subject; its number once for ever", async () => {
    const world = await newWorld();
    await publish(world, "答题", fixed("quiz", 5, { per_unit: true, limits: { times_per_subject: 1 } }));
    const first = await behave(world, "quiz", { subject: "三号厅", quantity: 8, external_id: "try 1" });
    expect([first.status, first.body["points"]]).toEqual([201, 40]);
    const same = await behave(world, "quiz", { subject: "三号厅", quantity: 8, external_id: "try 1" });
    expect([same.status, same.body["points"]]).toEqual([200, 40]);
    expect((await behave(world, "quiz", { subject: "三号厅", quantity: 10 })).body["code"]).toBe("cap_reached");
    expect((await behave(world, "quiz", { subject: "四号厅", quantity: 2 })).body["points"]).toBe(10);
    const { results } = (await done(world, "POST /v1/points/behaviours/bulk", {
      behaviours: [
        { member_id: world.member_id, behaviour: "quiz", subject: "五号厅", quantity: 1, external_id: "bulk 1" },
        { member_id: world.member_id, behaviour: "quiz", subject: "五号厅", quantity: 1, external_id: "bulk 2" },
        { member_id: world.member_id, behaviour: "quiz", subject: "五号厅", quantity: 1, external_id: "bulk 1" },
      ],
    })) as unknown as { results: { status: string; points?: number }[] };
    expect(results.map(({ status, points }) => [status, points])).toEqual([
      ["created", 5],
      ["refused", undefined],
      ["unchanged", 5],
    ]);
  });

  test("signing in three days in a row earns more on the third; a day missed begins anew", async () => {
    const world = await newWorld();
    await publish(world, "签到", fixed("sign_in", 2, { limits: { times_per_day: 1 } }));
    const third = { conditions: when("streak_days", "multiple_of", 3), limits: { times_per_day: 1 } };
    await publish(world, "连续签到", fixed("sign_in", 10, third));
    const signIn = async (at: string) => {
      await done(world, "POST /v1/test_clock/advance", { to: at });
      return (await behave(world, "sign_in")).body["points"];
    };
    const days = ["2026-05-21", "2026-05-22", "2026-05-23", "2026-05-25", "2026-05-26"];
    const earned: unknown[] = [];
    for (const day of days) earned.push(await signIn(`${day}T04:00:00Z`));
    expect(earned).toEqual([2, 2, 12, 2, 2]);
    expect((await behave(world, "sign_in")).body["code"]).toBe("cap_reached");
  });
});

describe("one day, one stack group", () => {
  const steps = async (groups: "largest_only" | "stack") => {
    const world = await newWorld();
    const program = await done(world, "GET /v1/points/program");
    const { version, rate, daily_cap } = program;
    await done(world, "PUT /v1/points/program", { version, rate, daily_cap, stack_group: "welcome" });
    await publish(world, "注册", fixed("register", 100, { stack_group: "welcome" }));
    await publish(world, "生日礼", fixed("birthday", 200, { stack_group: "welcome" }));
    if (groups === "stack") {
      const season = { name: "叠加季", valid_from: "2026-05-01", valid_until: "2026-05-31" };
      await done(world, "POST /v1/points/seasons", { ...season, stacking: "largest_only", groups });
    }
    const after: unknown[] = [];
    await behave(world, "register");
    after.push(await balance(world));
    await behave(world, "birthday");
    after.push(await balance(world));
    const bought = await buy(world, 8_500);
    after.push(await balance(world));
    return { after, bought, world };
  };

  test("only the largest so far stands, after each step", async () => {
    const { after, bought, world } = await steps("largest_only");
    expect(after).toEqual([100, 200, 200]);
    expect(bought["points_awarded"]).toBe(0);
    const entries = (await done(world, `GET /v1/members/${world.member_id}/entries`))["data"] as unknown as {
      kind: string;
      amount: number;
    }[];
    expect(entries.map(({ kind, amount }) => [kind, amount])).toEqual([
      ["replaced", -100],
      ["behaviour", 200],
      ["behaviour", 100],
    ]);
  });

  test("in the stacking season they add up", async () => {
    expect((await steps("stack")).after).toEqual([100, 300, 385]);
  });

  test("what was spent of the smaller one is drawn from the larger one: nobody comes to owe", async () => {
    const world = await newWorld();
    await publish(world, "注册", fixed("register", 100, { stack_group: "welcome" }));
    await publish(world, "生日礼", fixed("birthday", 200, { stack_group: "welcome" }));
    await behave(world, "register");
    const spend = {
      member_id: world.member_id,
      points: 60,
      title: "兑换",
      external_id: `r${++n}`,
      venue_id: world.venue_id,
    };
    await done(world, "POST /v1/points/redemptions", spend);
    await behave(world, "birthday");
    expect(await balance(world)).toBe(140);
  });
});

test("an award that was undone by hand is not in the way of a larger one", async () => {
  const world = await newWorld();
  await publish(world, "注册", fixed("register", 100, { stack_group: "welcome" }));
  await publish(world, "生日礼", fixed("birthday", 200, { stack_group: "welcome" }));
  const { transaction_id } = (await behave(world, "register")).body;
  const undo = { external_id: `undo ${++n}`, reason: "误发", lines: [{ line_no: 1, amount: 30 }] };
  await done(world, `POST /v1/transactions/${String(transaction_id)}/reversals`, undo);
  await behave(world, "birthday");
  expect(await balance(world)).toBe(200);
});

describe("trying out", () => {
  test("a draft beside the policy as it stands, line by line, for a member or for a tier", async () => {
    const world = await newWorld();
    await publish(world, "日场票", times(3, when("item_code", "=", "D1")));
    const weekdays = times(2, when("weekday", "in", [2, 3, 4, 5]));
    const { rule_id } = await done(world, "POST /v1/points/rules", { name: "博物馆工作日", definition: weekdays });
    const tried = await done(world, "POST /v1/points/evaluate", {
      tier_code: "silver",
      venue_id: world.venue_id,
      business_time: "2026-10-14T10:30:00+08:00",
      lines: [
        { item_name: "云锦丝巾", business_type: "retail", quantity: 1, amount_fen: 16_800, own_money_fen: 13_800 },
        { item_name: "特展票", business_type: "ticket", quantity: 1, amount_fen: 6_000 },
      ],
      payments: [{ method: "wechat", amount_fen: 19_800 }],
      with_draft: rule_id,
    });
    expect([tried["points"], tried["today"]?.["points"]]).toEqual([475, 237]);
    const lines = (tried["trace"] as unknown as { lines: { product: string; points: number }[] }).lines;
    expect(lines.map(({ product, points }) => [product, points])).toEqual([
      ["331.20", 331],
      ["144.00", 144],
    ]);
    expect(await balance(world)).toBe(0);
  });

  test("a season that does not exist yet is tried beside the policy as it is", async () => {
    const world = await newWorld();
    await publish(world, "日场票", times(3, when("item_code", "=", "D1")));
    await publish(world, "午后", times(2, when("channel", "=", "till")));
    const tryIn = async (stacking: string) => {
      const tried = await done(world, "POST /v1/points/evaluate", {
        tier_code: "base",
        venue_id: world.venue_id,
        business_time: "2026-10-14T10:30:00+08:00",
        lines: [{ item_code: "D1", item_name: "日场票", business_type: "ticket", quantity: 1, amount_fen: 10_000 }],
        season: { stacking, groups: "largest_only" },
      });
      return [tried["points"], tried["today"]?.["points"]];
    };
    expect(await tryIn("largest_only")).toEqual([300, 300]);
    expect(await tryIn("multiply")).toEqual([600, 300]);
    expect(await tryIn("add")).toEqual([500, 300]);
  });

  test("the conflict matrix names who never meet, who wins and who ties", async () => {
    const world = await newWorld();
    const holiday = await publish(world, "国庆假日", times(2, when("holiday", "=", "off")));
    const item = await publish(world, "日场票", times(3, when("item_code", "=", "D1")));
    const birthday = await publish(world, "生日当日", times(2, when("is_birthday", "=", true)));
    const workdays = times(2, { combinator: "and", rules: [{ field: "holiday", operator: "=", value: "none" }] });
    const { rule_id } = await done(world, "POST /v1/points/rules", { name: "工作日", definition: workdays });
    const { pairs, counts } = (await done(
      world,
      `GET /v1/points/rules/conflicts?with_draft=${String(rule_id)}`,
    )) as unknown as { pairs: { a: string; b: string; relation: string; winner: string | null }[]; counts: object };
    const of = (a: string, b: string) => pairs.find((pair) => pair.a === a && pair.b === b);
    expect(of(holiday, item)).toMatchObject({ relation: "larger", winner: item });
    expect(of(holiday, birthday)).toMatchObject({ relation: "tie", winner: holiday });
    expect(of(holiday, String(rule_id))).toMatchObject({ relation: "never", winner: null });
    expect(counts).toEqual({ never: 1, larger: 3, tie: 2, independent: 0 });
  });
});
