// Chance for the demo world: quick, and the same at every installation. Never for secrets.
import { createHash } from "node:crypto";
import { assert } from "../platform/kernel/assert.ts";

export interface Dice {
  /** In [0, 1). */
  unit(): number;
  /** A whole number in [0, below). */
  below(below: number): number;
  /** A whole number in [least, most]. */
  between(least: number, most: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
}

/** sfc32, seeded by a hash of the text: ten times quicker than hashing for every number. */
export function diceOf(seed: string): Dice {
  const hash = createHash("sha256").update(seed).digest();
  let a = hash.readInt32LE(0);
  let b = hash.readInt32LE(4);
  let c = hash.readInt32LE(8);
  let counter = hash.readInt32LE(12);
  const unit = () => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(unit() * limit);
  return {
    unit,
    below,
    between: (least, most) => least + below(most - least + 1),
    chance: (probability) => unit() < probability,
    pick(list) {
      assert(list.length > 0, "a list to pick from has something in it");
      return list[below(list.length)] as (typeof list)[number];
    },
  };
}

/** Picks by weight: built once, asked often. */
export interface Urn<T> {
  readonly total: number;
  draw(dice: Dice): T;
}

export function urnOf<T>(entries: readonly (readonly [item: T, weight: number])[]): Urn<T> {
  const ends = new Float64Array(entries.length);
  let total = 0;
  entries.forEach(([, weight], index) => {
    total += weight;
    ends[index] = total;
  });
  assert(total > 0, "an urn holds something");
  return {
    total,
    draw(dice) {
      const at = dice.unit() * total;
      let low = 0;
      let high = ends.length - 1;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((ends[middle] as number) > at) high = middle;
        else low = middle + 1;
      }
      return (entries[low] as readonly [T, number])[0];
    },
  };
}
