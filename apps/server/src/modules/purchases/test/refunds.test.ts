import { describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { signInAs, toWireId } from "../../../../test/world.ts";
import { BONUS_ASSET, PRINCIPAL_ASSET } from "../../wallet/index.ts";
import { basket, buy, cash, findings, give, join, ok, openPark, setProgram, standing, topUp } from "./park.ts";

const api = testApi();
const reason = "行程有变";

describe("many hands at one purchase", () => {
  test("five units are given back five times, however many ask at once", async () => {
    const park = await openPark(api, { rules: false });
    const member_id = await join(park, null);
    await topUp(park, member_id, 5_000, 1_000);
    const path = await buy(
      park,
      member_id,
      [{ quantity: 5, amount_fen: 5_003 }],
      [{ method: "wallet", amount_fen: 5_003 }],
    );
    const replies = await Promise.all(
      Array.from({ length: 9 }, () =>
        park.call(`POST ${path}/refunds`, { lines: [{ line_no: 1, quantity: 1 }], reason }),
      ),
    );
    expect(replies.map((reply) => reply.status).toSorted((a, b) => a - b)).toEqual([
      ...Array(5).fill(201),
      ...Array(4).fill(422),
    ]);
    const refused = replies.find((reply) => reply.status === 422);
    expect(refused?.body).toMatchObject({ code: "refund_exceeds_purchase", line_no: 1, left_quantity: 0, left_fen: 0 });
    expect(await standing(park, member_id)).toEqual({ principal: 5_000, bonus: 1_000, points: 0, debt: 0 });
    expect(await findings(park)).toEqual([]);
  });

  test("refunds and purchases of one wallet at the same time lose nothing and make nothing", async () => {
    const park = await openPark(api, { rules: false });
    const member_id = await join(park, null);
    await topUp(park, member_id, 30_000, 6_000);
    const wallet = (amount_fen: number) => [{ method: "wallet", amount_fen }];
    const first = await Promise.all(
      [1, 2, 3].map(() => buy(park, member_id, [{ quantity: 3, amount_fen: 6_000 }], wallet(6_000))),
    );
    const replies = await Promise.all([
      ...first.map((path) => park.call(`POST ${path}/refunds`, { lines: [{ line_no: 1, quantity: 2 }], reason })),
      ...[1, 2, 3].map(() =>
        park.call("POST /v1/purchases", basket(park, member_id, [{ quantity: 1, amount_fen: 3_000 }], wallet(3_000))),
      ),
    ]);
    expect(replies.map((reply) => reply.status)).toEqual([201, 201, 201, 201, 201, 201]);
    const { principal, bonus } = await standing(park, member_id);
    // 36,000 less three times a third of 6,000 and three times 3,000.
    expect(principal + bonus).toBe(21_000);
    expect(await findings(park)).toEqual([]);
  });

  test("the same key answers the same, the same number of the caller's own stands once", async () => {
    const park = await openPark(api, { rules: false });
    const path = await buy(park, null, [{ quantity: 2, amount_fen: 200 }], cash(200));
    const body = { lines: [{ line_no: 1, quantity: 1 }], reason, external_id: "back 1" };
    const made = await park.call(`POST ${path}/refunds`, body, "again");
    const replayed = await park.call(`POST ${path}/refunds`, body, "again");
    const known = await park.call(`POST ${path}/refunds`, body, "another");
    expect([made.status, replayed.status, known.status]).toEqual([201, 201, 200]);
    expect(replayed.text).toBe(made.text);
    expect(known.body).toEqual(made.body);
    const changed = await park.call(`POST ${path}/refunds`, { ...body, reason: "别的" }, "again");
    expect(changed.body).toMatchObject({ status: 409, code: "idempotency_conflict" });
  });
});

describe("what cannot be given back", () => {
  test("more units, more money, a line that is not there", async () => {
    const park = await openPark(api, { rules: false });
    const path = await buy(park, null, [{ quantity: 2, amount_fen: 199 }], cash(199));
    for (const line of [{ line_no: 1, quantity: 3 }, { line_no: 1, amount_fen: 200 }, { line_no: 2 }]) {
      for (const route of [`POST ${path}/refunds`, `POST ${path}/refunds/evaluate`]) {
        const why = route.endsWith("evaluate") ? {} : { reason };
        const reply = await park.call(route, { lines: [line], ...why });
        expect(reply.body).toMatchObject({ status: 422, code: "refund_exceeds_purchase" });
      }
    }
    const twice = await park.call(`POST ${path}/refunds`, {
      lines: [
        { line_no: 1, quantity: 1 },
        { line_no: 1, quantity: 1 },
      ],
      reason,
    });
    expect(twice.status).toBe(400);
  });

  test("a purchase of another store is not there for its neighbour", async () => {
    const park = await openPark(api, { rules: false });
    const { second, manager } = park.tenant;
    const venue_id = toWireId("venue", second.venue.venue_id);
    const elsewhere = { ...park, venue_id };
    const path = await buy(elsewhere, null, [{ quantity: 1, amount_fen: 100 }], cash(100));
    const token = await signInAs(api, manager.email);
    const headers = { "idempotency-key": "neighbour" };
    const reply = await api.call(`POST ${path}/refunds`, { token, headers, body: { lines: [{ line_no: 1 }], reason } });
    expect(reply.body).toMatchObject({ status: 404, code: "purchase_not_found" });
  });
});

describe("where the money goes", () => {
  test("a price reduction and mixed payments come back in their proportion, and add up", async () => {
    const park = await openPark(api, { rules: false });
    const member_id = await join(park, null);
    await topUp(park, member_id, 10_000, 0);
    const payments = [
      { method: "wechat", amount_fen: 3_000 },
      { method: "wallet", amount_fen: 1_000 },
    ];
    const path = await buy(park, member_id, [{ quantity: 2, amount_fen: 4_000 }], payments);
    const first = ok(await park.call(`POST ${path}/refunds`, { lines: [{ line_no: 1, amount_fen: 400 }], reason }));
    expect(first["payments"]).toEqual([
      { method: "wechat", amount_fen: 300 },
      { method: "wallet", amount_fen: 100, principal_fen: 100, bonus_fen: 0 },
    ]);
    expect(first["points"]).toMatchObject({ before: 40, after: 36, clawed_back: 4 });
    const rest = ok(await park.call(`POST ${path}/refunds`, { lines: [{ line_no: 1 }], reason }));
    expect(rest["payments"]).toEqual([
      { method: "wechat", amount_fen: 2_700 },
      { method: "wallet", amount_fen: 900, principal_fen: 900, bonus_fen: 0 },
    ]);
    expect(await standing(park, member_id)).toEqual({ principal: 10_000, bonus: 0, points: 0, debt: 0 });
  });

  test("points that paid go back to their lots, and earn nothing in the first place", async () => {
    const park = await openPark(api, { rules: false });
    const member_id = await join(park, null);
    await setProgram(park, { burn: { points: 100, fen: 50 } });
    await give(park, member_id, [{ asset: "points", amount: 300, expires_at: new Date("2026-12-31T16:00:00Z") }]);
    await give(park, member_id, [{ asset: "points", amount: 1_000, expires_at: new Date("2027-12-31T16:00:00Z") }]);
    const payments = [
      { method: "points", amount_fen: 251 },
      { method: "cash", amount_fen: 749 },
    ];
    const path = await buy(park, member_id, [{ quantity: 2, amount_fen: 1_000 }], payments);
    // 251 fen are 502 points; of 7.49 yuan seven are earned.
    expect(await standing(park, member_id)).toMatchObject({ points: 1_300 - 502 + 7 });
    const detail = ok(await park.call(`GET ${path}`));
    expect(detail["payments"]).toContainEqual({ method: "points", amount_fen: 251, points: 502 });
    const back = ok(await park.call(`POST ${path}/refunds`, { lines: [{ line_no: 1 }], reason }));
    expect(back["payments"]).toContainEqual({ method: "points", amount_fen: 251, points: 502 });
    expect(await standing(park, member_id)).toMatchObject({ points: 1_300, debt: 0 });
    const { data } = ok(await park.call(`GET /v1/members/${member_id}/lots`)) as unknown as {
      data: { amount: number; remaining: number }[];
    };
    expect(data.map((lot) => lot.remaining).toSorted((a, b) => a - b)).toEqual([0, 300, 1_000]);
  });

  test("a bonus that ended meanwhile comes back with the grace days to live", async () => {
    const park = await openPark(api, { rules: false });
    const member_id = await join(park, null);
    await give(park, member_id, [
      { asset: PRINCIPAL_ASSET, amount: 1_000 },
      { asset: BONUS_ASSET, amount: 1_000, expires_at: new Date("2026-10-04T16:00:00Z") },
    ]);
    const path = await buy(
      park,
      member_id,
      [{ quantity: 1, amount_fen: 1_000 }],
      [{ method: "wallet", amount_fen: 1_000 }],
    );
    ok(await park.call("POST /v1/test_clock/advance", { to: "2026-10-10T04:00:00Z" }));
    expect(await standing(park, member_id)).toMatchObject({ principal: 500, bonus: 0 });
    ok(await park.call(`POST ${path}/refunds`, { lines: [{ line_no: 1 }], reason }));
    expect(await standing(park, member_id)).toMatchObject({ principal: 1_000, bonus: 500 });
    expect(await findings(park)).toEqual([]);
  });
});
