import { describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { seededRandom } from "../../../platform/kernel/random.ts";
import { auditBook } from "../../ledger/index.ts";
import { pointsOf, takeWallet, type Pot } from "./calculator.ts";
import { basket, give, join, ok, openPark, spendPoints, standing, topUp, type Line, type Park } from "./park.ts";

const api = testApi();
const POLICY = { item: { X: 3n }, holiday: 2n, tier: [3n, 2n] as const, cap: 1_500 };

async function refund(park: Park, purchase_id: string, lines: unknown[]) {
  const body = { lines, reason: "行程有变" };
  const path = `POST /v1/purchases/${purchase_id}/refunds`;
  const preview = ok(await park.call(`${path}/evaluate`, { lines }));
  const made = ok(await park.call(path, body));
  const { amount_fen, payments, points } = made;
  expect({ amount_fen, payments, points }, "evaluated as committed").toEqual({
    amount_fen: preview["amount_fen"],
    payments: preview["payments"],
    points: preview["points"],
  });
  return made;
}

test("the theme park on a holiday, to the fen and the point", async () => {
  const park = await openPark(api);
  const member_id = await join(park);
  await give(park, member_id, [{ asset: "points", amount: 500, expires_at: new Date("2026-12-31T16:00:00Z") }]);
  await topUp(park, member_id, 100_000, 20_000);
  const lines = [
    { item_code: "X", quantity: 2, amount_fen: 38_000 },
    { quantity: 1, amount_fen: 6_000 },
  ];
  const paid = basket(park, member_id, lines, [{ method: "wallet", amount_fen: 44_000 }]);
  const evaluated = ok(await park.call("POST /v1/purchases/evaluate", paid));
  expect(evaluated).toMatchObject({
    accepted: true,
    payments: [{ method: "wallet", amount_fen: 44_000, principal_fen: 36_666, bonus_fen: 7_334 }],
    points: { total: 1_500, lines: [{ points: 1_424 }, { points: 76 }] },
  });
  const bought = ok(await park.call("POST /v1/purchases", paid));
  expect(bought).toMatchObject({ points_awarded: 1_500 });
  expect(await standing(park, member_id)).toEqual({ principal: 63_334, bonus: 12_666, points: 2_000, debt: 0 });
  const purchase_id = String(bought["purchase_id"]);
  const detail = ok(await park.call(`GET /v1/purchases/${purchase_id}`));
  expect(detail["lines"]).toMatchObject([{ own_money_fen: 31_666 }, { own_money_fen: 5_000 }]);

  const back = await refund(park, purchase_id, [{ line_no: 1, quantity: 1 }]);
  expect(back).toMatchObject({
    amount_fen: 19_000,
    payments: [{ method: "wallet", amount_fen: 19_000, principal_fen: 15_833, bonus_fen: 3_167 }],
    points: { before: 1_500, after: 862, clawed_back: 638, debt: 0, uncovered: 0, deducted_fen: 0 },
  });
  expect(await standing(park, member_id)).toEqual({ principal: 79_167, bonus: 15_833, points: 1_362, debt: 0 });

  const after = ok(await park.call(`GET /v1/purchases/${purchase_id}`));
  expect(after).toMatchObject({
    total_fen: 44_000,
    refunded_fen: 19_000,
    points_awarded: 1_500,
    points_refunded: 638,
    lines: [
      { refunded_quantity: 1, refunded_fen: 19_000 },
      { refunded_quantity: 0, refunded_fen: 0 },
    ],
    refunds: [{ amount_fen: 19_000, reason: "行程有变" }],
  });
  const head = ok(await park.call(`GET /v1/members/${member_id}`));
  expect(head["stats"]).toMatchObject({ purchases_count: 1, spend_fen: 25_000 });
  const { data } = ok(await park.call(`GET /v1/members/${member_id}/timeline`));
  expect(data).toContainEqual(expect.objectContaining({ kind: "refund", amount_fen: -19_000, points: -638 }));

  // The rest comes back whole: the wallet is as it was, and nothing is left that was earned.
  await refund(park, purchase_id, [{ line_no: 1 }, { line_no: 2 }]);
  expect(await standing(park, member_id)).toEqual({ principal: 100_000, bonus: 20_000, points: 500, debt: 0 });
  const { tenant_id } = park.tenant;
  expect(await api.db.database.read(tenant_id, auditBook)).toEqual([]);
  const figures = ok(await park.call("GET /v1/insights/workbench?date=2026-10-02"));
  expect(figures["cards"]).toMatchObject({ net_spend_fen: { value: 0 }, points_issued: { value: 0 } });
});

test("the points of a refund come from the same lot first, then from others, and what is gone is owed", async () => {
  const park = await openPark(api);
  const member_id = await join(park);
  const lines = [{ item_code: "X", quantity: 1, amount_fen: 20_000 }];
  const paid = basket(park, member_id, lines, [{ method: "cash", amount_fen: 20_000 }]);
  const bought = ok(await park.call("POST /v1/purchases", paid));
  expect(bought).toMatchObject({ points_awarded: 900 });
  await spendPoints(park, member_id, 700);
  const back = await refund(park, String(bought["purchase_id"]), [{ line_no: 1 }]);
  expect(back).toMatchObject({
    payments: [{ method: "cash", amount_fen: 20_000 }],
    points: { before: 900, after: 0, clawed_back: 200, debt: 700, uncovered: 0 },
  });
  expect(await standing(park, member_id)).toMatchObject({ points: 0, debt: 700 });
});

describe("other purchases than the story's", () => {
  test("come out as a small calculator says, refund after refund", { timeout: 60_000 }, async () => {
    const park = await openPark(api);
    const random = seededRandom("variations");
    const below = (limit: number) => {
      const [high = 0, low = 0] = random.bytes(2);
      return (high * 256 + low) % limit;
    };
    for (let round = 0; round < 12; round++) {
      const member_id = await join(park);
      const pots: Pot[] = Array.from({ length: 1 + below(3) }, () => ({
        principal: 1 + below(40_000),
        bonus: below(9_000),
      }));
      for (const pot of pots) await topUp(park, member_id, pot.principal, pot.bonus);
      let open = pots.reduce((sum, pot) => sum + pot.principal + pot.bonus, 0);
      const lines = Array.from({ length: 1 + below(4) }, (): Line => {
        const amount_fen = Math.min(1 + below(15_000), open);
        open -= amount_fen;
        return { ...(below(2) === 0 ? { item_code: "X" } : {}), quantity: 1 + below(4), amount_fen };
      }).filter((line) => line.amount_fen > 0);
      await playOut(park, member_id, { pots, lines, below });
    }
    expect(await api.db.database.read(park.tenant.tenant_id, auditBook)).toEqual([]);
  });
});

interface Play {
  pots: readonly Pot[];
  lines: readonly Line[];
  below: (limit: number) => number;
}

/** Buys from the wallet and gives back unit by unit; after every step the book is what the calculator says. */
async function playOut(park: Park, member_id: string, { pots, lines, below }: Play): Promise<void> {
  const total = lines.reduce((sum, line) => sum + line.amount_fen, 0);
  const paid = basket(park, member_id, lines, [{ method: "wallet", amount_fen: total }]);
  const bought = ok(await park.call("POST /v1/purchases", paid));
  const back = lines.map(() => 0);
  const check = async () => {
    // What was given back of a line: the price of so many units, rounded down.
    const kept = lines.map(
      (line, index) => line.amount_fen - Math.floor((line.amount_fen * (back[index] ?? 0)) / line.quantity),
    );
    const wallet = takeWallet(pots, kept);
    const own = lines.map((line, index) => ({ ...line, own: wallet.lines[index]?.principal ?? 0 }));
    expect(await standing(park, member_id)).toEqual({
      principal: wallet.left.reduce((sum, pot) => sum + pot.principal, 0),
      bonus: wallet.left.reduce((sum, pot) => sum + pot.bonus, 0),
      points: pointsOf(own, POLICY),
      debt: 0,
    });
  };
  await check();
  const total_units = lines.reduce((sum, line) => sum + line.quantity, 0);
  for (let units = 0; units < total_units; ) {
    const index = below(lines.length);
    const left = (lines[index]?.quantity ?? 0) - (back[index] ?? 0);
    if (left === 0) continue;
    const quantity = 1 + below(left);
    await refund(park, String(bought["purchase_id"]), [{ line_no: index + 1, quantity }]);
    back[index] = (back[index] ?? 0) + quantity;
    units += quantity;
    await check();
  }
}
