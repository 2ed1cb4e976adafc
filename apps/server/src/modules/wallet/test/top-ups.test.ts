import { expect, test } from "vitest";
import { lotsAfter, topUpsAt, type WalletLot } from "../domain/top-ups.ts";

const DAY = 86_400_000;
const NOON = new Date("2026-06-01T04:00:00Z");
const lot = (lot_id: string, put_in_by: string, left_fen: number, over: Partial<WalletLot> = {}): WalletLot => ({
  lot_id,
  moment: put_in_by,
  put_in_by,
  is_principal: lot_id.startsWith("p"),
  left_fen,
  available_from: NOON,
  expires_at: null,
  ...over,
});

test("a top-up is the principal and the bonus of one transaction, in the order of the lots", () => {
  const lots = [lot("p1", "one", 100), lot("b1", "one", 20), lot("p2", "two", 300)];
  expect(topUpsAt(lots, NOON)).toEqual([
    { principal_lot_id: "p1", bonus_lot_id: "b1", principal_left: 100, bonus_left: 20 },
    { principal_lot_id: "p2", bonus_lot_id: null, principal_left: 300, bonus_left: 0 },
  ]);
  const after = lotsAfter(lots, [
    { lot_id: "p1", amount: 100 },
    { lot_id: "b1", amount: 5 },
  ]);
  expect(topUpsAt(after, NOON)[0]).toEqual({
    principal_lot_id: null,
    bonus_lot_id: "b1",
    principal_left: 0,
    bonus_left: 15,
  });
});

test("a bonus that has ended, and money that comes later, cannot be spent", () => {
  const lots = [
    lot("p1", "one", 100),
    lot("b1", "one", 20, { expires_at: NOON }),
    lot("p2", "two", 50, { available_from: new Date(NOON.getTime() + DAY) }),
  ];
  expect(topUpsAt(lots, NOON)).toEqual([
    { principal_lot_id: "p1", bonus_lot_id: null, principal_left: 100, bonus_left: 0 },
  ]);
});

test("two top-ups of one moment stay two: a bonus belongs to what was paid in with it", () => {
  const moment = "a file's noon";
  const lots = [lot("p1", "one", 100, { moment }), lot("p2", "two", 300, { moment }), lot("b2", "two", 60, { moment })];
  expect(topUpsAt(lots, NOON)).toEqual([
    { principal_lot_id: "p1", bonus_lot_id: null, principal_left: 100, bonus_left: 0 },
    { principal_lot_id: "p2", bonus_lot_id: "b2", principal_left: 300, bonus_left: 60 },
  ]);
});

test("what a return or a merge gave a lot of its own joins what it belonged to", () => {
  const anew = { moment: "one", put_in_by: null };
  expect(topUpsAt([lot("p1", "one", 100), lot("b9", "back", 20, anew)], NOON)).toEqual([
    { principal_lot_id: "p1", bonus_lot_id: "b9", principal_left: 100, bonus_left: 20 },
  ]);
  expect(topUpsAt([lot("p8", "merge", 100, anew), lot("b9", "merge", 20, anew)], NOON)).toEqual([
    { principal_lot_id: "p8", bonus_lot_id: "b9", principal_left: 100, bonus_left: 20 },
  ]);
});
