import { describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { balance, behave, buy, done, fixed, newWorld, publish, serial } from "./rules-world.ts";

const api = testApi();

describe("one day, one stack group", () => {
  const steps = async (groups: "largest_only" | "stack") => {
    const world = await newWorld(api);
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
    const world = await newWorld(api);
    await publish(world, "注册", fixed("register", 100, { stack_group: "welcome" }));
    await publish(world, "生日礼", fixed("birthday", 200, { stack_group: "welcome" }));
    await behave(world, "register");
    const spend = {
      member_id: world.member_id,
      points: 60,
      title: "兑换",
      external_id: `r${serial()}`,
      venue_id: world.venue_id,
    };
    await done(world, "POST /v1/points/redemptions", spend);
    await behave(world, "birthday");
    expect(await balance(world)).toBe(140);
  });
});

test("an award that was undone by hand is not in the way of a larger one", async () => {
  const world = await newWorld(api);
  await publish(world, "注册", fixed("register", 100, { stack_group: "welcome" }));
  await publish(world, "生日礼", fixed("birthday", 200, { stack_group: "welcome" }));
  const { transaction_id } = (await behave(world, "register")).body;
  const undo = { external_id: `undo ${serial()}`, reason: "误发", lines: [{ line_no: 1, amount: 30 }] };
  await done(world, `POST /v1/transactions/${String(transaction_id)}/reversals`, undo);
  await behave(world, "birthday");
  expect(await balance(world)).toBe(200);
});
