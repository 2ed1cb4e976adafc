import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { balance, buy, done, newWorld, NOW, publish, send, times, when, type World } from "./rules-world.ts";

const api = testApi();

describe("a rule's life", () => {
  let world: World;
  beforeAll(async () => {
    world = await newWorld(api);
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

describe("trying out", () => {
  test("a draft beside the policy as it stands, line by line, for a member or for a tier", async () => {
    const world = await newWorld(api);
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
    const world = await newWorld(api);
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
    const world = await newWorld(api);
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
