import { describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { buy, cash, findings, join, ok, openPark, setProgram, spendPoints, standing, topUp } from "./park.ts";

const api = testApi();
const reason = "行程有变";

describe("a programme of its own", () => {
  test("takes the bonus first, and a refund stays with the policy of the purchase", async () => {
    const park = await openPark(api, { rules: false });
    const member_id = await join(park, null);
    await topUp(park, member_id, 1_000, 300);
    await setProgram(park, { wallet_split: "bonus_first" });
    const path = await buy(
      park,
      member_id,
      [{ quantity: 2, amount_fen: 800 }],
      [{ method: "wallet", amount_fen: 800 }],
    );
    expect(await standing(park, member_id)).toMatchObject({ principal: 500, bonus: 0, points: 5 });
    await setProgram(park, { wallet_split: "proportional" });
    const back = ok(await park.call(`POST ${path}/refunds`, { lines: [{ line_no: 1, quantity: 1 }], reason }));
    // Without it 300 of bonus and 100 of principal would have been taken.
    expect(back["payments"]).toEqual([{ method: "wallet", amount_fen: 400, principal_fen: 400, bonus_fen: 0 }]);
    expect(await standing(park, member_id)).toMatchObject({ principal: 900, bonus: 0, points: 1 });
  });

  test("counts a refund on its own day, and a day of refunds alone falls below zero", async () => {
    const park = await openPark(api, { rules: false });
    const path = await buy(park, null, [{ quantity: 2, amount_fen: 1_000 }], cash(1_000));
    ok(await park.call("POST /v1/test_clock/advance", { to: "2026-10-03T04:00:00Z" }));
    ok(await park.call(`POST ${path}/refunds`, { lines: [{ line_no: 1, quantity: 1 }], reason }));
    const net = async (date: string) => {
      const { cards } = ok(await park.call(`GET /v1/insights/workbench?date=${date}`)) as unknown as {
        cards: { net_spend_fen: { value: number } };
      };
      return cards.net_spend_fen.value;
    };
    expect([await net("2026-10-02"), await net("2026-10-03")]).toEqual([1_000, -500]);
  });
});

describe("points that were spent meanwhile", () => {
  const spent = async (clawback: string) => {
    const park = await openPark(api, { rules: false });
    await setProgram(park, { clawback, burn: { points: 100, fen: 100 } });
    const member_id = await join(park, null);
    await topUp(park, member_id, 1_000, 0);
    const payments = [
      { method: "wallet", amount_fen: 1_000 },
      { method: "cash", amount_fen: 9_000 },
    ];
    const path = await buy(park, member_id, [{ quantity: 1, amount_fen: 10_000 }], payments);
    await spendPoints(park, member_id, 80);
    const back = ok(await park.call(`POST ${path}/refunds`, { lines: [{ line_no: 1 }], reason }));
    expect(await findings(park)).toEqual([]);
    return { back, after: await standing(park, member_id) };
  };

  test("are owed by default", async () => {
    const { back, after } = await spent("debt");
    expect(back["points"]).toEqual({ before: 100, after: 0, clawed_back: 20, debt: 80, uncovered: 0, deducted_fen: 0 });
    expect(after).toEqual({ principal: 1_000, bonus: 0, points: 0, debt: 80 });
  });

  test("are kept back from the money where the programme says so", async () => {
    const { back, after } = await spent("deduct_cash");
    expect(back["points"]).toEqual({
      before: 100,
      after: 0,
      clawed_back: 20,
      debt: 0,
      uncovered: 80,
      deducted_fen: 80,
    });
    expect(back).toMatchObject({
      amount_fen: 10_000,
      payments: [
        { method: "wallet", amount_fen: 1_000 },
        { method: "cash", amount_fen: 8_920 },
      ],
    });
    expect(after).toEqual({ principal: 1_000, bonus: 0, points: 0, debt: 0 });
  });

  test("are let go where the programme says so", async () => {
    const { back, after } = await spent("forgive");
    expect(back["points"]).toEqual({ before: 100, after: 0, clawed_back: 20, debt: 0, uncovered: 80, deducted_fen: 0 });
    expect(after).toEqual({ principal: 1_000, bonus: 0, points: 0, debt: 0 });
  });
});
