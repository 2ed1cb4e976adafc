// On what occasion of a visit people buy, and how many of what.
import type { BusinessType } from "../modules/org/index.ts";
import { type Urn, urnOf } from "./dice.ts";

export interface Item {
  readonly code: string;
  readonly name: string;
  readonly business_type: BusinessType;
  readonly price_fen: number;
}

export interface Occasion {
  /** How many of a hundred visitors buy on it. */
  readonly likely: number;
  /** Minutes after the arrival, at least and at most; before it when negative. */
  readonly after: readonly [least: number, most: number];
  readonly most_lines: number;
  readonly quantities: Urn<number>;
  readonly items: Urn<Item>;
}

export const one = urnOf([[1, 1]] as const);
export const few = urnOf([
  [1, 5],
  [2, 4],
  [3, 1],
] as const);
export const family = urnOf([
  [1, 38],
  [2, 40],
  [3, 15],
  [4, 7],
] as const);

type Line = readonly [code: string, name: string, yuan: number, weight: number];

export function items(business_type: BusinessType, lines: readonly Line[]): Urn<Item> {
  return urnOf(
    lines.map(([code, name, yuan, weight]) => [
      { code, name, business_type, price_fen: Math.round(yuan * 100) },
      weight,
    ]),
  );
}

export const parking = (venue: string, likely: number, after: readonly [number, number]): Occasion => ({
  likely,
  after,
  most_lines: 1,
  quantities: one,
  items: items("parking", [
    [`${venue}-P1`, "停车 4 小时内", 20, 6],
    [`${venue}-P2`, "停车全天", 40, 2],
  ]),
});
