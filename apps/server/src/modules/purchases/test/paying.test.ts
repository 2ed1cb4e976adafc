import { describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { basket, cash, join, ok, openPark, setProgram, standing, topUp } from "./park.ts";

const api = testApi();

describe("paying", () => {
  test("from the bonus as well, as far as the wallet goes, and with points only by a member and a rate", async () => {
    const park = await openPark(api, { rules: false });
    const member_id = await join(park, null);
    await topUp(park, member_id, 100, 20);
    const one = (amount_fen: number, method: string, who: string | null = member_id) =>
      park.call("POST /v1/purchases", basket(park, who, [{ quantity: 1, amount_fen }], [{ method, amount_fen }]));
    expect((await one(121, "wallet")).body).toMatchObject({
      code: "insufficient_balance",
      available: 120,
      required: 121,
    });
    expect((await one(10, "points", null)).body).toMatchObject({ status: 422, code: "points_need_member" });
    await setProgram(park, { burn: { points: 3, fen: 2 } });
    expect((await one(11, "points")).body).toMatchObject({ code: "insufficient_balance", available: 0, required: 17 });
    await setProgram(park, { burn: null });
    expect((await one(10, "points")).body).toMatchObject({ status: 422, code: "points_not_accepted" });
    ok(await one(120, "wallet"));
    expect(await standing(park, member_id)).toMatchObject({ principal: 0, bonus: 0, points: 1 });
  });

  test("passes and top-ups earn nothing by themselves", async () => {
    const park = await openPark(api, { rules: false });
    const member_id = await join(park, null);
    const sale = basket(park, member_id, [{ quantity: 1, amount_fen: 29_900 }], cash(29_900));
    const lines = sale.lines.map((line) => ({ ...line, business_type: "pass", category: "annual" }));
    const bought = ok(await park.call("POST /v1/purchases", { ...sale, lines, sales_channel: "kiosk" }));
    expect(bought).toMatchObject({ points_awarded: 0 });
    const detail = ok(await park.call(`GET /v1/purchases/${String(bought["purchase_id"])}`));
    expect(detail).toMatchObject({ channel: "api", sales_channel: "kiosk", lines: [{ category: "annual" }] });
  });
});
