import { describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { balance, behave, buy, done, fixed, newMember, newWorld, publish, times, when } from "./rules-world.ts";

const api = testApi();

test("the night street: silver on an ordinary day, and a holiday's purchase after midnight", async () => {
  const world = await newWorld(api, "2026-05-01T00:00:00Z");
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
  const world = await newWorld(api, "2026-09-25T04:00:00Z");
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
    const world = await newWorld(api);
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
    const world = await newWorld(api);
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
    const world = await newWorld(api);
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
