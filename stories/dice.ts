// Other numbers for a story: drawn from a seed, so that what failed can be played again.
import { randomInteger, seededRandom } from "../apps/server/src/platform/kernel/random.ts";

export interface Dice {
  /** An integer, both ends included. */
  between(low: number, high: number): number;
  oneOf<Value>(values: readonly Value[]): Value;
  /** The same values in another order. */
  shuffled<Value>(values: readonly Value[]): Value[];
  /** So many values as `low` to `high` says. */
  some<Value>(low: number, high: number, make: (index: number) => Value): Value[];
}

export function rollDice(seed: string): Dice {
  const random = seededRandom(seed);
  const between = (low: number, high: number) => low + randomInteger(random, high - low + 1);
  return {
    between,
    oneOf(values) {
      const value = values[between(0, values.length - 1)];
      if (value === undefined) throw new Error("nothing to choose from");
      return value;
    },
    shuffled(values) {
      const left = [...values];
      return values.map(() => left.splice(between(0, left.length - 1), 1)).flat();
    },
    some: (low, high, make) => Array.from({ length: between(low, high) }, (_, index) => make(index)),
  };
}
